import Tensors

/// A builtin layer, such as `Linear`: a module whose `__init__`, `forward` and printed form are Swift code.
struct BuiltinLayer: Sendable {
  let name: String
  let initialize: BuiltinFunction
  let forward: BuiltinFunction
  /// The text that the framework prints between the parentheses for a module of this class: `in_features=256,
  /// out_features=512`.
  let text: @Sendable (Instance, Machine) -> String

  /// - Parameters:
  ///   - signature: the parameters of `__init__`, without `self`.
  ///   - forward: the parameters of `forward`, without `self`.
  ///   - initialize: sets attributes, parameters and buffers. `a[1]` is the first argument after `self`.
  ///   - compute: computes the result of `forward`. `a[1]` is the input.
  init(
    _ name: String, _ signature: String, forward: String = "input",
    initialize: @escaping @Sendable (inout Machine, LayerInstance, Arguments) throws -> Void,
    compute: @escaping @Sendable (inout Machine, LayerInstance, Arguments) throws -> Value,
    text: @escaping @Sendable (Instance, Machine) -> String = { _, _ in "" }
  ) {
    self.name = name
    let training = TrainingEffect(of: name)
    let initialize: @Sendable (inout Machine, LayerInstance, Arguments) throws -> Void = { m, layer, a in
      try initialize(&m, layer, a)
      try training?.checkShare(of: layer, m)
    }
    guard let index = Signature.index(of: "inplace", in: "f(\(signature))") else {
      self.text = text
      self.initialize = Self.initializing(name, signature, initialize)
      self.forward = BuiltinFunction(
        "forward(self, \(forward))", isTensorOperation: true,
        takesComplex: ["Linear", "Flatten", "Unflatten"].contains(name),
        keepsMemoryOrder: MemoryOrder.layers.contains(name)
      ) { m, a in
        let layer = try LayerInstance(handle: a.module(0, m))
        try training?.check(layer, m)
        try TorchRefusals.checkLayer(name, layer, a, m)
        return try compute(&m, layer, a)
      }
      return
    }
    // With `inplace=True`, the layer writes the result into the input tensor. The printed form contains `inplace=True`,
    // except for `Hardswish` and `Hardsigmoid`.
    let isSilent = ["Hardswish", "Hardsigmoid"].contains(name)
    self.text = { instance, m in
      let text = text(instance, m)
      guard case .bool(true)? = instance.attributes["inplace"], !text.contains("inplace="), !isSilent else {
        return text
      }
      return text.isEmpty ? "inplace=True" : text + ", inplace=True"
    }
    self.initialize = BuiltinFunction("__init__(self, \(signature))") { m, a in
      let layer = try LayerInstance(handle: a.module(0, m))
      layer.set("inplace", .bool(try a.bool(index + 1, m)), &m)
      try initialize(&m, layer, a)
      return .none
    }
    self.forward = BuiltinFunction(
      "forward(self, \(forward))", isTensorOperation: true, keepsMemoryOrder: MemoryOrder.layers.contains(name)
    ) { m, a in
      let layer = try LayerInstance(handle: a.module(0, m))
      try training?.check(layer, m)
      try TorchRefusals.checkLayer(name, layer, a, m)
      let result = try compute(&m, layer, a)
      guard case .bool(true) = layer.attribute("inplace", m) else { return result }
      return try m.written(result, into: a[1])
    }
  }

  /// Makes a layer whose `forward` is a prelude function or a function of a listing.
  init(
    _ name: String, _ signature: String, forward: BuiltinFunction,
    initialize: @escaping @Sendable (inout Machine, LayerInstance, Arguments) throws -> Void,
    text: @escaping @Sendable (Instance, Machine) -> String = { _, _ in "" }
  ) {
    self.name = name
    self.text = text
    self.forward = forward
    self.initialize = Self.initializing(name, signature, initialize)
  }

