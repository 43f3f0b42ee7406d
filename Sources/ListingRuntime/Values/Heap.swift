import Tensors

/// An index into a machine's heap.
public struct Handle: Hashable, Sendable {
  let index: Int
}

/// The machine's objects that a listing can share and change: lists, dicts, instances, iterators, namespaces. A heap is
/// a value, so a copy is a snapshot.
///
/// Objects are stored in chunks. A copy shares every chunk, and the first write to a chunk copies only this chunk. A
/// snapshot of thousands of modules costs a few hundred pointers. `collect` frees unreachable objects. Tensor bytes are
/// freed earlier, with their last reference (see `StorageCell`).
struct Heap: Sendable {
  private static let chunkSize = 64
  private var chunks: [[HeapObject]] = []
  private var free: [Int] = []
  private var count = 0
  /// The current bytes of storage cells that were written after their creation. The key is the cell's identity. The
  /// entry keeps the cell alive, so that no new cell can have the same identity.
  private(set) var rewritten: [ObjectIdentifier: (cell: StorageCell, storage: Storage?)] = [:]
  /// The tensors whose `requires_grad` is not the default.
  private var gradients: [ObjectIdentifier: (reference: TensorReference, isRequired: Bool)] = [:]
  /// The number of objects added since the last collection. The machine collects when this number is large.
  private(set) var madeSinceCollection = 0
  /// The number of collections so far.
  private(set) var collections = 0
  /// The dicts that show the names of an object, such as `x.__dict__`, by the object and the kind of names.
  var nameViews: [NamesKey: Handle] = [:]
  /// The namespaces of the attributes that the listing has set on functions. The entry keeps the function alive, so
  /// that no new function can have the same identity.
  private(set) var functionNames: [ObjectIdentifier: (function: FunctionObject, names: Handle)] = [:]
  /// The classes that the listing has made, in order: `__subclasses__()`.
  private(set) var classes: [ClassObject] = []
  /// The initial value of `training` in new modules. True in scripts, as in the frameworks. False in a model that fwdb
  /// opens.
  var beginsInTraining = false
  /// The number of slots for objects, used and free.
  var slotCount: Int { count }

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

  /// Changes an object in place: moves it out of its chunk, calls `body`, and moves it back. Moving avoids a copy of
  /// the object.
  mutating func change<Result>(_ handle: Handle, _ body: (inout HeapObject) throws -> Result) rethrows -> Result {
    var object = HeapObject.free
    swap(&object, &chunks[handle.index / Self.chunkSize][handle.index % Self.chunkSize])
    defer { swap(&object, &chunks[handle.index / Self.chunkSize][handle.index % Self.chunkSize]) }
    return try body(&object)
  }

  func list(_ handle: Handle) -> [Value] {
    guard case .list(let items) = self[handle] else { preconditionFailure("the handle refers to no list") }
    return items
  }

  mutating func changeList<Result>(_ handle: Handle, _ body: (inout [Value]) throws -> Result) rethrows -> Result {
    try change(handle) { object in
      guard case .list(var items) = object else { preconditionFailure("the handle refers to no list") }
      object = .free
      defer { object = .list(items) }
      return try body(&items)
    }
  }

  func bytes(_ handle: Handle) -> [UInt8] {
    guard case .bytes(let bytes) = self[handle] else { preconditionFailure("the handle refers to no bytearray") }
    return bytes
  }

  mutating func changeBytes<Result>(_ handle: Handle, _ body: (inout [UInt8]) throws -> Result) rethrows -> Result {
    try change(handle) { object in
      guard case .bytes(var bytes) = object else { preconditionFailure("the handle refers to no bytearray") }
      object = .free
      defer { object = .bytes(bytes) }
      return try body(&bytes)
    }
  }

  func dictionary(_ handle: Handle) -> DictionaryObject {
    switch self[handle] {
    case .dictionary(let items): items
    case .names(let view): shown(by: view)
    default: preconditionFailure("the handle refers to no dict")
    }
  }

  mutating func changeDictionary<Result>(
    _ handle: Handle, _ body: (inout DictionaryObject) throws -> Result
  ) rethrows -> Result {
    if !nameViews.isEmpty, case .names(let view) = self[handle] {
      let old = shown(by: view)
      var items = old
      let result = try body(&items)
      write(items, over: old, through: view)
      return result
    }
    return try change(handle) { object in
      guard case .dictionary(var items) = object else { preconditionFailure("the handle refers to no dict") }
      object = .free
      defer { object = .dictionary(items) }
      return try body(&items)
    }
  }

