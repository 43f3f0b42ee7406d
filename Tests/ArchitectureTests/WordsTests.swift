import Foundation
import Testing

/// Words that sources and documentation must not contain. `docs/glossary.md` and CONTRIBUTING.md list their
/// replacements.
private let forbidden = [
  "somebody", "nobody", "anybody", "someone", "a person", "whoever", "so many", "let go", "without a word",
  "stands behind", "isHesitant",
]

@Test func sourcesAndPagesUseTheGlossarysWords() throws {
  let endings = [".swift", ".c", ".h", ".py"]
  let sources = try endings.flatMap { try sourceFiles($0) }
  // The glossary and CONTRIBUTING.md contain the forbidden words as examples.
  let pages = try documentationPages().filter { !["docs/glossary.md", "CONTRIBUTING.md"].contains($0.path) }
  for (path, text) in sources + pages {
    for found in forbiddenWords(text) { Issue.record("\(path): \(found)") }
  }
}

@Test(arguments: [
  ("Nobody knows.\nA person types.", ["line 1: nobody", "line 2: a person"]),
  ("A personal letter, a lot so manyfold", []),
  ("so\nmany", []),
])
func forbiddenWordsAreFound(text: String, expected: [String]) {
  #expect(forbiddenWords(text) == expected)
}

/// Each forbidden word in a text, with the number of its line.
private func forbiddenWords(_ text: String) -> [String] {
  let lowercased = text.lowercased()
  // The first search covers the whole text, because this is fast. Most texts have no forbidden word and need no search
  // by line.
  let candidates = forbidden.map { $0.lowercased() }.filter { lowercased.contains($0) }
  if candidates.isEmpty { return [] }
  return lowercased.components(separatedBy: "\n").enumerated().flatMap { number, line in
    candidates.filter { word in
      line.ranges(of: word).contains { range in
        !(line[..<range.lowerBound].last?.isLetter ?? false) && !(line[range.upperBound...].first?.isLetter ?? false)
      }
    }.map { "line \(number + 1): \($0)" }
  }
}

/// The glossary names a term's Swift type in parentheses, as in (`RunPlan`). Each such type must exist.
@Test func theGlossaryNamesExistingTypes() throws {
  let names = try projectText("docs/glossary.md").components(separatedBy: "(`").dropFirst().compactMap { rest in
    rest.range(of: "`)").map { String(rest[..<$0.lowerBound]) }
  }
  #expect(names.count > 3, "the names are found")
  let sources = try sourceFiles(".swift").map(\.text)
  for name in names {
    let isDeclared = sources.contains { text in
      ["struct", "enum", "final class", "protocol", "typealias"].contains {
        text.contains("\($0) \(name) ") || text.contains("\($0) \(name):")
      }
    }
    #expect(isDeclared, "docs/glossary.md names the type \(name)")
  }
}
