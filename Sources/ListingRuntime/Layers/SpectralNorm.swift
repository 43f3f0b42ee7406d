import Tensors

/// Spectral normalisation: `weight = W / σ` with σ = uᵀ · W · v, where W is the weight as a matrix and the vectors u
/// and v are buffers. Inference does not change the vectors.
enum SpectralNorm {
  private static let signature = "spectral_norm(module, name='weight', n_power_iterations=1, eps=1e-12, dim=None)"

  /// Stores W, u and v in `weight_orig`, `weight_u` and `weight_v`, as checkpoints of older torch versions do.
  static let plain = BuiltinFunction(signature, makePlain)
  static let paddle = BuiltinFunction(
    "spectral_norm(layer, name='weight', n_power_iterations=1, eps=1e-12, dim=None)", makePlain)

  private static let makePlain: BuiltinFunction.Native = { m, a in
    let handle = try a.module(0, m)
    let name = try a.string(1, m)
    let (weight, axis) = try parameter(handle, name, a, &m)
    let (rows, columns) = sizes(weight, axis)
    let eps = try a.double(3, m)
    let (u, v) = (
      try m.new(vector(rows, weight.dtype, eps, &m)), try m.new(vector(columns, weight.dtype, eps, &m))
    )
    m.heap.changeInstance(handle) { instance in
      instance.attributes.remove(name)
      instance.attributes[name + "_orig"] = .tensor(weight)
      for (suffix, value) in [("_u", u), ("_v", v)] {
        instance.attributes[name + suffix] = value
        instance.buffers[name + suffix] = .persistent
      }
      instance.attributes[axisName(name)] = .int(axis)
    }
    return a[0]
  }

  /// Stores W in `parametrizations.weight.original` and the vectors in `parametrizations.weight.0`, as newer torch
  /// versions do.
  static let parametrized = BuiltinFunction(signature) { m, a in
    let handle = try a.module(0, m)
    let name = try a.string(1, m)
    let (weight, axis) = try parameter(handle, name, a, &m)
    guard let list = m.library.nnClass("ModuleList"), let dictionary = m.library.nnClass("ModuleDict"),
      let root = m.library.nnClass("Module")
    else { preconditionFailure("nn has Module, ModuleList and ModuleDict") }
    var vectors = Instance(type: ClassObject(name: "_SpectralNorm", base: root, dialect: .torch))
    if weight.shape.count > 1 {
      let (rows, columns) = sizes(weight, axis)
      let eps = try a.double(3, m)
      var (u, v) = (try vector(rows, weight.dtype, eps, &m), try vector(columns, weight.dtype, eps, &m))
      if m.hasValue(weight) {
        let matrix = try matrix(m.tensor(weight), axis, columns: columns)
        // torch runs 15 power iterations first. In training mode, torch then checks the new weight, and this check runs
        // `n_power_iterations` more.
        let steps = try 15 + (m.isTraining(m.heap.instance(handle)) ? a.int(2, m) : 0)
        for _ in 0..<steps {
          try m.compute.checkCancelled()
          u = try unit(m.compute.matmul(matrix, v), eps, m)
          v = try unit(m.compute.matmul(matrix.transposed(0, 1), u), eps, m)
        }
      }
      for (name, values) in [("_u", u), ("_v", v)] {
        vectors.attributes[name] = try m.new(values)
        vectors.buffers[name] = .persistent
      }
    }
    vectors.attributes["dim"] = .int(axis)
    vectors.attributes["eps"] = a[3]
    var parts = Instance(type: ClassObject(name: "ParametrizationList", base: list, dialect: .torch))
    parts.attributes["original"] = .tensor(weight)
    parts.attributes["0"] = .instance(m.heap.add(.instance(vectors)))
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
    WeightNorm.setParametrizedClass(of: handle, &m)
    return a[0]
  }

  /// Replaces W, u and v by the weight that they define.
  static let removal = BuiltinFunction("remove_spectral_norm(module, name='weight')") { m, a in
    let handle = try a.module(0, m)
    let name = try a.string(1, m)
    guard case .tensor(let original)? = m.heap.instance(handle).attributes[name + "_orig"] else {
      throw ListingError(.valueError, "spectral_norm of '\(name)' not found in \(m.moduleText(handle))")
    }
    let weight: Value =
      if m.hasValue(original), let computed = try weight(name, of: handle, m) {
        try m.new(computed)
      } else {
        try m.parameter(shape: original.shape, dtype: original.dtype)
      }
    m.heap.changeInstance(handle) { instance in
      for part in ["_orig", "_u", "_v"] { instance.attributes.remove(name + part) }
      instance.attributes.remove(axisName(name))
      if case .tensor(let made) = weight { instance.attributes[name] = .tensor(made.asParameter) }
    }
    return a[0]
  }

