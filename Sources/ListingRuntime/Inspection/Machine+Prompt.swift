import ListingSyntax

/// Evaluates expressions and runs assignments that the user types at a stop.
extension Machine {
  /// Evaluates an expression with the names that a frame sees. Returns its value, and the copy of this machine whose
  /// heap contains the value's objects.
  ///
  /// This machine does not change. A name is looked up in the frame, in the frame's file, in Python's builtins, in the
  /// session's names, and last in the model's submodules and the framework of the frame's dialect.
  /// - Parameter frame: an index into `frames`; nil to use no frame.
  public func evaluating(
    _ text: String, frame: Int?, isInterrupted: () -> Bool = { false }
  ) -> Result<(value: Value, machine: Machine), ListingError> {
    let file = SourceFile(name: "<prompt>", text: text)
    let parsed = parseExpression(file)
    guard let expression = parsed.expression else { return .failure(Self.syntaxError(parsed.diagnostics)) }
    var copy = self
    let body = [Statement(.expression(expression), expression.range)]
    do {
      let (value, _) = try copy.run(body, in: file, frame: frame, isInterrupted: isInterrupted)
      return .success((value, copy))
    } catch let error as ListingError { return .failure(withSuggestion(error, frame: frame)) } catch {
      return .failure(ListingError(.runtimeError, "\(error)"))
    }
  }

  /// Appends the most similar known name to the error message for an unknown name.
  private func withSuggestion(_ error: ListingError, frame: Int?) -> ListingError {
    guard error.kind == "NameError", error.traceback.last?.function == "<prompt>", error.message.hasSuffix("defined"),
      let name = error.message.split(separator: "'").dropFirst().first.map(String.init), name.count > 2
    else { return error }
    var result = ListingError(
      kind: error.kind, message: error.message + suggestion(for: name, among: inspector.namesSeen(fromFrame: frame)))
    result.traceback = error.traceback
    return result
  }

  /// Evaluates an expression with the names that a frame sees, and returns its truth value.
  public func isTrue(_ text: String, frame: Int?, isInterrupted: () -> Bool = { false }) -> Result<Bool, ListingError> {
    evaluating(text, frame: frame, isInterrupted: isInterrupted).flatMap { value, machine in
      do { return .success(try machine.truth(of: value)) } catch let error as ListingError {
        return .failure(error)
      } catch {
        return .failure(ListingError(.runtimeError, "\(error)"))
      }
    }
  }

  /// The syntax error in the text of an expression; nil if the text is an expression.
  public static func syntaxError(in text: String) -> ListingError? {
    let parsed = parseExpression(SourceFile(name: "<prompt>", text: text))
    return parsed.expression == nil ? syntaxError(parsed.diagnostics) : nil
  }

  /// The name that an assignment at the prompt changed.
  public enum Assignment: Sendable, Hashable {
    case variable(String)
    case global(String)
    /// A session name that did not exist before.
    case newSessionVariable(String)
    case sessionVariable(String)
  }

  /// Runs assignments as code of the frame: `x = x * 0`, `mask[0, 3:] = False`, `self.scale = 2`.
  ///
  /// The clock does not change. If the method throws, the machine is unchanged.
  /// - Returns: the names that were assigned. Assignments to elements and attributes are not listed.
  public mutating func assign(
    _ text: String, frame: Int?, isInterrupted: () -> Bool = { false }
  ) throws(ListingError) -> [Assignment] {
    let file = SourceFile(name: "<prompt>", text: text)
    let parsed = parseInteractive(file)
    if parsed.hasErrors { throw Self.syntaxError(parsed.diagnostics) }
    let body = parsed.module.body
    for statement in body {
      switch statement.kind {
      case .assign, .augmentedAssign, .annotatedAssign, .delete: break
      default: throw ListingError(kind: "SyntaxError", message: "an assignment is expected: NAME = EXPRESSION")
      }
    }
    var copy = self
    do {
      let (_, names) = try copy.run(body, in: file, frame: frame, isInterrupted: isInterrupted)
      var result: [Assignment] = []
      for name in NameUse(body: body).bound {
        if let value = copy.heap.namespace(names)[name] { result.append(copy.store(name, value, frame: frame)) }
      }
      frames = copy.frames
      heap = copy.heap
      files = copy.files
      generator = copy.generator
      torchGenerator = copy.torchGenerator
      bytesMade = copy.bytesMade
      output = copy.output
      return result
    } catch let error as ListingError { throw withSuggestion(error, frame: frame) } catch {
      throw ListingError(.runtimeError, "\(error)")
    }
  }

  /// The names in an expression; empty if the text is not an expression.
  public static func names(in text: String) -> Set<String> {
    guard let expression = parseExpression(SourceFile(name: "<prompt>", text: text)).expression else { return [] }
    let use = NameUse(body: [Statement(.expression(expression), expression.range)])
    return use.used.union(use.usedInside)
  }

