/// A parsed template of `str.format`: texts, and fields in braces.
struct FormatTemplate {
  enum Part {
    case text(String)
    case field(Field)
  }

  struct Field {
    /// The index or the keyword of the argument.
    let argument: Value
    let path: [Step]
    let conversion: Character?
    let specification: [Part]
  }

  /// An access after the argument: `.name` or `[key]`.
  enum Step {
    case attribute(String)
    case item(Value)
  }

  let parts: [Part]

  init(_ text: String) throws {
    var reader = Reader()
    parts = try reader.parts(of: Array(text.unicodeScalars), depth: 2)
  }

  private struct Reader {
    /// The index of the argument for the next field without a name.
    private var next = 0
    /// Whether the fields without a keyword are numbered automatically (`{}`) or by the template (`{0}`). Nil before
    /// the first such field.
    private var isAutomatic: Bool?

    mutating func parts(of text: [Unicode.Scalar], depth: Int) throws -> [Part] {
      if depth == 0 { throw ListingError(.valueError, "Max string recursion exceeded") }
      var parts: [Part] = []
      var literal = String.UnicodeScalarView()
      var place = 0
      while place < text.count {
        let mark = text[place]
        place += 1
        guard mark == "{" || mark == "}" else {
          literal.append(mark)
          continue
        }
        if place < text.count, text[place] == mark {
          literal.append(mark)
          place += 1
          continue
        }
        if mark == "}" { throw ListingError(.valueError, "Single '}' encountered in format string") }
        if place == text.count { throw ListingError(.valueError, "Single '{' encountered in format string") }
        if !literal.isEmpty { parts.append(.text(String(literal))) }
        literal = String.UnicodeScalarView()
        parts.append(.field(try field(text, &place, depth: depth)))
      }
      if !literal.isEmpty { parts.append(.text(String(literal))) }
      return parts
    }

    /// Reads a field. At the call, `place` is the index after the opening brace; on return, the index after the closing
    /// brace.
    private mutating func field(_ text: [Unicode.Scalar], _ place: inout Int, depth: Int) throws -> Field {
      let start = place
      // The field's name ends at the first `}`, `!` or `:` that is not inside brackets.
      var isInBrackets = false
      scan: while place < text.count {
        switch text[place] {
        case "{": throw ListingError(.valueError, "unexpected '{' in field name")
        case "[": isInBrackets = true
        case "]": isInBrackets = false
        case "}" where !isInBrackets, ":" where !isInBrackets, "!" where !isInBrackets: break scan
        default: break
        }
        place += 1
      }
      let unclosed = ListingError(.valueError, "expected '}' before end of string")
      if place == text.count { throw unclosed }
      let name = text[start..<place]
      var conversion: Character?
      if text[place] == "!" {
        guard place + 2 < text.count else {
          throw ListingError(
            .valueError,
            place + 1 < text.count
              ? "unmatched '{' in format spec" : "end of string while looking for conversion specifier")
        }
        conversion = Character(text[place + 1])
        place += 2
        if text[place] != ":", text[place] != "}" {
          throw ListingError(.valueError, "expected ':' after conversion specifier")
        }
      }
      var specification: ArraySlice<Unicode.Scalar> = []
      if text[place] == ":" {
        place += 1
        let begin = place
        var open = 1
        while place < text.count {
          if text[place] == "{" { open += 1 } else if text[place] == "}" { open -= 1 }
          if open == 0 { break }
          place += 1
        }
        if place == text.count { throw unclosed }
        specification = text[begin..<place]
      }
      place += 1
      let (argument, path) = try argument(Array(name))
      if let mark = conversion, !["r", "s", "a"].contains(mark) {
        throw ListingError(.valueError, "Unknown conversion specifier \(mark)")
      }
      return Field(
        argument: argument, path: path, conversion: conversion,
        specification: specification.contains("{")
          ? try parts(of: Array(specification), depth: depth - 1) : [.text(Self.string(specification))])
    }

    private mutating func argument(_ name: [Unicode.Scalar]) throws -> (Value, [Step]) {
      let first = name.prefix { $0 != "." && $0 != "[" }
      let argument: Value
      if first.isEmpty || Self.index(first) != nil {
        if let isAutomatic, isAutomatic != first.isEmpty {
          let (from, to) = ("manual field specification", "automatic field numbering")
          throw ListingError(
            .valueError, isAutomatic ? "cannot switch from \(to) to \(from)" : "cannot switch from \(from) to \(to)")
        }
        isAutomatic = first.isEmpty
        argument = .int(Self.index(first) ?? next)
        if first.isEmpty { next += 1 }
      } else {
        argument = .string(Self.string(first))
      }
      var path: [Step] = []
      var rest = name[first.endIndex...]
      while let mark = rest.popFirst() {
        if mark == "." {
          let attribute = rest.prefix { $0 != "." && $0 != "[" }
          if attribute.isEmpty { throw ListingError(.valueError, "Empty attribute in format string") }
          path.append(.attribute(Self.string(attribute)))
          rest = rest[attribute.endIndex...]
        } else if mark == "[" {
          guard let end = rest.firstIndex(of: "]") else {
            throw ListingError(.valueError, "Missing ']' in format string")
          }
          let key = rest[..<end]
          if key.isEmpty { throw ListingError(.valueError, "Empty attribute in format string") }
          path.append(.item(Self.index(key).map(Value.int) ?? .string(Self.string(key))))
          rest = rest[(end + 1)...]
        } else {
          throw ListingError(.valueError, "Only '.' or '[' may follow ']' in format field specifier")
        }
      }
      return (argument, path)
    }

    private static func string(_ part: ArraySlice<Unicode.Scalar>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: part)
      return String(view)
    }

    /// The number, if the text consists only of digits; nil for other texts.
    private static func index(_ part: ArraySlice<Unicode.Scalar>) -> Int? {
      part.isEmpty || !part.allSatisfy { ("0"..."9").contains($0) } ? nil : Int(string(part))
    }
  }
}

extension FormatTemplate.Part {
  /// The value that the prelude receives for this part: a string, or a tuple of argument, path, conversion and
  /// specification.
  var value: Value {
    switch self {
    case .text(let text): return .string(text)
    case .field(let field):
      let path = field.path.map { step -> Value in
        switch step {
        case .attribute(let name): .tuple([.bool(true), .string(name)])
        case .item(let key): .tuple([.bool(false), key])
        }
      }
      return .tuple([
        field.argument, .tuple(path), field.conversion.map { .string(String($0)) } ?? .none,
        .tuple(field.specification.map(\.value)),
      ])
    }
  }
}
