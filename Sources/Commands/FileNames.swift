#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Names of files, as completion offers them.
package enum FileNames {
  /// The files in the folder that a beginning of a path leads to, folders with a slash behind: at most a thousand.
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
      // Hidden files are offered to who asks for them.
      if name == "." || name == ".." || !name.hasPrefix(start) || name.hasPrefix(".") && start.isEmpty { continue }
      var status = stat()
      let isFolder = stat(place + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      names.append(head + name + (isFolder ? "/" : ""))
    }
    return names
  }

  /// A path with `~/` at its beginning put into full.
  package static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }
}
