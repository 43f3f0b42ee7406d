import Tensors

/// The initial values of torch's layers, as `reset_parameters` sets them. Only scripts need initial values: the
/// parameters of a model get their values from a checkpoint.
enum LayerInitialization {
  /// A function for the prelude: the prelude's layers call it at the end of `__init__`.
  static let helper = BuiltinFunction(forwarding: "reset_layer(layer)") { m, a in
    try begin(a.module(0, m), &m).map { .call($0, []) } ?? .value(.none)
  }

  /// The methods of a layer. For a torch layer with an entry in `kinds`, adds `reset_parameters`.
  static func completed(
    _ methods: [String: BuiltinFunction], of name: String, _ dialect: Dialect
  ) -> [String: BuiltinFunction] {
    if dialect != .torch || kinds[name] == nil { return methods }
    return methods.merging([resetName(name): resetting]) { own, _ in own }
  }

  private static func resetName(_ layer: String) -> String {
    layer == "MultiheadAttention" ? "_reset_parameters" : "reset_parameters"
  }

  private static let resetting = BuiltinFunction("reset_parameters(self)") { m, a in
    try reset(a.module(0, m), &m)
    return .none
  }

  /// Sets the initial values of a new layer's parameters. If the listing overrides `reset_parameters`, returns the
  /// listing's method: the caller must call this method instead.
  static func begin(_ handle: Handle, _ m: inout Machine) throws -> Value? {
    guard m.makesInitialValues, let type = layerType(of: handle, m) else { return nil }
    if let method = m.listingMethod(resetName(type.name), of: .instance(handle)) {
      for (_, parameter) in parameters(of: handle, m) where !m.hasValue(parameter) {
        try m.write(Tensor(.int(0), dtype: parameter.dtype), to: parameter)
      }
      return method
    }
    try reset(handle, &m)
    return nil
  }

  /// The builtin class of a layer, if `kinds` has an entry for the class; otherwise nil.
  private static func layerType(of handle: Handle, _ m: Machine) -> ClassObject? {
    m.heap.type(of: handle).ancestry.first { $0.namespace == nil && $0.dialect == .torch && kinds[$0.name] != nil }
  }

  private static func parameters(of handle: Handle, _ m: Machine) -> [(name: String, value: TensorReference)] {
    m.heap.instance(handle).attributes.compactMap { name, value in
      guard case .tensor(let reference) = value, reference.isParameter else { return nil }
      return (name, reference)
    }
  }

