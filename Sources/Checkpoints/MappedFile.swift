import CMappedFiles
import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The bytes of a regular file, mapped read-only into memory.
///
/// Another program may shorten the file while it is mapped. The next access to the lost bytes then raises SIGBUS. The
/// signal handler prints the name of the file and ends fwdb.
final class MappedFile: Sendable {
  private let start: Int
  let count: Int
  /// The index of the mapping in the table of the signal handler; −1 when the mapping is not in the table.
  private let watch: Int32

  private init(mapping start: Int, count: Int, of path: String? = nil) {
    self.start = start
    self.count = count
    watch = path.map { cm_watch(UnsafeRawPointer(bitPattern: start), count, $0) } ?? -1
  }

  /// Maps the whole file and returns its bytes. They stay mapped while the storage exists.
  static func open(_ path: String) throws(CheckpointError) -> Storage {
    // With O_NONBLOCK, opening a named pipe does not wait for a writer.
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
    let file = MappedFile(mapping: Int(bitPattern: address), count: count, of: path)
    return Storage(bytes: UnsafeRawBufferPointer(start: address, count: count), keeping: file)
  }

  /// Maps a part of a file that only this program uses. Returns nil when the system refuses.
  static func map(_ descriptor: Int32, _ range: Range<Int>) -> Storage? {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let start = range.lowerBound / page * page
    let count = range.upperBound - start
    guard let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, off_t(start)), address != MAP_FAILED
    else { return nil }
    let file = MappedFile(mapping: Int(bitPattern: address), count: count)
    let bytes = UnsafeRawBufferPointer(start: address + (range.lowerBound - start), count: range.count)
    return Storage(bytes: bytes, keeping: file)
  }

  deinit {
    cm_unwatch(watch)
    munmap(UnsafeMutableRawPointer(bitPattern: start), count)
  }
}

func systemError() -> String { String(cString: strerror(errno)) }

private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }
