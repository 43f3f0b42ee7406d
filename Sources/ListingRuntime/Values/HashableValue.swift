import BigInt
import Tensors

/// A value as a dict key or set item. Two keys are equal if Python considers them equal: `1`, `1.0` and `True` are one
/// key.
indirect enum HashableValue: Hashable, Sendable {
  case none, ellipsis, notImplemented
  case number(Double)
  /// A NaN, identified by its bits. As a key a NaN equals itself, although `==` returns False.
  case notANumber(UInt64)
  case integer(Int)
  case largeInteger(BigInt)
  case complex(ComplexNumber)
  case bytes([UInt8])
  case text(CodePointText)
  case tuple([HashableValue])
  case frozenSet(Set<HashableValue>)
  case range(count: Int, start: Int, step: Int)
  case method(HashableValue, HashableValue)
  case object(Handle)
  case reference(ObjectIdentifier)
  case dtype(DType)
  case device(String)
  case stub(String)

  /// Makes the key for a value. Nil if Python calls the value unhashable, and for `super()` objects.
  init?(_ value: Value) {
    switch value {
    case .none: self = .none
    case .ellipsis: self = .ellipsis
    case .notImplemented: self = .notImplemented
    case .bool(let flag): self = .integer(flag ? 1 : 0)
    case .int(let number): self = .integer(number)
    case .float(let number):
      if let whole = Int(exactly: number) {
        self = .integer(whole)
      } else if number.isFinite, number == number.rounded() {
        self = .largeInteger(LargeInteger.whole(number))
      } else {
        self = number.isNaN ? .notANumber(number.bitPattern) : .number(number)
      }
    case .largeInteger(let large): self = .largeInteger(large.number)
    case .complex(let number):
      if number.imaginary == 0, let key = HashableValue(.float(number.real)) {
        self = key
      } else {
        self = .complex(number)
      }
    case .bytes(let bytes): self = .bytes(bytes)
    case .string(let text): self = .text(CodePointText(text))
    case .tuple(let items):
      var keys: [HashableValue] = []
      for item in items {
        guard let key = HashableValue(item) else { return nil }
        keys.append(key)
      }
      self = .tuple(keys)
    case .record(let record):
      guard let key = HashableValue(.tuple(record.items)) else { return nil }
      self = key
    case .frozenSet(let set): self = .frozenSet(set.object.keys)
    case .range(let range):
      // Python compares ranges by their items: the start of an empty range and the step of a range with fewer than two
      // items have no effect.
      let count = range.count
      self = .range(count: count, start: count == 0 ? 0 : range.start, step: count < 2 ? 0 : range.step)
    case .instance(let handle), .iterator(let handle): self = .object(handle)
    case .function(let function): self = .reference(ObjectIdentifier(function))
    case .builtin(let function): self = .reference(ObjectIdentifier(function))
    case .type(let type): self = .reference(ObjectIdentifier(type))
    case .module(let module): self = .reference(ObjectIdentifier(module))
    case .tensor(let tensor): self = .reference(ObjectIdentifier(tensor))
    case .descriptor(let descriptor): self = .reference(ObjectIdentifier(descriptor))
    case .method(let method):
      guard let callee = HashableValue(method.callee), let receiver = HashableValue(identityOf: method.receiver) else {
        return nil
      }
      self = .method(callee, receiver)
    case .dtype(let dtype): self = .dtype(dtype)
    case .device(let name): self = .device(name)
    case .stub(let stub): self = .stub(stub.name)
    case .slice, .list, .dictionary, .set, .view, .superProxy, .byteArray: return nil
    }
  }

  /// Makes a key that identifies an object. Lists, dicts, sets and bytearrays also have such a key, although Python
  /// calls them unhashable. Nil for other values without a hash, such as slices and dict views.
  init?(identityOf value: Value) {
    switch value {
    case .list(let handle), .dictionary(let handle), .set(let handle), .byteArray(let handle): self = .object(handle)
    default: self.init(value)
    }
  }
}

/// A string whose equality compares code points.
struct CodePointText: Hashable, Sendable {
  let text: String
  init(_ text: String) { self.text = text }

  static func == (left: Self, right: Self) -> Bool { CodePoints.areEqual(left.text, right.text) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension HashableValue {
  static func string(_ text: String) -> HashableValue { .text(CodePointText(text)) }

  /// A hash that is the same in every process, unlike Swift's hash. For numbers, and for tuples and frozensets of
  /// numbers, the result is Python's hash. Python's hash of other values differs in each process. For such values, this
  /// hash is FNV-1a over the value's text.
  var stableHash: Int {
    switch self {
    case .integer(let number): return NumberHash.of(BigInt(number))
    case .largeInteger(let number): return NumberHash.of(number)
    case .number(let number): return NumberHash.of(number)
    case .complex(let number): return NumberHash.of(number)
    case .tuple(let items): return NumberHash.of(tuple: items.map(\.stableHash))
    case .frozenSet(let items): return NumberHash.of(set: items.map(\.stableHash))
    case .text(let text): return text.text.utf8.reduce(Self.hashSeed) { ($0 ^ Int($1)) &* Self.hashFactor }
    case .bytes(let bytes): return bytes.reduce(Self.hashSeed) { ($0 ^ Int($1)) &* Self.hashFactor }
    default:
      return "\(self)".utf8.reduce(Self.hashSeed) { ($0 ^ Int($1)) &* Self.hashFactor }
    }
  }

  private static let hashSeed = Int(bitPattern: 0xcbf2_9ce4_8422_2325)
  private static let hashFactor = 0x100_0000_01b3
}
