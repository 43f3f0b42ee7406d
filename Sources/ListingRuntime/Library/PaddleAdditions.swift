import Tensors

/// Names of torch that PaddleSpeech's models use. An import of the package PaddleSpeech adds these names to Paddle.
/// Later versions of Paddle define most of these names themselves.
enum PaddleAdditions {
  /// - Parameters:
  ///   - functional: the functions of `paddle.nn.functional`, by name.
  ///   - library: the functions of `paddle`, by name.
  static func names(functional: [String: BuiltinFunction], library: [String: BuiltinFunction]) -> [String: Value] {
    var names = DType.aliases.mapValues(Value.dtype)
    for name in ["softmax", "log_softmax", "log_sigmoid", "relu"] where library[name] == nil {
      if let function = functional[name] { names[name] = .builtin(function) }
    }
    for (name, other) in [("cat", "concat"), ("eq", "equal")] {
      if let function = library[other] { names[name] = .builtin(function) }
    }
    return names
  }

  /// The tensor methods that the PaddleSpeech package adds.
  static func methods(
    torch: [String: BuiltinFunction], paddle: [String: BuiltinFunction], functional: [String: BuiltinFunction]
  ) -> [String: BuiltinFunction] {
    var methods: [String: BuiltinFunction] = [:]
    for name in ["repeat", "type_as", "new_full", "long", "int", "float", "double"] where paddle[name] == nil {
      methods[name] = torch[name]
    }
    methods["eq"] = paddle["equal"]
    for name in ["softmax", "relu"] where paddle[name] == nil { methods[name] = functional[name] }
    if let view = paddle["view"], case .native(let seen) = view.body {
      methods["view"] = BuiltinFunction("view(x, *shape_or_dtype)", isTensorOperation: true) { m, a in
        if a.rest.count == 1 { return try seen(&m, view.bind([a[0]] + a.rest, [])) }
        return try ShapeOperations.reshaped(&m, a.reference(0, m), a.restInts(m))
      }
    }
    return methods
  }
}
