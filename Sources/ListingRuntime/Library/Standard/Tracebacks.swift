import ListingSyntax

/// The frames of a caught exception, as Python's traceback shows them.
struct CaughtTraceback: Sendable {
  /// The instruction that a frame of the listing was running.
  struct Place: Sendable {
    let code: Code
    let instruction: Int
    let globals: Handle
    let isFile: Bool
  }

  /// All frames of the listing, outermost first.
  var entries: [TracebackEntry]
  /// The frames of Python's traceback: from the frame that caught the exception to the one that raised it.
  var places: [Place]
  /// Whether Python's traceback has the same frames.
  var isExact: Bool
}

/// Python's traceback objects, and the builtin functions that `TracebackListing` calls.
enum Tracebacks {
  /// The class of `exception.__traceback__`. Its instances are records of the exception.
  static let type = ClassObject(name: "traceback", base: Records.object)

  static func contains(_ value: Value) -> Bool {
    if case .record(let record) = value { record.type === type } else { false }
  }

  static let functions: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
      BuiltinFunction("traceback_frames(object, is_strict)") { m, a in
        guard case .instance(let handle) = a[0], let caught = m.tracebacks[handle] else { return m.list([]) }
        let isStrict = try a.bool(1, m)
        if isStrict, !caught.isExact {
          throw ListingError(
            .notImplemented, "traceback: Python's text of this exception shows frames that fwdb does not have")
        }
        return m.list(
          try caught.places.map { place in try m.traceback(place, showsMarks: isStrict) })
      },
      BuiltinFunction("exception_of(object)") { m, a in
        guard Tracebacks.contains(a[0]), let items = a[0].tupleItems else {
          throw ListingError(.attributeError, "'\(m.typeName(of: a[0]))' object has no attribute 'tb_frame'")
        }
        return items[0]
      },
      BuiltinFunction("is_traceback_of(object, exception)") { m, a in
        .bool(Tracebacks.contains(a[0]) && m.isSame(a[0].tupleItems?.first ?? .none, a[1]))
      },
    ].map { ($0.name, .builtin($0)) }
  ).merging(CallerFunctions.all) { $1 }
}

extension Machine {
  /// Records the traceback of an error that the handler of a frame catches.
  ///
  /// - Parameter exception: the exception object.
  mutating func keepTraceback(of error: ListingError, _ exception: Handle, entries: [TracebackEntry], handler: Int) {
    let known = tracebacks[exception]
    var places: [CaughtTraceback.Place] = []
    var isExact = false
    if error.traceback.isEmpty {
      places = self.places(of: frames.indices[handler...])
      isExact = known == nil && hasPythonsFrames(error, above: handler)
    } else if let known {
      // The exception is raised again without an object: its frames stay. They begin with the raising frame.
      places = self.places(of: frames.indices[handler...].dropLast()) + known.places
      isExact =
        known.isExact && frames[handler...].allSatisfy { !$0.code.isLibrary }
        && known.places.first?.code === frames.last?.code
    }
    tracebacks[exception] = CaughtTraceback(entries: entries, places: places, isExact: isExact)
  }

  private func places(of indices: some Sequence<Int>) -> [CaughtTraceback.Place] {
    indices.compactMap { f in
      let frame = frames[f]
      if frame.code.isLibrary { return nil }
      let isFile = if case .file = frame.purpose { true } else { false }
      return CaughtTraceback.Place(
        code: frame.code, instruction: position(of: f), globals: frame.globals, isFile: isFile)
    }
  }

  /// Whether CPython would have the same frames between the handler and the error. It has more frames if the
  /// framework's Python code runs, and for each list comprehension.
  private func hasPythonsFrames(_ error: ListingError, above handler: Int) -> Bool {
    for f in frames.indices[handler...] {
      let frame = frames[f]
      if frame.code.isLibrary || frame.code.isInteractive { return false }
      // CPython marks the whole expression or statement around the operand whose method it calls.
      if f > handler, Self.implicitMethods.contains(frame.code.name) { return false }
      if f > handler, case .instance(let handle)? = frame.receiver, heap.type(of: handle).isModule,
        ["forward", "__call__"].contains(frame.code.name)
      {
        return false
      }
    }
    if error.exception != nil { return true }
    // The framework's functions may be Python functions.
    guard let frame = frames.last, frame.next < frame.code.instructions.count else { return false }
    let count = (frame.code.instructions[frame.next].calleeDepth ?? 1) + 1
    return !frame.stack.suffix(count).contains { value in
      switch value {
      case .tensor, .module, .stub: true
      case .builtin(let builtin): builtin.dialect != nil || builtin.isTensorOperation
      case .method(let method): if case .tensor = method.receiver { true } else { false }
      case .instance(let handle): heap.type(of: handle).isModule
      case .type(let type): type.namespace == nil && type.module != nil
      default: false
      }
    }
  }

  private static let implicitMethods: Set = ["__bool__", "__len__", "__enter__", "__exit__", "__iter__", "__next__"]

