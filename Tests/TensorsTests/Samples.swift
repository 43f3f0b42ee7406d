@testable import Tensors

/// The memory layout of a sample.
enum Arrangement: CaseIterable {
  case dense
  /// The index of the first axis changes fastest in memory.
  case reversed
  /// The sample is every second element of a larger tensor, along each axis.
  case spaced
}

/// Numbers in −1…1 that are the same in every run.
enum Samples {
  static func tensor(_ shape: [Int], _ arrangement: Arrangement = .dense, seed: UInt64 = 0) -> Tensor {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1
    func next() -> Float {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 23) - 1
    }
    let values = (0..<shape.reduce(1, *)).map { _ in next() }
    return arranged(Tensor(values, shape: shape), arrangement)
  }

  /// A tensor with the same elements in another layout.
  static func arranged(_ tensor: Tensor, _ arrangement: Arrangement) -> Tensor {
    let shape = tensor.shape
    switch arrangement {
    case .dense: return tensor
    case .reversed:
      var strides = [Int](repeating: 1, count: shape.count)
      for axis in shape.indices.dropFirst() { strides[axis] = strides[axis - 1] * max(shape[axis - 1], 1) }
      return placed(tensor, Layout(shape: shape, strides: strides), size: tensor.count)
    case .spaced:
      let wide = Layout.contiguousStrides(of: shape.map { $0 * 2 })
      let layout = Layout(shape: shape, strides: wide.map { $0 * 2 }, offset: 1)
      return placed(tensor, layout, size: tensor.count << shape.count + 1)
    }
  }

  private static func placed(_ tensor: Tensor, _ layout: Layout, size: Int) -> Tensor {
    var elements = [Float](repeating: 777, count: size + 1)
    for (offset, value) in zip(layout.offsets, tensor.floats) { elements[offset] = value }
    return Tensor(storage: Tensor(elements, shape: [elements.count]).storage, dtype: .float32, layout: layout)
  }
}
