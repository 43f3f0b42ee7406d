// Views: tensors with other layouts of the same storage.

extension Tensor {
  /// Returns the elements in another shape: a view when the layout allows it, else a copy.
  public func reshaped(to shape: [Int]) throws(TensorError) -> Tensor {
    if let layout = try layout.reshaped(to: shape) { return view(layout) }
    let dense = try dense()
    guard let layout = try dense.layout.reshaped(to: shape) else {
      preconditionFailure("dense elements take any shape")
    }
    return dense.view(layout)
  }

  public func flattened(from: Int = 0, to: Int = -1) throws(TensorError) -> Tensor {
    try reshaped(to: try layout.flattenedShape(from: from, to: to))
  }

  public func transposed(_ first: Int, _ second: Int) throws(TensorError) -> Tensor {
    view(try layout.transposed(first, second))
  }

  public func permuted(_ axes: [Int]) throws(TensorError) -> Tensor { view(try layout.permuted(axes)) }
  public func squeezed(_ axis: Int? = nil) throws(TensorError) -> Tensor { view(try layout.squeezed(axis)) }
  public func unsqueezed(at axis: Int) throws(TensorError) -> Tensor { view(try layout.unsqueezed(at: axis)) }
  public func expanded(to shape: [Int]) throws(TensorError) -> Tensor { view(try layout.expanded(to: shape)) }
  public func flipped(_ axes: [Int]) throws(TensorError) -> Tensor { view(try layout.flipped(axes)) }

  public func sliced(axis: Int, start: Int? = nil, stop: Int? = nil, step: Int = 1) throws(TensorError) -> Tensor {
    view(try layout.sliced(axis: axis, start: start, stop: stop, step: step))
  }

  public func selected(axis: Int, index: Int) throws(TensorError) -> Tensor {
    view(try layout.selected(axis: axis, index: index))
  }

  public func unfolded(axis: Int, size: Int, step: Int) throws(TensorError) -> Tensor {
    view(try layout.unfolded(axis: axis, size: size, step: step))
  }
}