  /// The file, line, function, text and marks of an entry of Python's traceback.
  fileprivate func traceback(_ place: CaughtTraceback.Place, showsMarks: Bool) throws -> Value {
    let file = place.code.file
    let index = min(place.instruction, place.code.lines.count - 1)
    let line = Int(place.code.lines[index])
    let written = file.lines.indices.contains(line - 1) ? file.lines[line - 1] : ""
    let text = written.trimmingPythonSpace
    var marks: String?
    if showsMarks, text.dropFirst(4).contains(" for ") {
      throw ListingError(
        .notImplemented, "traceback: Python's text shows a frame of the comprehension in this line: \(text)")
    }
    if showsMarks, !marksNothing(place, text) {
      let range = assertedRange(place.code.ranges[index], file)
      if !marksRange(place, range, written) {
        throw ListingError(
          .notImplemented, "traceback: fwdb does not know which part of this line Python marks: \(text)")
      }
      marks = self.marks(under: written, text, line, range, file)
    }
    return .tuple([
      heap.value(of: "__file__", in: place.globals) ?? .string(file.name), .int(line),
      .string(place.isFile ? "<module>" : place.code.name), .string(text), marks.map(Value.string) ?? .none,
    ])
  }

  /// Whether CPython marks nothing, because the part that failed is the whole statement.
  private func marksNothing(_ place: CaughtTraceback.Place, _ text: String) -> Bool {
    switch place.code.instructions[place.instruction] {
    case .makeIterator, .advance: text.hasPrefix("for ")
    default: false
    }
  }

  /// Whether CPython marks the range of text that belongs to the instruction.
  private func marksRange(_ place: CaughtTraceback.Place, _ range: SourceRange, _ written: String) -> Bool {
    let text = place.code.file.text(in: range)
    // CPython 3.11 counts bytes instead of characters.
    if !written.utf8.allSatisfy({ $0 < 0x80 }) { return false }
    if place.code.file.line(at: range.start) != Int(place.code.lines[place.instruction]) { return false }
    let isOneLine = !text.contains { $0.isNewline }
    let first = text.prefix { !" \n(".contains($0) }
    if ["with", "class", "def", "for", "if", "while", "del", "return", "lambda", "f'", "f\""].contains(String(first)) {
      return false
    }
    switch place.code.instructions[place.instruction] {
    case .call, .callSpread:
      // In a call of several lines, CPython marks the line with the name of the method.
      return isOneLine || !first.contains(".")
    case .raise: return true
    case .binary, .augmented, .compare, .unary, .loadSubscript, .storeSubscript, .deleteSubscript, .loadAttribute,
      .storeAttribute, .failAssertion, .checkImport, .importModule, .importName, .unpack:
      return isOneLine
    case .loadGlobal, .loadName, .loadLocal, .loadCell:
      return text.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
    default: return false
    }
  }

  /// The range of the condition of an `assert` statement, which CPython marks. For other ranges, the same range.
  private func assertedRange(_ range: SourceRange, _ file: SourceFile) -> SourceRange {
    let text = file.text(in: range)
    guard text.hasPrefix("assert") else { return range }
    let parsed = parseListing(SourceFile(name: "", text: text))
    guard parsed.diagnostics.isEmpty, let statement = parsed.module.body.first,
      case .assert(let test, _) = statement.kind
    else { return range }
    return SourceRange(range.start + test.range.start, range.start + test.range.end)
  }

  /// The line below a source line that marks the part of it that failed. Nil if the part is the whole line.
  private func marks(
    under written: String, _ text: String, _ line: Int, _ range: SourceRange, _ file: SourceFile
  ) -> String? {
    let lineStart = file.lineStarts[line - 1]
    let lineEnd = lineStart + written.utf8.count
    guard range.start >= lineStart, range.start <= lineEnd, range.end > range.start else { return nil }
    func count(_ start: Int, _ end: Int) -> Int { file.text(in: SourceRange(start, end)).unicodeScalars.count }
    let indent = written.unicodeScalars.count - written.drop { $0 == " " || $0 == "\t" }.unicodeScalars.count
    let isWhole = range.end <= lineEnd
    let start = count(lineStart, range.start)
    let end = isWhole ? count(lineStart, range.end) : indent + text.unicodeScalars.count
    var anchors: (left: Int, right: Int)?
    if isWhole { anchors = self.anchors(in: file.text(in: range)) }
    if end - start >= text.unicodeScalars.count, anchors == nil { return nil }
    let space = String(repeating: " ", count: start - indent)
    guard let (left, right) = anchors else { return space + String(repeating: "^", count: end - start) }
    return space + String(repeating: "~", count: left) + String(repeating: "^", count: right - left)
      + String(repeating: "~", count: max(0, end - start - right))
  }

  /// The operator of a binary operation, or the brackets of a subscript, as offsets in the text.
  private func anchors(in text: String) -> (left: Int, right: Int)? {
    let parsed = parseListing(SourceFile(name: "", text: text))
    guard parsed.diagnostics.isEmpty, parsed.module.body.count == 1,
      case .expression(let expression) = parsed.module.body[0].kind
    else { return nil }
    func count(_ end: Int) -> Int { parsed.module.file.text(in: SourceRange(0, end)).unicodeScalars.count }
    switch expression.kind {
    case .binary(let left, _, let right):
      let between = parsed.module.file.text(in: SourceRange(left.range.end, right.range.start))
      let space = between.prefix { $0 == " " }.count
      let isDouble = between.dropFirst(space + 1).first.map { $0 != " " } ?? false
      let start = count(left.range.end) + space
      return (start, start + (isDouble ? 2 : 1))
    case .subscript(let value, _): return (count(value.range.end), count(expression.range.end))
    default: return nil
    }
  }
}

extension String {
  fileprivate var trimmingPythonSpace: String {
    var text = self[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text.drop(while: \.isWhitespace))
  }
}
