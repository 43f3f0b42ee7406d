import ListingSyntax
import Tensors

/// Exceptions as objects: `raise`, `args`, `__cause__`, `__context__`, and the text of an exception.
extension Machine {
  /// An exception class of Python by name; `Exception` for names that Python does not have.
  func errorType(_ name: String) -> ClassObject {
    if case .type(let type)? = library.builtins[name], type.isException { return type }
    if name == Einops.errorClass.name { return Einops.errorClass }
    if name == LinearAlgebraOperations.errorClass.name { return LinearAlgebraOperations.errorClass }
    if name == "struct.error" { return library.structError }
    guard case .type(let exception)? = library.builtins["Exception"] else { preconditionFailure("Exception exists") }
    return exception
  }

  func errorType(of error: ListingError) -> ClassObject {
    if case .instance(let handle)? = error.exception { return heap.type(of: handle) }
    return errorType(error.kind)
  }

  /// Converts an error of any type to an error of the listing.
  func listingError(_ error: any Error) -> ListingError {
    switch error {
    case let error as ListingError: error
    case TensorError.cancelled: ListingError(.interrupted, "stopped before this operation")
    case let error as TensorError:
      switch error {
      // torch raises a RuntimeError for an index out of range in `gather` and `scatter`. It raises an IndexError for a
      // wrong rank in `index_select` and for a wrong shape of an index.
      case .indexOutOfRange(let operation, _, _, _)
      where currentDialect == .torch && (operation == "gather" || operation.hasPrefix("scatter")):
        ListingError(.runtimeError, described(error))
      case .rankMismatch("index_select", _, _, _) where currentDialect == .torch,
        .shapeMismatch("index", _, _, _) where currentDialect == .torch:
        ListingError(.indexError, described(error))
      case .axisOutOfRange, .indexOutOfRange: ListingError(.indexError, described(error))
      case .unsupportedType(let operation, let dtype)
      where currentDialect == .torch && Self.torchRefuses(operation, dtype) != nil:
        ListingError(kind: Self.torchRefuses(operation, dtype) ?? "", message: described(error))
      case .integerDivisionByZero: ListingError(.runtimeError, described(error))
      case .tooLarge, .unsupportedType, .beyondLimit: ListingError(.runtimeError, described(error), isRefusal: true)
      default: ListingError(takesArray ? .valueError : .runtimeError, described(error))
      }
    default: ListingError(.runtimeError, "\(error)", isRefusal: true)
    }
  }

  /// The class of the error that torch itself raises for an operation and a dtype. Nil if torch computes a result, or
  /// if fwdb does not know torch's behaviour.
  private static func torchRefuses(_ operation: String, _ dtype: DType) -> String? {
    if dtype.isComplex { return nil }
    if dtype.isFloatingPoint {
      return ["bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_not", "and", "or", "xor"].contains(operation)
        ? "NotImplementedError" : nil
    }
    switch operation {
    case "softmax", "log_softmax", "glu", "layer_norm", "group_norm", "batch_norm": return "NotImplementedError"
    case "mean", "variance", "std": return "RuntimeError"
    case "negate": return dtype == .bool ? "RuntimeError" : nil
    default: return nil
    }
  }

  /// Whether an operand of the running instruction is an array of numpy. numpy raises a ValueError for wrong shapes.
  private var takesArray: Bool {
    guard let frame = frames.last, frame.next < frame.code.instructions.count else { return false }
    func isArrayItself(_ value: Value) -> Bool {
      if case .tensor(let reference) = value { reference.isArray } else { false }
    }
    func isArray(_ value: Value) -> Bool {
      switch value {
      case .tensor: isArrayItself(value)
      case .method(let method): isArray(method.receiver)
      case .list(let handle): heap.list(handle).contains(where: isArrayItself)
      case .tuple(let items): items.contains(where: isArrayItself)
      default: false
      }
    }
    let count = (frame.code.instructions[frame.next].calleeDepth ?? 1) + 1
    return frame.stack.suffix(count).contains(where: isArray)
  }

  // MARK: raise

