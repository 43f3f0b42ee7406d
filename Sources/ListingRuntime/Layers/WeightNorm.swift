import Tensors

/// Weight normalisation: `weight = g · v / ‖v‖`. The norm is over all axes except `dim`. g contains the lengths. v
/// contains the directions.
enum WeightNorm {
  /// Stores g and v in the attributes `weight_g` and `weight_v`, as checkpoints of older torch versions do.
  static let plain = BuiltinFunction("weight_norm(module, name='weight', dim=0)") { m, a in
    let handle = try a.module(0, m)
    let name = try a.string(1, m)
    let (length, direction) = try split(handle, name, a.optionalInt(2, m), &m)
    m.heap.changeInstance(handle) { instance in
      instance.attributes.remove(name)
      instance.attributes[name + "_g"] = length
      instance.attributes[name + "_v"] = direction
    }
    return a[0]
  }

  /// Paddle's weight norm. g has one axis, or none if the norm is over the whole weight.
  static let paddle = BuiltinFunction("weight_norm(layer, name='weight', dim=0)") { m, a in
    let handle = try a.module(0, m)
    let name = try a.string(1, m)
    let dim = try a.optionalInt(2, m)
    let (length, direction) = try split(handle, name, dim, &m)
    guard case .tensor(let made) = length, case .tensor(let weight) = direction else { return a[0] }
    let axis = dim.map { $0 < 0 && $0 != -1 ? $0 + weight.shape.count : $0 } ?? -1
    let layout = axis == -1 ? made.layout : Layout(contiguous: [weight.shape[axis]])
    let flat = TensorReference(cell: made.cell, dtype: made.dtype, layout: layout, isParameter: true)
    m.heap.changeInstance(handle) { instance in
      instance.attributes.remove(name)
      instance.attributes[name + "_v"] = direction
      instance.attributes[name + "_g"] = .tensor(flat)
      instance.attributes["_\(name)_norm_dim"] = .int(axis)
    }
    return a[0]
  }

  /// Stores g and v in `parametrizations.weight.original0` and `original1`, as newer torch versions do.
  static let parametrized = BuiltinFunction("weight_norm(module, name='weight', dim=0)") { m, a in
    let handle = try a.module(0, m)
    let name = try a.string(1, m)
    let (length, direction) = try split(handle, name, a.optionalInt(2, m), &m)
    guard let list = m.library.nnClass("ModuleList"), let dictionary = m.library.nnClass("ModuleDict") else {
      preconditionFailure("nn has ModuleList and ModuleDict")
    }
    guard let root = m.library.nnClass("Module") else { preconditionFailure("nn has Module") }
    let rule = m.heap.add(.instance(Instance(type: ClassObject(name: "_WeightNorm", base: root, dialect: .torch))))
    var parts = Instance(type: ClassObject(name: "ParametrizationList", base: list, dialect: .torch))
    parts.attributes["0"] = .instance(rule)
    parts.attributes["original0"] = length
    parts.attributes["original1"] = direction
    let originals = Value.instance(m.heap.add(.instance(parts)))
    if case .instance(let kept)? = m.heap.instance(handle).attributes["parametrizations"] {
      m.heap.changeInstance(kept) { $0.attributes[name] = originals }
    } else {
      var kept = Instance(type: dictionary)
      kept.attributes[name] = originals
      let value = Value.instance(m.heap.add(.instance(kept)))
      m.heap.changeInstance(handle) { $0.attributes["parametrizations"] = value }
    }
    m.heap.changeInstance(handle) { $0.attributes.remove(name) }
    setParametrizedClass(of: handle, &m)
    return a[0]
  }

  /// Replaces g and v by the weight that they define.
  static let removal = BuiltinFunction("remove_weight_norm(module, name='weight')", remove)
  static let paddleRemoval = BuiltinFunction("remove_weight_norm(layer, name='weight')", remove)

  private static let remove: BuiltinFunction.Native = { m, a in
    let handle = try a.module(0, m)
    let name = try a.string(1, m)
    guard let (length, direction) = parts(of: name, of: handle, m) else {
      throw ListingError(.valueError, "weight_norm of '\(name)' not found in \(m.moduleText(handle))")
    }
    let weight: Value =
      if m.hasValue(length), m.hasValue(direction), let computed = try weight(name, of: handle, m) {
        try m.new(computed)
      } else {
        try m.parameter(shape: direction.shape, dtype: direction.dtype)
      }
    m.heap.changeInstance(handle) { instance in
      for part in ["_g", "_v"] { instance.attributes.remove(name + part) }
      instance.attributes.remove("_\(name)_norm_dim")
      if case .tensor(let made) = weight {
        instance.attributes[name] = .tensor(made.asParameter)
      }
    }
    return a[0]
  }

