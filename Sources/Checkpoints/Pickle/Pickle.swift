import Tensors

/// What a pickle spells out: a graph of plain values. Containers live in `objects` and are referred to by number, so
/// that sharing, and even a cycle, is only a number.
struct Pickle {
  let storage: Storage
  let objects: [PickleObject]
  let root: PickleValue
  /// The byte after its STOP.
  let end: Int
}

enum PickleValue {
  case none
  case bool(Bool)
  case integer(Int)
  case float(Double)
  /// UTF-8, at this place in the file.
  case text(Range<Int>)
  /// What Python 2 called `str`: text or bytes, as it turns out.
  case string(Range<Int>)
  case bytes(Range<Int>)
  /// An integer beyond 64 bits: little-endian two's complement.
  case long(Range<Int>)
  case global(PickleGlobal)
  case object(Int)
}

/// A container, or a call that Python would make and that we only write down.
struct PickleObject {
  enum Kind {
    case list, tuple, set
    /// Its items are keys and values in turn.
    case dictionary
    /// REDUCE: `callee(*items)`.
    case call(PickleGlobal)
    /// BINPERSID: its one item says what lies outside the pickle.
    case persistent
  }

  let kind: Kind
  /// The byte after the instruction that made it.
  let position: Int
  var items: [PickleValue] = []
  /// What a call's result was given afterwards, by APPENDS or SETITEMS.
  var added: [PickleValue] = []
  /// What BUILD gave it.
  var state: PickleValue?
}

extension Pickle {
  func object(_ value: PickleValue) -> PickleObject? {
    if case .object(let index) = value { return objects[index] }
    return nil
  }

  /// How many values a walk over a container touches.
  func breadth(_ object: PickleObject) -> Int {
    object.items.count + object.added.count + (object.items.last.flatMap(sequence)?.count ?? 0)
  }

  /// The items of a tuple or list.
  func sequence(_ value: PickleValue) -> [PickleValue]? {
    guard let object = object(value) else { return nil }
    switch object.kind {
    case .tuple, .list: return object.items
    case .call(.size):
      // torch.Size((2, 3))
      guard case .object(let index)? = object.items.first, case .tuple = objects[index].kind else { return nil }
      return objects[index].items
    default: return nil
    }
  }

  /// The pairs of a dictionary in their order; of a key given twice the last value, at the place of the first.
  /// `nil` when it is no dictionary.
  func pairs(_ value: PickleValue) throws(FormatFault) -> [(key: PickleValue, value: PickleValue)]? {
    guard let object = object(value) else { return nil }
    var flat: [PickleValue]
    switch object.kind {
    case .dictionary:
      flat = object.items
    case .call(.orderedDictionary), .call(.defaultDictionary), .call(.dictionary):
      flat = []
      // Python 2 writes OrderedDict([[key, value], …]).
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

  /// A text, or `nil` when it is something else.
  func text(_ value: PickleValue) throws(FormatFault) -> String? {
    switch value {
    case .text(let range), .string(let range): try storage.text(range)
    default: nil
    }
  }

  /// A dictionary's key as a part of a name: a text, or a number as optimizers use them.
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

  /// A tuple or list of integers, not longer than a shape.
  func integers(_ value: PickleValue) -> [Int]? {
    guard let items = sequence(value), items.count <= maximumRank else { return nil }
    var result: [Int] = []
    for item in items {
      guard let number = integer(item) else { return nil }
      result.append(number)
    }
    return result
  }

  /// Where the bytes are that a value stands for, or `nil` when it stands for none.
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
          // bytearray(_codecs.encode(…)), never deeper.
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

  /// In a few words, for errors.
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