  /// Sets the initial values. If `kinds` has no entry for the layer, its parameters stay without a value, and using
  /// them is an error.
  private static func reset(_ handle: Handle, _ m: inout Machine) throws {
    guard m.makesInitialValues else { return }
    guard let kind = layerType(of: handle, m).flatMap({ kinds[$0.name] }) else { return }
    let own = parameters(of: handle, m)
    func parameter(_ name: String) -> TensorReference? { own.first { $0.name == name }?.value }
    let weight = parameter("weight")
    switch kind {
    case .linear:
      guard let weight else { return }
      // kaiming_uniform_ with a = √5.
      let fanIn = try Initializers.fans(of: weight.shape).in
      let gain = (2.0 / (1 + 5.0.squareRoot() * 5.0.squareRoot())).squareRoot()
      if !weight.shape.contains(0) {
        try uniform(weight, 3.0.squareRoot() * (gain / Double(fanIn).squareRoot()), &m)
      } else {
        try set(weight, 0, &m)
      }
      guard let bias = parameter("bias") else { return }
      if fanIn > 0 { try uniform(bias, 1 / Double(fanIn).squareRoot(), &m) } else { try set(bias, 0, &m) }
    case .embedding:
      guard let weight else { return }
      try write(weight, &m) { try $0.torchNormal(weight.shape, weight.dtype, using: &$1) }
      if case .int(let padding)? = m.heap.instance(handle).attributes["padding_idx"] {
        let row = try weight.layout.selected(axis: 0, index: padding)
        try m.write(
          Tensor(.int(0), dtype: weight.dtype), to: TensorReference(cell: weight.cell, dtype: weight.dtype, layout: row)
        )
      }
    case .norm:
      if let weight { try set(weight, 1, &m) }
      if let bias = parameter("bias") { try set(bias, 0, &m) }
    case .recurrent:
      let size = m.heap.instance(handle).int("hidden_size")
      for (_, parameter) in own { try uniform(parameter, size > 0 ? 1 / Double(size).squareRoot() : 0, &m) }
    case .bilinear:
      guard let weight, weight.layout.rank == 3 else { return }
      for (_, parameter) in own { try uniform(parameter, 1 / Double(max(weight.shape[1], 1)).squareRoot(), &m) }
    case .prelu:
      let initial = try m.heap.instance(handle).attributes["init"].map { try m.scalar($0).double } ?? 0.25
      if let weight { try set(weight, initial, &m) }
    case .attention:
      for name in ["in_proj_weight", "q_proj_weight", "k_proj_weight", "v_proj_weight"] {
        guard let weight = parameter(name) else { continue }
        let fans = try Initializers.fans(of: weight.shape)
        try uniform(weight, 3.0.squareRoot() * (2.0 / Double(fans.in + fans.out)).squareRoot(), &m)
      }
      if let bias = parameter("in_proj_bias") {
        try set(bias, 0, &m)
        if case .instance(let output)? = m.heap.instance(handle).attributes["out_proj"],
          let bias = parameters(of: output, m).first(where: { $0.name == "bias" })
        {
          try set(bias.value, 0, &m)
        }
      }
      for name in ["bias_k", "bias_v"] {
        guard let bias = parameter(name) else { continue }
        let fans = try Initializers.fans(of: bias.shape)
        let deviation = (2.0 / Double(fans.in + fans.out)).squareRoot()
        try write(bias, &m) { try $0.torchNormal(bias.shape, bias.dtype, deviation: deviation, using: &$1) }
      }
    }
  }

  private enum Kind { case linear, embedding, norm, recurrent, bilinear, prelu, attention }

  private static let kinds: [String: Kind] = [
    "Linear": .linear, "Conv1d": .linear, "Conv2d": .linear, "Conv3d": .linear, "ConvTranspose1d": .linear,
    "ConvTranspose2d": .linear, "ConvTranspose3d": .linear, "Embedding": .embedding, "EmbeddingBag": .embedding,
    "LayerNorm": .norm, "GroupNorm": .norm, "RMSNorm": .norm, "BatchNorm1d": .norm, "BatchNorm2d": .norm,
    "BatchNorm3d": .norm, "SyncBatchNorm": .norm, "InstanceNorm1d": .norm, "InstanceNorm2d": .norm,
    "InstanceNorm3d": .norm, "LSTM": .recurrent, "GRU": .recurrent, "RNN": .recurrent, "LSTMCell": .recurrent,
    "GRUCell": .recurrent, "RNNCell": .recurrent, "Bilinear": .bilinear, "PReLU": .prelu,
    "MultiheadAttention": .attention,
  ]

  private static func uniform(_ parameter: TensorReference, _ bound: Double, _ m: inout Machine) throws {
    try write(parameter, &m) {
      try $0.torchUniform(parameter.shape, parameter.dtype, low: -bound, high: bound, using: &$1)
    }
  }

  private static func set(_ parameter: TensorReference, _ value: Double, _ m: inout Machine) throws {
    let full = try m.compute.full(parameter.shape, .float(value), dtype: parameter.dtype)
    try replace(parameter, full, &m)
  }

  private static func write(
    _ parameter: TensorReference, _ m: inout Machine, _ make: (Compute, inout TorchGenerator) throws -> Tensor
  ) throws {
    try replace(parameter, m.withGenerator(.none) { try make($0.compute, &$1) }, &m)
  }

  private static func replace(_ parameter: TensorReference, _ values: Tensor, _ m: inout Machine) throws {
    guard !m.hasValue(parameter), parameter.layout == values.layout else { return try m.write(values, to: parameter) }
    m.bytesMade += values.storage.byteCount
    m.heap.rewrite(parameter.cell, with: values.storage)
  }
}