  /// Computes the weight from g and v; nil if the module has no g and v of this name.
  static func weight(_ name: String, of handle: Handle, _ m: Machine) throws -> Tensor? {
    guard let (length, direction) = parts(of: name, of: handle, m) else { return nil }
    if case .int(let axis)? = m.heap.instance(handle).attributes["_\(name)_norm_dim"] {
      // Paddle divides by the length, but by no less than 1e-12.
      let (g, v) = (try m.tensor(length), try m.tensor(direction))
      let norm = try m.compute.reduce(
        .norm, v, axes: v.shape.indices.filter { axis == -1 || $0 != axis }, keepDimensions: true)
      let divided = try m.compute.divide(v, m.compute.clamp(norm, min: 1e-12))
      return try m.compute.multiply(divided, axis == -1 ? g : g.reshaped(to: norm.shape))
    }
    return try product(length, direction, m)
  }

  /// A property that computes a normalised weight, such as `layer.weight`; nil if the module has no such weight.
  static func property(_ name: String, of instance: Instance, _ m: Machine) -> Value? {
    var isComputed = instance.attributes[name + "_v"] != nil || instance.attributes[name + "_orig"] != nil
    if !isComputed, case .instance(let kept)? = instance.attributes["parametrizations"],
      case .instance(let parts)? = m.heap.instance(kept).attributes[name]
    {
      isComputed = m.heap.type(of: parts).namespace == nil
    }
    if !isComputed { return nil }
    let getter = BuiltinFunction("\(name)(self)") { m, a in
      let handle = try a.module(0, m)
      guard let weight = try weight(name, of: handle, m) ?? SpectralNorm.weight(name, of: handle, m) else {
        throw ListingError(.attributeError, "\(m.className(of: handle)) has no attribute '\(name)'")
      }
      return try m.new(weight)
    }
    return .descriptor(Descriptor(.property, .builtin(getter)))
  }

  /// Gives a module that gets its first parametrization the class that torch makes for it, such as
  /// `ParametrizedLinear`.
  static func setParametrizedClass(of handle: Handle, _ m: inout Machine) {
    let type = m.heap.type(of: handle)
    if type.module == "torch.nn.utils.parametrize" { return }
    let made = ClassObject(
      name: "Parametrized" + type.name, base: type, dialect: .torch, module: "torch.nn.utils.parametrize")
    m.heap.changeInstance(handle) { $0.type = made }
  }

  private static func parts(
    of name: String, of handle: Handle, _ m: Machine
  ) -> (length: TensorReference, direction: TensorReference)? {
    let attributes = m.heap.instance(handle).attributes
    if case .tensor(let length)? = attributes[name + "_g"], case .tensor(let direction)? = attributes[name + "_v"] {
      return (length, direction)
    }
    guard case .instance(let kept)? = attributes["parametrizations"],
      case .instance(let originals)? = m.heap.instance(kept).attributes[name],
      case .tensor(let length)? = m.heap.instance(originals).attributes["original0"],
      case .tensor(let direction)? = m.heap.instance(originals).attributes["original1"]
    else { return nil }
    return (length, direction)
  }

  private static func product(_ length: TensorReference, _ direction: TensorReference, _ m: Machine) throws -> Tensor {
    let (g, v) = (try m.tensor(length), try m.tensor(direction))
    // Compute the norm over the axes where g has size 1 and v does not. If g is a scalar, compute the norm over all
    // axes.
    let axes = v.shape.indices.filter { g.rank == 0 || g.shape[$0] == 1 && v.shape[$0] != 1 }
    let norm = try m.compute.reduce(.norm, v, axes: axes, keepDimensions: true)
    return try m.compute.multiply(v, m.compute.divide(g, norm))
  }

  private static func split(
    _ handle: Handle, _ name: String, _ dim: Int?, _ m: inout Machine
  ) throws -> (length: Value, direction: Value) {
    guard case .tensor(let weight)? = m.heap.instance(handle).attributes[name], weight.isParameter else {
      throw ListingError(.attributeError, "\(m.className(of: handle)) has no parameter '\(name)'")
    }
    var shape: [Int] = []
    // torch treats -1 like None: one norm for the whole weight.
    if let dim, dim != -1 {
      let axis = try weight.layout.resolvedAxis(dim, operation: "weight_norm")
      shape = weight.shape.indices.map { $0 == axis ? weight.shape[$0] : 1 }
    }
    guard m.hasValue(weight) else {
      return (try m.parameter(shape: shape, dtype: weight.dtype), .tensor(weight))
    }
    let v = try m.tensor(weight)
    let axes = v.shape.indices.filter { shape.isEmpty || shape[$0] == 1 }
    let made = try m.compute.reduce(.norm, v, axes: axes, keepDimensions: !shape.isEmpty)
    let length = TensorReference(
      cell: m.heap.cell(made.storage), dtype: made.dtype, layout: made.layout, isParameter: true)
    return (.tensor(length), .tensor(weight))
  }
}
