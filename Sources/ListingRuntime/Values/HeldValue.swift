/// The Python value in an instance of a class that derives from `int`, `dict`, …. The object never changes: for a list,
/// dict or set, it contains a handle, and the items are on the heap.
final class HeldValue: Sendable {
  let value: Value
  /// Whether the entries of the held dict are the instance's attributes: `self.__dict__ = self`.
  let isNamespace: Bool

  init(_ value: Value, isNamespace: Bool = false) {
    self.value = value
    self.isNamespace = isNamespace
  }
}

/// The kinds of Python values that an instance of a derived class can hold, by the names of their classes.
enum HeldKind: String, Sendable {
  case int, float, str, tuple, list, dict, set, frozenset
  /// A named tuple: the class derives from a class that `NamedTuple` or `namedtuple` made.
  case record

  /// Whether `__new__` sets the value that an instance holds. True for immutable classes such as `int`. For other
  /// classes, such as `list`, `__init__` sets the value.
  var isConstant: Bool {
    switch self {
    case .int, .float, .str, .tuple, .frozenset, .record: true
    case .list, .dict, .set: false
    }
  }

  /// The kind for a class; nil if the class does not derive from a class such as `int` or `dict`.
  init?(ofClass name: String, isBuiltin: Bool, isRecord: Bool, isOfListing: Bool, inherited: [ClassObject]) {
    if isBuiltin, let kind = HeldKind(rawValue: name) {
      self = kind
    } else if isOfListing, !isRecord, inherited.contains(where: \.isRecord) {
      self = .record
    } else if let kind = inherited.lazy.compactMap(\.held).first {
      self = kind
    } else {
      return nil
    }
  }
}
