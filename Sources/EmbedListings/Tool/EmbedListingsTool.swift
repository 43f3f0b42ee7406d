import Foundation

/// `embed-listings FOLDER OUTPUT.swift`: writes a Swift file with the text of every `.py` below FOLDER, keyed by its
/// path relative to FOLDER (`paddlespeech@1.0/attention.py`).
@main struct EmbedListingsTool {
  static func main() throws {
    let folder = CommandLine.arguments[1]
    let output = CommandLine.arguments[2]
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    var swift = "enum EmbeddedListings {\n  static let files = [String: String](uniqueKeysWithValues: [\n"
    for path in paths.sorted() where path.hasSuffix(".py") {
      let text = try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
      precondition(!text.contains("\"\"\"###"), "\(path) contains the delimiter of its string literal")
      swift += "    (\"\(path)\", ###\"\"\"\n\(text)\n\"\"\"###),\n"
    }
    swift += "  ])\n}\n"
    // If the text is unchanged, do not write the file, because SwiftPM would compile it again.
    if (try? String(contentsOfFile: output, encoding: .utf8)) == swift { return }
    try swift.write(toFile: output, atomically: true, encoding: .utf8)
  }
}
