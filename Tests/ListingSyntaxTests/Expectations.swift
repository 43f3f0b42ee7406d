import ListingSyntax
import Testing

/// The expression reads as this tree, without a diagnostic.
func expectTree(_ text: String, _ tree: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let parsed = parseExpression(SourceFile(name: "test.py", text: text))
  #expect(parsed.diagnostics.map(\.message) == [], sourceLocation: sourceLocation)
  #expect(parsed.expression.map(sExpression) == tree, sourceLocation: sourceLocation)
}

/// The listing reads as these statements, without a diagnostic.
func expectStatements(_ text: String, _ trees: String..., sourceLocation: SourceLocation = #_sourceLocation) {
  let parsed = parseListing(SourceFile(name: "test.py", text: text))
  #expect(parsed.diagnostics.map(\.message) == [], sourceLocation: sourceLocation)
  #expect(parsed.module.body.map(sExpression) == trees, sourceLocation: sourceLocation)
}

/// The listing, its marks (1️⃣, 2️⃣, …) taken out, has exactly these diagnostics, each beginning at its mark:
/// `1️⃣ message | help`. A warning says so: `1️⃣ warning: message`.
func expectDiagnostics(_ marked: String, _ expected: String..., sourceLocation: SourceLocation = #_sourceLocation) {
  let (text, marks) = withoutMarks(marked)
  let found = parseListing(SourceFile(name: "test.py", text: text)).diagnostics.map { diagnostic in
    let mark = marks[diagnostic.range.start].map(String.init) ?? "byte \(diagnostic.range.start)"
    let severity = diagnostic.severity == .error ? "" : "\(diagnostic.severity): "
    return "\(mark) \(severity)\(diagnostic.message)" + (diagnostic.help.map { " | " + $0 } ?? "")
  }
  #expect(found == expected, sourceLocation: sourceLocation)
}

/// The text without its marks, and the marks by the UTF-8 offset that they stood at.
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
