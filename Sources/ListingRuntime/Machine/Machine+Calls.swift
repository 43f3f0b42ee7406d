import ListingSyntax

extension Machine {
  /// Runs a call instruction: the callee and the arguments are on the operand stack of frame `f`.
  mutating func call(positional: Int, keywords: Int, _ f: Int) throws {
    let depth = Instruction.calleeDepth(positional: positional, keywords: keywords)
    var named: [(String, Value)] = []
    if keywords > 0, case .tuple(let names) = top(f) {
      for (index, name) in names.enumerated() {
        guard case .string(let name) = name else { continue }
        named.append((name, frames[f].peek(depth - 1 - positional - index)))
      }
    }
    var callee = frames[f].peek(depth)
    var arguments: [Value] = []
    arguments.reserveCapacity(positional + 1)
    switch callee {
    case .method(let method):
      arguments.append(method.receiver)
      callee = method.callee
    case .instance(let handle):
      let (method, takesReceiver) = try calledMethod(of: handle)
      if takesReceiver { arguments.append(callee) }
      callee = method
    default: break
    }
    for index in 0..<positional { arguments.append(frames[f].peek(depth - 1 - index)) }
    try invoke(callee, arguments, named, dropping: depth + 1, f)
  }

  mutating func callSpread(_ f: Int) throws {
    guard case .list(let list) = frames[f].peek(1),
      case .dictionary(let dictionary) = top(f)
    else { preconditionFailure("a spread call has a list and a dict on the stack") }
    let named: [(String, Value)] = try heap.dictionary(dictionary).entries.map { entry in
      guard case .string(let name) = entry.key else { throw ListingError(.typeError, "keywords must be strings") }
      return (name, entry.value)
    }
    try invoke(frames[f].peek(2), heap.list(list), named, dropping: 3, f)
  }

  /// The keyword arguments of `**value`.
  func keywords(_ value: Value) throws -> [(String, Value)] {
    try checkKnown(value)
    guard case .dictionary(let handle) = plain(value) else {
      throw ListingError(.typeError, "the argument after ** must be a dict, not \(typeName(of: value))")
    }
    return try heap.dictionary(handle).entries.map { entry in
      guard case .string(let name) = plain(entry.key) else {
        throw ListingError(.typeError, "keywords must be strings")
      }
      return (name, entry.value)
    }
  }

  func repeatedKeyword(_ name: String, callee: Value) -> ListingError {
    var module: String?
    switch callee {
    case .function(let function):
      if case .string(let text)? = heap.value(of: "__name__", in: function.globals) { module = text }
    case .type(let type): module = type.module
    default: break
    }
    let callee =
      switch callee {
      case .function(let function): function.code.qualifiedName
      case .builtin(let function): function.name
      case .type(let type): type.name
      case .method(let method): if case .function(let function) = method.callee { function.code.name } else { "method" }
      default: typeName(of: callee)
      }
    let text = "\(callee)() got multiple values for keyword argument '\(name)'"
    return ListingError(.typeError, text, python: (module.map { $0 + "." } ?? "") + text)
  }

  /// Whether torch would record the call of a tensor operation for the backward pass.
  private func records(_ builtin: BuiltinFunction, _ bound: Arguments) -> Bool {
    guard gradientMode.isEnabled, builtin.isTensorOperation, !builtin.name.hasSuffix("_like"),
      !builtin.name.hasPrefix("new_"), builtin.name != "tensor"
    else { return false }
    if recordsOperation(on: bound.values) || recordsOperation(on: bound.rest) { return true }
    guard builtin.name == "forward", case .instance(let layer)? = bound.values.first else { return false }
    return recordsOperation(on: heap.instance(layer).attributes.map(\.value))
  }

  /// Sets `requires_grad` of a new tensor to the argument `requires_grad` of its function.
  mutating func setGradient(of made: Value, _ bound: Arguments, _ index: Int) throws {
    guard case .tensor(let reference) = made, try bound.bool(index, self) else { return }
    if reference.dtype.isWhole {
      throw ListingError(.runtimeError, "Only Tensors of floating point and complex dtype can require gradients")
    }
    heap.setRequiresGradient(reference, true)
  }

