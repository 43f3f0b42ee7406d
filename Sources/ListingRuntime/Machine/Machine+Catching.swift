import ListingSyntax
import Tensors

/// Finds the handler of an error: an `except`, `with` or `finally` of a frame on the call stack.
///
/// Each code object has a table of its handlers (`Code.handlers`). The table is read only after an instruction has
/// thrown. First all frames are searched for a handler, from the innermost frame outwards. The call stack is unwound
/// only if a handler is found. Therefore, after an error that no frame catches, the machine is still before the
/// instruction that raised the error, all frames exist, and no `finally` block has run.
extension Machine {
  /// Where the machine continues after an error.
  private enum Continuation {
    case handler(frame: Int, ErrorHandler)
    /// The frame runs `__next__` or `__getitem__` for an iteration, and the error ends the iteration.
    case endOfItems(frame: Int)
  }

  /// Continues at the handler of an error that an instruction has raised. If no frame catches the error, throws it and
  /// changes nothing.
  mutating func catchError(_ error: any Error) throws(ListingError) {
    var error = listingError(error)
    if error.exception == nil, takesStub { error.isRefusal = true }
    guard let continuation = continuation(after: error) else {
      error.traceback = error.traceback.isEmpty ? traceback() : error.traceback
      throw error
    }
    switch continuation {
    case .endOfItems(let frame):
      guard case .item(let handle, _) = frames[frame].purpose else { preconditionFailure("the frame makes an item") }
      for index in (frame + 1..<frames.count).reversed() { abandon(frames[index]) }
      frames.removeLast(frames.count - frame)
      end(handle)
    case .handler(let frame, let handler):
      let trace = error.traceback.isEmpty ? traceback() : error.traceback
      if !error.isContinuing, !frames[frame].code.isLibrary {
        lastCaught = CaughtError(summary: error.summary, clock: clock, raised: trace.last)
      }
      var value = exception(for: error)
      if case .instance(let handle) = value { keepTraceback(of: error, handle, entries: trace, handler: frame) }
      for index in (frame + 1..<frames.count).reversed() {
        abandon(frames[index])
        if frames[index].code.isGenerator, isStopIteration(value) { value = generatorError(causedBy: value) }
      }
      frames.removeLast(frames.count - frame - 1)
      frames[frame].stack.removeLast(frames[frame].stack.count - handler.depth)
      push(value, frame)
      if case .finish = handler.kind { push(.int(CodeDraft.WayOut.raising.rawValue), frame) }
      frames[frame].next = handler.target
    }
  }

  /// Whether an operand of the running instruction is a stub. The stub may then be the cause of the error.
  private var takesStub: Bool {
    guard let frame = frames.last, frame.next < frame.code.instructions.count else { return false }
    let count = (frame.code.instructions[frame.next].calleeDepth ?? 2) + 1
    return frame.stack.suffix(count).contains { if case .stub = $0 { true } else { false } }
  }

  /// Whether a frame on the call stack catches an error that the next instruction raises.
  func isCaught(_ error: ListingError) -> Bool { continuation(after: error) != nil }

  /// Ends the call of a frame because of an error.
  private mutating func abandon(_ frame: Frame) {
    switch frame.purpose {
    case .item(let handle, _): if frame.code.isGenerator { end(handle) }
    // A file whose statements failed is run again by the next import.
    case .file: files = files.filter { $0.value != frame.globals }
    case .call, .construction, .effect, .iterator, .classBody: break
    }
  }

  // MARK: Searching

  private func continuation(after error: ListingError) -> Continuation? {
    if error.isRefusal { return nil }
    var type = errorType(of: error)
    var first: Continuation?
    for f in frames.indices[catchFloor...].reversed() {
      let code = frames[f].code
      if !code.handlers.isEmpty {
        let position = position(of: f)
        for handler in code.handlers where handler.range.contains(position) {
          switch handler.kind {
          case .clauses(let classes):
            switch isError(type, ofAny: classes, frames[f]) {
            case false?: continue
            case true?, nil: return first ?? .handler(frame: f, handler)
            }
          case .cleanup: first = first ?? .handler(frame: f, handler)
          case .finish(let mayEndError):
            first = first ?? .handler(frame: f, handler)
            if mayEndError { return first }
          case .context:
            first = first ?? .handler(frame: f, handler)
            if maySuppress(frames[f].stack[handler.depth - 1], type) { return first }
          }
        }
      }
      if case .item(let handle, _) = frames[f].purpose, case .iterator(let iterator) = heap[handle] {
        if case .asking(_, let byPosition) = iterator.kind {
          if type.isSubclass(of: errorType("StopIteration"))
            || byPosition && type.isSubclass(of: errorType("IndexError"))
          {
            return first ?? .endOfItems(frame: f)
          }
        } else if code.isGenerator, type.isSubclass(of: errorType("StopIteration")) {
          type = errorType("RuntimeError")
        }
      }
      if code.isInteractive { return nil }
    }
    return nil
  }

  /// The index of the instruction that a frame is running.
  func position(of f: Int) -> Int {
    let next = frames[f].next
    if f == frames.count - 1 { return next }
    switch frames[f + 1].purpose {
    case .item, .file: return next  // the instruction runs again afterwards
    case .call, .construction, .effect, .iterator, .classBody: return max(0, next - 1)
    }
  }

