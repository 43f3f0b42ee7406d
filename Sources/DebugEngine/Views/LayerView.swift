import Tensors

/// One turn of the layer loop.
public struct LayerView: Sendable {
  public enum State: Sendable { case done, current, coming }

  /// Counted from 1. 0 stands for what went into the first layer.
  public let number: Int
  public let state: State
  /// Of the carried variable after the layer; nil before that.
  public let output: TensorSummary?
  public let shape: [Int]?
  /// How long the layer took when it ran for the first time without a stop inside it; else nil.
  public let seconds: Double?
  /// Names what was noted of it, for `readOut(ofLayerRecord:)`; nil before it is done.
  public internal(set) var record: Int?
}
