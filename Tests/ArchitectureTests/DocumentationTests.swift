import Foundation
import Testing

/// Each link within the documentation names an existing file. If the link names a heading (`page.md#heading`), the file
/// has this heading.
@Test func everyLinkOfTheDocumentationHasATarget() throws {
  let pages = try documentationPages()
  #expect(pages.count > 10, "the pages are found")
  var count = 0
  for (path, text) in pages {
    for link in links(text) where !link.contains("://") {
      count += 1
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let folder = path.split(separator: "/").dropLast().map { $0 + "/" }.joined()
      let target = parts[0].isEmpty ? path : resolved(folder + parts[0])
      #expect(FileManager.default.fileExists(atPath: root + target), "\(path) links to \(link)")
      if parts.count == 2, target.hasSuffix(".md") {
        #expect(try anchors(projectText(target)).contains(parts[1]), "\(path) links to the heading \(link)")
      }
    }
  }
  #expect(count > 30, "the links are found")
}

@Test(arguments: [
  ("See [a](b.md) and ![c](d/e.png).", ["b.md", "d/e.png"]),
  ("[a [b]](c.md#d)", ["c.md#d"]),
  ("`values[0](x)`", []),
  ("```\n[a](b.md)\n```\n[c](d.md)", ["d.md"]),
  ("    values[0](x)\n[c](d.md)", ["d.md"]),
  ("call(x) and [0] (y)", []),
])
func linksAreFound(text: String, expected: [String]) {
  #expect(links(text) == expected)
}

@Test func anchorsAreFound() {
  #expect(
    anchors("# A page: its `name`\n\n## Where to add what\n# x-y_z") == [
      "a-page-its-name", "where-to-add-what", "x-y_z",
    ])
}

/// The Markdown pages in the project's folder, `docs` and `examples`, with their paths.
func documentationPages() throws -> [(path: String, text: String)] {
  let top = try FileManager.default.contentsOfDirectory(atPath: root)
  let below = try ["docs", "examples"].flatMap { folder in
    try FileManager.default.subpathsOfDirectory(atPath: root + folder).map { folder + "/" + $0 }
  }
  return try (top + below).filter { $0.hasSuffix(".md") }.sorted().map { ($0, try projectText($0)) }
}

/// The targets of the links in a Markdown text. Text that looks like a link inside code is ignored.
private func links(_ text: String) -> [String] {
  var isFenced = false
  var result: [String] = []
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.hasPrefix("```") { isFenced.toggle() }
    if isFenced || line.hasPrefix("    ") { continue }
    // The parts at odd indices were between backquotes: they are code.
    let parts = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    let prose = parts.map { $0.offset % 2 == 0 ? String($0.element) : "code" }.joined()
    for start in prose.ranges(of: "](").map(\.upperBound) {
      result.append(String(prose[start...].prefix { $0 != ")" }))
    }
  }
  return result
}

/// The anchors of a page's headings, in GitHub's spelling.
private func anchors(_ text: String) -> Set<String> {
  Set(
    text.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
      line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
        .filter { $0.isLetter || $0.isNumber || " -_".contains($0) }.replacing(" ", with: "-")
    })
}

/// The path with each `..` resolved.
private func resolved(_ path: String) -> String {
  var parts: [Substring] = []
  for part in path.split(separator: "/") {
    if part == ".." { _ = parts.popLast() } else { parts.append(part) }
  }
  return parts.joined(separator: "/")
}