  /// Whether an `except` with these clauses catches errors of a class; nil if evaluating the clauses would run code.
  private func isError(_ type: ClassObject, ofAny classes: [ErrorClass], _ frame: Frame) -> Bool? {
    for wanted in classes {
      if case .any = wanted { return true }
      guard let value = value(of: wanted, frame), let isError = try? isError(type, of: value) else { return nil }
      if isError { return true }
    }
    return false
  }

  /// The value of the expression after `except`; nil if evaluating it would run code.
  private func value(of wanted: ErrorClass, _ frame: Frame) -> Value? {
    switch wanted {
    case .any, .unknown: return nil
    case .local(let slot): return frame.locals[slot].value
    case .cell(let cell): if case .variable(let value) = heap[frame.cells[cell]] { return value } else { return nil }
    case .name(let index):
      let key = frame.code.keys[index]
      if let names = frame.names, let value = heap.value(of: key, in: names) { return value }
      return heap.value(of: key, in: frame.globals) ?? library.builtinsByName[key]
    case .global(let index):
      let key = frame.code.keys[index]
      return heap.value(of: key, in: frame.globals) ?? library.builtinsByName[key]
    case .attribute(let object, let index):
      switch value(of: object, frame) {
      case .instance(let handle)?: return heap.attribute(frame.code.keys[index], of: handle)
      case .module(let module)?: return try? knownAttribute(frame.code.keys[index], of: .module(module))
      case .type(let type)?: return member(frame.code.keys[index], of: type)
      default: return nil
      }
    case .tuple(let items):
      var values: [Value] = []
      for item in items {
        guard let value = value(of: item, frame) else { return nil }
        values.append(value)
      }
      return .tuple(values)
    }
  }

  /// Whether the `__exit__` of a context manager may return true for an error of a class.
  private func maySuppress(_ manager: Value, _ type: ClassObject) -> Bool {
    guard case .instance(let handle) = manager, let method = member("__exit__", of: heap.type(of: handle)) else {
      return false
    }
    guard case .function(let function) = method else {
      if case .builtin = method { return false }
      return true
    }
    if function.code.isLibrary {
      switch function.code.qualifiedName {
      case "_GeneratorContextManager.__exit__":
        guard case .iterator(let items)? = heap.attribute("gen", of: handle) else { return false }
        return mayCatch(type, inGenerator: items)
      case "suppress.__exit__":
        guard let kinds = heap.attribute("_exceptions", of: handle) else { return false }
        return (try? isError(type, of: kinds)) ?? true
      case "nullcontext.__exit__", "closing.__exit__", "AbstractContextManager.__exit__",
        "_RedirectStream.__exit__":
        return false
      default: return true
      }
    }
    return function.code.mayReturnTrue
  }

  /// Whether a suspended generator may catch an error raised at its `yield`.
  private func mayCatch(_ type: ClassObject, inGenerator handle: Handle) -> Bool {
    guard case .iterator(let iterator) = heap[handle], case .generator(.suspended(let frame), _) = iterator.kind,
      iterator.position > 0
    else { return false }
    let position = frame.next - 1
    if case .yieldValue(delegates: true) = frame.code.instructions[position], case .iterator(let inner) = frame.peek(1),
      mayCatch(type, inGenerator: inner)
    {
      return true
    }
    return frame.code.handlers.contains { handler in
      guard handler.range.contains(position) else { return false }
      switch handler.kind {
      case .clauses(let classes): return isError(type, ofAny: classes, frame) ?? true
      case .cleanup: return false
      case .finish(let mayEndError): return mayEndError
      case .context: return maySuppress(frame.stack[handler.depth - 1], type)
      }
    }
  }

  // MARK: The error being handled

  /// The error that the innermost running `except` or `finally` block on the call stack handles.
  func handledError() -> Value? {
    for f in frames.indices.reversed() {
      let frame = frames[f]
      if !frame.code.handling.isEmpty {
        let position = position(of: f)
        for handling in frame.code.handling where handling.range.contains(position) {
          guard handling.stackIndex < frame.stack.count, case .instance = frame.stack[handling.stackIndex] else {
            continue
          }
          if handling.isFinish {
            guard handling.stackIndex + 1 < frame.stack.count,
              case .int(CodeDraft.WayOut.raising.rawValue) = frame.stack[handling.stackIndex + 1]
            else { continue }
          }
          return frame.stack[handling.stackIndex]
        }
      }
      if frame.code.isInteractive { return nil }
    }
    return nil
  }
}

extension Code {
  /// Whether the function may return a value other than None and False, or contains `raise`. True for every generator.
  fileprivate var mayReturnTrue: Bool {
    if isGenerator { return true }
    return instructions.indices.contains { index in
      if case .raise = instructions[index] { return true }
      guard case .returnValue = instructions[index] else { return false }
      guard index > 0, case .constant(let constant) = instructions[index - 1] else { return true }
      switch constants[constant] {
      case .none, .bool(false): return false
      default: return true
      }
    }
  }
}

/// An error that the listing caught.
public struct CaughtError: Sendable {
  /// The kind and the message, such as `KeyError: 'x'`.
  public let summary: String
  /// The machine's clock before the instruction that raised the error.
  public let clock: Int
  /// The instruction that raised the error.
  public let raised: TracebackEntry?

  public init(summary: String, clock: Int, raised: TracebackEntry?) {
    self.summary = summary
    self.clock = clock
    self.raised = raised
  }
}
