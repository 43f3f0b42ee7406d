import ListingSyntax
import Tensors

/// What a listing computes with.
///
/// Everything that Python would let two names share and change (lists, dictionaries, instances, iterators, namespaces)
/// is a `Handle` into the machine's heap; everything else is a constant. So a copy of the machine is a snapshot.
public enum Value: Sendable {
  case none
  case ellipsis
  /// What a special method gives for operands that are not its business.
  case notImplemented
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  case tuple([Value])
  case slice(SliceValue)
  case range(RangeValue)
  case list(Handle)
  case dictionary(Handle)
  case set(Handle)
  case frozenSet(FrozenSet)
  /// What `keys()`, `values()` and `items()` give: a dict seen from one side, as it is when one looks.
  case view(DictionaryView)
  /// A tuple whose items have names too.
  case record(RecordValue)
  case iterator(Handle)
  case function(FunctionObject)
  case builtin(BuiltinFunction)
  case method(BoundMethod)
  case type(ClassObject)
  case instance(Handle)
  case superProxy(SuperProxy)
  case module(ImportedModule)
  /// What `@property`, `@staticmethod` and `@classmethod` make of a function, in a class's namespace.
  case descriptor(Descriptor)
  case tensor(TensorReference)
  case dtype(DType)
  case device(String)
  case stub(Stub)
}

public final class SliceValue: Sendable {
  public let start: Int?, stop: Int?, step: Int?
  init(start: Int?, stop: Int?, step: Int?) {
    self.start = start
    self.stop = stop
    self.step = step
  }

  /// The start, stop and step that Python's `slice.indices(count)` gives.
  func indices(count: Int) -> (start: Int, stop: Int, step: Int) {
    let step = self.step ?? 1
    let lowest = step < 0 ? -1 : 0
    let highest = step < 0 ? count - 1 : count
    func clamp(_ index: Int) -> Int { min(max(index < 0 ? index &+ count : index, lowest), highest) }
    return (start.map(clamp) ?? (step < 0 ? highest : lowest), stop.map(clamp) ?? (step < 0 ? lowest : highest), step)
  }

  /// The positions that the slice picks out of `count`.
  func positions(count: Int) -> StrideTo<Int> {
    let (start, stop, step) = indices(count: count)
    return stride(from: start, to: stop, by: step)
  }
}

public final class RangeValue: Sendable {
  public let start: Int, stop: Int, step: Int
  init(start: Int, stop: Int, step: Int) {
    self.start = start
    self.stop = stop
    self.step = step
  }

  /// How many items; `Int.max` when there are more.
  public var count: Int {
    if step > 0 ? stop <= start : stop >= start { return 0 }
    let distance = step > 0 ? UInt(bitPattern: stop &- start) : UInt(bitPattern: start &- stop)
    return Int(clamping: (distance - 1) / step.magnitude + (step.magnitude == 1 && distance - 1 == .max ? 0 : 1))
  }

  /// - Precondition: the range has that many items, or one fewer.
  subscript(index: Int) -> Int { start &+ index &* step }

  /// From the last item to the first.
  var reversed: RangeValue {
    let count = count
    if count == 0 { return RangeValue(start: 0, stop: 0, step: 1) }
    return RangeValue(start: self[count - 1], stop: start &- step, step: 0 &- step)
  }
}

public struct DictionaryView: Hashable, Sendable {
  public enum Side: String, Sendable { case keys, values, items }
  let dictionary: Handle
  public let side: Side
}

/// A tuple of a class of its own. Its items have names in what `collections.namedtuple` makes and torch's `x.max(dim)`
/// gives; in a shape, `torch.Size`, they have none.
public final class RecordValue: Sendable {
  public let type: ClassObject
  public let items: [Value]

  /// - Precondition: there are as many items as the type has fields, if it has any.
  init(type: ClassObject, items: [Value]) {
    precondition(type.fields.count == items.count || type.fields.isEmpty, "a record has an item a field")
    self.type = type
    self.items = items
  }

  public var fields: [String] { type.fields }

  subscript(name: String) -> Value? { type.fields.firstIndex(of: name).map { items[$0] } }
}

extension Value {
  /// The items of a tuple, named or not.
  var tupleItems: [Value]? {
    switch self {
    case .tuple(let items): items
    case .record(let record): record.items
    default: nil
    }
  }
}