  /// Computes the weight; nil if the module has no spectral norm of this name.
  static func weight(_ name: String, of handle: Handle, _ m: Machine) throws -> Tensor? {
    let attributes = m.heap.instance(handle).attributes
    if case .tensor(let original)? = attributes[name + "_orig"], case .tensor(let u)? = attributes[name + "_u"],
      case .tensor(let v)? = attributes[name + "_v"], case .int(let axis)? = attributes[axisName(name)]
    {
      try checkTraining(handle, m)
      return try normalized(m.tensor(original), m.tensor(u), m.tensor(v), axis, m)
    }
    guard case .instance(let kept)? = attributes["parametrizations"],
      case .instance(let parts)? = m.heap.instance(kept).attributes[name],
      case .tensor(let original)? = m.heap.instance(parts).attributes["original"],
      case .instance(let vectors)? = m.heap.instance(parts).attributes["0"],
      m.className(of: vectors) == "_SpectralNorm"
    else { return nil }
    let layer = LayerInstance(handle: vectors)
    guard original.shape.count > 1 else {
      let w = try m.tensor(original)
      let norm = try m.compute.reduce(.norm, w, axes: [0], keepDimensions: true)
      return try m.compute.divide(w, m.compute.clamp(norm, min: layer.double("eps", m)))
    }
    try checkTraining(vectors, m)
    return try normalized(
      m.tensor(original), layer.tensor("_u", m), layer.tensor("_v", m), layer.int("dim", m), m)
  }

  private static func checkTraining(_ handle: Handle, _ m: Machine) throws {
    if m.isTraining(m.heap.instance(handle)) {
      throw ListingError.unsupported(
        "spectral_norm in training mode, which changes its vectors,", advice: "call eval()")
    }
  }

  private static func normalized(_ w: Tensor, _ u: Tensor, _ v: Tensor, _ axis: Int, _ m: Machine) throws -> Tensor {
    let matrix = try matrix(w, axis, columns: v.count)
    let sigma = try m.compute.matmul(u, m.compute.matmul(matrix, v))
    return try m.compute.divide(w, sigma)
  }

  /// The weight as a matrix. Row i contains the elements at index i of the axis.
  private static func matrix(_ w: Tensor, _ axis: Int, columns: Int) throws -> Tensor {
    try w.permuted([axis] + w.shape.indices.filter { $0 != axis }).reshaped(to: [w.shape[axis], columns])
  }

  /// The parameter and the axis that becomes the rows of the matrix.
  private static func parameter(
    _ handle: Handle, _ name: String, _ a: Arguments, _ m: inout Machine
  ) throws -> (TensorReference, Int) {
    guard case .tensor(let weight)? = m.heap.instance(handle).attributes[name], weight.isParameter else {
      throw ListingError(.attributeError, "\(m.className(of: handle)) has no parameter '\(name)'")
    }
    if try a.int(2, m) <= 0 {
      throw ListingError(.valueError, "Expected n_power_iterations to be positive, but got n_power_iterations=\(a[2])")
    }
    // Paddle's Linear stores its weight as [in, out].
    let isTransposed = m.heap.type(of: handle).ancestry.contains {
      $0.name.hasPrefix("ConvTranspose")
        || $0.dialect == .paddle && ($0.name.hasSuffix("DTranspose") || $0.name == "Linear")
    }
    let axis = try a.optionalInt(4, m) ?? (isTransposed ? 1 : 0)
    return (weight, try weight.layout.resolvedAxis(axis, operation: "spectral_norm"))
  }

  private static func sizes(_ weight: TensorReference, _ axis: Int) -> (rows: Int, columns: Int) {
    let rows = weight.shape[axis]
    return (rows, rows == 0 ? 0 : weight.layout.count / rows)
  }

  /// A random vector of unit length. Loading a checkpoint replaces this vector.
  private static func vector(_ size: Int, _ dtype: DType, _ eps: Double, _ m: inout Machine) throws -> Tensor {
    let noise = try m.withGenerator(.none) { try $0.compute.torchNormal([size], dtype, using: &$1) }
    return try unit(noise, eps, m)
  }

  private static func unit(_ vector: Tensor, _ eps: Double, _ m: Machine) throws -> Tensor {
    let norm = try m.compute.reduce(.norm, vector, axes: [0], keepDimensions: true)
    return try m.compute.divide(vector, m.compute.clamp(norm, min: eps))
  }

  private static func axisName(_ name: String) -> String { "_\(name)_spectral_dim" }
}
