/// The targets that `Package.swift` declares, read from its text.
struct Manifest {
  struct Target {
    enum Kind: String, CaseIterable { case target, executableTarget, systemLibrary, plugin, testTarget }
    let kind: Kind
    let name: String
    /// Names of the targets and of the package products that the target depends on.
    let dependencies: [String]
  }

  let targets: [Target]

  init(_ text: String) {
    let starts = Target.Kind.allCases.flatMap { kind in
      text.ranges(of: ".\(kind.rawValue)(").map { (kind: kind, range: $0) }
    }.sorted { $0.range.lowerBound < $1.range.lowerBound }
    targets = starts.compactMap { kind, range in
      let arguments = Self.bracketed(text[text.index(before: range.upperBound)...])
      guard let name = Self.quoted(arguments).first else { return nil }
      let dependencies = arguments.ranges(of: "dependencies: ").first.map { found in
        Self.bracketed(arguments[found.upperBound...])
      }
      return Target(kind: kind, name: name, dependencies: Self.dependencies(dependencies ?? ""))
    }
  }

  /// The start of `text` up to the closing bracket that matches its first character, an opening bracket.
  private static func bracketed(_ text: Substring) -> Substring {
    var depth = 0
    for index in text.indices {
      if "([".contains(text[index]) { depth += 1 }
      if ")]".contains(text[index]) { depth -= 1 }
      if depth == 0 { return text[...index] }
    }
    return text
  }

  private static func quoted(_ text: Substring) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0.offset % 2 == 1 ? String($0.element) : nil }
  }

  /// The names of the dependencies in the text. For `.product(name: "A", package: "b")` the name is A.
  private static func dependencies(_ text: Substring) -> [String] {
    let strings = text.split(separator: "\"", omittingEmptySubsequences: false)
    return strings.indices.filter { $0 % 2 == 1 && !strings[$0 - 1].hasSuffix("package: ") }.map { String(strings[$0]) }
  }
}
