import Tensors

/// Names an object of a machine's heap.
public struct Handle: Hashable, Sendable {
  let index: Int
}

/// All that a listing can share and change, as one value: copying it is taking a snapshot.
///
/// Objects live in chunks. A copy shares every chunk; the first write to a chunk afterwards copies that chunk alone, so
/// a snapshot of thousands of modules costs a few hundred pointers. Objects that nothing reaches any more are found by
/// `collect(roots:)`; the bytes of tensors go earlier, with their last reference (see `StorageCell`).
struct Heap: Sendable {
  private static let chunkSize = 64
  private var chunks: [[HeapObject]] = []
  private var free: [Int] = []
  private var count = 0
  /// The present bytes of cells that were written to after they were made.
  /// Keyed by the cell itself, which the entry keeps alive: copies of a machine make cells of their own.
  private(set) var rewritten: [ObjectIdentifier: (cell: StorageCell, storage: Storage)] = [:]
  /// Objects made since the last collection: when to think of the next one.
  private(set) var madeSinceCollection = 0
  /// Places for objects, in use or free.
  var places: Int { count }

  // MARK: Objects

  mutating func add(_ object: HeapObject) -> Handle {
    madeSinceCollection += 1
    if let index = free.popLast() {
      chunks[index / Self.chunkSize][index % Self.chunkSize] = object
      return Handle(index: index)
    }
    if count % Self.chunkSize == 0 {
      var chunk: [HeapObject] = []
      chunk.reserveCapacity(Self.chunkSize)
      chunks.append(chunk)
    }
    chunks[count / Self.chunkSize].append(object)
    count += 1
    return Handle(index: count - 1)
  }

  subscript(handle: Handle) -> HeapObject {
    get { chunks[handle.index / Self.chunkSize][handle.index % Self.chunkSize] }
    set { chunks[handle.index / Self.chunkSize][handle.index % Self.chunkSize] = newValue }
  }

  /// Takes the object out, lets `body` change it in place, and puts it back.
  mutating func change<Result>(_ handle: Handle, _ body: (inout HeapObject) throws -> Result) rethrows -> Result {
    var object = HeapObject.free
    swap(&object, &chunks[handle.index / Self.chunkSize][handle.index % Self.chunkSize])
    defer { swap(&object, &chunks[handle.index / Self.chunkSize][handle.index % Self.chunkSize]) }
    return try body(&object)
  }

  func list(_ handle: Handle) -> [Value] {
    guard case .list(let items) = self[handle] else { preconditionFailure("the handle of a list names no list") }
    return items
  }

  mutating func changeList<Result>(_ handle: Handle, _ body: (inout [Value]) throws -> Result) rethrows -> Result {
    try change(handle) { object in
      guard case .list(var items) = object else { preconditionFailure("the handle of a list names no list") }
      object = .free
      defer { object = .list(items) }
      return try body(&items)
    }
  }

  func dictionary(_ handle: Handle) -> DictionaryObject {
    guard case .dictionary(let items) = self[handle] else { preconditionFailure("the handle of a dict names none") }
    return items
  }

  mutating func changeDictionary<Result>(
    _ handle: Handle, _ body: (inout DictionaryObject) throws -> Result
  ) rethrows -> Result {
    try change(handle) { object in
      guard case .dictionary(var items) = object else { preconditionFailure("the handle of a dict names none") }
      object = .free
      defer { object = .dictionary(items) }
      return try body(&items)
    }
  }

  func set(_ handle: Handle) -> SetObject {
    guard case .set(let set) = self[handle] else { preconditionFailure("the handle of a set names none") }
    return set
  }

  mutating func changeSet<Result>(
    _ handle: Handle, _ body: (inout SetObject) throws -> Result
  ) rethrows -> Result {
    try change(handle) { object in
      guard case .set(var set) = object else { preconditionFailure("the handle of a set names none") }
      object = .free
      defer { object = .set(set) }
      return try body(&set)
    }
  }

  func instance(_ handle: Handle) -> Instance {
    guard case .instance(let instance) = self[handle] else {
      preconditionFailure("the handle of an instance names none")
    }
    return instance
  }

  /// An attribute of the instance itself. Unlike a look into `instance(_:)` it takes no copy of the whole.
  func attribute(_ name: Name, of handle: Handle) -> Value? {
    switch chunks[handle.index / Self.chunkSize][handle.index % Self.chunkSize] {
    case .instance(let instance): instance.attributes[name]
    default: preconditionFailure("the handle of an instance names none")
    }
  }

