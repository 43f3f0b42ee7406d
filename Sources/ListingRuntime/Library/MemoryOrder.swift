import Tensors

/// The order of the axes in memory that torch gives to the result of an elementwise operation: the order of the
/// operands. fwdb permutes the operands to this order, computes a row-major result, and permutes its axes back.
enum MemoryOrder {
  /// Whether a function of torch computes its result element by element, so that the result has the operands' order.
  static func isKept(by name: String) -> Bool { names.contains(name) }

  private static let names: Set = [
    "abs", "absolute", "acos", "acosh", "add", "addcdiv", "addcmul", "angle", "arccos", "arcsin", "arctan",
    "arctan2", "asin", "asinh", "atan", "atan2", "atanh", "bfloat16", "bitwise_and", "bitwise_left_shift",
    "bitwise_not", "bitwise_or", "bitwise_right_shift", "bitwise_xor", "bool", "byte", "ceil", "celu", "clamp",
    "clamp_max", "clamp_min", "clip", "clone", "copysign", "cos", "cosh", "deg2rad", "digamma", "div", "divide",
    "double", "elu", "entr", "eq", "erf", "erfc", "erfinv", "exp", "exp2", "expm1", "float", "float_power", "floor",
    "floor_divide", "fmax", "fmin", "fmod", "frac", "gcd", "ge", "gelu", "gt", "half", "hardshrink", "hardsigmoid",
    "hardswish", "hardtanh", "heaviside", "hypot", "i0", "int", "isfinite", "isinf", "isnan", "isneginf",
    "isposinf", "isreal", "lcm", "ldexp", "le", "leaky_relu", "lerp", "lgamma", "log", "log10", "log1p", "log2",
    "logaddexp", "logaddexp2", "logical_and", "logical_not", "logical_or", "logical_xor", "logit", "long", "lt",
    "maximum", "minimum", "mish", "mul", "multiply", "nan_to_num", "ndtr", "ne", "neg", "negative", "nextafter",
    "polygamma", "pow", "rad2deg", "reciprocal", "relu", "relu6", "remainder", "round", "rsqrt", "rsub", "selu",
    "sgn", "short", "sigmoid", "sign", "signbit", "silu", "sin", "sinc", "sinh", "softplus", "softshrink",
    "softsign", "sqrt", "square", "sub", "subtract", "tan", "tanh", "tanhshrink", "threshold", "to", "true_divide",
    "trunc", "type", "where", "xlogy",
  ]

  /// The layers of torch that compute such a function.
  static let layers: Set = [
    "CELU", "ELU", "GELU", "Hardshrink", "Hardsigmoid", "Hardswish", "Hardtanh", "LeakyReLU", "Mish", "ReLU", "ReLU6",
    "SELU", "SiLU", "Sigmoid", "Softplus", "Softshrink", "Softsign", "Tanh", "Tanhshrink", "Threshold",
  ]

  /// Calls `body` with the operands in memory order and returns its result with the axes of the operands.
  static func keeping(_ operands: [Operand], _ body: ([Operand]) throws -> Tensor) throws -> Tensor {
    let layouts = operands.compactMap { operand in
      if case .tensor(let tensor) = operand, tensor.rank > 0 { tensor.layout } else { nil }
    }
    guard let (shape, order) = order(of: layouts) else { return try body(operands) }
    let turned = try operands.map { operand in
      guard case .tensor(let tensor) = operand, tensor.rank > 0 else { return operand }
      return Operand.tensor(try tensor.expanded(to: shape).permuted(order))
    }
    let result = try body(turned)
    return result.rank == shape.count ? try result.permuted(inverse(of: order)) : result
  }