  /// Calls `callee` and removes the topmost operands from the caller's operand stack; `dropping` is their number. A
  /// builtin written in Swift runs to its end. For a function of the listing or of the prelude, only a frame is added;
  /// later steps run it.
  mutating func invoke(
    _ callee: Value, _ arguments: [Value], _ named: [(String, Value)], dropping: Int, _ f: Int,
    purpose: Frame.Purpose = .call
  ) throws {
    switch callee {
    case .function(let function):
      if function.code.isLibrary, let result = resultOnStub(function, arguments, f) {
        return finishCall(result, dropping: dropping, f)
      }
      try enter(function, arguments, named, dropping: dropping, f, purpose: purpose)
    case .method(let method):
      try invoke(method.callee, Self.joined(method.receiver, arguments), named, dropping: dropping, f, purpose: purpose)
    case .builtin(let builtin):
      if let result = try resultOnStub(builtin, arguments, named, f) {
        // `__init__` did not run, because an argument is a stub. Return a stub instead of the uninitialized instance.
        if case .construction(let made) = purpose, case .stub(let stub) = result {
          let name = stub.name.replacing("__init__", with: typeName(of: made), maxReplacements: 1)
          return finishCall(.stub(Stub(name: name, origin: stub.origin)), dropping: dropping, f)
        }
        return finishCall(result, dropping: dropping, f, purpose: purpose)
      }
      if builtin.name == "next", case .iterator(let handle)? = arguments.first, needsFrames(handle) {
        return try resume(handle, dropping: dropping, f)
      }
      if builtin === ModuleLookup.importModule {
        // If the file of the module must run first, it now has a frame, and the call of `import_module` runs again
        // after the file has run.
        if case .ready(let module) = try importedModule(arguments, named) {
          finishCall(module, dropping: dropping, f, purpose: purpose)
        }
        return
      }
      if builtin.isGeneratorMethod, arguments.count > 1, case .iterator(let handle) = arguments[0] {
        if builtin === TypeMethods.throwError {
          let error = try raised(arguments[1], from: nil)
          return try raise(error, in: handle, dropping: dropping, f)
        }
        if needsFrames(handle) {
          try send(arguments[1], to: handle)
          return try resume(handle, dropping: dropping, f)
        }
      }
      if hasHeldValues, let first = arguments.first, let receiver = held(by: first),
        SpecialMethods.takesHeldValue(builtin)
      {
        let plain = Self.joined(receiver, Array(arguments.dropFirst()))
        return try invoke(callee, plain, named, dropping: dropping, f, purpose: purpose)
      }
      if builtin.isOverridable, let (callee, arguments) = try override(of: builtin, arguments, named) {
        return try invoke(callee, arguments, named, dropping: dropping, f, purpose: purpose)
      }
      if hasHeldValues, let (arguments, named) = plainArguments(of: builtin, arguments, named) {
        return try invoke(callee, arguments, named, dropping: dropping, f, purpose: purpose)
      }
      if builtin.takesOut, let index = named.firstIndex(where: { $0.0 == "out" }) {
        var others = named
        let out = others.remove(at: index).1
        if case .none = out { return try invoke(callee, arguments, others, dropping: dropping, f, purpose: purpose) }
        let value = try call(builtin, arguments, others, writingInto: out)
        return finishCall(value, dropping: dropping, f, purpose: purpose)
      }
      switch builtin.body {
      case .native(let body):
        let bound = try builtin.bind(arguments, named)
        try builtin.torchCheck?(bound, self)
        recordsOperation = records(builtin, bound)
        defer { recordsOperation = false }
        var value: Value
        if let (turned, order) = inMemoryOrder(builtin, bound) {
          value = try inOrderOfAxes(body(&self, turned), order, turned: turned, given: bound)
        } else {
          value = try body(&self, bound)
        }
        if let index = builtin.gradientIndex { try setGradient(of: value, bound, index) }
        finishCall(value, dropping: dropping, f, purpose: purpose)
      case .forwarding(let body):
        let bound = try builtin.bind(arguments, named)
        try builtin.torchCheck?(bound, self)
        switch try body(&self, bound) {
        case .value(let value): finishCall(value, dropping: dropping, f, purpose: purpose)
        case .call(let callee, let arguments):
          try invoke(callee, arguments, [], dropping: dropping, f, purpose: purpose)
        case .callNamed(let callee, let arguments, let named):
          try invoke(callee, arguments, named, dropping: dropping, f, purpose: purpose)
        }
      case .prelude(let name):
        if let check = builtin.torchCheck { try check(builtin.bind(arguments, named), self) }
        try invoke(preludeFunction(name), arguments, named, dropping: dropping, f, purpose: purpose)
      }
    case .type(let type):
      if let meta = type.metaclass, meta.namespace != nil, let method = listingMethod(.call, of: callee) {
        return try invoke(method, arguments, named, dropping: dropping, f, purpose: purpose)
      }
      if type === Records.root {
        return try invoke(
          preludeFunction("named_tuple_of"), arguments, named, dropping: dropping, f, purpose: purpose)
      }
      if type.isRecord {
        return finishCall(try record(of: type, arguments, named), dropping: dropping, f, purpose: purpose)
      }
      if let maker = type.maker ?? type.native["__new__"], type !== library.objectType {
        return try invoke(.builtin(maker), arguments, named, dropping: dropping, f, purpose: purpose)
      }
      if type.isEnum { return try callEnum(type, arguments, named, dropping: dropping, f, purpose: purpose) }
      try construct(type, arguments, named, dropping: dropping, f, purpose: purpose)
    case .instance(let handle):
      let (method, takesReceiver) = try calledMethod(of: handle)
      try invoke(
        method, takesReceiver ? Self.joined(callee, arguments) : arguments, named, dropping: dropping, f,
        purpose: purpose)
    case .descriptor(let descriptor):
      try invoke(descriptor.function, arguments, named, dropping: dropping, f, purpose: purpose)
    case .dtype(let dtype) where arguments.count == 1 && named.isEmpty && isNumber(arguments[0]):
      finishCall(try Numpy.converted(arguments[0], to: dtype, &self), dropping: dropping, f, purpose: purpose)
    case .dtype, .device, .none, .ellipsis, .notImplemented, .bool, .int, .largeInteger, .float, .complex, .string,
      .bytes, .byteArray, .tuple, .slice, .range, .list, .dictionary, .set, .frozenSet, .view, .record, .iterator,
      .superProxy, .module, .tensor:
      throw ListingError(.typeError, "'\(typeName(of: callee))' object is not callable")
    case .stub(let stub):
      let value = try result(ofCalling: stub, arguments, named, f)
      finishCall(value, dropping: dropping, f, purpose: purpose)
    }
  }