/// A `def` or `lambda` with the defaults and the variables it was made with.
public final class FunctionObject: Sendable {
  public let code: Code
  /// The namespace of the file it stands in.
  let globals: Handle
  /// By parameter index, for those that have one.
  let defaults: [Int: Value]
  let closure: [Handle]

  init(code: Code, globals: Handle, defaults: [Int: Value], closure: [Handle]) {
    self.code = code
    self.globals = globals
    self.defaults = defaults
    self.closure = closure
  }
}

public final class BoundMethod: Sendable {
  public let callee: Value
  public let receiver: Value
  init(callee: Value, receiver: Value) {
    self.callee = callee
    self.receiver = receiver
  }
}

/// What `super()` gives: attributes looked up from `type`'s base on, bound to `receiver`.
public final class SuperProxy: Sendable {
  let type: ClassObject
  let receiver: Value
  init(type: ClassObject, receiver: Value) {
    self.type = type
    self.receiver = receiver
  }
}

/// A class of a listing, or a built-in one (`nn.Linear`).
public final class ClassObject: Sendable {
  public let name: String
  /// The classes it inherits from, the nearest first: Python's method resolution order without the class itself.
  let inherited: [ClassObject]
  /// Methods and class attributes that the listing gives it.
  let namespace: Handle?
  /// For a built-in class: its methods, and the library that it speaks.
  let native: [String: BuiltinFunction]
  let nativeByName: NameTable<BuiltinFunction>
  public let dialect: Dialect?

  /// Whether instances are modules (`nn.Module`, `nn.Layer`): things with parameters and submodules, called by
  /// `forward`.
  public let isModule: Bool
  /// Whether a built-in class among them has a `__call__`.
  let hasNativeCall: Bool
  /// Names that its body annotates, after those of the classes it inherits from: the fields of a dataclass or record.
  let fields: [String]
  /// The file that it stands in, or the library that it belongs to, as Python's `__module__` has it; nil for Python's
  /// own.
  let module: String?
  /// Whether calling it makes a `RecordValue`: it is a named tuple.
  let isRecord: Bool

  convenience init(
    name: String, base: ClassObject?, namespace: Handle? = nil, native: [String: BuiltinFunction] = [:],
    dialect: Dialect? = nil, isModuleRoot: Bool = false, fields: [String] = [], module: String? = nil,
    isRecord: Bool = false
  ) {
    self.init(
      name: name, inherited: base.map { [$0] + $0.inherited } ?? [], namespace: namespace, native: native,
      dialect: dialect, isModuleRoot: isModuleRoot, fields: fields, module: module, isRecord: isRecord)
  }

  init(
    name: String, inherited: [ClassObject], namespace: Handle? = nil, native: [String: BuiltinFunction] = [:],
    dialect: Dialect? = nil, isModuleRoot: Bool = false, fields: [String] = [], module: String? = nil,
    isRecord: Bool = false
  ) {
    hasNativeCall = native["__call__"] != nil || inherited.contains(where: \.hasNativeCall)
    isModule = isModuleRoot || inherited.contains(where: \.isModule)
    self.fields = fields
    self.module = module
    self.isRecord = isRecord
    self.name = name
    self.inherited = inherited
    self.namespace = namespace
    self.native = native
    nativeByName = NameTable(native)
    self.dialect = dialect
  }

  /// Itself, then what it inherits from, in the order in which names are looked up.
  var ancestry: Ancestry { Ancestry(of: self) }

  struct Ancestry: Sequence, IteratorProtocol {
    private let type: ClassObject
    private var position = -1

    init(of type: ClassObject) { self.type = type }

    mutating func next() -> ClassObject? {
      if position >= type.inherited.count { return nil }
      defer { position += 1 }
      return position < 0 ? type : type.inherited[position]
    }
  }