  func set(_ handle: Handle) -> SetObject {
    guard case .set(let set) = self[handle] else { preconditionFailure("the handle refers to no set") }
    return set
  }

  mutating func changeSet<Result>(
    _ handle: Handle, _ body: (inout SetObject) throws -> Result
  ) rethrows -> Result {
    try change(handle) { object in
      guard case .set(var set) = object else { preconditionFailure("the handle refers to no set") }
      object = .free
      defer { object = .set(set) }
      return try body(&set)
    }
  }

  func instance(_ handle: Handle) -> Instance {
    guard case .instance(let instance) = self[handle] else {
      preconditionFailure("the handle refers to no instance")
    }
    return instance
  }

  /// The value in the instance's own attributes; nil if absent. Unlike `instance(_:)`, this method does not copy the
  /// instance.
  func attribute(_ name: Name, of handle: Handle) -> Value? {
    switch chunks[handle.index / Self.chunkSize][handle.index % Self.chunkSize] {
    case .instance(let instance): instance.attributes[name]
    default: preconditionFailure("the handle refers to no instance")
    }
  }

  func type(of handle: Handle) -> ClassObject {
    switch chunks[handle.index / Self.chunkSize][handle.index % Self.chunkSize] {
    case .instance(let instance): instance.type
    default: preconditionFailure("the handle refers to no instance")
    }
  }

  /// The Python value that the instance holds; nil if its class does not derive from a class such as `int` or `dict`.
  func held(by handle: Handle) -> HeldValue? {
    switch chunks[handle.index / Self.chunkSize][handle.index % Self.chunkSize] {
    case .instance(let instance): instance.held
    default: preconditionFailure("the handle refers to no instance")
    }
  }

  mutating func changeInstance<Result>(
    _ handle: Handle, _ body: (inout Instance) throws -> Result
  ) rethrows -> Result {
    try change(handle) { object in
      guard case .instance(var instance) = object else { preconditionFailure("the handle refers to no instance") }
      object = .free
      defer { object = .instance(instance) }
      return try body(&instance)
    }
  }

  func namespace(_ handle: Handle) -> Namespace {
    guard case .namespace(let names) = self[handle] else { preconditionFailure("the handle refers to no namespace") }
    return names
  }

  func value(of name: Name, in handle: Handle) -> Value? {
    switch chunks[handle.index / Self.chunkSize][handle.index % Self.chunkSize] {
    case .namespace(let names): names[name]
    default: preconditionFailure("the handle refers to no namespace")
    }
  }

  mutating func setName(_ name: String, in handle: Handle, to value: Value) {
    change(handle) { object in
      guard case .namespace(var names) = object else { preconditionFailure("the handle refers to no namespace") }
      object = .free
      names[name] = value
      object = .namespace(names)
    }
  }

  mutating func removeName(_ name: String, in handle: Handle) {
    change(handle) { object in
      guard case .namespace(var names) = object else { preconditionFailure("the handle refers to no namespace") }
      object = .free
      names.remove(name)
      object = .namespace(names)
    }
  }

  // MARK: Functions and classes

  mutating func add(_ type: ClassObject) { classes.append(type) }

  /// The namespace of a function's attributes; nil if the listing has set none.
  func names(of function: FunctionObject) -> Handle? {
    functionNames.isEmpty ? nil : functionNames[ObjectIdentifier(function)]?.names
  }

  mutating func makeNames(of function: FunctionObject) -> Handle {
    if let names = names(of: function) { return names }
    let names = add(.namespace(Namespace()))
    functionNames[ObjectIdentifier(function)] = (function, names)
    return names
  }

  // MARK: Tensor storage

  func cell(_ storage: Storage) -> StorageCell { StorageCell(initial: storage) }

  /// The cell's current bytes in this machine; nil for a parameter without a value.
  func storage(of cell: StorageCell) -> Storage? {
    if rewritten.isEmpty { return cell.initial }
    guard let entry = rewritten[ObjectIdentifier(cell)] else { return cell.initial }
    return entry.storage
  }