  /// The method that runs when the listing calls the instance: `__call__`, or a module's `forward`. `takesReceiver`
  /// tells whether the instance is the method's first argument.
  mutating func calledMethod(of handle: Handle) throws -> (Value, takesReceiver: Bool) {
    let type = heap.type(of: handle)
    if type.isModule, !type.hasNativeCall {
      if hasCallMethods, let method = member(.call, of: type) { return try called(method, handle, type) }
      return try forwardWithHooks(of: handle)
    }
    guard let method = member(.call, of: type) else {
      throw ListingError(.typeError, "'\(type.name)' object is not callable")
    }
    return try called(method, handle, type)
  }

  /// The `forward` of a module: its own attribute, or its class's method.
  func forward(of handle: Handle) throws -> (Value, takesReceiver: Bool) {
    if hasOwnForwards, let own = heap.attribute(.forward, of: handle) {
      var (value, depth) = (own, 0)
      while case .instance(let next) = value, let inner = heap.attribute(.forward, of: next) {
        (value, depth) = (inner, depth + 1)
        if depth > Self.nestingLimit {
          throw ListingError(.recursionError, "maximum recursion depth exceeded")
        }
      }
      return (own, false)
    }
    let type = heap.type(of: handle)
    guard let method = member(.forward, of: type) else {
      throw ListingError(
        kind: "NotImplementedError", message: "Module [\(type.name)] is missing the required \"forward\" function")
    }
    return try called(method, handle, type)
  }