  func type(of handle: Handle) -> ClassObject {
    switch chunks[handle.index / Self.chunkSize][handle.index % Self.chunkSize] {
    case .instance(let instance): instance.type
    default: preconditionFailure("the handle of an instance names none")
    }
  }

  mutating func changeInstance<Result>(
    _ handle: Handle, _ body: (inout Instance) throws -> Result
  ) rethrows -> Result {
    try change(handle) { object in
      guard case .instance(var instance) = object else { preconditionFailure("the handle of an instance names none") }
      object = .free
      defer { object = .instance(instance) }
      return try body(&instance)
    }
  }

  func namespace(_ handle: Handle) -> Namespace {
    guard case .namespace(let names) = self[handle] else { preconditionFailure("the handle of a namespace names none") }
    return names
  }

  func value(of name: Name, in handle: Handle) -> Value? {
    switch chunks[handle.index / Self.chunkSize][handle.index % Self.chunkSize] {
    case .namespace(let names): names[name]
    default: preconditionFailure("the handle of a namespace names none")
    }
  }

  mutating func setName(_ name: String, in handle: Handle, to value: Value) {
    change(handle) { object in
      guard case .namespace(var names) = object else { preconditionFailure("the handle of a namespace names none") }
      object = .free
      names[name] = value
      object = .namespace(names)
    }
  }

  mutating func removeName(_ name: String, in handle: Handle) {
    change(handle) { object in
      guard case .namespace(var names) = object else { preconditionFailure("the handle of a namespace names none") }
      object = .free
      names.remove(name)
      object = .namespace(names)
    }
  }

  // MARK: Tensor storage

  func cell(_ storage: Storage?) -> StorageCell { StorageCell(initial: storage) }

  /// The bytes that the cell has in this machine now; nil for a parameter without a value.
  func storage(of cell: StorageCell) -> Storage? {
    rewritten.isEmpty ? cell.initial : rewritten[ObjectIdentifier(cell)]?.storage ?? cell.initial
  }

  mutating func rewrite(_ cell: StorageCell, with storage: Storage) {
    rewritten[ObjectIdentifier(cell)] = (cell, storage)
  }

  // MARK: Collection

  /// Frees every object that cannot be reached from `roots`.
  mutating func collect(roots: [Value], handles: [Handle]) {
    var reached = [Bool](repeating: false, count: count)
    var cells = Set<ObjectIdentifier>()
    var open = handles
    func visit(_ value: Value) {
      var values = [value]
      while let value = values.popLast() {
        switch value {
        case .list(let handle), .dictionary(let handle), .iterator(let handle), .instance(let handle), .set(let handle):
          open.append(handle)
        case .view(let view): open.append(view.dictionary)
        case .tuple(let items): values.append(contentsOf: items)
        case .frozenSet(let set): values += set.object.items
        case .record(let record): values += record.items + [.type(record.type)]
        case .function(let function):
          open.append(function.globals)
          open.append(contentsOf: function.closure)
          values.append(contentsOf: function.defaults.values)
        case .method(let method): values += [method.callee, method.receiver]
        case .superProxy(let proxy): values += [proxy.receiver, .type(proxy.type)]
        case .type(let type):
          for ancestor in type.ancestry { if let namespace = ancestor.namespace { open.append(namespace) } }
        case .tensor(let tensor): cells.insert(ObjectIdentifier(tensor.cell))
        case .descriptor(let descriptor):
          values += [descriptor.function, descriptor.setter, descriptor.deleter].compactMap { $0 }
        case .module(let module): if let namespace = module.namespace { open.append(namespace) }
        default: break
        }
      }
    }
    for root in roots { visit(root) }
    while let handle = open.popLast() {
      if reached[handle.index] { continue }
      reached[handle.index] = true
      self[handle].visitValues(visit)
      if case .iterator(let iterator) = self[handle], case .generator(.suspended(let frame), _) = iterator.kind {
        open += frame.handles
        frame.values.forEach(visit)
      }
    }
    free.removeAll(keepingCapacity: true)
    for index in stride(from: count - 1, through: 0, by: -1) where !reached[index] {
      chunks[index / Self.chunkSize][index % Self.chunkSize] = .free
      free.append(index)
    }
    rewritten = rewritten.filter { cells.contains($0.key) }
    madeSinceCollection = 0
  }
}

