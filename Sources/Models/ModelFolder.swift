import Foundation

/// A model's folder. File names are relative to `root`.
struct ModelFolder: Sendable {
  let root: String

  func path(_ name: String) -> String { name.hasPrefix("/") ? name : "\(root)/\(name)" }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  func isFile(_ name: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path(name), isDirectory: &isFolder) && !isFolder.boolValue
  }

  /// The sorted names of the files that match a pattern such as `conf/*.yaml`. For a pattern without `*`, returns the
  /// pattern if a file with this name exists.
  func names(like pattern: String) -> [String] {
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let last = parts.last, let star = last.firstIndex(of: "*") else { return exists(pattern) ? [pattern] : [] }
    let (head, tail) = (last[..<star], last[last.index(after: star)...])
    let sub = parts.dropLast().joined(separator: "/")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: sub.isEmpty ? root : path(sub))) ?? []
    return names.filter { $0.count >= head.count + tail.count && $0.hasPrefix(head) && $0.hasSuffix(tail) }.sorted()
      .map { sub.isEmpty ? $0 : "\(sub)/\($0)" }
  }
}