  private func called(_ method: Value, _ handle: Handle, _ type: ClassObject) throws -> (Value, takesReceiver: Bool) {
    switch method {
    case .function, .builtin: return (method, true)
    case .instance(let other):
      if case .function? = member(.call, of: heap.type(of: other)), !heap.type(of: other).isModule {
        return (method, false)
      }
      // Accept an instance as `__call__` only if its own `__call__` is a function. A chain of instances, each the
      // `__call__` of the previous one, could be endless.
      throw ListingError(.typeError, "the __call__ of '\(type.name)' must be a function, not an instance")
    default: return (bound(method, to: .instance(handle), type: type), false)
    }
  }

  /// The member of a class that runs when an instance is called: `__call__`, or a module's `forward`.
  func calledMember(of type: ClassObject) -> Value? {
    member(.call, of: type) ?? (type.isModule ? member(.forward, of: type) : nil)
  }

  /// The function that a module's own `__call__` runs: its `forward`, or a prelude function that also runs the hooks.
  mutating func forwardWithHooks(of handle: Handle) throws -> (Value, takesReceiver: Bool) {
    if hasModuleHooks {
      let attributes = heap.instance(handle).attributes
      if hasGlobalHooks || ModuleHooks.ofCalls.contains(where: { hasEntries(attributes[$0]) }) {
        return (preludeFunction("call_with_hooks"), true)
      }
    }
    return try forward(of: handle)
  }

  private var hasGlobalHooks: Bool {
    guard case .dictionary(let kinds)? = heap.namespace(preludeNames)["global_hooks"] else { return false }
    return heap.dictionary(kinds).entries.contains { hasEntries($0.value) }
  }

  private func hasEntries(_ value: Value?) -> Bool {
    if case .dictionary(let handle)? = value { !heap.dictionary(handle).entries.isEmpty } else { false }
  }

  private static func joined(_ receiver: Value, _ arguments: [Value]) -> [Value] {
    var all: [Value] = []
    all.reserveCapacity(arguments.count + 1)
    all.append(receiver)
    all.append(contentsOf: arguments)
    return all
  }

  /// Whether frame `f` runs a file's top-level statements, or the body of a class that these statements define.
  func isAtFileLevel(_ f: Int) -> Bool {
    switch frames[f].purpose {
    case .file: true
    case .classBody: f > 0 && isAtFileLevel(f - 1)
    case .call, .construction, .effect, .iterator, .item: false
    }
  }

  /// The prelude's function `name`.
  mutating func preludeFunction(_ name: String) -> Value {
    guard let function = preludeValue(name) else { preconditionFailure("the prelude has \(name)") }
    return function
  }

  /// The value of a name in the prelude. At the first use of the name, the statement that binds it runs to its end,
  /// within the instruction that is running. Nil if the prelude does not define the name.
  mutating func preludeValue(_ name: String) -> Value? {
    if let value = heap.namespace(preludeNames)[name] { return value }
    if let helper = library.preludeHelpers[name] { return helper }
    guard let code = Prelude.code(defining: name) else { return nil }
    let (depth, before, floor) = (frames.count, clock, catchFloor)
    (hostCalls, catchFloor) = (hostCalls + 1, depth)
    frames.append(Frame(code: code, globals: preludeNames, purpose: .file, began: clock))
    do { try run(untilDepth: depth) } catch { preconditionFailure("the prelude's \(name) runs: \(error)") }
    (hostCalls, clock, catchFloor) = (hostCalls - 1, before, floor)
    return heap.namespace(preludeNames)[name]
  }

