import ListingSyntax
import Tensors

/// A value of a listing.
///
/// Objects that a listing can share and change (lists, dicts, instances, iterators, namespaces) are on the machine's
/// heap, and the value contains their `Handle`. All other values are constant. Therefore a copy of the machine is a
/// snapshot.
public enum Value: Sendable {
  case none
  case ellipsis
  /// The constant `NotImplemented`, which a special method returns for an operand that it does not support.
  case notImplemented
  case bool(Bool)
  case int(Int)
  /// An integer of more than 64 bits.
  case largeInteger(LargeInteger)
  case float(Double)
  case complex(ComplexNumber)
  case string(String)
  case bytes([UInt8])
  /// A `bytearray`, which the listing can change.
  case byteArray(Handle)
  case tuple([Value])
  case slice(SliceValue)
  case range(RangeValue)
  case list(Handle)
  case dictionary(Handle)
  case set(Handle)
  case frozenSet(FrozenSet)
  /// The result of `keys()`, `values()` or `items()`: a view that shows later changes of the dict.
  case view(DictionaryView)
  /// A tuple whose class is not `tuple`: a named tuple, a torch result, a `torch.Size`.
  case record(RecordValue)
  case iterator(Handle)
  case function(FunctionObject)
  case builtin(BuiltinFunction)
  case method(BoundMethod)
  case type(ClassObject)
  case instance(Handle)
  case superProxy(SuperProxy)
  case module(ImportedModule)
  /// The result of `@property`, `@staticmethod` or `@classmethod`. A class's namespace contains it.
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

  /// The result of Python's `slice.indices(count)`.
  func indices(count: Int) -> (start: Int, stop: Int, step: Int) {
    let step = self.step ?? 1
    let lowest = step < 0 ? -1 : 0
    let highest = step < 0 ? count - 1 : count
    func clamp(_ index: Int) -> Int { min(max(index < 0 ? index &+ count : index, lowest), highest) }
    return (start.map(clamp) ?? (step < 0 ? highest : lowest), stop.map(clamp) ?? (step < 0 ? lowest : highest), step)
  }

  /// The indices that the slice selects from `count` items, in order.
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

  /// The number of items; `Int.max` if the range has more.
  public var count: Int {
    if step > 0 ? stop <= start : stop >= start { return 0 }
    let distance = step > 0 ? UInt(bitPattern: stop &- start) : UInt(bitPattern: start &- stop)
    // Equals distance / |step|, rounded up.
    return Int(clamping: (distance - 1) / step.magnitude + (step.magnitude == 1 && distance - 1 == .max ? 0 : 1))
  }

  /// The item at `index`. A slice also reads the bounds at −1 and `count`, before the first and after the last item.
  subscript(index: Int) -> Int { start &+ index &* step }

  /// The same items in reverse order.
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

/// A tuple whose class is not `tuple`. Its items have names if `collections.namedtuple` or a torch function such as
/// `x.max(dim)` made it. A shape, `torch.Size`, has no item names.
public final class RecordValue: Sendable {
  public let type: ClassObject
  public let items: [Value]

  /// - Precondition: if the type has fields, `items` has one item for each.
  init(type: ClassObject, items: [Value]) {
    precondition(type.fields.count == items.count || type.fields.isEmpty, "a record has one item for each field")
    self.type = type
    self.items = items
  }

  public var fields: [String] { type.fields }