  // MARK: Running

  private static func syntaxError(_ diagnostics: [Diagnostic]) -> ListingError {
    guard let first = diagnostics.first(where: { $0.severity == .error }) else {
      return ListingError(kind: "SyntaxError", message: "an expression is expected")
    }
    return ListingError(kind: "SyntaxError", message: first.help.map { "\(first.message); \($0)" } ?? first.message)
  }

  /// Runs statements in a new innermost frame and removes the frame afterwards.
  private mutating func run(
    _ body: [Statement], in file: SourceFile, frame: Int?, isInterrupted: () -> Bool
  ) throws -> (value: Value, names: Handle) {
    let home = frame.map { frames[$0] }
    let code = Compiler.compile(
      ModuleSyntax(file: file, body: body, axes: [:]), name: "<prompt>", dialect: home?.code.dialect ?? currentDialect,
      kind: .interactive)
    let names = visibleNames(usedBy: NameUse(body: body), frame: frame)
    let depth = frames.count
    let before = result
    begin(code, names: names, globals: home?.globals ?? session)
    while frames.count > depth {
      if isInterrupted() { throw ListingError(.interrupted, "stopped") }
      try step()
    }
    if depth > 0 { return (frames[depth - 1].stack.removeLast(), names) }
    defer { result = before }
    return (result, names)
  }

  /// Makes a namespace that contains the names that the text uses, with the values that the frame sees.
  private mutating func visibleNames(usedBy text: NameUse, frame: Int?) -> Handle {
    let home = frame.map { frames[$0] }
    var names = Namespace()
    let locals =
      home.map { Dictionary(inspector.variables(of: $0).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) } ?? [:]
    let globals = home.map { heap.namespace($0.globals) }
    let own = heap.namespace(session)
    let dialect = home?.code.dialect ?? currentDialect
    for name in text.used.union(text.usedInside) {
      if let value = locals[name] ?? globals?[name] {
        names[name] = value
      } else if library.builtins[name] == nil, let value = own[name] ?? outerValue(name, dialect) {
        names[name] = value
      }
    }
    return heap.add(.namespace(names))
  }

  /// Looks up a name among the model's submodules, then the builtin modules, then the framework's functions.
  private func outerValue(_ name: String, _ dialect: Dialect) -> Value? {
    if case .instance(let root)? = model, let child = submodules(of: root).first(where: { $0.name == name }) {
      return .instance(child.handle)
    }
    if let module = library.modules[name] { return .module(module) }
    if name == "F", let functional = library.modules["\(dialect.rawValue).nn.functional"] { return .module(functional) }
    return library.modules[dialect.rawValue]?.members[name]
  }

  private mutating func store(_ name: String, _ value: Value, frame: Int?) -> Assignment {
    if let frame {
      let code = frames[frame].code
      if let cell = code.cells.firstIndex(of: name), frames[frame].cells[cell].index >= 0 {
        heap[frames[frame].cells[cell]] = .variable(value)
        return .variable(name)
      }
      let hidden = code.comprehensionSlots(outside: frames[frame].next)
      if let slot = code.locals.indices.last(where: { code.locals[$0] == name && !hidden.contains($0) }) {
        frames[frame].locals[slot] = Frame.Variable(value: value, changed: clock, instruction: -1)
        return .variable(name)
      }
      if let names = frames[frame].names, names != session, heap.namespace(names)[name] != nil {
        heap.setName(name, in: names, to: value)
        return .variable(name)
      }
      if heap.namespace(session)[name] == nil, heap.namespace(frames[frame].globals)[name] != nil {
        heap.setName(name, in: frames[frame].globals, to: value)
        return .global(name)
      }
    }
    let isNew = heap.namespace(session)[name] == nil
    setSessionName(name, to: value)
    return isNew ? .newSessionVariable(name) : .sessionVariable(name)
  }
}

/// The text of the tensor that a predicate tests: `x` for `x > 3`, `(x > 1) & (x < 2)` and `isnan(x)`. Nil for
/// predicates of other forms.
public func subject(ofPredicate text: String) -> String? {
  let file = SourceFile(name: "<prompt>", text: text)
  guard var expression = parseExpression(file).expression else { return nil }
  while true {
    switch expression.kind {
    case .comparison(let left, _): return file.text(in: left.range)
    case .binary(let left, .and, _), .binary(let left, .or, _), .binary(let left, .xor, _): expression = left
    case .unary(.invert, let inner), .not(let inner): expression = inner
    case .call(let callee, let arguments):
      if let first = arguments.first { return file.text(in: first.value.range) }
      guard case .attribute(let receiver, _) = callee.kind else { return nil }
      return file.text(in: receiver.range)
    default: return nil
    }
  }
}