  /// Whether a statement of the prelude is running that binds a name. It needs few frames and must not fail, so the
  /// recursion limit does not apply to it.
  var bindsPreludeName: Bool {
    frames.contains { if case .file = $0.purpose { $0.globals == preludeNames } else { false } }
  }

  /// Ends a call of the caller, frame `f`: removes the topmost operands (their number is `dropping`), pushes the value
  /// that `purpose` demands on the operand stack, and moves the caller to its next instruction.
  mutating func finishCall(_ value: Value, dropping: Int, _ f: Int, purpose: Frame.Purpose = .call) {
    frames[f].stack.removeLast(dropping)
    switch purpose {
    case .construction(let instance): push(instance, f)
    case .effect: break
    case .item(let handle, let dropping): return deliver(value, of: handle, dropping: dropping, to: f)
    default: push(value, f)
    }
    frames[f].next += 1
  }

  private mutating func enter(
    _ function: FunctionObject, _ arguments: [Value], _ named: [(String, Value)], dropping: Int, _ f: Int,
    purpose: Frame.Purpose
  ) throws {
    try checkDepth()
    let plain = named.isEmpty ? variables(of: function, given: arguments) : nil
    var frame = Frame(
      code: function.code, globals: function.globals, closure: function.closure, purpose: purpose, began: clock,
      locals: plain)
    if plain == nil { try bind(arguments, named, to: function, &frame) }
    if function.code.isGenerator {
      let made = generator(frame)
      if case .iterator = purpose { return finishCall(try iterator(madeBy: made), dropping: dropping, f) }
      return finishCall(made, dropping: dropping, f, purpose: purpose)
    }
    frames[f].stack.removeLast(dropping)
    frames[f].next += 1
    frames.append(frame)
  }

  /// Pushes a frame for a call that the host makes, such as a module's `forward`. Runs no instruction yet.
  public mutating func begin(_ code: Code, names: Handle, globals: Handle) {
    frames.append(Frame(code: code, globals: globals, names: names, purpose: .call, began: clock))
  }

  mutating func returnFromFrame() throws {
    let last = frames.count - 1
    // If the frame runs `__iter__`, check that the return value is an iterator before removing the frame. If the check
    // throws, the machine must be unchanged.
    if case .classBody(let header) = frames[last].purpose { return try finishClass(header) }
    if case .iterator = frames[last].purpose { replaceTop(try iterator(madeBy: top(last)), last) }
    let frame = frames.removeLast()
    let value = frame.top
    let caller = frames.count - 1
    switch frame.purpose {
    case .iterator: push(value, caller)
    case .item(let handle, let dropping):
      if frame.code.isGenerator {
        end(handle, returning: value)
      } else {
        deliver(value, of: handle, dropping: dropping, to: caller)
      }
    case .file:
      noteMissingNames(in: frame.code, frame.globals)
      bindToPackage(frame.code.file.name, frame.globals)
    case .effect: break
    case .call: if caller >= 0 { push(value, caller) } else { result = value }
    case .construction(let instance): if caller >= 0 { push(instance, caller) } else { result = instance }
    case .classBody: preconditionFailure("finishClass ends a class body")
    }
  }

