import ListingSyntax

/// A stub never influences a result. It may be imported, stored and passed on. An operation that would read the stub
/// raises an error with the stub's name. At the top level of a file, the operation returns another stub instead,
/// because the pass may never need the result.
extension Machine {
  /// The error for a use of a stub.
  func refusal(of stub: Stub) -> ListingError {
    let origin = stub.origin.map { "; it comes from \($0)" } ?? ""
    return ListingError(
      .notImplemented, "\(stub.name) is not part of fwdb\(library.nearest(to: stub.name))\(origin)")
  }

  /// Makes a stub whose origin is the current line.
  func newStub(_ name: String) -> Stub {
    let frame = frames.last { !$0.code.isLibrary }
    return Stub(name: name, origin: frame.map { "\($0.code.file.name):\($0.line)" })
  }

  /// Throws if the value is a stub.
  func checkKnown(_ value: Value) throws {
    if case .stub(let stub) = value { throw refusal(of: stub) }
  }

  /// Runs an instruction that has a stub among its operands. Returns false if the instruction only stores the stub.
  mutating func runsOnStub(_ instruction: Instruction, _ f: Int) throws -> Bool {
    func stub(_ depths: Int...) -> Stub? {
      for depth in depths where depth < frames[f].stack.count {
        if case .stub(let stub) = frames[f].peek(depth) { return stub }
      }
      return nil
    }
    func finish(_ operands: Int, _ name: String, of stub: Stub) {
      frames[f].stack.removeLast(operands)
      push(.stub(Stub(name: name, origin: stub.origin)), f)
      frames[f].next += 1
    }
    switch instruction {
    case .not, .jumpIfFalse, .jumpIfTrue:
      guard let stub = stub(0) else { return false }
      replaceTop(.bool(try guardHolds(stub, f)), f)
      return false
    case .unary(let op):
      guard let stub = stub(0) else { return false }
      if !isAtFileLevel(f) { throw refusal(of: stub) }
      finish(1, "\(op.rawValue)\(stub.name)", of: stub)
    case .binary(let op), .augmented(let op):
      guard let stub = stub(1, 0) else { return false }
      if !isAtFileLevel(f), !stub.isForTypesOnly { throw refusal(of: stub) }
      finish(2, "\(stub.name) \(op.rawValue) …", of: stub)
    case .compare(let op):
      guard let stub = stub(1, 0) else { return false }
      if !isAtFileLevel(f) { throw refusal(of: stub) }
      finish(2, "\(stub.name) \(op.rawValue) …", of: stub)
    case .format(_, let hasSpecification):
      guard let stub = stub(hasSpecification ? 1 : 0) else { return false }
      if !isAtFileLevel(f) { throw refusal(of: stub) }
      finish(hasSpecification ? 2 : 1, "str(\(stub.name))", of: stub)
    case .makeIterator, .unpack, .unpackStarred, .extendList, .extendSet:
      guard let stub = stub(0) else { return false }
      throw refusal(of: stub)
    case .storeSubscript, .deleteSubscript:
      guard let stub = stub(1, 0) else { return false }
      throw refusal(of: stub)
    default: return false
    }
    return true
  }

  /// The truth value of a guard such as `if is_x_available():` at the top level of a file: whether fwdb has the
  /// package. Throws for other stubs, and for a guard that is not at the top level.
  private mutating func guardHolds(_ stub: Stub, _ f: Int) throws -> Bool {
    guard isAtFileLevel(f), let package = stub.guardedPackage else { throw refusal(of: stub) }
    if library.module(package) != nil { return true }
    note("\(stub.name) is not part of fwdb: the guard is false")
    return false
  }

  /// The result of calling a builtin that has a stub among its arguments. Nil if the builtin only stores the stub or
  /// passes it on.
  mutating func resultOnStub(
    _ builtin: BuiltinFunction, _ arguments: [Value], _ named: [(String, Value)], _ f: Int
  ) throws -> Value? {
    if frames[f].code.isLibrary { return nil }
    if builtin.name == "print" {
      // Refuse to print a stub, because Python would print another text. Stubs may be printed at the top level of an
      // imported file, and at the prompt.
      let isSeen = isScript(f) || !isAtFileLevel(f) && !frames[f].code.isInteractive
      for argument in arguments where isSeen {
        if let stub = stub(shownBy: argument) { throw refusal(of: stub) }
      }
    }
    if Self.writingTexts.contains(builtin.name), let text = arguments.first {
      if let stub = stub(shownBy: text), !stub.isForTypesOnly, isAtFileLevel(f) {
        return .stub(Stub(name: "\(builtin.name)(\(stub.name))", origin: stub.origin))
      }
    }
    if builtin.takesStubs { return nil }
    guard let stub = Self.stub(among: arguments, named) else { return nil }
    if isAtFileLevel(f) { return .stub(Stub(name: "\(builtin.name)(\(stub.name))", origin: stub.origin)) }
    throw refusal(of: stub)
  }

