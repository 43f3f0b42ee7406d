import Tensors

/// One layer of the layer loop, as a front end shows it.
public struct LayerView: Sendable {
  public enum State: Sendable { case done, current, coming }

  /// The layer's number, counted from 1. Number 0 is the input of the first layer.
  public let number: Int
  public let state: State
  /// A summary of the carried variable after the layer; nil before the layer has run.
  public let output: TensorSummary?
  public let shape: [Int]?
  /// The time that the layer took in its first run. Nil if the layer has not run. Also nil if the cursor stopped within
  /// the layer.
  public let seconds: Double?
  /// The ID of the layer's record, for `readOut(ofLayerRecord:)`; nil when the cursor is before the end of the layer.
  public internal(set) var record: Int?
}
