import Foundation
import ListingRuntime

/// Reads the Python files in one or several folders. Each file is read when it is imported for the first time. Only
/// `paths` lists the contents of the folders; an import looks only for the files that it needs.
///
/// As on Python's path, all modules of a package come from the first folder that has the package. If no folder has an
/// `__init__.py` for the package, the modules of all folders are joined.
struct FolderReader: SourceReader {
  /// Each folder's path as the user gave it, and the same path with all links followed.
  private let roots: [(path: String, resolved: String)]

  /// The greatest number of files and folders that `paths` visits below each folder.
  private static let listingLimit = 10_000

  /// The greatest size of one file in bytes. Files of source code are smaller.
  static let sizeLimit = 4 << 20

  /// - Parameter folders: existing folders.
  init(_ folders: [String]) {
    roots = folders.compactMap { folder in
      let path = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
      return resolved(folder).map { (path, $0) }
    }
  }

  func text(of path: String) throws(SourceError) -> String? {
    guard path.hasSuffix(".py"), let parts = Self.parts(of: path) else { return nil }
    for root in owners(of: parts[0]) {
      let full = root.path + "/" + path
      guard let kind = Self.kind(of: full), kind != S_IFDIR else { continue }
      try checkInside(full)
      do { return try readText(full, limit: Self.sizeLimit) } catch {
        switch error {
        case .unreadable(let reason): throw SourceError("\(full): \(reason)")
        case .tooLarge: throw SourceError("\(full): is larger than \(Self.sizeLimit >> 20) MiB")
        case .notText: throw SourceError("\(full): is not UTF-8 text")
        }
      }
    }
    return nil
  }

  func isFolder(_ path: String) -> Bool {
    guard let parts = Self.parts(of: path) else { return false }
    return owners(of: parts[0]).contains { root in
      let full = root.path + "/" + path
      return Self.kind(of: full) == S_IFDIR && (try? checkInside(full)) != nil
    }
  }

  /// The Python files in the folders. Links, hidden files and hidden folders are excluded. The list of a folder with
  /// more than `listingLimit` files and folders is incomplete.
  var paths: [String] {
    var found = Set<String>()
    for root in roots {
      var (open, visited) = ([""], 0)
      while let folder = open.popLast(), visited < Self.listingLimit {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: root.path + "/" + folder)) ?? [] {
          visited += 1
          if visited > Self.listingLimit { break }
          let path = folder.isEmpty ? name : folder + "/" + name
          var status = stat()
          if name.hasPrefix(".") || lstat(root.path + "/" + path, &status) != 0 { continue }
          switch status.st_mode & S_IFMT {
          case S_IFDIR: open.append(path)
          case S_IFREG: if name.hasSuffix(".py") { found.insert(path) }
          default: break
          }
        }
      }
    }
    return Array(found)
  }

  /// The folders that contain the modules of a package.
  private func owners(of package: String) -> [(path: String, resolved: String)] {
    let name = package.hasSuffix(".py") ? String(package.dropLast(3)) : package
    let owner = roots.first { root in
      ["/\(name)/__init__.py", "/\(name).py"].contains { Self.kind(of: root.path + $0) != nil }
    }
    return owner.map { [$0] } ?? roots
  }

  /// Throws if the path, with links followed, is outside all folders.
  private func checkInside(_ full: String) throws(SourceError) {
    guard let target = resolved(full) else { return }
    let isInside = roots.contains { root in
      root.resolved == "/" || target == root.resolved || target.hasPrefix(root.resolved + "/")
    }
    if !isInside { throw SourceError("\(full): is a link that leads out of the listing's folder, to \(target)") }
  }

  /// The parts of a relative path; nil if a part is empty, `.` or `..`, or if the path is too long.
  private static func parts(of path: String) -> [String]? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let isPlain = parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) }
    return isPlain && path.utf8.count < 4096 ? parts : nil
  }

  /// The type of the file at a path, with links followed; nil if no file exists there.
  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
