import ListingSyntax
import Tensors

/// Functions for the host: make values, call functions, begin a pass.
extension Machine {
  // MARK: Values

  public mutating func makeList(_ items: [Value]) -> Value { list(items) }

  public mutating func makeDictionary(_ items: [(String, Value)]) -> Value { dictionary(items) }

  /// Stores the tensor in a new storage cell and returns it as a listing's value.
  public mutating func makeTensor(_ tensor: Tensor) -> Value {
    bytesMade += tensor.storage.byteCount
    return .tensor(TensorReference(cell: heap.cell(tensor.storage), dtype: tensor.dtype, layout: tensor.layout))
  }

  public func items(of list: Value) -> [Value]? {
    switch list {
    case .list(let handle): heap.list(handle)
    case .tuple(let items): items
    case .record(let record): record.items
    case .instance: held(by: list).flatMap(items)
    default: nil
    }
  }

  /// The value of `name` in the namespace of a loaded file; nil if the file does not define the name.
  public func value(named name: String, in file: Handle) -> Value? { heap.namespace(file)[name] }

  // MARK: Session names

  /// Sets a name that every pass and every prompt expression sees: `model`, `speech`, names from `--let`.
  public mutating func setSessionName(_ name: String, to value: Value) {
    heap.setName(name, in: session, to: value)
  }

  public func sessionValue(_ name: String) -> Value? { heap.namespace(session)[name] }

  public var sessionNames: [String] { heap.namespace(session).names }

  /// A namespace that a pass or a prompt expression searches last: the model's submodules, the framework's functions,
  /// and a few imported modules such as `math`. With these names, `encoder.encoders[5]` and `randn(1, 1, 90)` work
  /// without a prefix.
  private mutating func fallbackNames() -> Handle {
    var names = Namespace()
    let dialect = sources.dialect
    for (name, value) in library.modules[dialect.rawValue]?.members ?? [:] where library.builtins[name] == nil {
      names[name] = value
    }
    if let functional = library.modules["\(dialect.rawValue).nn.functional"] { names["F"] = .module(functional) }
    for dialect in Dialect.allCases { names[dialect.rawValue] = library.modules[dialect.rawValue].map(Value.module) }
    names["math"] = library.modules["math"].map(Value.module)
    if case .instance(let root)? = model {
      for child in submodules(of: root) { names[child.name] = .instance(child.handle) }
    }
    return heap.add(.namespace(names))
  }

  // MARK: Calls by the host

  /// Calls a function and runs it until it returns, for instance to construct a model. A debugger uses `step()`
  /// instead.
  ///
  /// The result stays valid during further calls and loads. `step()` outside a call may free it, unless the pass, the
  /// model or a session name (`setSessionName`) refers to it.
  public mutating func call(_ callee: Value, _ arguments: [Value], named: [(String, Value)] = []) throws(ListingError)
    -> Value
  {
    let depth = frames.count
    let clockBefore = clock
    hostCalls += 1
    let floor = catchFloor
    catchFloor = depth
    defer {
      hostCalls -= 1
      catchFloor = floor
    }
    let names = heap.add(.namespace(Namespace()))
    frames.append(Frame(code: Self.hostCode, globals: names, names: names, purpose: .call, began: clock))
    do {
      try invoke(callee, arguments, named, dropping: 0, depth)
      try run(untilDepth: depth + 1)
    } catch let error as ListingError {
      frames.removeLast(frames.count - depth)
      throw error
    } catch let error as TensorError {
      frames.removeLast(frames.count - depth)
      throw ListingError(.runtimeError, "\(error)")
    } catch { preconditionFailure("calls throw listing errors: \(error)") }
    precondition(clock >= clockBefore)
    let frame = frames.removeLast()
    return frame.top
  }

  static let hostCode = Compiler.compile(
    ModuleSyntax(file: SourceFile(name: "<host>", text: ""), body: [], axes: [:]), dialect: .torch, isLibrary: true)

  /// Begins a pass: compiles an expression or statements, which see the session's names, and makes their frame the only
  /// frame. No instruction runs yet.
  ///
  /// - Parameter name: the file name that tracebacks show for the text: `<pass>`, `<call>`.
  /// - Throws: a `SyntaxError` with the line and column.
  public mutating func begin(_ text: String, name: String) throws(ListingError) {
    let code = try compileSnippet(text, name: name, dialect: sources.dialect)
    result = .none
    frames = [Frame(code: code, globals: fallbackNames(), names: session, purpose: .call, began: clock)]
  }

  func compileSnippet(_ text: String, name: String, dialect: Dialect) throws(ListingError) -> Code {
    let file = SourceFile(name: name, text: text)
    let parsed = parseInteractive(file)
    if let error = parsed.diagnostics.first(where: { $0.severity == .error }) {
      throw ListingError(kind: "SyntaxError", message: describe(error, in: file))
    }
    return Compiler.compile(parsed.module, name: name, dialect: dialect, kind: .interactive)
  }

  /// A copy of the machine with a new innermost frame for `text`; this machine is unchanged. The text sees the local
  /// variables of frame `index`, the names of its file, the session's names and the framework's names.
  public func preparing(_ text: String, inFrame index: Int?) throws(ListingError) -> Machine {
    var copy = self
    var names = Namespace()
    // Two statements, because in one expression Swift would read `copy.heap` before `fallbackNames` changes it.
    let fallback = copy.fallbackNames()
    for (name, value) in copy.heap.namespace(fallback) { names[name] = value }
    for (name, value) in heap.namespace(session) { names[name] = value }
    var dialect = sources.dialect
    if let index {
      let frame = frames[index]
      dialect = frame.code.dialect
      for (name, value) in heap.namespace(frame.globals) { names[name] = value }
      if let own = frame.names { for (name, value) in heap.namespace(own) { names[name] = value } }
      for (name, handle) in zip(frame.code.cells, frame.cells) where handle.index >= 0 {
        if case .variable(let value?) = heap[handle] { names[name] = value }
      }
      for (name, variable) in zip(frame.code.locals, frame.locals) {
        if let value = variable.value { names[name] = value }
      }
    }
    let code = try compileSnippet(text, name: "<prompt>", dialect: dialect)
    let handle = copy.heap.add(.namespace(names))
    copy.frames.append(Frame(code: code, globals: handle, names: handle, purpose: .call, began: clock))
    return copy
  }
}

extension Machine {
  /// The integer at an attribute path such as `model.encoder.size`, which begins with a session name; nil if there is
  /// no integer.
  public func integer(at path: String) -> Int? { if case .int(let number)? = value(at: path) { number } else { nil } }

  /// The bool at an attribute path such as `model.training`, which begins with a session name; nil if there is no bool.
  public func flag(at path: String) -> Bool? { if case .bool(let flag)? = value(at: path) { flag } else { nil } }

  private func value(at path: String) -> Value? {
    var parts = path.split(separator: ".").map(String.init)
    guard !parts.isEmpty, var value = sessionValue(parts.removeFirst()) else { return nil }
    for part in parts {
      guard let next = try? knownAttribute(part, of: value) else { return nil }
      value = next
    }
    return value
  }
}