  /// The builtins that return the text of a value.
  private static let writingTexts: Set = ["str", "repr", "ascii", "format"]

  /// Throws if the text of the value would show a stub. A file that a script imports may make such a text, because
  /// only its users read it. The same is true for an expression at the prompt.
  func checkShown(_ value: Value) throws {
    switch value {
    case .none, .bool, .int, .float, .string, .tensor, .dtype: return
    default: break
    }
    guard let f = frames.lastIndex(where: { !$0.code.isLibrary }),
      isScript(f) || !isAtFileLevel(f) && !frames[f].code.isInteractive,
      let stub = stub(shownBy: value)
    else { return }
    throw refusal(of: stub)
  }

  /// A stub that the text of the value would show.
  private func stub(shownBy value: Value) -> Stub? {
    var (values, seen, count) = ([value], Set<Handle>(), 0)
    while let value = values.popLast() {
      count += 1
      // The text of more values would be too long.
      if count > Self.textLimit { return nil }
      if let handle = Heap.handle(of: value), !seen.insert(handle).inserted { continue }
      switch value {
      case .stub(let stub): return stub
      case .tuple(let items): values += items
      case .record(let record): values += record.items
      case .list(let handle): values += heap.list(handle)
      case .set(let handle): values += heap.set(handle).items
      case .dictionary(let handle): values += heap.dictionary(handle).entries.flatMap { [$0.key, $0.value] }
      case .frozenSet(let set): values += set.object.items
      case .view(let view): values.append(.dictionary(view.dictionary))
      case .instance(let handle):
        // The library's containers, such as a deque, keep their items in attributes. The texts of exceptions and of
        // dataclasses show attributes too.
        if let held = held(by: value) { values.append(held) }
        if showsAttributes(handle) { values += heap.instance(handle).attributes.map(\.value) }
      default: break
      }
    }
    return nil
  }

  private func showsAttributes(_ handle: Handle) -> Bool {
    let type = heap.type(of: handle)
    return type.traits.body?.isLibrary == true || type.isException || dataclassFields(of: type) != nil
  }

  /// The modules whose functions read texts. If an argument is a stub, the results of these functions are unknown.
  private static let readingTexts: Set = ["<os.path>", "<posixpath>", "<pathlib>", "<re>", "<json>", "<string>"]

  /// The result of a call of a library function at the top level of a file, if an argument is a stub.
  func resultOnStub(_ function: FunctionObject, _ arguments: [Value], _ f: Int) -> Value? {
    guard function.code.isLibrary, Self.readingTexts.contains(function.code.file.name), isAtFileLevel(f),
      let stub = Self.stub(among: arguments, [])
    else { return nil }
    return .stub(Stub(name: "\(function.code.qualifiedName)(\(stub.name))", origin: stub.origin))
  }

  private static func stub(among arguments: [Value], _ named: [(String, Value)]) -> Stub? {
    for argument in arguments { if case .stub(let stub) = argument, !stub.isForTypesOnly { return stub } }
    for argument in named { if case .stub(let stub) = argument.1, !stub.isForTypesOnly { return stub } }
    return nil
  }

  /// The result of calling a stub.
  mutating func result(ofCalling stub: Stub, _ arguments: [Value], _ named: [(String, Value)], _ f: Int) throws -> Value
  {
    if isAtFileLevel(f) {
      if named.isEmpty, arguments.count == 1 {
        switch arguments[0] {
        case .function, .type, .descriptor:
          if stub.keepsDecorated {
            note("\(stub.name) is not part of fwdb: the decorated object is unchanged")
            return arguments[0]
          }
          // If the decorator is a stub, its return value is unknown, so the result is a stub too.
          let name = representedName(of: arguments[0])
          return .stub(Stub(name: "\(name), which \(stub.name) decorates,", origin: newStub("").origin))
        default: break
        }
      }
      // A script that ignores the result calls the function for its effect. A stub would leave out this effect, so
      // refuse the call.
      let next = frames[f].next + 1
      if isScript(f), frames[f].code.instructions.indices.contains(next), case .pop = frames[f].code.instructions[next],
        !stub.isForLogging, !stub.isForTypesOnly
      {
        throw refusal(of: stub)
      }
      // The pass may never use the result: `logger = Log(__name__)`, `@register(…)`.
      return .stub(stub.called)
    }
    // A forward pass does not need the results of losses and logging methods.
    if stub.isLoss || stub.isForLogging { return .stub(stub.called) }
    throw refusal(of: stub)
  }