  /// Makes an `__init__` that calls `initialize` and then sets the initial values of the parameters.
  private static func initializing(
    _ name: String, _ signature: String,
    _ initialize: @escaping @Sendable (inout Machine, LayerInstance, Arguments) throws -> Void
  ) -> BuiltinFunction {
    BuiltinFunction(forwarding: "__init__(self, \(signature))") { m, a in
      let names = a.parameters
      // Only torch's layers have a parameter `device`.
      let isTorch = names.contains("device")
      let handle = try a.module(0, m)
      let dtype = try names.firstIndex(of: "dtype").map { try parameterType(a, $0, m) }
      let layer = LayerInstance(handle: handle, dtype: dtype ?? .float32)
      // Paddle's norms work without a weight. Paddle's other layers need a weight.
      if !name.contains("Norm"), let attribute = names.firstIndex(of: "weight_attr"),
        case .bool(false) = a[attribute]
      {
        throw name.hasPrefix("Conv")
          ? ListingError(.assertionError, "weight_attr should not be False in Conv.")
          : ListingError.unsupported("\(name): weight_attr=False, a layer without a weight,")
      }
      try initialize(&m, layer, a)
      if isTorch {
        for (index, name) in names.enumerated()
        where keptArguments.contains(name) && m.heap.instance(handle).attributes[name] == nil {
          layer.set(name, a[index], &m)
        }
      }
      if isTorch, name.hasPrefix("Conv") {
        layer.set("transposed", .bool(name.hasPrefix("ConvTranspose")), &m)
        if !name.hasPrefix("ConvTranspose"), let size = layer.attribute("kernel_size", m).tupleItems {
          layer.set("output_padding", .tuple(size.map { _ in .int(0) }), &m)
        }
      }
      // A layer that receives its weight as an argument keeps this weight.
      if let weight = names.firstIndex(of: "_weight"), !a.isNone(weight) { return .value(.none) }
      return try LayerInitialization.begin(handle, &m).map { .call($0, []) } ?? .value(.none)
    }
  }

  /// The dtype of a new layer's parameters, from the argument `dtype`.
  static func parameterType(_ a: Arguments, _ index: Int, _ m: Machine) throws -> DType {
    guard let dtype = try a.dtype(index, m) else { return .float32 }
    if dtype.isComplex { throw ListingError.unsupported("a layer whose parameters are complex") }
    guard dtype.isFloatingPoint else {
      throw ListingError(
        .runtimeError, "Only Tensors of floating point and complex dtype can require gradients")
    }
    return dtype
  }

  /// Constructor arguments that torch's layers keep as attributes. After `initialize`, `__init__` sets those attributes
  /// that are still missing.
  private static let keptArguments: Set = [
    "affine", "elementwise_affine", "max_norm", "norm_type", "padding_mode", "scale_grad_by_freq", "sparse",
  ]

  func makeClass(_ dialect: Dialect, root: ClassObject) -> ClassObject {
    var methods = ["__init__": initialize, "forward": forward]
    if dialect == .torch, let maker = BuiltinLayers.makers[name] { methods[maker.name] = maker }
    return ClassObject(
      name: name, base: root, native: LayerInitialization.completed(methods, of: name, dialect), dialect: dialect)
  }
}

/// How training mode changes a builtin layer's results. fwdb computes only the results of `eval()`.
enum TrainingEffect {
  case dropsElements
  case usesBatchStatistics

  /// Nil for a layer whose results are the same in training mode.
  init?(of layer: String) {
    if layer.contains("Dropout") || layer == "RReLU" {
      self = .dropsElements
    } else if layer.contains("BatchNorm") {
      self = .usesBatchStatistics
    } else {
      return nil
    }
  }

  /// Throws if the dropout probability of a new torch layer is outside 0…1. Paddle's layers check the probability when
  /// they are called.
  func checkShare(of layer: LayerInstance, _ m: Machine) throws {
    guard self == .dropsElements, m.heap.type(of: layer.handle).dialect == .torch,
      let share = m.heap.instance(layer.handle).attributes["p"]
    else { return }
    guard try (0...1).contains(m.scalar(share).double) else {
      throw ListingError(
        .valueError, "dropout probability has to be between 0 and 1, but got \(m.representation(of: share))")
    }
  }

  /// Throws if the layer is in training mode and its results would differ from those of `eval()`.
  func check(_ layer: LayerInstance, _ m: Machine) throws {
    let instance = m.heap.instance(layer.handle)
    if !m.isTraining(instance) { return }
    let name = m.className(of: layer.handle)
    switch self {
    case .dropsElements:
      // With a dropout probability of 0, the results are the same as after `eval()`.
      switch instance.attributes["p"] {
      case .int(0)?, .float(0)?: return
      default:
        throw ListingError.unsupported("\(name) in training mode, which drops random elements,", advice: "call eval()")
      }
    case .usesBatchStatistics:
      throw ListingError.unsupported(
        "\(name) in training mode, which uses the statistics of each batch,", advice: "call eval()")
    }
  }
}

