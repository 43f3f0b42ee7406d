import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that gets its name only when it is complete and on the disk. It is written without a name or, where the file
/// system needs one, under another name beside the target, and then renamed. If it is dropped before `commit()`,
/// nothing remains; a nameless file also disappears when the program is killed.
struct AtomicFile: ~Copyable {
  private let path: String
  private var temporaryPath = ""
  private var descriptor: Int32 = -1
  /// The number of bytes written so far.
  private(set) var count = 0

  init(_ path: String) throws(CheckpointError) {
    self.path = path
    descriptor = createNameless(beside: path, O_WRONLY)
    if descriptor < 0 {
      (descriptor, temporaryPath) = createNamed(beside: path, O_WRONLY)
    }
    guard descriptor >= 0 else { throw .cannotWrite(file: path, reason: systemError()) }
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      if !temporaryPath.isEmpty { unlink(temporaryPath) }
    }
  }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(CheckpointError) {
    guard systemWriteAll(descriptor, bytes) else { throw .cannotWrite(file: path, reason: systemError()) }
    count += bytes.count
  }

  mutating func write(_ bytes: [UInt8]) throws(CheckpointError) {
    // withUnsafeBytes cannot throw a typed error.
    let storage = Storage(byteCount: bytes.count) { $0.copyBytes(from: bytes) }
    try write(storage.bytes)
    withExtendedLifetime(storage) {}
  }

  mutating func write(littleEndian value: some FixedWidthInteger) throws(CheckpointError) {
    var bytes: [UInt8] = []
    var rest = value.littleEndian
    withUnsafeBytes(of: &rest) { bytes += $0 }
    try write(bytes)
  }

  /// Writes a tensor's elements, row-major.
  mutating func write(_ tensor: Tensor) throws(CheckpointError) {
    let dense = tensor.contiguous()
    try write(dense.denseBytes)
    withExtendedLifetime(dense) {}
  }

  /// Renames the file to its final name.
  mutating func commit() throws(CheckpointError) {
    // Without fsync, a power cut could leave the name on the disk without the bytes. Some file systems do not support
    // it.
    if fsync(descriptor) != 0, [EIO, ENOSPC, EDQUOT].contains(errno) {
      throw .cannotWrite(file: path, reason: systemError())
    }
    if temporaryPath.isEmpty {
      guard let name = giveName(to: descriptor, beside: path) else {
        throw .cannotWrite(file: path, reason: systemError())
      }
      temporaryPath = name
    }
    let isClosed = close(descriptor) == 0
    let closeError = systemError()
    descriptor = -1
    guard isClosed else {
      unlink(temporaryPath)
      throw .cannotWrite(file: path, reason: closeError)
    }
    guard rename(temporaryPath, path) == 0 else {
      let reason = systemError()
      unlink(temporaryPath)
      throw .cannotWrite(file: path, reason: reason)
    }
  }
}

extension Tensor {
  /// The bytes of a contiguous tensor. They are valid as long as the tensor exists.
  var denseBytes: UnsafeRawBufferPointer {
    let start = layout.offset * dtype.size
    return UnsafeRawBufferPointer(rebasing: storage.bytes[start..<start + count * dtype.size])
  }
}

// MARK: - Files that are not visible yet

/// Opens a file without a name for writing, and for reading if requested. It disappears when closed. Returns −1 where
/// the system has no such files.
func createNameless(beside path: String, _ access: Int32) -> Int32 {
  #if os(Linux)
    // Naming the file later needs /proc, which may be missing.
    if Glibc.access("/proc/self/fd", X_OK) != 0 { return -1 }
    // Linux's O_TMPFILE. Swift cannot import its macro.
    return systemOpen(folder(of: path), 0o20_000_000 | O_DIRECTORY | access | O_CLOEXEC)
  #else
    return -1
  #endif
}

/// Creates a file with a unique name in the target's folder, so that renaming stays within one file system.
func createNamed(beside path: String, _ access: Int32) -> (descriptor: Int32, path: String) {
  for attempt in 0..<1000 {
    let name = temporaryName(path, attempt)
    let descriptor = systemOpen(name, access | O_CREAT | O_EXCL | O_CLOEXEC)
    if descriptor >= 0 || errno != EEXIST { return (descriptor, name) }
  }
  return (-1, "")
}

/// Names a nameless file, with a name beside `path`, and returns the name.
private func giveName(to descriptor: Int32, beside path: String) -> String? {
  #if os(Linux)
    for attempt in 0..<1000 {
      let name = temporaryName(path, attempt)
      if linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 { return name }
      if errno != EEXIST { break }
    }
  #endif
  return nil
}

/// Writes all bytes. False when the system refused.
func systemWriteAll(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if written < 0 {
      if errno == EINTR { continue }
      return false
    }
    rest = rest.dropFirst(written)
  }
  return true
}

private func temporaryName(_ path: String, _ attempt: Int) -> String { "\(path).\(getpid()).\(attempt).part" }

private func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags, 0o666) }
