// Parses string literals, joins adjacent ones, and parses the fields of f-strings.
extension Parser {
  /// Parses one or more adjacent bytes literals as one value.
  mutating func parseBytes() throws(Reported) -> Expression {
    let start = current.range.start
    var whole: [UInt8] = []
    while case .bytes(let bytes) = current.kind {
      whole += bytes
      advance()
    }
    if isAtString { throw mixedLiterals() }
    return try make(.bytes(whole), SourceRange(start, previousEnd))
  }

  private var isAtString: Bool {
    switch current.kind {
    case .string, .formattedStart: true
    default: false
    }
  }

  private mutating func mixedLiterals() -> Reported {
    failure("a string and bytes cannot be joined", help: "write both with b, or none", at: current.range)
  }

  /// Parses one or more adjacent string literals as one value.
  mutating func parseStrings() throws(Reported) -> Expression {
    let start = current.range.start
    var parts = PartList()
    var isFormatted = false
    var tallest = 0
    while true {
      if case .string(let text) = current.kind {
        advance()
        parts.append(text)
      } else if at(.formattedStart) {
        isFormatted = true
        advance()
        parts.append(try parseFormattedParts())
        tallest = max(tallest, height)
        if !at(.formattedEnd) { throw unexpected("the end of the f-string") }
        advance()
      } else {
        break
      }
    }
    if case .bytes = current.kind { throw mixedLiterals() }
    let range = SourceRange(start, previousEnd)
    let whole = parts.finish()
    if isFormatted { return try make(.formatted(whole), range, over: tallest) }
    if case .text(let text)? = whole.first { return try make(.string(text), range) }
    return try make(.string(""), range)
  }

  /// Parses text and fields up to the end of an f-string or format specification. Sets `height` to the height of the
  /// highest field.
  private mutating func parseFormattedParts() throws(Reported) -> [FormattedPart] {
    var parts = PartList()
    var tallest = 0
    while true {
      if case .formattedText(let text) = current.kind {
        advance()
        parts.append(text)
      } else if at(.openBrace) {
        let field = try nested { parser throws(Reported) in try parser.parseField() }
        parts.append(field)
        tallest = max(tallest, height)
      } else {
        height = tallest
        return parts.finish()
      }
    }
  }

  /// Parses a field, from `{` to `}`. For `{x=}` the result begins with the text `x=`.
  private mutating func parseField() throws(Reported) -> [FormattedPart] {
    let open = current.range
    advance()
    if at(.closeBrace) || at(.exclamation) || at(.colon) {
      throw failure(
        "this field of the f-string is empty", help: "write an expression, or {{ for the character", at: open)
    }
    let value = try parseValues("an expression in the field")
    var tallest = height
    var label: String?
    if at(.assign) {
      advance()
      label = file.text(in: SourceRange(open.end, current.range.start))
    }
    var conversion: Character?
    if take(.exclamation) {
      guard case .name(let text) = current.kind, ["r", "s", "a"].contains(text), let character = text.first else {
        throw unexpected("r, s or a after '!'")
      }
      conversion = character
      advance()
    }
    var format: [FormattedPart] = []
    var hasFormat = false
    if take(.colon) {
      hasFormat = true
      format = try parseFormattedParts()
      tallest = max(tallest, height)
    }
    if !take(.closeBrace) { throw unexpected("'}' after the expression of the field") }
    height = tallest + 1
    let hasLabel = label != nil
    let field = FormattedPart.field(
      value, conversion: conversion ?? (hasLabel && !hasFormat ? "r" : nil), format: format)
    return label.map { [.text($0), field] } ?? [field]
  }
}

/// Collects the parts of a string literal and joins adjacent texts.
private struct PartList {
  private(set) var parts: [FormattedPart] = []
  private var text = ""

  mutating func append(_ new: String) {
    text += new
  }

  mutating func append(_ field: FormattedPart) {
    flush()
    parts.append(field)
  }

  mutating func append(_ others: [FormattedPart]) {
    for part in others {
      if case .text(let new) = part { append(new) } else { append(part) }
    }
  }

  mutating func finish() -> [FormattedPart] {
    flush()
    return parts
  }

  private mutating func flush() {
    if !text.isEmpty { parts.append(.text(text)) }
    text = ""
  }
}