  /// What a class with these bases inherits from, in Python's order (C3): a class comes before its own bases, and bases
  /// keep the order in which a header names them. Nil when no order does both.
  static func inheritance(from bases: [ClassObject]) -> [ClassObject]? {
    var open = bases.map { ArraySlice([$0] + $0.inherited) } + [bases[...]]
    var order: [ClassObject] = []
    while true {
      open.removeAll(where: \.isEmpty)
      if open.isEmpty { return order }
      let heads = open.lazy.compactMap(\.first)
      guard let next = heads.first(where: { head in !open.contains { $0.dropFirst().contains { $0 === head } } })
      else { return nil }
      order.append(next)
      for index in open.indices where open[index].first === next { open[index].removeFirst() }
    }
  }

  /// `torch.nn.Linear`, `attention.MultiHeadedAttention`, `int`.
  public var qualifiedName: String { module.map { "\($0).\(name)" } ?? name }

  public func isSubclass(of other: ClassObject) -> Bool { ancestry.contains { $0 === other } }

  /// Whether instances hold numbered modules: `ModuleList`, `Sequential`.
  var isModuleSequence: Bool { ancestry.contains { $0.namespace == nil && Self.sequences.contains($0.name) } }

  private static let sequences: Set = ["ModuleList", "LayerList", "Sequential"]
}

/// What `import` gives: a built-in module (`torch.nn`, `math`) or a file of the listing.
public final class ImportedModule: Sendable {
  public let name: String
  /// Of a built-in module.
  let members: [String: Value]
  let membersByName: NameTable<Value>
  /// Of a file.
  let namespace: Handle?

  init(name: String, members: [String: Value] = [:], namespace: Handle? = nil) {
    self.name = name
    self.members = members
    membersByName = NameTable(members)
    self.namespace = namespace
  }
}

public final class Descriptor: Sendable {
  enum Kind { case property, staticMethod, classMethod }
  let kind: Kind
  let function: Value
  /// Of a property: what an assignment to the attribute calls, and what `del` does.
  let setter: Value?
  let deleter: Value?
  init(_ kind: Kind, _ function: Value, setter: Value? = nil, deleter: Value? = nil) {
    self.kind = kind
    self.function = function
    self.setter = setter
    self.deleter = deleter
  }
}

/// A name that a listing imports and fwdb has not. Harmless until something is done with it.
public final class Stub: Sendable {
  /// As the listing would say it: `paddlespeech.s2t.utils.log.Log`.
  public let name: String
  init(name: String) { self.name = name }

  /// What a call of it would have given.
  var called: Stub { Stub(name: name.hasSuffix("(…)") ? name : name + "(…)") }

  /// Whether a class that inherits from it lacks nothing: `typing.Generic[T]`, `Protocol`.
  var isForTypesOnly: Bool { name.hasPrefix("typing.") || name.hasPrefix("typing_extensions.") }

  /// Whether a call only tells a person something: `info` of what a project calls its logger.
  var isForLogging: Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return Self.logMethods.contains(String(name[name.index(after: dot)...]))
      && name[..<dot].lowercased().contains("log")
  }

  /// Whether it is a layer that only training calls: `nn.CTCLoss`. A model may make one.
  var isLoss: Bool { name.hasSuffix("Loss") }

  private static let logMethods: Set = ["critical", "debug", "error", "exception", "info", "log", "warn", "warning"]
}

/// A tensor as a listing holds it: a cell of storage, which views share, and a layout over it.
public final class TensorReference: Sendable {
  public let cell: StorageCell
  public let dtype: DType
  public let layout: Layout
  /// Whether it is an `nn.Parameter`, which attribute assignment registers.
  public let isParameter: Bool

  init(cell: StorageCell, dtype: DType, layout: Layout, isParameter: Bool = false) {
    self.cell = cell
    self.dtype = dtype
    self.layout = layout
    self.isParameter = isParameter
  }

  public var shape: [Int] { layout.shape }
}

/// Where the bytes of one or more tensors are kept.
///
/// The cell itself never changes: it is born with its bytes, and an in-place write gives the *machine* other bytes for
/// this cell (`Heap.rewritten`). So memory goes back as soon as the last tensor of it is gone, without any collector,
/// and a snapshot taken before the write still sees the old bytes.
public final class StorageCell: Sendable {
  /// Nil for a parameter that no checkpoint has filled yet.
  let initial: Storage?
  init(initial: Storage?) { self.initial = initial }
}

/// Which library's manners a file follows: the two disagree in argument names, orders and defaults.
public enum Dialect: String, Sendable, CaseIterable { case torch, paddle }