  /// - Parameter storage: nil if the elements are unknown from now on.
  mutating func rewrite(_ cell: StorageCell, with storage: Storage?) {
    rewritten[ObjectIdentifier(cell)] = (cell, storage)
  }

  // MARK: Gradients

  /// The tensor's `requires_grad`. By default it is true only for parameters and for results that torch would record.
  /// fwdb never computes gradients.
  func requiresGradient(_ reference: TensorReference) -> Bool {
    gradients[ObjectIdentifier(reference)]?.isRequired ?? (reference.isParameter || reference.isRecorded)
  }

  mutating func setRequiresGradient(_ reference: TensorReference, _ flag: Bool) {
    let isUsual = flag == (reference.isParameter || reference.isRecorded)
    gradients[ObjectIdentifier(reference)] = isUsual ? nil : (reference, flag)
  }

  // MARK: Collection

  /// What a search through the heap has found.
  struct Found {
    /// Whether the search reached the object, by the handle's index.
    fileprivate(set) var reached: [Bool]
    fileprivate var cells = Set<ObjectIdentifier>()
    fileprivate var functions = Set<ObjectIdentifier>()
    /// The identities of tensors, functions, bound methods and classes. Nil if the search does not collect them.
    fileprivate var identities: Set<ObjectIdentifier>?

    func contains(_ value: Value) -> Bool {
      if let handle = Heap.handle(of: value) { return reached[handle.index] }
      return Heap.identity(of: value).map { identities?.contains($0) ?? false } ?? false
    }
  }

  /// The attribute in which a weak reference stores its referent. The searches for referents do not follow it.
  static let referent: Name = "<referent>"

  /// The handle of a value that is an object of the heap.
  static func handle(of value: Value) -> Handle? {
    switch value {
    case .list(let handle), .dictionary(let handle), .iterator(let handle), .instance(let handle), .set(let handle),
      .byteArray(let handle):
      handle
    default: nil
    }
  }

  private static func identity(of value: Value) -> ObjectIdentifier? {
    switch value {
    case .tensor(let tensor): ObjectIdentifier(tensor)
    case .function(let function): ObjectIdentifier(function)
    case .method(let method): ObjectIdentifier(method)
    case .type(let type): ObjectIdentifier(type)
    case .module(let module): ObjectIdentifier(module)
    case .frozenSet(let set): ObjectIdentifier(set)
    default: nil
    }
  }

  /// Adds the objects that a value refers to, without those that only other objects of the heap refer to.
  private func visit(_ value: Value, _ open: inout [Handle], _ found: inout Found) {
    var values = [value]
    while let value = values.popLast() {
      if found.identities != nil, let identity = Self.identity(of: value) { found.identities?.insert(identity) }
      switch value {
      case .list(let handle), .dictionary(let handle), .iterator(let handle), .instance(let handle), .set(let handle),
        .byteArray(let handle):
        open.append(handle)
      case .view(let view): open.append(view.dictionary)
      case .tuple(let items): values.append(contentsOf: items)
      case .frozenSet(let set): values += set.object.items
      case .record(let record): values += record.items + [.type(record.type)]
      case .function(let function):
        open.append(function.globals)
        open.append(contentsOf: function.closure)
        values.append(contentsOf: function.defaults.values)
        if let names = names(of: function) {
          found.functions.insert(ObjectIdentifier(function))
          open.append(names)
        }
      case .method(let method): values += [method.callee, method.receiver]
      case .superProxy(let proxy): values += [proxy.receiver, .type(proxy.type)]
      case .type(let type): open.append(contentsOf: type.handles)
      case .tensor(let tensor): found.cells.insert(ObjectIdentifier(tensor.cell))
      case .descriptor(let descriptor):
        values += [descriptor.function, descriptor.setter, descriptor.deleter, descriptor.doc].compactMap { $0 }
      case .module(let module): if let namespace = module.namespace { open.append(namespace) }
      default: break
      }
    }
  }

  /// Adds the objects that an object of the heap refers to.
  private func visitObject(_ handle: Handle, _ open: inout [Handle], _ found: inout Found) {
    if found.identities != nil, case .instance(let instance) = self[handle], instance.attributes[Self.referent] != nil {
      for (name, value) in instance.attributes where name != Self.referent.text { visit(value, &open, &found) }
      return
    }
    self[handle].visitValues { visit($0, &open, &found) }
    if case .iterator(let iterator) = self[handle], case .generator(.suspended(let frame), _) = iterator.kind {
      // The frame names the iterator that its items are for. This is no reference in Python.
      open += found.identities == nil ? frame.handles : frame.handles.filter { $0 != handle }
      frame.values.forEach { visit($0, &open, &found) }
    }
    if case .names(let view) = self[handle] { open += view.handles }
  }