/// An instance of a builtin layer, with access to its attributes by name.
struct LayerInstance: Sendable {
  let handle: Handle
  /// The dtype of the parameters and buffers that `setParameter` and `setBuffer` make.
  var dtype = DType.float32

  func set(_ name: String, _ value: Value, _ m: inout Machine) {
    m.heap.changeInstance(handle) { $0.attributes[name] = value }
  }

  /// The value of an attribute; Python's None if there is no such attribute.
  func attribute(_ name: String, _ m: Machine) -> Value { m.heap.instance(handle).attributes[name] ?? .none }

  func isNone(_ name: String, _ m: Machine) -> Bool { if case .none = attribute(name, m) { true } else { false } }

  /// - Parameter isPresent: if false, the layer has no such parameter and the attribute is None.
  func setParameter(_ name: String, shape: [Int], isPresent: Bool = true, _ m: inout Machine) throws {
    if !isPresent { return try m.register(.parameters, name, of: handle, .none) }
    if shape.contains(where: { $0 < 0 }) {
      throw ListingError(
        .valueError, "\(m.className(of: handle)): a size cannot be negative: \(shapeDescription(shape))")
    }
    set(name, try m.parameter(shape: shape, dtype: dtype), &m)
  }

  /// Adds a persistent buffer with an initial value.
  func setBuffer(_ name: String, _ tensor: Tensor, _ m: inout Machine) throws {
    let value = try m.new(tensor)
    m.heap.changeInstance(handle) { instance in
      instance.attributes[name] = value
      instance.buffers[name] = .persistent
    }
  }

  func tensor(_ name: String, _ m: Machine) throws -> Tensor {
    guard case .tensor(let reference)? = m.heap.instance(handle).attributes[name] else {
      if let weight = try WeightNorm.weight(name, of: handle, m) ?? SpectralNorm.weight(name, of: handle, m) {
        return weight
      }
      throw ListingError(.attributeError, "\(m.className(of: handle)) has no tensor '\(name)'")
    }
    guard m.hasValue(reference) else {
      let path = m.modulePath(of: handle).map { $0.isEmpty ? name : "\($0).\(name)" } ?? name
      throw ListingError(.runtimeError, "the parameter \(path) has no value: the checkpoint does not contain it")
    }
    return try m.tensor(reference)
  }

  func optionalTensor(_ name: String, _ m: Machine) throws -> Tensor? {
    guard case .tensor? = m.heap.instance(handle).attributes[name] else { return nil }
    return try tensor(name, m)
  }

  func int(_ name: String, _ m: Machine) throws -> Int {
    try m.index(attribute(name, m))
  }

  func ints(_ name: String, _ m: Machine) throws -> [Int] {
    try m.integers(in: attribute(name, m)) ?? [int(name, m)]
  }

  /// Whether the layer's `data_format` puts the channels last. Only Paddle's layers have this attribute. `initialize`
  /// has checked the format.
  func isChannelsLast(_ m: Machine) -> Bool {
    guard case .string(let format) = attribute("data_format", m) else { return false }
    return DataFormat.isChannelsLast(format)
  }

  func double(_ name: String, _ m: Machine) throws -> Double {
    try m.scalar(attribute(name, m)).double
  }
}

extension Instance {
  /// The value of an integer attribute, for the printed form; 0 if the layer has no such attribute.
  func int(_ name: String) -> Int { if case .int(let number)? = attributes[name] { number } else { 0 } }

  func ints(_ name: String) -> [Int] {
    if let items = attributes[name]?.tupleItems {
      return items.map { if case .int(let number) = $0 { number } else { 0 } }
    }
    return [int(name)]
  }

  func text(_ name: String) -> String { if case .string(let text)? = attributes[name] { text } else { "" } }

  func float(_ name: String, _ m: Machine) -> String { m.representation(of: attributes[name] ?? .none) }

  /// For the printed form: `True` if the attribute exists and is not None, otherwise `False`.
  func flag(_ name: String) -> String { has(name) ? "True" : "False" }

  func has(_ name: String) -> Bool {
    if case .none? = attributes[name] { false } else { attributes[name] != nil }
  }
}