/// What a handle names.
enum HeapObject: Sendable {
  case free
  case list([Value])
  case dictionary(DictionaryObject)
  case set(SetObject)
  case instance(Instance)
  case namespace(Namespace)
  /// A variable that an inner function shares.
  case variable(Value?)
  case iterator(IteratorObject)

  fileprivate func visitValues(_ visit: (Value) -> Void) {
    switch self {
    case .free: break
    case .list(let items): items.forEach(visit)
    case .dictionary(let dictionary):
      dictionary.entries.forEach { entry in
        visit(entry.key); visit(entry.value)
      }
    case .set(let set): set.items.forEach(visit)
    case .instance(let instance):
      visit(.type(instance.type))
      instance.attributes.forEach { visit($0.value) }
    case .namespace(let names): names.forEach { visit($0.value) }
    case .variable(let value): if let value { visit(value) }
    case .iterator(let iterator): iterator.sources.forEach(visit)
    }
  }
}

/// Names with values, in the order in which they were first given.
public struct Namespace: Sendable, Sequence {
  private var table = NameTable<Value>()

  init() {}

  public subscript(name: String) -> Value? {
    get { table[Name(name)] }
    set { table[Name(name)] = newValue }
  }

  subscript(name: Name) -> Value? {
    get { table[name] }
    set { table[name] = newValue }
  }

  mutating func remove(_ name: String) { table[Name(name)] = nil }

  public var names: [String] { table.entries.compactMap { $0.element == nil ? nil : $0.name.text } }

  public func makeIterator() -> some IteratorProtocol<(name: String, value: Value)> {
    table.entries.lazy.compactMap { entry in entry.element.map { (name: entry.name.text, value: $0) } }.makeIterator()
  }
}

/// An object of a class: a listing's own, or a module.
public struct Instance: Sendable {
  public let type: ClassObject
  public internal(set) var attributes = Namespace()
  /// Names among `attributes` that were registered as buffers, with whether the checkpoint keeps them.
  public internal(set) var buffers: [String: BufferKind] = [:]

  init(type: ClassObject) { self.type = type }
}

public enum BufferKind: Sendable { case persistent, temporary }

/// A `dict`: entries in insertion order, found by key.
struct DictionaryObject: Sendable {
  private(set) var entries: [(key: Value, value: Value)] = []
  private var positions: [HashableValue: Int] = [:]

  subscript(key: HashableValue) -> Value? { positions[key].map { entries[$0].value } }

  mutating func set(_ key: HashableValue, _ original: Value, to value: Value) {
    if let position = positions[key] {
      entries[position].value = value
    } else {
      positions[key] = entries.count
      entries.append((original, value))
    }
  }

  mutating func remove(_ key: HashableValue) -> Value? {
    guard let position = positions.removeValue(forKey: key) else { return nil }
    let value = entries.remove(at: position).value
    for (key, other) in positions where other > position { positions[key] = other - 1 }
    return value
  }
}

/// Where an iteration stands. A value like everything else: a snapshot of a loop remembers its turn.
struct IteratorObject: Sendable {
  enum Kind: Sendable {
    /// A list by handle, so that items appended during the loop are seen, as in Python.
    case list(Handle)
    case values([Value])
    case range(RangeValue)
    /// What a view of a dict shows; the dict must keep its size meanwhile.
    case view(DictionaryView, count: Int)
    /// What a set held when the loop over it began; it must keep its size meanwhile.
    case set(Handle, items: [Value])
    /// Slices along a tensor's first axis.
    case tensor(TensorReference)
    case enumerate(Handle, next: Int)
    case zip([Handle])
    /// A call that yields its items.
    indirect case generator(Call, name: String)
    /// An instance of a listing's class, asked for each item: by `__next__`, or by `__getitem__` with the position.
    case asking(Value, byPosition: Bool)
    /// One that has ended.
    case ended
  }

  /// A call of a function that yields.
  enum Call: Sendable {
    case suspended(Frame)
    /// Its frame is among those of the machine.
    case running
  }
  var kind: Kind
  /// How many items have been given.
  var position = 0

  var sources: [Value] {
    switch kind {
    case .list(let handle): [.list(handle)]
    case .view(let view, _): [.view(view)]
    case .set(let handle, let items): [.set(handle)] + items
    case .values(let values): values
    case .range: []
    case .tensor(let tensor): [.tensor(tensor)]
    case .enumerate(let inner, _): [.iterator(inner)]
    case .zip(let inner): inner.map(Value.iterator)
    // What a suspended call holds is looked at by the collector itself.
    case .generator, .ended: []
    case .asking(let instance, _): [instance]
    }
  }
}
