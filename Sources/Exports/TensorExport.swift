import Checkpoints
import Tensors

/// A kind of file that a tensor can be written to.
public struct ExportFormat: Sendable {
  /// The file's extension: `npy`.
  public let ending: String
  /// A description of the format for help texts.
  public let summary: String
  /// Writes a tensor and returns a description of the written data.
  let write: @Sendable (_ tensor: Tensor, _ name: String, _ path: String) throws -> String

  public static let all: [ExportFormat] = [
    ExportFormat(ending: "npy", summary: "numpy's array") { tensor, _, path in
      let (tensor, note) = forNumpy(tensor)
      try writeArray(tensor, to: path)
      return described(tensor) + note
    },
    ExportFormat(ending: "npz", summary: "numpy's archive of arrays") { tensor, name, path in
      let (tensor, note) = forNumpy(tensor)
      try writeNpz([(name, tensor)], to: path)
      return "\(described(tensor)) as '\(name)'\(note)"
    },
    ExportFormat(ending: "safetensors", summary: "safetensors") { tensor, name, path in
      try writeSafetensors([(name, tensor)], to: path)
      return "\(described(tensor)) as '\(name)'"
    },
    ExportFormat(ending: "csv", summary: "a table as text, the last axis as columns") { tensor, _, path in
      try writeFile(Array(try delimitedText(of: tensor).utf8), to: path)
      return described(tensor)
    },
    ExportFormat(ending: "json", summary: "dtype, shape and nested lists of numbers") { tensor, name, path in
      try writeFile(Array(try jsonText(of: tensor, named: name).utf8), to: path)
      return described(tensor)
    },
    ExportFormat(ending: "png", summary: "a heat map of the last two axes") { tensor, _, path in
      let picture = try HeatMapPicture(of: tensor)
      try writeFile(try picture.png(), to: path)
      return "a heat map of \(picture.columns) x \(picture.rows) pixels, from \(picture.low) to \(picture.high)"
    },
  ]

  /// Converts bfloat16 to float32, because numpy has no bfloat16. The conversion is exact. The returned text describes
  /// the conversion; it is empty for other dtypes.
  private static func forNumpy(_ tensor: Tensor) -> (Tensor, String) {
    tensor.dtype == .bfloat16 ? (tensor.converted(to: .float32), ", widened from bfloat16") : (tensor, "")
  }

  private static func described(_ tensor: Tensor) -> String { "\(tensor.dtype.name) \(shapeText(tensor.shape))" }
}

/// Reasons why a tensor cannot be written.
public enum ExportError: Error, Equatable, Sendable {
  case unknownEnding(path: String)
  /// Too many elements for this format.
  case tooLarge(what: String, limit: Int)
  case nothingToDraw(shape: [Int])
  case png(String)
}

extension ExportError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownEnding(let path):
      "\(path): the name's ending tells the kind of file: "
        + ExportFormat.all.map { "." + $0.ending }.joined(separator: ", ")
    case .tooLarge(let what, let limit): "\(what) is too much for this kind of file: at most \(limit); export a part"
    case .nothingToDraw(let shape): "a tensor of shape \(shapeText(shape)) has nothing to draw"
    case .png(let message): "the picture could not be made: \(message)"
    }
  }
}

/// Writes a tensor in the format of the file's extension. Returns a description of the written data. The file appears,
/// or replaces an existing file, only when it is complete.
///
/// - Parameter name: the tensor's name in formats with names.
/// - Throws: `ExportError` or `CheckpointError`.
public func exportTensor(_ tensor: Tensor, name: String, to path: String) throws -> String {
  guard let dot = path.lastIndex(of: "."),
    let format = ExportFormat.all.first(where: { $0.ending == path[path.index(after: dot)...].lowercased() })
  else { throw ExportError.unknownEnding(path: path) }
  return try format.write(tensor, name, path)
}

/// A shape as Python writes it: `(1, 58, 64)`, `(3,)`.
private func shapeText(_ shape: [Int]) -> String {
  "(" + shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? ",)" : ")")
}
