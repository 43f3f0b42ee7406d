import Foundation

/// Why a text file could not be read.
enum TextFileError: Error {
  case unreadable(String)
  case tooLarge(bytes: Int)
  case notText
}

/// Reads the text of a regular file with at most `limit` bytes.
///
/// Throws for other kinds of files: reading a pipe may block forever, and a device may have no end.
func readText(_ path: String, limit: Int) throws(TextFileError) -> String {
  func systemError() -> TextFileError { .unreadable("cannot be read: \(String(cString: strerror(errno)))") }
  if path.utf8.contains(0) { throw .unreadable("cannot be read: its name holds a zero byte") }
  // With O_NONBLOCK, opening a pipe does not wait for a writer. The flag has no effect on regular files.
  let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  if descriptor < 0 { throw systemError() }
  defer { close(descriptor) }
  var status = stat()
  if fstat(descriptor, &status) != 0 { throw systemError() }
  if status.st_mode & S_IFMT != S_IFREG { throw .unreadable("is not a regular file") }
  if status.st_size > limit { throw .tooLarge(bytes: Int(status.st_size)) }
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  var filled = 0
  while filled < bytes.count {
    let got = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + filled, $0.count - filled) }
    if got < 0, errno == EINTR { continue }
    if got < 0 { throw systemError() }
    if got == 0 { break }
    filled += got
  }
  guard let text = String(validating: bytes[..<filled], as: UTF8.self) else { throw .notText }
  return text
}

/// The absolute path with all symbolic links followed; nil when the file does not exist.
func resolved(_ path: String) -> String? {
  guard let result = realpath(path, nil) else { return nil }
  defer { free(result) }
  return String(cString: result)
}
