import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that appears under its final name only when it is complete and on the disk.
///
/// The bytes are written to a file without a name. If the file system does not support files without a name, the file
/// has a temporary name in the same folder and is renamed at the end. When the value is destroyed before `commit()`, no
/// file remains. A file without a name also disappears when the program is killed.
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
    // `withUnsafeBytes` cannot throw a typed error, so the bytes are copied to a storage.
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

  /// Writes the elements of a tensor in row-major order.
  mutating func write(_ tensor: Tensor) throws(CheckpointError) {
    let dense = tensor.contiguous()
    try write(dense.denseBytes)
    withExtendedLifetime(dense) {}
  }

  /// Puts the bytes on the disk and gives the file its final name.
  mutating func commit() throws(CheckpointError) {
    // Without fsync, a power failure could leave the name on the disk but lose the bytes. All error numbers except
    // these three are ignored, because some file systems do not support fsync.
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
  /// The bytes of a contiguous tensor. They are valid while the tensor exists.
  var denseBytes: UnsafeRawBufferPointer {
    let start = layout.offset * dtype.size
    return UnsafeRawBufferPointer(rebasing: storage.bytes[start..<start + count * dtype.size])
  }
}

// MARK: - Files without their final name

/// Opens a new file without a name in the folder of `path`. `access` is O_WRONLY or O_RDWR. The file disappears when it
/// is closed without a name. Returns −1 when the system does not support such files.
func createNameless(beside path: String, _ access: Int32) -> Int32 {
  #if os(Linux)
    // Naming the file later requires /proc, which may be missing.
    if Glibc.access("/proc/self/fd", X_OK) != 0 { return -1 }
    // The number is Linux's O_TMPFILE: Swift cannot import the macro.
    return systemOpen(folder(of: path), 0o20_000_000 | O_DIRECTORY | access | O_CLOEXEC)
  #else
    return -1
  #endif
}

/// Creates a file with a unique name in the folder of `path`. Renaming requires that the temporary and the final name
/// are in the same file system.
func createNamed(beside path: String, _ access: Int32) -> (descriptor: Int32, path: String) {
  for attempt in 0..<1000 {
    let name = temporaryName(path, attempt)
    let descriptor = systemOpen(name, access | O_CREAT | O_EXCL | O_CLOEXEC)
    if descriptor >= 0 || errno != EEXIST { return (descriptor, name) }
  }
  return (-1, "")
}

/// Gives a file without a name a temporary name in the folder of `path`. Returns the temporary path; nil on failure.
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

/// Writes all bytes. Returns false when the system reports an error.
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