  /// The broadcast shape of the operands, and the axes from the slowest to the fastest. Nil if the result is row-major,
  /// or if the operands do not broadcast.
  ///
  /// This is the rule of torch's TensorIterator: the first operand in which two axes have different strides decides.
  static func order(of layouts: [Layout]) -> (shape: [Int], order: [Int])? {
    if layouts.allSatisfy({ $0.isContiguous || $0.rank < 2 }) { return nil }
    var shape = layouts[0].shape
    for layout in layouts.dropFirst() {
      guard let both = try? broadcastShape(shape, layout.shape, operation: "") else { return nil }
      shape = both
    }
    let wide = layouts.compactMap { try? $0.expanded(to: shape) }
    if shape.contains(0) || wide.count != layouts.count { return nil }
    /// 1 if axis `a` is slower than axis `b`, −1 if it is faster, 0 if no operand decides.
    func comparison(_ a: Int, _ b: Int) -> Int {
      for layout in wide {
        let (x, y) = (layout.strides[a].magnitude, layout.strides[b].magnitude)
        if x == 0 || y == 0 { continue }
        if x != y { return x < y ? -1 : 1 }
        if shape[a] > shape[b] { return 1 }
      }
      return 0
    }
    // The axes from the fastest to the slowest.
    var axes = Array(shape.indices.reversed())
    for start in axes.indices.dropFirst() {
      var current = start
      for before in (0..<start).reversed() {
        let comparison = comparison(axes[before], axes[current])
        if comparison > 0 {
          axes.swapAt(before, current)
          current = before
        } else if comparison < 0 {
          break
        }
      }
    }
    let order = Array(axes.reversed())
    return order == order.sorted() ? nil : (shape, order)
  }

  static func inverse(of order: [Int]) -> [Int] { order.indices.map { order.firstIndex(of: $0) ?? $0 } }
}

extension Machine {
  /// The arguments of an elementwise function with the tensors in memory order, and the order. Nil if the result is
  /// row-major.
  func inMemoryOrder(_ builtin: BuiltinFunction, _ bound: Arguments) -> (arguments: Arguments, order: [Int])? {
    guard builtin.keepsMemoryOrder, !followsNumpy else { return nil }
    if case .instance(let layer) = bound[0], heap.type(of: layer).dialect != .torch { return nil }
    func reference(_ value: Value) -> TensorReference? {
      if case .tensor(let reference) = value, !reference.isArray, reference.layout.rank > 0 { reference } else { nil }
    }
    let given = bound.values.compactMap(reference)
    guard given.contains(where: { !$0.layout.isContiguous }), !writesInPlace(bound), !isRowMajor(bound),
      let (shape, order) = MemoryOrder.order(of: given.map(\.layout))
    else { return nil }
    var values = bound.values
    for (index, value) in values.enumerated() {
      guard let own = reference(value) else { continue }
      guard let layout = try? own.layout.expanded(to: shape).permuted(order) else { return nil }
      values[index] = view(own, layout)
    }
    return (Arguments(function: bound.callee, values: values, rest: bound.rest, named: bound.named), order)
  }

  private func writesInPlace(_ bound: Arguments) -> Bool {
    if case .instance(let layer) = bound[0], case .bool(true)? = heap.instance(layer).attributes["inplace"] {
      return true
    }
    guard let index = bound.parameters.firstIndex(of: "inplace") else { return false }
    if case .bool(false) = bound[index] { return false }
    return true
  }

  /// Whether the result is row-major whatever the operands' order. `where(condition)` returns indices along the axes.
  private func isRowMajor(_ bound: Arguments) -> Bool {
    switch bound.callee.name {
    case "where" where bound.isNone(1) && bound.isNone(2): return true
    case "pow" where !isTensor(bound[0]): return true
    default: break
    }
    guard let index = bound.parameters.firstIndex(of: "memory_format") else { return false }
    return if case .string("torch.contiguous_format") = bound[index] { true } else { false }
  }

  /// The result of an elementwise function, whose axes are in memory order, with the axes of the operands. A function
  /// that returns its argument, such as `float()` of a float32 tensor, returns the tensor of the call.
  func inOrderOfAxes(_ result: Value, _ order: [Int], turned: Arguments, given: Arguments) throws -> Value {
    guard case .tensor(let reference) = result else { return result }
    for (index, value) in turned.values.enumerated() {
      if case .tensor(let argument) = value, argument === reference { return given[index] }
    }
    guard reference.layout.rank == order.count else { return result }
    return view(reference, try reference.layout.permuted(MemoryOrder.inverse(of: order)))
  }
}
