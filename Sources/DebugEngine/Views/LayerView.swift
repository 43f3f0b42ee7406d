import Tensors

/// One layer of the layer loop.
public struct LayerView: Sendable {
  public enum State: Sendable { case done, current, coming }

  /// Counted from 1. 0 is the input of the first layer.
  public let number: Int
  public let state: State
  /// The carried variable after the layer; nil before the layer is done.
  public let output: TensorSummary?
  public let shape: [Int]?
  /// How long the layer took the first time; nil when the cursor stopped inside it.
  public let seconds: Double?
  /// Identifies the layer's record for `readOut(ofLayerRecord:)`; nil before the layer is done.
  public internal(set) var record: Int?
}
