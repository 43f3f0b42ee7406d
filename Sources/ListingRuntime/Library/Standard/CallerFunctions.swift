/// Functions that the listings of `warnings` and `logging` call. They return the location of a call in the listing and
/// the exception that is being handled.
enum CallerFunctions {
  static let all: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
      // Returns the file, line, function, module and source line of a frame of the listing. Level 1 is the innermost
      // frame.
      BuiltinFunction("caller_place(level)") { m, a in
        let level = max(1, try a.int(0, m))
        let frames = m.frames.filter { !$0.code.isLibrary }
        guard level <= frames.count else {
          return .tuple([.string("sys"), .int(1), .string(""), .string("sys"), .string("")])
        }
        let frame = frames[frames.count - level]
        let names = m.heap.namespace(frame.globals)
        let lines = frame.code.file.lines
        let line = lines.indices.contains(frame.line - 1) ? String(lines[frame.line - 1]) : ""
        let isModule = if case .file = frame.purpose { true } else { false }
        return .tuple([
          names["__file__"] ?? .string(frame.code.file.name), .int(frame.line),
          .string(isModule ? "<module>" : frame.code.name), names["__name__"] ?? .string("__main__"), .string(line),
        ])
      },
      BuiltinFunction("handled_error()") { m, _ in m.handledError() ?? .none },
    ].map { ($0.name, .builtin($0)) })
}
