import CMappedFiles
import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A regular file's bytes, mapped read-only.
///
/// Another program may cut the file short while it is mapped. The system then raises SIGBUS at the next access to the
/// lost bytes, in the middle of arithmetic. fwdb then names the file and ends.
final class MappedFile: Sendable {
  private let start: Int
  let count: Int
  /// The mapping's index in the signal handler's table; −1 when it has none.
  private let watch: Int32

  private init(mapping start: Int, count: Int, of path: String? = nil) {
    self.start = start
    self.count = count
    watch = path.map { cm_watch(UnsafeRawPointer(bitPattern: start), count, $0) } ?? -1
  }

  /// The bytes of the file. They stay mapped as long as the storage exists.
  static func open(_ path: String) throws(CheckpointError) -> Storage {
    // O_NONBLOCK: opening a named pipe must fail, not wait.
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

  /// Maps a part of a file that only this program uses; `nil` when the system refuses.
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