  /// The objects that are reachable from `roots` or `handles`.
  ///
  /// - Parameter skipsReferents: whether the search does not follow weak references. It then also collects the
  ///   identities of values that are no objects of the heap.
  func search(from roots: [Value], _ handles: [Handle], skipsReferents: Bool) -> Found {
    var found = Found(reached: [Bool](repeating: false, count: count), identities: skipsReferents ? [] : nil)
    var open = handles
    for root in roots { visit(root, &open, &found) }
    while let handle = open.popLast() {
      if found.reached[handle.index] { continue }
      found.reached[handle.index] = true
      visitObject(handle, &open, &found)
      if case .names(.attributes(let owner)) = self[handle] {
        for part in Registration.allCases {
          if let names = nameViews[NamesKey(owner: owner, registration: part)] { open.append(names) }
        }
      }
    }
    return found
  }

  /// Of the objects that `found` does not contain: those in a cycle of references, and the values that they refer to.
  /// Python frees all others as soon as their last reference is gone.
  func searchCycles(outside found: Found) -> Found {
    var targets: [Int: [Handle]] = [:]
    var counts: [Int: Int] = [:]
    for index in 0..<count where !found.reached[index] {
      if case .free = self[Handle(index: index)] { continue }
      var open: [Handle] = []
      var own = Found(reached: [], identities: [])
      visitObject(Handle(index: index), &open, &own)
      targets[index] = open.filter { !found.reached[$0.index] }
    }
    for target in targets.values.joined() { counts[target.index, default: 0] += 1 }
    var free = targets.keys.filter { counts[$0] == nil }
    while let index = free.popLast() {
      for target in targets.removeValue(forKey: index) ?? [] {
        counts[target.index, default: 0] -= 1
        if counts[target.index] == 0 { free.append(target.index) }
      }
    }
    return search(from: [], targets.keys.map(Handle.init), skipsReferents: true)
  }

  /// Frees all objects that are not reachable from `roots` or `handles`.
  mutating func collect(roots: [Value], handles: [Handle]) {
    let found = search(from: roots, handles, skipsReferents: false)
    let (reached, cells, functions) = (found.reached, found.cells, found.functions)
    free.removeAll(keepingCapacity: true)
    // Free the slots in descending order, so that `add` reuses the lowest free slot first.
    for index in stride(from: count - 1, through: 0, by: -1) where !reached[index] {
      chunks[index / Self.chunkSize][index % Self.chunkSize] = .free
      free.append(index)
    }
    rewritten = rewritten.filter { cells.contains($0.key) }
    functionNames = functionNames.filter { functions.contains($0.key) }
    nameViews = nameViews.filter { reached[$0.value.index] }
    classes.removeAll { type in type.namespace.map { !reached[$0.index] } ?? false }
    gradients = gradients.filter { cells.contains(ObjectIdentifier($0.value.reference.cell)) }
    madeSinceCollection = 0
    collections += 1
  }
}

extension Heap {
  /// Replaces every value for which `new` returns a value. Objects that contain no replaced value stay shared with
  /// snapshots.
  mutating func replace(_ new: (Value) -> Value?) {
    for index in 0..<slotCount {
      let handle = Handle(index: index)
      switch self[handle] {
      case .list(let items):
        for (place, item) in items.enumerated() {
          if let value = new(item) { changeList(handle) { $0[place] = value } }
        }
      case .dictionary(let dictionary):
        if dictionary.entries.contains(where: { new($0.value) != nil }) {
          changeDictionary(handle) { $0.replaceValues(new) }
        }
      case .instance(let instance):
        for (name, item) in instance.attributes {
          if let value = new(item) { changeInstance(handle) { $0.attributes[name] = value } }
        }
      case .namespace(let names):
        for (name, item) in names {
          if let value = new(item) { setName(name, in: handle, to: value) }
        }
      case .variable(let item?):
        if let value = new(item) { change(handle) { $0 = .variable(value) } }
      default: break
      }
    }
  }
}