  subscript(name: String) -> Value? { type.fields.firstIndex(of: name).map { items[$0] } }
}

extension Value {
  /// The items of a tuple or record; nil for other values.
  var tupleItems: [Value]? {
    switch self {
    case .tuple(let items): items
    case .record(let record): record.items
    default: nil
    }
  }
}

/// The function object that a `def` or `lambda` makes: code, default values and captured cells.
public final class FunctionObject: Sendable {
  public let code: Code
  /// The namespace of the file that defines the function.
  let globals: Handle
  /// The default values by parameter index.
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

/// The value of `super()`. An attribute lookup searches the classes that follow `type` in the method resolution order
/// and binds a method to `receiver`.
public final class SuperProxy: Sendable {
  let type: ClassObject
  let receiver: Value
  init(type: ClassObject, receiver: Value) {
    self.type = type
    self.receiver = receiver
  }
}

/// A class that a listing defines, or a builtin class such as `nn.Linear`.
public final class ClassObject: Sendable {
  public let name: String
  /// The base classes, nearest first: Python's method resolution order without the class itself.
  let inherited: [ClassObject]
  /// The direct base classes.
  let bases: [ClassObject]
  /// The class of the class; nil for `type`.
  let metaclass: ClassObject?
  /// Properties of a class of the listing, computed when the class is made.
  let traits: ClassTraits
  /// The heap objects that the class, its base classes and their metaclasses use. The collector must keep them.
  let handles: [Handle]
  /// The namespace of methods and class attributes; nil for a builtin class.
  let namespace: Handle?
  /// The methods of a builtin class, by name.
  let native: [String: BuiltinFunction]
  let nativeByName: LazyNameTable<BuiltinFunction>
  public let dialect: Dialect?

  /// Whether instances are modules (`nn.Module`, `nn.Layer`). A module contains parameters and submodules, and a call
  /// of a module runs its `forward`.
  public let isModule: Bool
  /// Whether instances can be raised: `BaseException` and the classes derived from it.
  let isException: Bool
  /// Whether the class or a builtin base class defines `__call__`.
  let hasNativeCall: Bool
  /// The annotated names of the base classes and of the class body: the fields of a dataclass or record.
  let fields: [String]
  /// Python's `__module__`: the file that defines the class, or its framework. Nil for Python's own classes.
  let module: String?
  /// Whether the class is a named tuple: a call of the class makes a `RecordValue`.
  let isRecord: Bool
  /// The stub for which this class stands in a class header, such as `class A(Stub)`. Nil for all other classes.
  let unknown: UnknownBase?
  /// The builtin that a call of the class runs, for a class of Python's own values or of tensors.
  let maker: BuiltinFunction?
  /// The kind of Python value that each instance holds, if the class derives from a class such as `int` or `dict`. Nil
  /// for other classes.
  let held: HeldKind?
  /// Whether the class is `enum.Enum` or derives from it.
  let isEnum: Bool

  convenience init(
    name: String, base: ClassObject?, namespace: Handle? = nil, native: [String: BuiltinFunction] = [:],
    dialect: Dialect? = nil, isModuleRoot: Bool = false, fields: [String] = [], module: String? = nil,
    isRecord: Bool = false, unknown: UnknownBase? = nil, metaclass: ClassObject? = nil, maker: BuiltinFunction? = nil
  ) {
    self.init(
      name: name, inherited: base.map { [$0] + $0.inherited } ?? [], namespace: namespace, native: native,
      dialect: dialect, isModuleRoot: isModuleRoot, fields: fields, module: module, isRecord: isRecord,
      unknown: unknown, metaclass: metaclass, maker: maker)
  }

  init(
    name: String, inherited: [ClassObject], namespace: Handle? = nil, native: [String: BuiltinFunction] = [:],
    dialect: Dialect? = nil, isModuleRoot: Bool = false, fields: [String] = [], module: String? = nil,
    isRecord: Bool = false, unknown: UnknownBase? = nil, bases: [ClassObject]? = nil, metaclass: ClassObject? = nil,
    traits: ClassTraits = ClassTraits(), maker: BuiltinFunction? = nil
  ) {
    self.unknown = unknown
    self.bases = bases ?? Array(inherited.prefix(1))
    self.metaclass = metaclass
    self.traits = traits
    handles = ClassTraits.handles(namespace, traits.globals, bases: self.bases, metaclass: metaclass)
    self.maker = maker
    held = HeldKind(
      ofClass: name, isBuiltin: maker != nil, isRecord: isRecord, isOfListing: namespace != nil, inherited: inherited)
    isEnum = Enums.isRoot(name, module) && namespace == nil || inherited.contains(where: \.isEnum)
    hasNativeCall = native["__call__"] != nil || inherited.contains(where: \.hasNativeCall)
    isException = namespace == nil && name == "BaseException" || inherited.contains(where: \.isException)
    isModule = isModuleRoot || inherited.contains(where: \.isModule)
    self.fields = fields
    self.module = module ?? (namespace == nil ? dialect.flatMap { LayerFiles.module(of: name, $0) } : nil)
    self.isRecord = isRecord
    self.name = name
    self.inherited = inherited
    self.namespace = namespace
    self.native = native
    nativeByName = LazyNameTable(native)
    self.dialect = dialect
  }

  /// The class and its base classes, in the order of attribute lookup.
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

  /// The method resolution order (C3) for direct bases `bases`, without the class itself. Each class comes before its
  /// own bases, and `bases` keep their order. Nil if no such order exists.
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

  /// The name with its module: `torch.nn.Linear`, `attention.MultiHeadedAttention`, `int`.
  public var qualifiedName: String { module.map { "\($0).\(pathInFile)" } ?? name }

  /// Python's `__qualname__`: the name with the classes and functions around the class.
  var pathInFile: String { traits.path ?? traits.body?.pathInFile ?? name }

  public func isSubclass(of other: ClassObject) -> Bool { ancestry.contains { $0 === other } }

  /// Whether the class is a builtin abstract class that declares this abstract method itself.
  func declaresAbstract(_ name: String) -> Bool {
    namespace == nil && traits.abstractMethods.contains(name)
      && !inherited.contains { $0.traits.abstractMethods.contains(name) }
  }

  /// Whether instances contain numbered submodules: `ModuleList`, `LayerList`, `Sequential`.
  var isModuleSequence: Bool { ancestry.contains { $0.namespace == nil && Self.sequences.contains($0.name) } }

  private static let sequences: Set = ["ModuleList", "LayerList", "Sequential"]
}

/// The object that `import` binds: a builtin module (`torch.nn`, `math`) or a file of the listing.
public final class ImportedModule: Sendable {
  public let name: String
  /// The members of a builtin module; empty for a file.
  let members: [String: Value]
  let membersByName: LazyNameTable<Value>
  /// The namespace of a file; nil for a builtin module.
  let namespace: Handle?

  init(name: String, members: [String: Value] = [:], namespace: Handle? = nil) {
    self.name = name
    self.members = members
    membersByName = LazyNameTable(members)
    self.namespace = namespace
  }
}

public final class Descriptor: Sendable {
  enum Kind { case property, staticMethod, classMethod }
  let kind: Kind
  let function: Value
  /// The functions that a property runs on assignment and on `del`; nil if the property has no such function.
  let setter: Value?
  let deleter: Value?
  /// A property's docstring; nil if the docstring of the getter is used.
  let doc: Value?
  init(_ kind: Kind, _ function: Value, setter: Value? = nil, deleter: Value? = nil, doc: Value? = nil) {
    self.doc = doc
    self.kind = kind
    self.function = function
    self.setter = setter
    self.deleter = deleter
  }
}

/// A name that a listing imports and fwdb does not have. It can be stored and passed on. A use that would influence a
/// result raises an error: `Machine+Stubs.swift`.
public final class Stub: Sendable {
  /// The name as the listing would write it: `paddlespeech.s2t.utils.log.Log`.
  public let name: String
  /// The file and line where the listing imports or first reads the name: `net.py:3`. Nil for a name of Python itself.
  public let origin: String?
  /// Whether the stub stands for a member that an unknown base class may or may not have.
  let mayBeAbsent: Bool
  init(name: String, origin: String? = nil, mayBeAbsent: Bool = false) {
    self.name = name
    self.origin = origin
    self.mayBeAbsent = mayBeAbsent
  }

