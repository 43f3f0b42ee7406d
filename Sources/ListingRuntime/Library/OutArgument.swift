/// The argument `out` of torch's functions: the tensor that receives the result.
enum OutArgument {
  /// The functions that accept `out`.
  static let names: Set = [
    "abs", "add", "addmm", "amax", "amin", "arange", "argmax", "argmin", "atan2", "baddbmm", "bitwise_and",
    "bitwise_or", "bmm", "cat", "ceil", "clamp", "cos", "cumprod", "cumsum", "div", "empty", "eq", "erf", "exp", "eye",
    "floor", "full", "gather", "ge", "gt", "index_select", "le", "linspace", "log", "log1p", "logical_and",
    "logical_not", "logical_or", "lt", "matmul", "maximum", "mean", "minimum", "mm", "mul", "mv", "ne", "neg", "ones",
    "pow", "prod", "rand", "randn", "remainder", "round", "rsqrt", "sigmoid", "sign", "sin", "sqrt", "square", "stack",
    "sub", "sum", "tanh", "tril", "triu", "zeros",
  ]
}

extension Machine {
  /// Calls a function, writes its result into the tensor `out`, and returns this tensor.
  mutating func call(
    _ builtin: BuiltinFunction, _ arguments: [Value], _ named: [(String, Value)], writingInto out: Value
  ) throws -> Value {
    let bound = try builtin.bind(arguments, named)
    try builtin.torchCheck?(bound, self)
    guard case .native(let body) = builtin.body else { preconditionFailure("\(builtin.name) runs in Swift") }
    guard case .tensor(let target) = out, !target.isArray else {
      throw ListingError.unsupported("\(builtin.name): an argument 'out' that is no tensor")
    }
    if recordsOperation(on: bound.values + bound.rest + [out]) {
      throw ListingError(
        .runtimeError,
        "\(builtin.name)(): functions with out=... arguments don't support automatic differentiation, but one of the "
          + "arguments requires grad.")
    }
    guard case .tensor(let made) = try body(&self, bound), made.dtype == target.dtype, made.shape == target.shape else {
      // torch resizes the tensor, or converts the result if the dtypes allow it.
      throw ListingError.unsupported(
        "\(builtin.name): an argument 'out' whose shape or dtype differs from the result's")
    }
    try write(tensor(made), to: target)
    if let index = builtin.gradientIndex { try setGradient(of: out, bound, index) }
    return out
  }
}
