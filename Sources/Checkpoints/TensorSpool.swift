import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Stores tensors in a temporary file until all tensors are known. A safetensors file begins with the table of all its
/// tensors, so it can be written only after all tensors are known.
///
/// The temporary file has no name and is in the folder of the target. The system deletes it when the spool is destroyed
/// or the program ends, even if the program crashes.
public final class TensorSpool {
  /// The dtype, shape and position of a tensor in the temporary file.
  public struct Piece: Sendable, Hashable {
    public let dtype: DType
    public let shape: [Int]
    fileprivate let position: Int

    fileprivate var byteCount: Int { shape.reduce(1, *) * dtype.size }
  }

  private let path: String
  private let descriptor: Int32
  /// The number of bytes in the temporary file.
  public private(set) var count = 0

  /// - Parameter path: the file to which the tensors will be written.
  public init(for path: String) throws(CheckpointError) {
    self.path = path
    var descriptor = createNameless(beside: path, O_RDWR)
    if descriptor < 0 {
      let named = createNamed(beside: path, O_RDWR)
      descriptor = named.descriptor
      if descriptor >= 0 { unlink(named.path) }
    }
    guard descriptor >= 0 else { throw .cannotWrite(file: path, reason: systemError()) }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Appends the elements of a tensor in row-major order.
  public func add(_ tensor: Tensor) throws(CheckpointError) -> Piece {
    let piece = Piece(dtype: tensor.dtype, shape: tensor.shape, position: count)
    let dense = tensor.contiguous()
    let padding = [UInt8](repeating: 0, count: (64 - piece.byteCount % 64) % 64)
    let isWritten =
      systemWriteAll(descriptor, dense.denseBytes) && padding.withUnsafeBytes { systemWriteAll(descriptor, $0) }
    withExtendedLifetime(dense) {}
    guard isWritten else { throw .cannotWrite(file: path, reason: systemError()) }
    count += piece.byteCount + padding.count
    return piece
  }

  /// Returns a stored tensor. Its elements are mapped from the temporary file.
  public func tensor(_ piece: Piece) throws(CheckpointError) -> Tensor {
    let layout = Layout(contiguous: piece.shape)
    if piece.byteCount == 0 {
      return Tensor(storage: Storage(byteCount: 0) { _ in }, dtype: piece.dtype, layout: layout)
    }
    guard let storage = MappedFile.map(descriptor, piece.position..<piece.position + piece.byteCount) else {
      throw .cannotRead(file: path, reason: systemError())
    }
    return Tensor(storage: storage, dtype: piece.dtype, layout: layout)
  }
}
