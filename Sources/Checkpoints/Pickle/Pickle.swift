import Tensors

/// The contents of a pickle: a graph of values. A value refers to a container by the container's index in `objects`.
/// Therefore several values can share a container, and a container can contain itself.
struct Pickle {
  let storage: Storage
  let objects: [PickleObject]
  let root: PickleValue
  /// The offset after the STOP instruction.
  let end: Int
}

enum PickleValue {
  case none
  case bool(Bool)
  case integer(Int)
  case float(Double)
  /// A text in UTF-8 at this range of the file.
  case text(Range<Int>)
  /// A `str` of Python 2 at this range of the file. In some places of a pickle, such a `str` is text; in others, bytes.
  case string(Range<Int>)
  case bytes(Range<Int>)
  /// An integer of more than 64 bits, in little-endian two's complement.
  case long(Range<Int>)
  case global(PickleGlobal)
  case object(Int)
}

/// A container, or a recorded call. The reader never executes a call.
struct PickleObject {
  enum Kind {
    case list, tuple, set
    /// A dictionary. `items` alternates between keys and values.
    case dictionary
    /// A call that REDUCE recorded: `callee(*items)`.
    case call(PickleGlobal)
    /// A persistent ID (BINPERSID). The only item identifies data outside the pickle.
    case persistent
  }

  let kind: Kind
  /// The offset of the instruction that created the object.
  let position: Int
  var items: [PickleValue] = []
  /// The items that APPENDS or SETITEMS added to the result of a call.
  var added: [PickleValue] = []
  /// The state that BUILD assigned; nil when there was no BUILD.
  var state: PickleValue?
}

extension Pickle {
  func object(_ value: PickleValue) -> PickleObject? {
    if case .object(let index) = value { return objects[index] }
    return nil
  }

  /// The number of values that a traversal of the object visits.
  func breadth(_ object: PickleObject) -> Int {
    object.items.count + object.added.count + (object.items.last.flatMap(sequence)?.count ?? 0)
  }

  /// The items of a tuple or list; nil for other values.
  func sequence(_ value: PickleValue) -> [PickleValue]? {
    guard let object = object(value) else { return nil }
    switch object.kind {
    case .tuple, .list: return object.items
    case .call(.size):
      // For example, torch.Size((2, 3)).
      guard case .object(let index)? = object.items.first, case .tuple = objects[index].kind else { return nil }
      return objects[index].items
    default: return nil
    }
  }

  /// The key-value pairs of a dictionary in order. A repeated key keeps its first position and gets its last value. Nil
  /// when the value is not a dictionary.
  func pairs(_ value: PickleValue) throws(FormatFault) -> [(key: PickleValue, value: PickleValue)]? {
    guard let object = object(value) else { return nil }
    var flat: [PickleValue]
    switch object.kind {
    case .dictionary:
      flat = object.items
    case .call(.orderedDictionary), .call(.defaultDictionary), .call(.dictionary):
      flat = []
      // Python 2 writes an ordered dictionary as OrderedDict([[key, value], …]).
      if let list = object.items.last.flatMap({ sequence($0) }) {
        for element in list {
          guard let pair = sequence(element), pair.count == 2 else {
            throw .unexpected(at: object.position, expected: "a list of pairs", found: describe(element))
          }
          flat += pair
        }
      }
      flat += object.added
    default:
      return nil
    }
    var result: [(key: PickleValue, value: PickleValue)] = []
    var places: [String: Int] = [:]
    for index in stride(from: 0, to: flat.count - 1, by: 2) {
      let key = try keyText(flat[index], at: object.position)
      if let place = places[key] {
        result[place].value = flat[index + 1]
      } else {
        places[key] = result.count
        result.append((flat[index], flat[index + 1]))
      }
    }
    return result
  }

  /// The text of a value; nil when the value is not a text.
  func text(_ value: PickleValue) throws(FormatFault) -> String? {
    switch value {
    case .text(let range), .string(let range): try storage.text(range)
    default: nil
    }
  }

  /// The text of a dictionary key as a part of a tensor's name. A key is a text or, for optimizers, a number.
  func keyText(_ value: PickleValue, at position: Int) throws(FormatFault) -> String {
    if let text = try text(value) { return text }
    switch value {
    case .integer(let number): return String(number)
    case .bool(let flag): return flag ? "True" : "False"
    case .none: return "None"
    case .float(let number): return "\(number)"
    default: throw .unexpected(at: position, expected: "a text or a number as key", found: describe(value))
    }
  }

  func integer(_ value: PickleValue) -> Int? {
    if case .integer(let number) = value { return number }
    return nil
  }

  /// The integers in a tuple or list. Nil for another value, or when there are more integers than the rank limit.
  func integers(_ value: PickleValue) -> [Int]? {
    guard let items = sequence(value), items.count <= maximumRank else { return nil }
    var result: [Int] = []
    for item in items {
      guard let number = integer(item) else { return nil }
      result.append(number)
    }
    return result
  }

  /// The source of the bytes of a value; nil when the value is not bytes.
  func bytes(_ value: PickleValue) throws(FormatFault) -> BlockBytes? {
    switch value {
    case .bytes(let range), .string(let range):
      return .plain(storage, range)
    case .object(let index):
      let object = objects[index]
      switch object.kind {
      case .call(.encode):
        guard object.items.count == 2, case .text(let range) = object.items[0],
          let encoding = try text(object.items[1]), ["latin1", "latin-1", "iso-8859-1"].contains(encoding)
        else {
          throw .unexpected(at: object.position, expected: "a text in latin1", found: "another encoding")
        }
        return .latin1(storage, range)
      case .call(.bytes), .call(.byteArray):
        guard let content = object.items.first else { return .plain(storage, object.position..<object.position) }
        if case .object(let inner) = content {
          // A bytearray is pickled as bytearray(_codecs.encode(…)). Deeper nesting does not occur.
          guard case .call(.encode) = objects[inner].kind else { return nil }
        }
        return try bytes(content)
      default:
        return nil
      }
    default:
      return nil
    }
  }

  /// A short description of the value for error messages.
  func describe(_ value: PickleValue) -> String {
    switch value {
    case .none: return "None"
    case .bool(let flag): return flag ? "True" : "False"
    case .integer(let number): return "the number \(number)"
    case .float(let number): return "the number \(number)"
    case .long: return "a long number"
    case .text(let range), .string(let range):
      return (try? storage.text(range, atMost: 100)).map { "'\(printable($0))'" } ?? "a text"
    case .bytes(let range): return "\(range.count) bytes"
    case .global(let global): return "\(global)"
    case .object(let index):
      switch objects[index].kind {
      case .list: return "a list"
      case .tuple: return "a tuple"
      case .set: return "a set"
      case .dictionary: return "a dictionary"
      case .call(let global): return "a call of \(global)"
      case .persistent: return "a storage"
      }
    }
  }
}
