import ListingSyntax
import Testing

/// Expects that the expression is parsed as this tree, without diagnostics.
func expectTree(_ text: String, _ tree: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let parsed = parseExpression(SourceFile(name: "test.py", text: text))
  #expect(parsed.diagnostics.map(\.message) == [], sourceLocation: sourceLocation)
  #expect(parsed.expression.map(sExpression) == tree, sourceLocation: sourceLocation)
}

/// Expects that the listing is parsed as these statements, without diagnostics.
func expectStatements(_ text: String, _ trees: String..., sourceLocation: SourceLocation = #_sourceLocation) {
  let parsed = parseListing(SourceFile(name: "test.py", text: text))
  #expect(parsed.diagnostics.map(\.message) == [], sourceLocation: sourceLocation)
  #expect(parsed.module.body.map(sExpression) == trees, sourceLocation: sourceLocation)
}

/// Removes the marks (1️⃣, 2️⃣, …) from the listing, parses it, and expects exactly these diagnostics. A diagnostic is
/// written as `1️⃣ message | help` and begins at its mark. A warning is written as `1️⃣ warning: message`.
func expectDiagnostics(_ marked: String, _ expected: String..., sourceLocation: SourceLocation = #_sourceLocation) {
  let (text, marks) = withoutMarks(marked)
  let found = parseListing(SourceFile(name: "test.py", text: text)).diagnostics.map { diagnostic in
    let mark = marks[diagnostic.range.start].map(String.init) ?? "byte \(diagnostic.range.start)"
    let severity = diagnostic.severity == .error ? "" : "\(diagnostic.severity): "
    return "\(mark) \(severity)\(diagnostic.message)" + (diagnostic.help.map { " | " + $0 } ?? "")
  }
  #expect(found == expected, sourceLocation: sourceLocation)
}

/// Removes the marks from a text. The keys of `marks` are UTF-8 offsets in the text without marks.
private func withoutMarks(_ marked: String) -> (text: String, marks: [Int: Character]) {
  var text = ""
  var marks: [Int: Character] = [:]
  for character in marked {
    if character.unicodeScalars.last == "\u{20E3}" {
      marks[text.utf8.count] = character
    } else {
      text.append(character)
    }
  }
  return (text, marks)
}
