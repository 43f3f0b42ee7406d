import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that appears under its name only when it is complete: written beside it, then renamed onto it. Dropped
/// before `commit()`, it leaves nothing behind.
struct AtomicFile: ~Copyable {
  private let path: String
  private var temporaryPath = ""
  private var descriptor: Int32 = -1

  init(_ path: String) throws(CheckpointError) {
    self.path = path
    // Beside the file, so that renaming never crosses file systems; a name of our own process and this call.
    var attempt = 0
    repeat {
      temporaryPath = "\(path).\(getpid()).\(attempt).part"
      descriptor = systemCreate(temporaryPath)
      attempt += 1
    } while descriptor < 0 && errno == EEXIST && attempt < 1000
    guard descriptor >= 0 else { throw .cannotWrite(file: path, reason: systemError()) }
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unlink(temporaryPath)
    }
  }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(CheckpointError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: rest))
      if written < 0 {
        if errno == EINTR { continue }
        throw .cannotWrite(file: path, reason: systemError())
      }
      rest = rest.dropFirst(written)
    }
  }

  mutating func write(_ bytes: [UInt8]) throws(CheckpointError) {
    // withUnsafeBytes does not carry a typed error out.
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

  /// A tensor's elements, row-major.
  mutating func write(_ tensor: Tensor) throws(CheckpointError) {
    let dense = tensor.contiguous()
    let start = dense.layout.offset * dense.dtype.size
    let count = dense.count * dense.dtype.size
    if count == 0 { return }
    try write(UnsafeRawBufferPointer(rebasing: dense.storage.bytes[start..<start + count]))
    withExtendedLifetime(dense) {}
  }

  /// Makes the file appear under its name.
  mutating func commit() throws(CheckpointError) {
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

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}

private func systemCreate(_ path: String) -> Int32 { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