  /// The error of the statement `raise value from cause`.
  mutating func raised(_ value: Value, from cause: Value?) throws -> ListingError {
    let exception = try exception(value, else: "exceptions must derive from BaseException")
    var error = ListingError(kind: heap.type(of: exception).name, message: text(ofException: exception))
    error.exception = .instance(exception)
    // fwdb's own code in the listing language raises a NotImplementedError with the text `not part of fwdb` for an
    // argument that fwdb does not support. Python would raise no error, so an `except` must not catch it.
    error.isRefusal =
      frames.last?.code.isLibrary == true && error.kind == "NotImplementedError"
      && error.message.contains("not part of fwdb")
    switch cause {
    case nil: break
    case Value.none?: error.cause = Value.none
    case let cause?:
      error.cause = .instance(try self.exception(cause, else: "exception causes must derive from BaseException"))
    }
    return error
  }

  private mutating func exception(_ value: Value, else message: String) throws -> Handle {
    switch value {
    case .instance(let handle) where heap.type(of: handle).isException: return handle
    case .type(let type) where type.isException:
      let handle = makeInstance(of: type)
      heap.changeInstance(handle) { $0.attributes["args"] = .tuple([]) }
      return handle
    case .stub(let stub): throw ListingError(.notImplemented, "\(stub.name) is not part of fwdb: it cannot be raised")
    default: throw ListingError(.typeError, message)
    }
  }

  /// The error of an exception that is raised again. It keeps the traceback of the first raise.
  ///
  /// - Parameter isContinuing: true if the machine raises the error again at the end of a `finally`, `with` or `except`
  ///   block, without a `raise` statement.
  func raisedAgain(_ exception: Value, isContinuing: Bool = false) -> ListingError {
    guard case .instance(let handle) = exception else {
      return ListingError(.runtimeError, "No active exception to reraise")
    }
    var error = ListingError(kind: heap.type(of: handle).name, message: text(ofException: handle))
    error.exception = exception
    error.isContinuing = isContinuing
    if let known = tracebacks[handle] {
      let outer = traceback(of: frames.dropLast())
      error.traceback = outer + known.entries.dropFirst(outer.count)
    }
    return error
  }

  /// The exception object of an error that is caught.
  mutating func exception(for error: ListingError) -> Value {
    let handled = handledError()
    let handle: Handle
    if case .instance(let raised)? = error.exception {
      handle = raised
    } else {
      handle = makeInstance(of: errorType(error.kind))
      let arguments = error.arguments ?? (error.message.isEmpty ? [] : [.string(error.messageOfPython)])
      heap.changeInstance(handle) { $0.attributes["args"] = .tuple(arguments) }
    }
    if let cause = error.cause {
      heap.changeInstance(handle) {
        $0.attributes["__cause__"] = cause
        $0.attributes["__suppress_context__"] = .bool(true)
      }
    }
    if !error.isContinuing, case .instance(let context)? = handled, context != handle {
      heap.changeInstance(handle) { $0.attributes["__context__"] = .instance(context) }
    }
    return .instance(handle)
  }

  func isStopIteration(_ exception: Value) -> Bool {
    guard case .instance(let handle) = exception else { return false }
    return heap.type(of: handle).isSubclass(of: errorType("StopIteration"))
  }

  /// The RuntimeError that Python raises when a `StopIteration` leaves a generator.
  mutating func generatorError(causedBy cause: Value) -> Value {
    let handle = makeInstance(of: errorType("RuntimeError"))
    heap.changeInstance(handle) {
      $0.attributes["args"] = .tuple([.string("generator raised StopIteration")])
      $0.attributes["__cause__"] = cause
      $0.attributes["__context__"] = cause
      $0.attributes["__suppress_context__"] = .bool(true)
    }
    return .instance(handle)
  }

  // MARK: except and with

  /// Whether an `except` with this class, or tuple of classes, catches the exception.
  func isError(_ exception: Value, of wanted: Value) throws -> Bool {
    guard case .instance(let handle) = exception else { return false }
    return try isError(heap.type(of: handle), of: wanted)
  }

