import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A regular file's bytes, mapped read-only.
///
/// The mapping is private, but a file that another process cuts short while it is mapped makes the system raise
/// SIGBUS on the lost pages.
final class MappedFile: Sendable {
  private let start: Int
  let count: Int

  private init(mapping start: Int, count: Int) {
    self.start = start
    self.count = count
  }

  /// The bytes of the file, which stay mapped as long as the storage lives.
  static func open(_ path: String) throws(CheckpointError) -> Storage {
    // O_NONBLOCK: a named pipe must be refused, not waited for.
    let descriptor = systemOpen(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .cannotRead(file: path, reason: systemError()) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotRead(file: path, reason: systemError()) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(file: path) }
    guard let count = Int(exactly: status.st_size), count > 0 else {
      return Storage(byteCount: 0) { _ in }
    }
    guard let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
      throw .cannotRead(file: path, reason: systemError())
    }
    let file = MappedFile(mapping: Int(bitPattern: address), count: count)
    return Storage(bytes: UnsafeRawBufferPointer(start: address, count: count), keeping: file)
  }

  deinit { munmap(UnsafeMutableRawPointer(bitPattern: start), count) }
}

func systemError() -> String { String(cString: strerror(errno)) }

private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