  /// A stub for the result of calling this stub: `name(…)`.
  var called: Stub { Stub(name: name.hasSuffix("(…)") ? name : name + "(…)", origin: origin) }

  /// Whether the stub is a typing class, such as `typing.Generic[T]` or `Protocol`: inheriting from it has no effect at
  /// run time.
  var isForTypesOnly: Bool { name.hasPrefix("typing.") || name.hasPrefix("typing_extensions.") }

  /// Whether the stub is a logging method, such as `logger.info`: calling it only prints a message.
  var isForLogging: Bool {
    guard let dot = name.lastIndex(of: ".") else { return false }
    return Self.logMethods.contains(String(name[name.index(after: dot)...]))
      && name[..<dot].lowercased().contains("log")
  }

  /// Whether the stub is a loss such as `nn.CTCLoss`. A model may construct a loss, but only training calls it.
  var isLoss: Bool { name.hasSuffix("Loss") }

  private static let logMethods: Set = ["critical", "debug", "error", "exception", "info", "log", "warn", "warning"]
}

/// A tensor value of a listing: a storage cell, which views share, a dtype and a layout.
public final class TensorReference: Sendable {
  public let cell: StorageCell
  public let dtype: DType
  public let layout: Layout
  /// Whether the tensor is an `nn.Parameter`. A module registers a parameter that is assigned to an attribute.
  public let isParameter: Bool

  /// The kind of an `nn.Buffer`. Nil for other tensors. A module registers a buffer that is assigned to an attribute.
  let buffer: BufferKind?
  /// Whether the tensor is an array of numpy.
  let isArray: Bool
  /// Whether each element is the conjugate of the number in memory. For a real dtype, each element is the negative of
  /// the number in memory. The flag is true for torch's views `conj()` and `conj().imag`.
  public let isFlipped: Bool
  /// Whether torch would record the operation that computed the tensor, because an operand requires gradients. Then
  /// torch's `requires_grad` is true and `is_leaf` is false.
  let isRecorded: Bool

  init(
    cell: StorageCell, dtype: DType, layout: Layout, isParameter: Bool = false, buffer: BufferKind? = nil,
    isArray: Bool = false, isFlipped: Bool = false, isRecorded: Bool = false
  ) {
    self.isArray = isArray
    self.isRecorded = isRecorded
    self.isFlipped = isFlipped
    self.cell = cell
    self.dtype = dtype
    self.layout = layout
    self.isParameter = isParameter
    self.buffer = buffer
  }

  public var shape: [Int] { layout.shape }

  /// The view with the conjugates of the elements. For a real dtype, the view contains the negatives of the elements.
  var flipped: TensorReference {
    TensorReference(cell: cell, dtype: dtype, layout: layout, isFlipped: !isFlipped)
  }
}

/// A storage cell points to the bytes of a tensor. All views of the tensor share the cell.
///
/// The cell object itself is immutable. An in-place write stores the new bytes in the machine's heap, with the cell as
/// the key (`Heap.rewritten`). A snapshot from before the write still has the old bytes. Bytes are freed with their
/// last reference, without a collector.
public final class StorageCell: Sendable {
  /// The bytes at the cell's creation; nil for a parameter that no checkpoint has filled.
  let initial: Storage?
  /// The number of elements of a cell without initial bytes; 0 for other cells.
  let elements: Int

  init(initial: Storage) {
    self.initial = initial
    elements = 0
  }

  /// A cell without bytes, for a parameter of `elements` elements.
  init(elements: Int) {
    initial = nil
    self.elements = elements
  }
}

/// The framework whose names and rules a file uses. Torch and Paddle differ in argument names, argument order and
/// defaults.
public enum Dialect: String, Sendable, CaseIterable { case torch, paddle }
