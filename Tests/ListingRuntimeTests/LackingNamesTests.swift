import Testing

@testable import ListingRuntime

/// The manual lists the names of the frameworks that fwdb lacks.
@Suite struct LackingNamesTests {
  @Test func theManualListsTheLayersThatFwdbLacks() throws {
    let listed = try Self.listed()
    for (files, framework, names) in [
      (LayerFiles.torch, "torch", listed.torch), (LayerFiles.paddle, "paddle", listed.paddle),
    ] {
      let nn = try #require(Library.shared.modules["\(framework).nn"]).members
      let lacking = files.keys.filter { nn[$0] == nil && !$0.hasPrefix("_") && $0 != "RNNBase" }
      #expect(Set(lacking).subtracting(names).sorted() == [], "docs/listing-language.md does not list these layers")
    }
  }

  @Test func fwdbLacksTheNamesThatTheManualLists() throws {
    let listed = try Self.listed()
    #expect(listed.torch.count > 30 && listed.paddle.count > 10)
    for (framework, names) in [("torch", listed.torch), ("paddle", listed.paddle)] {
      let found = names.filter { name in
        let path =
          name.hasPrefix("torch.")
          ? name : "\(framework).nn." + (name.hasPrefix("F.") ? "functional." + name.dropFirst(2) : name)
        let dot = path.lastIndex(of: ".") ?? path.startIndex
        let last = String(path[path.index(after: dot)...])
        return Library.shared.module(String(path[..<dot]))?.members[last] != nil || Library.shared.has(path)
      }
      #expect(found.sorted() == [], "fwdb has these names of \(framework)")
    }
  }

  /// The names in the two columns of the manual's table.
  private static func listed() throws -> (torch: Set<String>, paddle: Set<String>) {
    let manual = try #require(contents(of: packageFolder + "/docs/listing-language.md"))
    let lines = manual.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "### Names that fwdb lacks"))
    var (torch, paddle) = (Set<String>(), Set<String>())
    let rows = lines[(start + 1)...].prefix { !$0.hasPrefix("#") }
    for line in rows where line.hasPrefix("| `") || line.hasPrefix("| –") {
      let cells = line.split(separator: "|").map { $0.filter { $0 != "`" }.split(separator: " ").map(String.init) }
      torch.formUnion(cells[0].filter { $0 != "–" })
      paddle.formUnion(cells[1].filter { $0 != "–" })
    }
    return (torch, paddle)
  }
}