/// The object that a handle refers to.
enum HeapObject: Sendable {
  case free
  case list([Value])
  case bytes([UInt8])
  case dictionary(DictionaryObject)
  case set(SetObject)
  case instance(Instance)
  case namespace(Namespace)
  /// A cell: a variable that a function shares with an inner function. Nil while the variable is unassigned.
  case variable(Value?)
  case iterator(IteratorObject)
  /// A dict that shows the names of another object.
  case names(NamesView)

  fileprivate func visitValues(_ visit: (Value) -> Void) {
    switch self {
    case .free, .names, .bytes: break
    case .list(let items): items.forEach(visit)
    case .dictionary(let dictionary):
      dictionary.entries.forEach { entry in
        visit(entry.key); visit(entry.value)
      }
    case .set(let set): set.items.forEach(visit)
    case .instance(let instance):
      visit(.type(instance.type))
      instance.attributes.forEach { visit($0.value) }
      if let held = instance.held { visit(held.value) }
    case .namespace(let names): names.forEach { visit($0.value) }
    case .variable(let value): if let value { visit(value) }
    case .iterator(let iterator): iterator.sources.forEach(visit)
    }
  }
}

/// Values by name, in the order of their first assignment.
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

/// An instance of a class, defined by the listing or builtin.
public struct Instance: Sendable {
  public internal(set) var type: ClassObject
  public internal(set) var attributes = Namespace()
  /// The names of the attributes that are registered as buffers, and whether checkpoints store them.
  public internal(set) var buffers: [String: BufferKind] = [:]
  /// The Python value of an instance whose class derives from `int`, `dict`, ….
  var held: HeldValue?

  init(type: ClassObject) { self.type = type }
}

public enum BufferKind: Sendable {
  case persistent, temporary
  /// The attribute is a parameter whose value is None, for example after `register_parameter(name, None)`.
  case absentParameter
  /// The attribute is a submodule whose value is None, for example after `add_module(name, None)`.
  case absentModule
  /// A module or tensor that was stored without registration: through `__dict__` or `object.__setattr__`.
  case unregistered
}

/// A `dict`: entries in insertion order, with lookup by key.
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

  mutating func replaceValues(_ new: (Value) -> Value?) {
    for position in entries.indices {
      if let value = new(entries[position].value) { entries[position].value = value }
    }
  }

  mutating func remove(_ key: HashableValue) -> Value? {
    guard let position = positions.removeValue(forKey: key) else { return nil }
    let value = entries.remove(at: position).value
    for (key, other) in positions where other > position { positions[key] = other - 1 }
    return value
  }
}

/// The state of an iteration. It is a value, so a snapshot contains each loop's position.
struct IteratorObject: Sendable {
  enum Kind: Sendable {
    /// A list on the heap. Items appended during the loop are visited too, as in Python.
    case list(Handle)
    case values([Value])
    case range(RangeValue)
    /// A dict view and the dict's size at the start. The iteration raises an error if the size has changed.
    case view(DictionaryView, count: Int)
    /// A set and its items at the start. The iteration raises an error if the set's size has changed.
    case set(Handle, items: [Value])
    /// Slices along a tensor's first axis.
    case tensor(TensorReference)
    case enumerate(Handle, next: Int)
    /// The iterators of `zip`. If `isStrict` is true, they must have the same number of items.
    case zip([Handle], isStrict: Bool)
    /// A suspended or running call of a generator function, which yields the items.
    indirect case generator(Call, name: String)
    /// An instance whose method returns each item: `__getitem__` with an index if `byPosition` is true, otherwise
    /// `__next__`.
    case asking(Value, byPosition: Bool)
    /// An iterator that has ended. A generator's return value is kept until the instruction that requested the next
    /// item has seen the end.
    case ended(returned: Value?)
  }

  /// A call of a generator function.
  enum Call: Sendable {
    case suspended(Frame)
    /// The call's frame is on the machine's call stack.
    case running
  }
  var kind: Kind
  /// The number of items returned so far.
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
    case .zip(let inner, _): inner.map(Value.iterator)
    // The collector visits the values of a suspended call separately.
    case .generator: []
    case .ended(let value): value.map { [$0] } ?? []
    case .asking(let instance, _): [instance]
    }
  }
}
