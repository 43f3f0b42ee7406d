import Tensors

/// A tensor to write: its name, type and shape, and a function that loads its elements.
public struct TensorToWrite {
  public let name: String
  public let dtype: DType
  public let shape: [Int]
  let load: () throws(CheckpointError) -> Tensor

  /// The size of the tensor's elements in bytes.
  var byteCount: Int { shape.reduce(1, *) * dtype.size }

  /// - Parameter load: returns a tensor of this type and shape. The function is called once, and the tensor is freed
  ///   after writing.
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

/// Writes a text file. The file appears under its name only when it is complete.
public func writeText(_ text: String, to path: String) throws(CheckpointError) {
  var file = try AtomicFile(path)
  try file.write(Array(text.utf8))
  try file.commit()
}
