#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// File names for completion.
package enum FileNames {
  /// The paths that begin with `path`, at most a thousand. Folders end in a slash.
  static func beginning(with path: String) -> [String] {
    let head = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let start = path.dropFirst(head.count)
    let place = expanded(head.isEmpty ? "." : head)
    guard let folder = opendir(place) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while names.count < 1000, let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      // Offer hidden files only if the typed name begins with a dot.
      if name == "." || name == ".." || !name.hasPrefix(start) || name.hasPrefix(".") && start.isEmpty { continue }
      var status = stat()
      let isFolder = stat(place + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      names.append(head + name + (isFolder ? "/" : ""))
    }
    return names
  }

  /// The path with a leading `~/` replaced by the home folder.
  package static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }
}