  mutating func buildClass(_ index: Int, bases given: Int?, _ f: Int) throws {
    // If the metaclass has a `__prepare__`, the first run of this instruction calls it, and the instruction runs again.
    // The dict that `__prepare__` returned is then above the operands on the stack.
    var prepared: Value?
    if case .dictionary? = frames[f].stack.last {
      if given != nil { prepared = top(f) } else if case .dictionary = frames[f].peek(1) { prepared = top(f) }
    }
    let above = prepared == nil ? 0 : 1
    let operands: [Value]
    var keywords: [(String, Value)] = []
    if let given {
      operands = Array(frames[f].stack.dropLast(above).suffix(given))
    } else {
      operands = frames[f].peek(above + 1).tupleItems ?? []
      keywords = try self.keywords(frames[f].peek(above))
    }
    let count = above + (given ?? 3)
    let name = frames[f].code.codes[index].name
    var bases: [ClassObject] = []
    var absent: [Stub] = []
    for value in operands {
      switch value {
      case .type(let type):
        try checkBase(type)
        bases.append(type)
      case .stub(let stub) where !stub.isForTypesOnly:
        absent.append(stub)
        bases.append(unknownBase(stub, after: bases))
      case .stub: break
      default: throw ListingError(.typeError, "a base class must be a class, not \(typeName(of: value))")
      }
    }
    if let first = absent.first, bases.allSatisfy({ $0.unknown != nil }) {
      // Replace a class that inherits only from stubs by a stub, so that the rest of the file can still run.
      frames[f].stack.removeLast(count)
      push(.stub(Stub(name: "\(name), which inherits from \(first.name),", origin: first.origin)), f)
      frames[f].next += 1
      return
    }
    for base in absent { note("\(name) has a base class that is not part of fwdb: \(base.name)") }
    let (given, others) = try headerArguments(keywords)
    let metaclass = try metaclass(given, of: bases)
    if prepared == nil, let (method, arguments) = preparation(name, bases, metaclass) {
      try invoke(method, arguments, others, dropping: 0, f)
      frames[f].next -= 1
      return
    }
    let header = try header(name, bases, metaclass, others, prepared: prepared)
    try checkDepth()
    let outer = frames[f].code
    let code = outer.codes[index]
    var names = Namespace()
    if case .dictionary(let items)? = prepared {
      for entry in heap.dictionary(items).entries {
        guard case .string(let name) = entry.key else {
          throw ListingError(.notImplemented, "__prepare__ must return a dict whose keys are strings in fwdb")
        }
        names[name] = entry.value
      }
    }
    let frame = Frame(
      code: code, globals: frames[f].globals, names: heap.add(.namespace(names)),
      closure: outer.closures[index].map { frames[f].cells[$0] },
      purpose: .classBody(header), began: clock)
    frames[f].stack.removeLast(count)
    frames[f].next += 1
    frames.append(frame)
  }

  // MARK: Binding arguments

  /// The initial local variables of a call with positional arguments, if the function has no `*args`, `**kwargs` or
  /// keyword-only parameters. Nil if the general code must bind the arguments or raise the error.
  private func variables(of function: FunctionObject, given arguments: [Value]) -> [Frame.Variable]? {
    let code = function.code
    if !code.hasPlainParameters || arguments.count > code.parameters.count { return nil }
    var variables: [Frame.Variable] = []
    variables.reserveCapacity(code.locals.count)
    for argument in arguments { variables.append(Frame.Variable(value: argument, changed: clock)) }
    for slot in arguments.count..<code.parameters.count {
      guard let value = function.defaults[slot] else { return nil }
      variables.append(Frame.Variable(value: value, changed: clock))
    }
    for _ in code.parameters.count..<code.locals.count { variables.append(Frame.Variable()) }
    return variables
  }