  func isError(_ type: ClassObject, of wanted: Value) throws -> Bool {
    switch wanted {
    case .type(let other) where other.isException: return type.isSubclass(of: other)
    case .tuple(let items): return try items.contains { try isError(type, of: $0) }
    case .stub(let stub):
      throw ListingError(.notImplemented, "\(stub.name) is not part of fwdb: 'except' cannot tell whether it catches")
    default:
      throw ListingError(.typeError, "catching classes that do not inherit from BaseException is not allowed")
    }
  }

  /// Calls `__exit__` of a context manager with an error as the argument. On the operand stack, the error is on top,
  /// and the context manager is below it.
  mutating func exitContext(_ f: Int) throws {
    let manager = frames[f].peek(1)
    // At file level, a context manager may be a stub. Such a context manager handles no errors.
    if case .stub = manager {
      push(.bool(false), f)
      frames[f].next += 1
      return
    }
    guard case .instance(let error) = top(f) else { preconditionFailure("an error is on the stack") }
    let method = try attribute("__exit__", of: manager)
    let traceback = try knownAttribute("__traceback__", of: top(f)) ?? .none
    try invoke(method, [.type(heap.type(of: error)), top(f), traceback], [], dropping: 0, f)
  }

  // MARK: Attributes and text

  /// The value of an attribute that every exception has; used if the listing has not set it.
  func exceptionAttribute(_ name: String, of instance: Instance) -> Value? {
    guard instance.type.isException else { return nil }
    switch name {
    case "__cause__", "__context__": return Value.none
    case "__suppress_context__": return .bool(false)
    case "value" where instance.type.isSubclass(of: errorType("StopIteration")):
      return instance.attributes["args"]?.tupleItems?.first ?? Value.none
    case "code" where instance.type.isSubclass(of: errorType("SystemExit")):
      return instance.attributes["args"]?.tupleItems?.first ?? Value.none
    case "errno", "strerror", "filename":
      guard instance.type.isSubclass(of: errorType("OSError")) else { return nil }
      let index = name == "errno" ? 0 : name == "strerror" ? 1 : 2
      let items = instance.attributes["args"]?.tupleItems ?? []
      return items.count > max(1, index) ? items[index] : Value.none
    case "name" where ["AttributeError", "NameError"].contains(where: { instance.type.isSubclass(of: errorType($0)) }),
      "obj" where instance.type.isSubclass(of: errorType("AttributeError")):
      return .stub(newStub("\(instance.type.name).\(name)"))
    case "name", "path", "msg":
      guard instance.type.isSubclass(of: errorType("ImportError")) else { return nil }
      return name == "msg" ? instance.attributes["args"]?.tupleItems?.first ?? Value.none : Value.none
    default: return nil
    }
  }

  /// The text that `str(exception)` returns if no class of the listing defines `__str__`.
  func text(ofException handle: Handle) -> String {
    let instance = heap.instance(handle)
    let items = instance.attributes["args"]?.tupleItems ?? []
    if items.isEmpty { return "" }
    if items.count == 1 {
      // The text of a KeyError is the `repr` of its key.
      return instance.type.isSubclass(of: errorType("KeyError"))
        ? representation(of: items[0]) : (try? string(of: items[0])) ?? ""
    }
    if (2...3).contains(items.count), instance.type.isSubclass(of: errorType("OSError")) {
      let text = "[Errno \(representation(of: items[0]))] \((try? string(of: items[1])) ?? "")"
      return items.count == 3 ? "\(text): \(representation(of: items[2]))" : text
    }
    return representation(of: .tuple(items))
  }
}

extension ListingError {
  /// The message in Python's exception object, without fwdb's suggestions. For a `KeyError`, the message is the key.
  fileprivate var messageOfPython: String {
    var text = message
    if let hint = text.indices.first(where: { text[$0...].hasPrefix(". Did you mean '") }) {
      text = String(text[..<hint])
    }
    if kind == "KeyError", text.count > 1, text.first == "'", text.last == "'" {
      text = String(text.dropFirst().dropLast())
    }
    return text
  }
}
