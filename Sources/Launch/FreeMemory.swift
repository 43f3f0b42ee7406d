#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The memory that this process can still use: the smallest of the computer's free memory, the rest of the container's
/// limit, and the rest of `ulimit -v`.
enum FreeMemory {
  /// Free memory in bytes; nil when the system does not report it.
  static var bytes: Int? { [ofComputer, ofContainer, ofProcess].compactMap { $0 }.min() }

  private static var ofComputer: Int? {
    number(after: "MemAvailable:", in: "/proc/meminfo").map { $0 * 1024 }
  }

  private static var ofContainer: Int? {
    guard let limit = words(of: "/sys/fs/cgroup/memory.max").first.flatMap({ Int($0) }) else { return nil }
    // Count only anonymous memory: the system frees cached file pages when memory is needed.
    return number(after: "anon", in: "/sys/fs/cgroup/memory.stat").map { max(0, limit - $0) }
  }

  private static var ofProcess: Int? {
    var limit = rlimit()
    #if canImport(Glibc)
      let status = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    #else
      let status = getrlimit(RLIMIT_AS, &limit)
    #endif
    guard status == 0, let bound = Int(exactly: limit.rlim_cur), bound < 1 << 60,
      let pages = words(of: "/proc/self/statm").first.flatMap({ Int($0) })
    else { return nil }
    return max(0, bound - pages * sysconf(Int32(_SC_PAGESIZE)))
  }

  private static func number(after name: String, in path: String) -> Int? {
    let words = words(of: path)
    guard let place = words.firstIndex(of: name), place + 1 < words.count else { return nil }
    return Int(words[place + 1])
  }

  private static func words(of path: String) -> [String] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
