import CPCRE2
import Synchronization
import Tensors

#if canImport(Glibc)
  import Glibc
#endif

/// The builtin functions for `PatternListing`, fwdb's version of Python's module `re`. They compile and match patterns
/// with PCRE2.
enum RegularExpressions {
  static let functions: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
      // Returns a tuple (flags, number of groups, names of groups). For an invalid pattern, returns the message and the
      // position for `re.error`.
      BuiltinFunction("pattern_compile(pattern, flags)") { m, a in
        do {
          let pattern = try compiled(a.string(0, m), flags: a.int(1, m))
          let names = m.dictionary(pattern.groupNames.map { ($0.name, .int($0.number)) })
          return .tuple([.int(pattern.flags), .int(pattern.groupCount), names])
        } catch let fault as PatternTranslation.Fault {
          return .tuple([.string(fault.message), fault.position.map(Value.int) ?? .none])
        }
      },
      // Returns the start and end of the match and of each group. Both are -1 for a group that did not match. Returns
      // None if the pattern does not match.
      BuiltinFunction("pattern_match(pattern, flags, text, start, end, anchors)") { m, a in
        let pattern = try compiled(a.string(0, m), flags: a.int(1, m))
        let subject = try Subject(a.string(2, m), from: a.int(3, m), to: a.int(4, m))
        guard let bounds = try pattern.firstMatch(in: subject, at: subject.start, anchors: a.int(5, m)) else {
          return .none
        }
        return .tuple(bounds.map(Value.int))
      },
      // Returns the bounds of the first `limit` matches, in the form that `pattern_match` returns.
      BuiltinFunction("pattern_matches(pattern, flags, text, start, end, limit)") { m, a in
        let pattern = try compiled(a.string(0, m), flags: a.int(1, m))
        let subject = try Subject(a.string(2, m), from: a.int(3, m), to: a.int(4, m))
        let limit = try a.int(5, m)
        var matches: [Value] = []
        var place = subject.start
        var isAfterEmpty = false
        while matches.count < limit, place <= subject.end {
          if m.compute.cancellation?.isCancelled == true { throw TensorError.cancelled }
          guard let bounds = try pattern.firstMatch(in: subject, at: place, refusesEmpty: isAfterEmpty) else { break }
          if (matches.count + 1) * (bounds.count + 8) > Machine.itemLimit {
            throw ListingError(.memoryError, "re: more matches than fwdb holds")
          }
          matches.append(.tuple(bounds.map(Value.int)))
          place = bounds[1]
          isAfterEmpty = bounds[0] == bounds[1]
        }
        return m.list(matches)
      },
      // Returns the number of the group that closed last in the match at `start`. None if no group closed.
      BuiltinFunction("pattern_last_group(pattern, flags, text, start, end, anchors, is_empty)") { m, a in
        let pattern = try compiled(a.string(0, m), flags: a.int(1, m), isMarked: true)
        let subject = try Subject(a.string(2, m), from: a.int(3, m), to: a.int(4, m))
        let group = try pattern.lastGroup(
          in: subject, anchors: a.int(5, m) | 1, refusesEmpty: !a.bool(6, m))
        return group.map(Value.int) ?? .none
      },
      // Returns the parts of a text. `bounds` contains a start and an end for each part. If the start is negative, the
      // part is None.
      BuiltinFunction("text_parts(text, bounds)") { m, a in
        let scalars = Array(try a.string(0, m).unicodeScalars)
        let bounds = try m.allItems(of: a[1]).map { try m.index($0) }
        var size = 0
        var parts: [Value] = []
        for index in stride(from: 0, to: bounds.count - 1, by: 2) {
          let (start, end) = (bounds[index], bounds[index + 1])
          if start < 0 {
            parts.append(.none)
            continue
          }
          guard start <= end, end <= scalars.count else {
            throw ListingError(
              .indexError, "re: the bounds \(start) and \(end) are outside the text of \(scalars.count) characters")
          }
          size += (end - start) * 4
          if size > Machine.textLimit { throw ListingError(.memoryError, "re: more text than fwdb holds") }
          parts.append(.string(String(String.UnicodeScalarView(scalars[start..<end]))))
        }
        return m.list(parts)
      },
    ].map { ($0.name, .builtin($0)) })

  // MARK: Compiled patterns

  private struct Key: Hashable {
    let pattern: CodePointText
    let flags: Int
    let isMarked: Bool
  }

  /// Compiled patterns, by text and flags. A compiled pattern depends only on its key, so this table is not part of the
  /// state of a pass.
  private static let known = Mutex<[Key: CompiledPattern]>([:])

  private static func compiled(_ text: String, flags: Int, isMarked: Bool = false) throws -> CompiledPattern {
    let key = Key(pattern: CodePointText(text), flags: flags, isMarked: isMarked)
    if let pattern = known.withLock({ $0[key] }) { return pattern }
    if text.utf8.count > CompiledPattern.patternLimit {
      throw ListingError(.notImplemented, "re: a pattern of more than \(CompiledPattern.patternLimit) bytes")
    }
    let pattern = try CompiledPattern(PatternTranslation(text, flags: flags, isMarked: isMarked), text)
    known.withLock { table in
      if table.count >= 256 { table.removeAll() }
      table[key] = pattern
    }
    return pattern
  }
}

/// The code points of a text, and the range that a search may read.
private struct Subject {
  let scalars: [UInt32]
  let start: Int
  let end: Int

  init(_ text: String, from start: Int, to end: Int) {
    scalars = text.unicodeScalars.map(\.value)
    self.end = max(0, min(end, scalars.count))
    self.start = max(0, min(start, scalars.count))
  }
}

