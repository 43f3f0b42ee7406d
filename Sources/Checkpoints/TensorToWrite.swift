import Tensors

/// A tensor that a file is going to hold: what it is, and where its elements come from when their turn is there.
public struct TensorToWrite {
  public let name: String
  public let dtype: DType
  public let shape: [Int]
  let load: () throws(CheckpointError) -> Tensor

  /// The bytes of its elements.
  var byteCount: Int { shape.reduce(1, *) * dtype.size }

  /// - Parameter load: gives a tensor of that type and shape; asked once, and kept no longer than it takes to write it.
  public init(name: String, dtype: DType, shape: [Int], load: @escaping () throws(CheckpointError) -> Tensor) {
    self.name = name
    self.dtype = dtype
    self.shape = shape
    self.load = load
  }

  public init(_ name: String, _ tensor: Tensor) {
    self.init(name: name, dtype: tensor.dtype, shape: tensor.shape, load: { () throws(CheckpointError) in tensor })
  }

  public init(_ name: String, _ piece: TensorSpool.Piece, in spool: TensorSpool) {
    self.init(
      name: name, dtype: piece.dtype, shape: piece.shape,
      load: { () throws(CheckpointError) in try spool.tensor(piece) })
  }
}

/// Writes a text as a file that appears only when it is complete.
public func writeText(_ text: String, to path: String) throws(CheckpointError) {
  var file = try AtomicFile(path)
  try file.write(Array(text.utf8))
  try file.commit()
}