  private mutating func bind(
    _ arguments: [Value], _ named: [(String, Value)], to function: FunctionObject, _ frame: inout Frame
  ) throws {
    let parameters = function.code.parameters
    var position = 0
    var extra: [Value] = []
    var extraSlot: Int?
    var keywordSlot: Int?
    for slot in parameters.indices {
      switch parameters[slot].kind {
      case .positionalOnly, .ordinary:
        if position < arguments.count {
          frame.locals[slot].value = arguments[position]
          position += 1
        }
      case .variadic:
        extra = Array(arguments[position...])
        position = arguments.count
        extraSlot = slot
      case .keywordOnly: break
      case .keywords: keywordSlot = slot
      }
    }
    if position < arguments.count { throw tooMany(arguments.count, function.code) }
    if let extraSlot { frame.locals[extraSlot].value = try tuple(extra) }
    var rest = DictionaryObject()
    for (name, value) in named {
      let slot = parameters.firstIndex {
        switch $0.kind {
        case .ordinary, .keywordOnly: $0.name == name
        case .positionalOnly, .variadic, .keywords: false
        }
      }
      if let slot {
        if frame.locals[slot].value != nil {
          throw ListingError(.typeError, "\(function.code.pathInFile)() got multiple values for argument '\(name)'")
        }
        frame.locals[slot].value = value
      } else if keywordSlot != nil {
        rest.set(.string(name), .string(name), to: value)
      } else {
        let hint = suggestion(for: name, among: parameters.map(\.name))
        var error = ListingError(
          .typeError, "\(function.code.qualifiedName)() got an unexpected keyword argument '\(name)'\(hint)",
          python: "\(function.code.pathInFile)() got an unexpected keyword argument '\(name)'")
        // The error is a refusal if the function is part of fwdb: the framework's function may have a parameter that
        // fwdb's function lacks. A generated function, such as the `__init__` of a dataclass, has all parameters that
        // it has in Python.
        error.isRefusal = function.code.isLibrary && function.code.file.name != GeneratedFunctions.file
        throw error
      }
    }
    if let keywordSlot { frame.locals[keywordSlot].value = .dictionary(heap.add(.dictionary(rest))) }
    var missing: [String] = []
    for slot in parameters.indices where frame.locals[slot].value == nil {
      if let value = function.defaults[slot] {
        frame.locals[slot].value = value
      } else {
        missing.append(parameters[slot].name)
      }
    }
    if !missing.isEmpty {
      let names = missing.map { "'\($0)'" }.joined(separator: ", ")
      throw ListingError(
        .typeError,
        "\(function.code.qualifiedName)() is missing \(missing.count) argument\(missing.count == 1 ? "" : "s"): \(names)"
          + "; it takes (\(signature(of: function.code)))",
        python: missingText(missing, function.code))
    }
    for slot in parameters.indices { frame.locals[slot].changed = clock }
  }

  private func tooMany(_ given: Int, _ code: Code) -> ListingError {
    let takes = code.parameters.count { $0.kind == .ordinary || $0.kind == .positionalOnly }
    return ListingError(
      .typeError,
      "\(code.qualifiedName)() takes \(takes) positional argument\(takes == 1 ? "" : "s") but \(given) were given"
        + "; it takes (\(signature(of: code)))",
      python: tooManyText(given, code))
  }

  private func tooManyText(_ given: Int, _ code: Code) -> String {
    let takes = code.parameters.count { $0.kind == .ordinary || $0.kind == .positionalOnly }
    let least = takes - code.defaults.count { code.parameters[$0].kind != .keywordOnly }
    let accepted = least == takes ? "\(takes)" : "from \(least) to \(takes)"
    return "\(code.pathInFile)() takes \(accepted) positional argument\(accepted == "1" ? "" : "s") but \(given) "
      + (given == 1 ? "was given" : "were given")
  }

  private func missingText(_ missing: [String], _ code: Code) -> String {
    let positional = missing.filter { name in code.parameters.contains { $0.name == name && $0.kind != .keywordOnly } }
    let names = (positional.isEmpty ? missing : positional).map { "'\($0)'" }
    let list: String
    switch names.count {
    case 1: list = names[0]
    case 2: list = "\(names[0]) and \(names[1])"
    default: list = names.dropLast().joined(separator: ", ") + ", and " + (names.last ?? "")
    }
    let kind = positional.isEmpty ? "keyword-only" : "positional"
    return
      "\(code.pathInFile)() missing \(names.count) required \(kind) argument\(names.count == 1 ? "" : "s"): \(list)"
  }

  private func signature(of code: Code) -> String {
    code.parameters.map { parameter in
      switch parameter.kind {
      case .variadic: "*" + parameter.name
      case .keywords: "**" + parameter.name
      default: parameter.name
      }
    }.joined(separator: ", ")
  }
}