  /// Whether the frame runs the top level of the script, or a class body there.
  private func isScript(_ f: Int) -> Bool { isAtFileLevel(f) && frames[f].globals == files["__main__"] }

  private func representedName(of value: Value) -> String {
    switch value {
    case .function(let function): function.code.qualifiedName
    case .type(let type): type.name
    case .descriptor(let descriptor): representedName(of: descriptor.function)
    default: typeName(of: value)
    }
  }
}

/// A base class that is a stub. It may define any member, and fwdb does not know its members.
struct UnknownBase: Sendable {
  let stub: Stub
  /// Names that earlier base classes certainly define.
  let hidden: Set<String>

  /// A stub for the member with this name; nil if an earlier base class has this member.
  func member(_ name: String) -> Stub? {
    hidden.contains(name) ? nil : Stub(name: "\(stub.name).\(name)", origin: stub.origin, mayBeAbsent: true)
  }
}

extension Machine {
  /// A base class for a stub in a class header.
  mutating func unknownBase(_ stub: Stub, after bases: [ClassObject]) -> ClassObject {
    let followsModule = bases.contains(where: \.isModule)
    // Without this flag, calls of modules would not look for `__call__`.
    if !followsModule { hasCallMethods = true }
    return ClassObject(
      name: stub.name, base: library.objectType,
      unknown: UnknownBase(stub: stub, hidden: followsModule ? Self.moduleMembers : []))
  }

  /// Special methods that `torch.nn.Module` defines.
  private static let moduleMembers: Set = [
    "__init__", "__call__", "__setattr__", "__getattr__", "__delattr__", "__repr__", "__dir__", "__setstate__",
    "forward", "extra_repr",
  ]

  /// Whether `type` derives from `other`. Throws if the answer depends on an unknown base class.
  func derives(_ type: ClassObject, from other: ClassObject) throws -> Bool {
    try Protocols.checkAllows(other)
    return try AbstractClasses.derives(type, from: other, self) ?? derives(type, fromKnown: other)
  }

  /// Like `derives(_:from:)`, but considers only the base classes in class headers.
  func derives(_ type: ClassObject, fromKnown other: ClassObject) throws -> Bool {
    if type.isSubclass(of: other) { return true }
    // A class of an absent package cannot derive from a class of the listing. A base class listed after `nn.Module`
    // cannot derive from a subclass of `nn.Module`, because Python would find no method resolution order.
    if other.namespace != nil { return false }
    for ancestor in type.ancestry {
      if let unknown = ancestor.unknown, !(other.isModule && !unknown.hidden.isEmpty) {
        throw refusal(of: unknown.stub)
      }
    }
    return false
  }
}

extension BuiltinFunction {
  /// Builtins that store their arguments or pass them on without reading them.
  static let storing: Set = [
    "append", "insert", "setdefault", "get", "pop", "update", "dict", "setattr", "getattr", "print", "isinstance",
    "issubclass", "hasattr", "next", "property", "staticmethod", "classmethod", "type", "super", "wraps", "cast",
    "annotate", "deepcopy", "copy", "field", "TypeVar", "NewType", "add_module", "register_module", "partial",
    "cached_property", "lru_cache", "cache", "abstractmethod", "namedtuple", "debug", "info", "warning", "warn",
    "error",
    "critical", "exception", "log", "sequential_forward",
  ]
}

extension Stub {
  /// `x` of `is_x_available()`; nil for other names.
  var guardedPackage: String? {
    let base = name.hasSuffix("(…)") ? name.dropLast(3) : name[...]
    let last = base.split(separator: ".").last ?? ""
    guard name.hasSuffix("(…)"), last.hasPrefix("is_"), last.hasSuffix("available") else { return nil }
    return String(last.dropFirst(3).dropLast("available".count)).trimmingUnderscores
  }

  /// Whether a decorator with this name returns its function or class unchanged. True by convention for registries, and
  /// for decorators that only complete a docstring.
  var keepsDecorated: Bool {
    let parts = name.split { ".(".contains($0) }.map(String.init)
    return parts.contains { part in
      let lower = part.lowercased()
      return lower.hasPrefix("register") || lower.hasSuffix("registry") || lower.contains("docstring")
        || lower == "typechecked" || lower == "beartype"
    }
  }
}

extension String {
  fileprivate var trimmingUnderscores: String {
    var text = self[...]
    while text.first == "_" { text.removeFirst() }
    while text.last == "_" { text.removeLast() }
    return String(text)
  }
}
