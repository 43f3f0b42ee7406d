/// Returns the shape to which two shapes broadcast. Axes are paired from last to first. An axis of size 1 is repeated.
public func broadcastShape(_ a: [Int], _ b: [Int], operation: String) throws(TensorError) -> [Int] {
  if a == b { return a }
  let rank = max(a.count, b.count)
  var result = [Int](repeating: 1, count: rank)
  for axis in 0..<rank {
    let u = axis < rank - a.count ? 1 : a[axis - (rank - a.count)]
    let v = axis < rank - b.count ? 1 : b[axis - (rank - b.count)]
    guard u == v || u == 1 || v == 1 else {
      throw .shapesDoNotBroadcast(operation: operation, a, b, axis: axis)
    }
    result[axis] = u == 1 ? v : u
  }
  return result
}

/// A loop over several operands of the same shape. Neighbouring axes are merged where the strides of all operands allow
/// it.
struct StridedPlan {
  var shape: [Int64]
  /// The strides of each operand, in elements.
  var strides: [[Int64]]

  var rank: Int32 { Int32(shape.count) }

  init(shape: [Int], strides: [[Int]]) {
    var kept: [Int64] = []
    var keptStrides = [[Int64]](repeating: [], count: strides.count)
    for axis in shape.indices where shape[axis] != 1 {
      let size = Int64(shape[axis])
      let joins =
        !kept.isEmpty
        && strides.indices.allSatisfy { operand in
          keptStrides[operand][kept.count - 1] == Int64(strides[operand][axis]) * size
        }
      if joins {
        kept[kept.count - 1] *= size
        for operand in strides.indices { keptStrides[operand][kept.count - 1] = Int64(strides[operand][axis]) }
      } else {
        kept.append(size)
        for operand in strides.indices { keptStrides[operand].append(Int64(strides[operand][axis])) }
      }
    }
    self.shape = kept
    self.strides = keptStrides
  }

  /// The number of elements at one index of the first axis.
  var innerCount: Int { Int(shape.dropFirst().reduce(1, *)) }
}

extension Compute {
  /// Divides the plan along its first axis. Calls `body` with each part and the index at which the part begins, in
  /// parallel.
  func parallel(_ plan: StridedPlan, _ body: (StridedPlan, Int) -> Void) throws(TensorError) {
    guard let size = plan.shape.first else {
      try checkCancelled()
      body(plan, 0)
      return
    }
    try parallel(over: Int(size), cost: plan.innerCount) { range in
      var part = plan
      part.shape[0] = Int64(range.count)
      body(part, range.lowerBound)
    }
  }
}
