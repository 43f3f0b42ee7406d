import Glibc

/// A regular file opened for reading. `deinit` closes it unless `takeDescriptor` was called.
struct InputFile: ~Copyable {
  let path: String
  let byteCount: Int
  private var descriptor: Int32

  init(path: String) throws(SpeechError) {
    if path.utf8.contains(0) { throw .unreadable(path: path, reason: "its name holds a zero byte") }
    // With O_NONBLOCK, opening a pipe does not wait for a writer. The flag has no effect on a regular file.
    let opened = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    if opened < 0 { throw .unreadable(path: path, reason: lastSystemError()) }
    var status = stat()
    if fstat(opened, &status) != 0 {
      let reason = lastSystemError()
      close(opened)
      throw .unreadable(path: path, reason: reason)
    }
    if status.st_mode & S_IFMT != S_IFREG {
      close(opened)
      throw .notARegularFile(path: path)
    }
    self.path = path
    byteCount = Int(status.st_size)
    descriptor = opened
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Returns the file descriptor. The caller must close it.
  mutating func takeDescriptor() -> Int32 {
    defer { descriptor = -1 }
    return descriptor
  }

  /// Reads all bytes of the file. Throws when the file has more than `limit` bytes.
  static func bytes(of path: String, limit: Int) throws(SpeechError) -> [UInt8] {
    let file = try InputFile(path: path)
    if file.byteCount > limit { throw .fileTooLarge(path: path, bytes: file.byteCount, limit: limit) }
    var bytes = [UInt8](repeating: 0, count: file.byteCount)
    var filled = 0
    while filled < bytes.count {
      let got = bytes.withUnsafeMutableBytes { read(file.descriptor, $0.baseAddress! + filled, $0.count - filled) }
      if got < 0 {
        if errno == EINTR { continue }
        throw .unreadable(path: path, reason: lastSystemError())
      }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }
}

private func lastSystemError() -> String {
  String(cString: strerror(errno))
}