/// A pattern that PCRE2 has compiled to byte code. PCRE2's machine code would need memory that is both writable and
/// executable, and a process with restricted rights may not have such memory.
private final class CompiledPattern: @unchecked Sendable {
  // `@unchecked` is safe: PCRE2 only reads a compiled pattern during a match, and each match has its own working
  // memory.
  let flags: Int
  let groupCount: Int
  let groupNames: [(name: String, number: Int)]
  private let code: OpaquePointer
  private let shownText: String

  static let patternLimit = 1 << 16
  /// The limits of one match: the number of steps, and the memory for backtracking in KiB.
  private static let stepLimit: UInt32 = 10_000_000
  private static let memoryLimit: UInt32 = 1 << 16

  init(_ translation: PatternTranslation, _ text: String) throws {
    flags = translation.flags.rawValue
    groupCount = translation.groupCount
    groupNames = translation.groupNames
    shownText = text.count > 60 ? text.prefix(60) + "…" : text
    // PCRE2 can need more memory than the computer has, for example to compile `((a{9999}){9999}){9999}`. Refuse a
    // block of more than 64 MiB.
    let memory = pcre2_general_context_create_32(
      { size, _ in size > 1 << 26 ? nil : malloc(size) }, { block, _ in free(block) }, nil)
    let context = pcre2_compile_context_create_32(memory)
    defer {
      pcre2_compile_context_free_32(context)
      pcre2_general_context_free_32(memory)
    }
    guard memory != nil, context != nil else { throw ListingError(.memoryError, "re: no memory to compile a pattern") }
    pcre2_set_newline_32(context, UInt32(PCRE2_NEWLINE_LF))
    let scalars = translation.output.unicodeScalars.map(\.value)
    var error: Int32 = 0
    var offset = 0
    let options = UInt32(PCRE2_UTF) | UInt32(PCRE2_DOTALL) | (translation.isCaseless ? UInt32(PCRE2_CASELESS) : 0)
    guard let code = pcre2_compile_32(scalars, scalars.count, options, &error, &offset, context) else {
      var buffer = [UInt32](repeating: 0, count: 200)
      let count = pcre2_get_error_message_32(error, &buffer, buffer.count)
      let reason = String(String.UnicodeScalarView(buffer.prefix(max(0, Int(count))).compactMap(Unicode.Scalar.init)))
      throw ListingError(.notImplemented, "re: the pattern '\(shownText)' is not supported: \(reason)")
    }
    self.code = code
  }

  deinit { pcre2_code_free_32(code) }

  /// The bounds of the first match at or after the index `place`.
  ///
  /// - Parameters:
  ///   - anchors: 1 to match only at `place`, 2 to match only up to the end of the subject, 3 for both.
  ///   - refusesEmpty: whether an empty match at `place` is not allowed.
  func firstMatch(
    in subject: Subject, at place: Int, anchors: Int = 0, refusesEmpty: Bool = false
  ) throws -> [Int]? {
    try matching(subject, at: place, anchors, refusesEmpty) { data in
      let bounds = pcre2_get_ovector_pointer_32(data)
      let count = Int(pcre2_get_ovector_count_32(data))
      guard let bounds, count > groupCount else { return nil }
      return (0..<2 * (groupCount + 1)).map { bounds[$0] == Int.max || bounds[$0] > subject.end ? -1 : Int(bounds[$0]) }
    }
  }

  /// The group that closed last. A marked pattern sets a mark after each group, and the last mark names this group.
  func lastGroup(in subject: Subject, anchors: Int, refusesEmpty: Bool) throws -> Int? {
    try matching(subject, at: subject.start, anchors, refusesEmpty) { data in
      guard var mark = pcre2_get_mark_32(data) else { return nil }
      var digits = ""
      while mark.pointee != 0, digits.count < 8, let digit = Unicode.Scalar(mark.pointee) {
        digits.unicodeScalars.append(digit)
        mark += 1
      }
      return Int(digits)
    }
  }

  private func matching<Result>(
    _ subject: Subject, at place: Int, _ anchors: Int, _ refusesEmpty: Bool, _ read: (OpaquePointer) -> Result?
  ) throws -> Result? {
    if place > subject.end { return nil }
    guard let context = pcre2_match_context_create_32(nil),
      let data = pcre2_match_data_create_from_pattern_32(code, nil)
    else { throw ListingError(.memoryError, "re: no memory for a match") }
    defer {
      pcre2_match_data_free_32(data)
      pcre2_match_context_free_32(context)
    }
    pcre2_set_match_limit_32(context, Self.stepLimit)
    pcre2_set_heap_limit_32(context, Self.memoryLimit)
    var options: UInt32 = UInt32(PCRE2_NO_UTF_CHECK)
    if anchors & 1 != 0 { options |= UInt32(PCRE2_ANCHORED) }
    if anchors & 2 != 0 { options |= UInt32(PCRE2_ENDANCHORED) }
    if refusesEmpty { options |= UInt32(PCRE2_NOTEMPTY_ATSTART) }
    let status = subject.scalars.withUnsafeBufferPointer { scalars in
      // If the text is empty, its buffer may have no address. PCRE2 then receives the address of `none`.
      var none: UInt32 = 0
      return withUnsafePointer(to: &none) {
        pcre2_match_32(code, scalars.baseAddress ?? $0, subject.end, place, options, data, context)
      }
    }
    switch status {
    case PCRE2_ERROR_NOMATCH: return nil
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_DEPTHLIMIT:
      throw ListingError(
        .runtimeError, "re: the pattern '\(shownText)' needs more steps or memory than fwdb allows one match",
        isRefusal: true)
    case ..<0: throw ListingError(.runtimeError, "re: PCRE2 cannot match '\(shownText)': \(status)", isRefusal: true)
    default: return read(data)
    }
  }
}
