import ListingSyntax
import Tensors

/// The dtypes and the empty axes that torch's functions refuse, with torch's errors. fwdb's own kernels would compute a
/// number for most of these dtypes, where torch's program stops.
///
/// A check reads the arguments before the function runs. It ignores the arrays of numpy, which has other rules.
enum TorchRefusals {
  typealias Check = @Sendable (Arguments, Machine) throws -> Void

  /// The check of the function with this name, or of its in-place form `name_`. Nil if no check exists.
  static func check(of name: String) -> Check? {
    checks[name] ?? (name.hasSuffix("_") ? checks[String(name.dropLast())] : nil)
  }

  /// Throws torch's error if a builtin layer's function refuses the dtype of the layer's input or of its parameters.
  static func checkLayer(_ name: String, _ layer: LayerInstance, _ a: Arguments, _ m: Machine) throws {
    guard a.values.count > 1, case .tensor(let x) = a[1], m.heap.type(of: layer.handle).dialect == .torch else {
      return
    }
    func part(_ name: String) -> DType? { dtype(m.heap.instance(layer.handle).attributes[name]) }
    switch name {
    case "Linear": try linear(x, part("weight"), part("bias"))
    case "Conv1d", "Conv2d", "Conv3d": try convolution(x.dtype, part("weight"), part("bias"))
    case "ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d": try convolution(x.dtype, part("weight"), nil)
    case "LayerNorm", "GroupNorm": try norm(x.dtype, [part("weight"), part("bias")])
    case "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d":
      if x.dtype.isWhole { throw absentKernel("batch_norm", x.dtype) }
      try norm(x.dtype, [part("weight"), part("bias")])
    case "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "SyncBatchNorm":
      if x.dtype.isWhole { throw absentKernel("batch_norm", x.dtype) }
      try norm(x.dtype, [part("weight"), part("bias"), part("running_mean"), part("running_var")])
    case "Hardtanh": try hardtanh(x.dtype, layer.double("min_val", m), layer.double("max_val", m))
    case "PReLU": try prelu(x.dtype, part("weight"))
    case "Embedding": try tokens(x.dtype, "embedding")
    case "Bilinear":
      try bilinear([("input1", x.dtype), ("input2", dtype(a[2])), ("weight", part("weight")), ("bias", part("bias"))])
    default:
      // These layers refuse no floats.
      if x.dtype.isWhole { try refuse(layers[name] ?? name.lowercased(), x.dtype) }
    }
  }

  /// Throws torch's error if the operator refuses the dtypes of its operands.
  static func checkOperator(_ op: BinaryOperator, _ left: Value, _ right: Value, _ m: Machine) throws {
    switch op {
    case .matmul:
      if case .tensor(let x) = left, case .tensor(let y) = right { try matmul(x, y) }
    case .subtract: try subtraction(left, right)
    case .power: try power(left, right, m)
    default: break
    }
  }

  // MARK: Tables

  private static let checks: [String: Check] =
    Dictionary(uniqueKeysWithValues: Set(kernels.keys).union(selecting).map { ($0, ofFirst($0)) })
    .merging(pairs) { $1 }.merging(products) { $1 }.merging(masks) { $1 }.merging(others) { $1 }
    .merging(losses) { $1 }

  private static func ofFirst(_ name: String) -> Check {
    { a, m in
      try refuse(name, dtype(a[0]))
      if selecting.contains(name) { try refuseEmpty(a, m) }
    }
  }

  /// Reductions that select an element, so that an axis without elements is an error.
  private static let selecting: Set = [
    "max", "min", "median", "nanmedian", "mode", "kthvalue", "argmax", "argmin", "amax", "amin", "aminmax",
  ]

  private enum Refused { case whole, bool, halfAndWhole }

  /// The functions that refuse a dtype of their first argument, with the name of the kernel in torch's error. A text
  /// that begins with `!` is the whole text of a RuntimeError.
  private static let kernels: [String: (Refused, String)] = [
    "hardtanh": (.bool, "!Bool inputs not supported for hardtanh"),
    "frac": (.whole, "frac_cpu"), "elu": (.whole, "elu_cpu"), "selu": (.whole, "elu_cpu"), "celu": (.whole, "elu_cpu"),
    "gelu": (.whole, "GeluKernelImpl"), "silu": (.whole, "silu_cpu"), "mish": (.whole, "mish_cpu"),
    "softplus": (.whole, "softplus_cpu"), "hardswish": (.whole, "hardswish_cpu"),
    "hardsigmoid": (.whole, "hardsigmoid_cpu"), "hardshrink": (.whole, "hardshrink_cpu"),
    "softshrink": (.whole, "softshrink_check"), "leaky_relu": (.whole, "leaky_relu_cpu"),
    "rrelu": (.whole, "leaky_relu_cpu"), "logsigmoid": (.whole, "log_sigmoid_cpu"),
    "logcumsumexp": (.whole, "logcumsumexp_out_cpu"), "max_pool1d": (.whole, "max_pool1d_impl"),
    "adaptive_max_pool1d": (.whole, "adaptive_max_pool2d"), "adaptive_max_pool2d": (.whole, "adaptive_max_pool2d"),
    "adaptive_max_pool3d": (.whole, "adaptive_max_pool3d_cpu"), "max_unpool1d": (.whole, "max_unpool2d"),
    "max_unpool2d": (.whole, "max_unpool2d"), "max_unpool3d": (.whole, "max_unpool3d"),
    "multi_margin_loss": (.halfAndWhole, "multi_margin_loss_cpu_kernel"),
    "ctc_loss": (.halfAndWhole, "ctc_loss_cpu"), "pdist": (.halfAndWhole, "pdist"),
    "abs": (.bool, "abs_cpu"), "absolute": (.bool, "abs_cpu"), "ceil": (.bool, "ceil_vml_cpu"),
    "floor": (.bool, "floor_vml_cpu"), "round": (.bool, "round_vml_cpu"), "trunc": (.bool, "trunc_vml_cpu"),
    "softsign": (.bool, "abs_cpu"), "median": (.bool, "median_cpu"), "nanmedian": (.bool, "median_cpu"),
    "threshold": (.bool, "threshold_cpu"), "kthvalue": (.bool, "kthvalue_cpu"), "trace": (.bool, "trace"),
    "max_pool2d": (.bool, "max_pool2d"), "max_pool3d": (.bool, "max_pool3d"),
    "relu": (.bool, "!Boolean inputs not supported for relu"),
    "relu6": (.bool, "!Bool inputs not supported for hardtanh"), "tanhshrink": (.bool, "!" + oneBool),
    "argmax": (.bool, "!argmax(): does not support bool input"),
    "argmin": (.bool, "!argmin(): does not support bool input"),
    "topk": (.bool, "!topk does not support bool dtypes on CPU"),
    "mvlgamma": (.bool, "!The input tensor may not be a boolean tensor."),
  ]

  /// The layers whose function has another name than the layer in lower case.
  private static let layers = [
    "LeakyReLU": "leaky_relu", "ReflectionPad1d": "reflect1d",
    "ReflectionPad2d": "reflect2d", "ReflectionPad3d": "reflect3d", "ReplicationPad1d": "replicate1d",
    "ReplicationPad2d": "replicate2d", "ReplicationPad3d": "replicate3d",
  ]

  /// Functions that compute in the promoted dtype of several arguments.
  private static let pairs: [String: Check] = [
    "hypot": { a, _ in try refuse(promoted(a, 0...1), .whole, "hypot_cpu") },
    "logaddexp": { a, _ in try refuse(promoted(a, 0...1), .whole, "logaddexp_cpu") },
    "logaddexp2": { a, _ in try refuse(promoted(a, 0...1), .whole, "logaddexp2_cpu") },
    "addcmul": { a, _ in try refuse(promoted(a, 0...2), .bool, "addcmul_cpu_out") },
    "lerp": { a, _ in
      guard let x = dtype(a[0]) else { return }
      for (index, name) in [(1, "end"), (2, "weight")] {
        if case .tensor(let weight) = a[index], index == 2, weight.layout.rank == 0 { continue }
        if let other = dtype(a[index]), other != x {
          throw ListingError(
            .runtimeError, "expected dtype \(x.cppName) for `\(name)` but got dtype \(other.cppName)")
        }
      }
      try refuse(x, .whole, dtype(a[2]) == nil ? "lerp_kernel_scalar" : "lerp_kernel_tensor")
    },
    "addcdiv": { a, _ in
      if let x = dtype(a[1]), let y = dtype(a[2]), x.isWhole, y.isWhole {
        throw ListingError(.runtimeError, addcdivText)
      }
    },
    "searchsorted": { a, _ in try refuse(promoted(a, 0...1), .bool, "searchsorted_out_cpu") },
    "bucketize": { a, _ in try refuse(promoted(a, 0...1), .bool, "searchsorted_out_cpu") },
    "isin": { a, _ in
      for value in a.values.prefix(2) where dtype(value) == .bool {
        throw ListingError(.runtimeError, "Unsupported input type encountered for isin(): Bool")
      }
    },
    "sub": { a, _ in try subtraction(a[0], a[1]) }, "rsub": { a, _ in try subtraction(a[0], a[1]) },
    "dist": { a, _ in try subtraction(a[0], a[1]) },
    "pow": { a, m in try power(a[0], a[1], m) },
    "prelu": { a, _ in if let x = dtype(a[0]) { try prelu(x, dtype(a[1])) } },
    "clamp": { a, _ in
      try refuse(promoted(a, 0...2), .bool, "clamp_cpu")
      func isBool(_ index: Int) -> Bool { if case .bool = a[index] { true } else { false } }
      guard dtype(a[0]) == .bool, isBool(1) || isBool(2), isBool(1) || a.isNone(1), isBool(2) || a.isNone(2) else {
        return
      }
      let kernel = a.isNone(2) ? "clamp_min_scalar_cpu" : a.isNone(1) ? "clamp_max_scalar_cpu" : "clamp_scalar_cpu"
      throw absentKernel(kernel, .bool)
    },
    "ldexp": { a, _ in try refuse(dtype(a[1]), .bool, "ldexp_cpu_exp") },
  ]

  private static let products: [String: Check] = [
    "matmul": { a, _ in if let (x, y) = references(a, 0, 1) { try matmul(x, y) } },
    "mm": { a, _ in if let (x, y) = references(a, 0, 1) { try matmul(x, y) } },
    "mv": { a, _ in if let (x, y) = references(a, 0, 1) { try matmul(x, y) } },
    "dot": { a, _ in if let (x, y) = references(a, 0, 1) { try matmul(x, y) } },
    "vdot": { a, _ in if let (x, y) = references(a, 0, 1) { try matmul(x, y) } },
    "bmm": { a, _ in if let (x, y) = references(a, 0, 1) { try batches(x.dtype, y.dtype, "bmm") } },
    "inner": { a, _ in try oneDType(a, "both inputs should have same dtype", "addmm_impl_cpu_") },
    "tensordot": { a, _ in try oneDType(a, "both inputs should have same dtype", "addmm_impl_cpu_") },
    "cross": { a, _ in if let (x, y) = references(a, 0, 1) { try batches(x.dtype, y.dtype, "cross") } },
    "cdist": { a, _ in
      guard let (x, y) = references(a, 0, 1) else { return }
      if x.dtype == y.dtype { try refuse(x.dtype, .halfAndWhole, "cdist") }
      try batches(x.dtype, y.dtype, "cdist")
    },
    "vecdot": { a, _ in
      guard let (x, y) = references(a, 0, 1) else { return }
      if x.dtype.isWhole {
        throw ListingError(
          .runtimeError,
          "linalg.vecdot: Expected a floating point or complex tensor as input. Got \(x.dtype.scalarName)")
      }
      if x.dtype == y.dtype { return }
      throw ListingError(
        .runtimeError,
        "linalg.vecdot: Expected x and y to have the same dtype, but found x of type \(x.dtype.scalarName) and y of "
          + "type \(y.dtype.scalarName) instead")
    },
    "linear": { a, _ in
      guard case .tensor(let x) = a[0] else { return }
      let isContiguous = if case .tensor(let bias) = a[2] { bias.layout.isContiguous } else { true }
      try linear(x, dtype(a[1]), dtype(a[2]), biasIsContiguous: isContiguous)
    },
    "addmm": { a, _ in try sum(dtype(a[0]), dtype(a[1]), dtype(a[2])) },
    "addbmm": { a, _ in try sum(dtype(a[0]), dtype(a[1]), dtype(a[2])) },
    "baddbmm": { a, _ in
      guard let x = dtype(a[0]), let y = dtype(a[1]), let z = dtype(a[2]) else { return }
      if x != y || y != z {
        throw ListingError(
          .runtimeError,
          "Input dtypes must be the same, got: input \(x.cppName), batch1: \(y.cppName), batch2: \(z.cppName)")
      }
      try refuse(x, .bool, "baddbmm")
    },
    "addmv": { a, _ in
      guard let x = dtype(a[0]), let y = dtype(a[1]), let z = dtype(a[2]) else { return }
      if y != z || x != y {
        throw ListingError(
          .runtimeError,
          "addmv input tensors must have the same dtype, but got \(y.scalarName), \(x.scalarName), and \(z.scalarName)")
      }
      try refuse(x, .bool, "addmv_impl_cpu")
    },
    "multi_dot": { a, m in try chain(m.items(of: a[0]) ?? []) },
    "chain_matmul": { a, m in try chain(a.rest.count == 1 ? m.items(of: a.rest[0]) ?? a.rest : a.rest) },
    "bilinear": { a, _ in
      try bilinear([
        ("input1", dtype(a[0])), ("input2", dtype(a[1])), ("weight", dtype(a[2])), ("bias", dtype(a[3])),
      ])
    },
    "conv1d": { a, _ in if let x = dtype(a[0]) { try convolution(x, dtype(a[1]), dtype(a[2])) } },
    "conv2d": { a, _ in if let x = dtype(a[0]) { try convolution(x, dtype(a[1]), dtype(a[2])) } },
    "conv3d": { a, _ in if let x = dtype(a[0]) { try convolution(x, dtype(a[1]), dtype(a[2])) } },
    "conv_transpose1d": { a, _ in if let x = dtype(a[0]) { try convolution(x, dtype(a[1]), nil) } },
    "conv_transpose2d": { a, _ in if let x = dtype(a[0]) { try convolution(x, dtype(a[1]), nil) } },
    "conv_transpose3d": { a, _ in if let x = dtype(a[0]) { try convolution(x, dtype(a[1]), nil) } },
    "layer_norm": { a, _ in if let x = dtype(a[0]) { try norm(x, [dtype(a[2]), dtype(a[3])]) } },
    "group_norm": { a, _ in if let x = dtype(a[0]) { try norm(x, [dtype(a[2]), dtype(a[3])]) } },
    "batch_norm": { a, _ in
      guard let x = dtype(a[0]) else { return }
      if x.isWhole { throw absentKernel("batch_norm", x) }
      try norm(x, [dtype(a[3]), dtype(a[4]), dtype(a[1]), dtype(a[2])])
    },
    "instance_norm": { a, _ in
      guard let x = dtype(a[0]) else { return }
      if x.isWhole { throw absentKernel("batch_norm", x) }
      try norm(x, [dtype(a[3]), dtype(a[4])])
    },
  ]

  /// Functions with a mask or with indices.
  private static let masks: [String: Check] = [
    "where": { a, _ in
      guard let index = a.parameters.firstIndex(of: "condition"), let mask = dtype(a[index]) else { return }
      if a.parameters.contains("input"), a.isNone(1), a.isNone(2) { return }
      if mask != .bool, mask != .uint8 {
        throw ListingError(
          .runtimeError,
          "where expected condition to be a boolean tensor, but got a tensor with dtype \(mask.scalarName)")
      }
    },
    "masked_fill": { a, _ in
      if let mask = dtype(a[1]), mask != .bool {
        throw ListingError(
          .runtimeError, "masked_fill_ only supports boolean masks, but got mask with dtype \(mask.cppName)")
      }
    },
    "masked_scatter": { a, _ in
      if let mask = dtype(a[1]), mask != .bool {
        throw ListingError(
          .runtimeError, "masked_scatter_ only supports boolean masks, but got mask with dtype \(mask.scalarName)")
      }
    },
    "take": { a, _ in
      if let index = dtype(a[1]), index != .int64 {
        throw ListingError(.runtimeError, "take(): Expected a long tensor for index, but got \(index.scalarName)")
      }
    },
    "take_along_dim": { a, _ in
      if let index = dtype(a[1]), index != .int64 {
        throw ListingError(
          .runtimeError, "torch.take_along_dim(): dtype of indices should be Long but got \(index.scalarName)")
      }
    },
    "index_fill": { a, _ in
      if let index = dtype(a[2]), index != .int64 {
        throw ListingError(.indexError, "index_fill_(): Expected dtype int64 for index.")
      }
    },
    "one_hot": { a, _ in
      if let index = dtype(a[0]), index != .int64 {
        throw ListingError(.runtimeError, "one_hot is only applicable to index tensor of type LongTensor.")
      }
    },
    "embedding": { a, _ in if let index = dtype(a[0]) { try tokens(index, "embedding") } },
    "embedding_bag": { a, _ in if let index = dtype(a[0]) { try tokens(index, "embedding_bag") } },
  ]

  private static let others: [String: Check] = [
    "hardtanh": { a, m in if let x = dtype(a[0]) { try hardtanh(x, a.double(1, m), a.double(2, m)) } },
    "norm": { a, _ in
      guard let x = dtype(a[0]), x.isWhole, isNone("dtype", a) else { return }
      throw ListingError(
        .runtimeError,
        "linalg.vector_norm: Expected a floating point or complex tensor as input. Got \(x.scalarName)")
    },
    "pad": { a, m in
      guard dtype(a[0]) == .bool, case .tensor(let x) = a[0], case .string(let mode) = a[2],
        let kernel = ["reflect": "reflection_pad", "replicate": "replication_pad"][mode]
      else { return }
      throw absentKernel("\(kernel)\(max(1, x.layout.rank - 2))d", .bool)
    },
    "interpolate": { a, _ in
      guard let x = dtype(a[0]), x.isWhole, x != .uint8 else { return }
      throw absentKernel("compute_indices_weights_nearest", x)
    },
    "gumbel_softmax": { a, _ in
      guard let x = dtype(a[0]), x.isWhole else { return }
      throw ListingError(
        .runtimeError,
        "Exponential distribution is a continuous probability distribution. dtype must be a floating point but you "
          + "specified \(x.scalarName)")
    },
    "linspace": { a, _ in if given("dtype", a) == .bool { throw absentKernel("linspace_cpu", .bool) } },
    "logspace": { a, _ in if given("dtype", a) == .bool { throw absentKernel("logspace_cpu", .bool) } },
    "arange": { a, _ in
      if let x = given("dtype", a), x == .bool || x.isComplex { throw absentKernel("arange_cpu", x) }
    },
    "randperm": { a, _ in
      if let x = given("dtype", a), x == .bool || x.isComplex { throw absentKernel("randperm", x) }
    },
    "tril_indices": { a, _ in
      if let x = given("dtype", a), !x.isWhole || x == .bool { throw absentKernel("tril_indices", x) }
    },
    "triu_indices": { a, _ in
      if let x = given("dtype", a), !x.isWhole || x == .bool { throw absentKernel("triu_indices", x) }
    },
    "trapezoid": trapezoid, "trapz": trapezoid, "cumulative_trapezoid": trapezoid,
    "scatter_reduce": { a, _ in
      if dtype(a[0]) == .bool, case .string("mean") = a[4] {
        throw absentKernel("scatter_gather_tensor_cpu_reduce_mean", .bool)
      }
    },
    "index_reduce": { a, _ in
      if dtype(a[0]) == .bool, case .string("mean") = a[4] { throw absentKernel("div_floor_cpu", .bool) }
    },
  ]

  private static let trapezoid: Check = { a, _ in
    if dtype(a[0]) == .bool || dtype(a[1]) == .bool {
      throw ListingError(
        .runtimeError, "trapezoid: received a bool input for `x` or `y`, but bool is not supported")
    }
  }

  private static let losses: [String: Check] = [
    "mse_loss": { a, _ in try regression(a, "mse_cpu") },
    "smooth_l1_loss": { a, _ in try regression(a, "smooth_l1_cpu") },
    "huber_loss": { a, _ in try written(a) },
    "soft_margin_loss": { a, _ in try written(a) },
    "binary_cross_entropy": { a, _ in
      guard let x = dtype(a[0]), let y = dtype(a[1]) else { return }
      if x != y {
        throw ListingError(.runtimeError, "Found dtype \(y.scalarName) but expected \(x.scalarName)")
      }
      try refuse(x, .whole, "binary_cross_entropy")
    },
    "binary_cross_entropy_with_logits": { a, _ in
      guard let x = dtype(a[0]), let y = dtype(a[1]) else { return }
      try refuse(x, .whole, "log_sigmoid_cpu")
      if !DType.promoted(x, y).canBeWritten(to: y) { throw unwritable(DType.promoted(x, y), y) }
    },
    "kl_div": { a, _ in
      guard let x = dtype(a[0]), let y = dtype(a[1]) else { return }
      if x.isWhole || y.isWhole { throw ListingError(.runtimeError, "kl_div: Integral inputs not supported.") }
      if x.isComplex || y.isComplex { throw ListingError(.runtimeError, "kl_div: Complex inputs not supported.") }
    },
    "gaussian_nll_loss": { a, _ in
      guard let x = dtype(a[0]), let y = dtype(a[1]), x.isWhole || y.isWhole || dtype(a[2])?.isWhole == true else {
        return
      }
      throw ListingError.unsupported("gaussian_nll_loss of integers")
    },
    "hinge_embedding_loss": { a, _ in
      if dtype(a[0])?.isWhole == true || dtype(a[1])?.isWhole == true && dtype(a[1]) == dtype(a[0]) {
        throw ListingError.unsupported("hinge_embedding_loss of integers")
      }
    },
    "cross_entropy": { a, _ in
      if let x = dtype(a[0]), let weight = dtype(a[2]), x != weight { throw expected(x, weight) }
    },
    "nll_loss": { a, _ in
      guard let x = dtype(a[0]) else { return }
      if x.isWhole || x.isComplex { throw absentKernel("nll_loss_out_frame", x) }
      if let weight = dtype(a[2]), x != weight { throw expected(x, weight) }
    },
    "multi_margin_loss": { a, _ in
      guard let x = dtype(a[0]) else { return }
      try refuse("multi_margin_loss", x)
      if let index = a.parameters.firstIndex(of: "weight"), let weight = dtype(a[index]), x != weight {
        throw expected(x, weight)
      }
    },
  ]

  // MARK: Rules

  /// Throws torch's error if the function of this name refuses the dtype of its first argument.
  private static func refuse(_ name: String, _ dtype: DType?) throws {
    switch name {
    case _ where name.hasPrefix("reflect"): try refuse(dtype, .bool, "reflection_pad" + name.dropFirst(7))
    case _ where name.hasPrefix("replicate"): try refuse(dtype, .bool, "replication_pad" + name.dropFirst(9))
    default: if let (refused, kernel) = kernels[name] { try refuse(dtype, refused, kernel) }
    }
  }

  /// Throws torch's error if the reduced axis has no elements, or if all axes are reduced and there is no element.
  private static func refuseEmpty(_ a: Arguments, _ m: Machine) throws {
    guard case .tensor(let x) = a[0], !x.isArray, x.layout.count == 0, let index = a.parameters.firstIndex(of: "dim"),
      !m.isTensor(a[index])
    else { return }
    let name = a.function == "nanmedian" ? "median" : a.function
    if let axes = try a.axes(index, m), !axes.isEmpty {
      for axis in try axes.map({ try x.layout.resolvedAxis($0, operation: name) }) where x.shape[axis] == 0 {
        let call = name == "aminmax" ? name : name + "()"
        throw ListingError(.indexError, "\(call): Expected reduction dim \(axis) to have non-zero size.")
      }
      return
    }
    let text = "\(name)(): Expected reduction dim to be specified for input.numel() == 0."
    switch name {
    case "argmax", "argmin": throw ListingError(.indexError, text)
    case "max", "min", "amax", "amin":
      throw ListingError(.runtimeError, text + " Specify the reduction dim with the 'dim' argument.")
    default: break
    }
  }

  private static func refuse(_ dtype: DType?, _ refused: Refused, _ kernel: String) throws {
    guard let dtype else { return }
    let isRefused =
      switch refused {
      case .whole: dtype.isWhole
      case .bool: dtype == .bool
      case .halfAndWhole: dtype.isWhole || dtype == .float16 || dtype == .bfloat16
      }
    if !isRefused { return }
    if kernel.hasPrefix("!") { throw ListingError(.runtimeError, String(kernel.dropFirst())) }
    throw absentKernel(kernel, dtype)
  }

  private static let oneBool =
    "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the "
    + "`~` or `logical_not()` operator instead."
  private static let twoBools =
    "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator "
    + "instead."
  private static let addcdivText =
    "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true "
    + "division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + value * "
    + "torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / tensor2) "
    + "for float inputs. The future addcdiv behavior is just the latter implementation: (input + value * tensor1 / "
    + "tensor2), for all dtypes."

  private static func subtraction(_ left: Value, _ right: Value) throws {
    func isBool(_ value: Value) -> Bool { if case .bool = value { true } else { dtype(value) == .bool } }
    guard dtype(left) != nil || dtype(right) != nil, isBool(left) || isBool(right) else { return }
    throw ListingError(.runtimeError, isBool(left) && isBool(right) ? twoBools : oneBool)
  }

  private static func power(_ base: Value, _ exponent: Value, _ m: Machine) throws {
    guard let x = dtype(base), x.isWhole else { return }
    if case .int(let number) = exponent, number < 0 {
      throw ListingError(.runtimeError, "Integers to negative integer powers are not allowed.")
    }
    if x == .bool, dtype(exponent) == .bool { throw absentKernel("pow", .bool) }
  }

  private static func matmul(_ x: TensorReference, _ y: TensorReference) throws {
    if x.isArray || y.isArray { return }
    let (p, q) = (x.dtype, y.dtype)
    let ranks = (x.layout.rank, y.layout.rank)
    if p == q {
      if p != .bool || x.layout.count == 0 || y.layout.count == 0 { return }
      throw absentKernel(
        ranks == (1, 1) ? "dot" : ranks.1 == 1 ? "addmv_impl_cpu" : ranks.1 > 2 ? "bmm" : "addmm_impl_cpu_",
        p)
    }
    if ranks.0 == 0 || ranks.1 == 0 { return }
    // torch checks the sizes first, except for two vectors.
    let sizes = (x.shape[ranks.0 - 1], y.shape[max(0, ranks.1 - 2)])
    if ranks != (1, 1), sizes.0 != sizes.1 { return }
    switch ranks {
    case (1, 1):
      throw ListingError(
        .runtimeError,
        "dot : expected both vectors to have same dtype, but found \(p.scalarName) and \(q.scalarName)")
    case (_, 1):
      throw ListingError(
        .runtimeError,
        "addmv input tensors must have the same dtype, but got \(q.scalarName), \(p.scalarName), and \(q.scalarName)")
    case (_, 2):
      throw ListingError(
        .runtimeError, "expected m1 and m2 to have the same dtype, but got: \(p.cppName) != \(q.cppName)")
    default: throw expected(p, q)
    }
  }

  /// Throws torch's error for a product of batches whose dtypes differ or are bool.
  static func batches(_ x: DType, _ y: DType, _ kernel: String) throws {
    if x != y { throw expected(x, y) }
    try refuse(x, .bool, kernel)
  }

  private static func oneDType(_ a: Arguments, _ text: String, _ kernel: String) throws {
    guard let (x, y) = references(a, 0, 1), x.layout.rank > 0, y.layout.rank > 0 else { return }
    if x.dtype != y.dtype { throw ListingError(.runtimeError, text) }
    try refuse(x.dtype, .bool, kernel)
  }

  private static func sum(_ input: DType?, _ x: DType?, _ y: DType?) throws {
    guard let input, let x, let y else { return }
    if input != y {
      throw ListingError(
        .runtimeError,
        "self and mat2 must have the same dtype, but got \(input.scalarName) and \(y.scalarName)")
    }
    if x != y {
      throw ListingError(
        .runtimeError, "mat1 and mat2 must have the same dtype, but got \(x.scalarName) and \(y.scalarName)")
    }
    try refuse(x, .bool, "addmm_impl_cpu_")
  }

  private static func linear(
    _ x: TensorReference, _ weight: DType?, _ bias: DType?, biasIsContiguous: Bool = true
  ) throws {
    guard let weight, !x.isArray else { return }
    // torch adds the bias in the product itself if it can.
    if x.layout.rank == 2 || x.layout.isContiguous && biasIsContiguous, let bias {
      return try sum(bias, x.dtype, weight)
    }
    if x.dtype != weight {
      throw ListingError(
        .runtimeError, "expected m1 and m2 to have the same dtype, but got: \(x.dtype.cppName) != \(weight.cppName)")
    }
    try refuse(weight, .bool, "addmm_impl_cpu_")
    if let bias, case let type = DType.promoted(weight, bias), !type.canBeWritten(to: weight) {
      throw unwritable(type, weight)
    }
  }

  private static func chain(_ tensors: [Value]) throws {
    guard let first = tensors.first.flatMap({ dtype($0) }) else { return }
    for (index, tensor) in tensors.enumerated() {
      guard let other = dtype(tensor), other != first else { continue }
      throw ListingError(
        .runtimeError,
        "multi_dot(): all tensors must have be the same dtype but tensor 0 is \(first.cppName) and tensor \(index) "
          + other.cppName)
    }
    try refuse(first, .bool, "addmm_impl_cpu_")
  }

  private static func bilinear(_ parts: [(String, DType?)]) throws {
    let known = parts.compactMap { part in part.1.map { (part.0, $0) } }
    guard Set(known.map(\.1)).count > 1 else { return }
    let texts = known.map { "\($0.0): \($0.1.cppName)" }
    throw ListingError(
      .runtimeError, "All tensors must have the same dtype, got " + texts.joined(separator: ", "))
  }

  private static func convolution(_ x: DType, _ weight: DType?, _ bias: DType?) throws {
    if let bias, bias != x {
      throw ListingError(
        .runtimeError, "Input type (\(x.cppName)) and bias type (\(bias.cppName)) should be the same")
    }
    if let weight, weight != x { throw expected(x, weight) }
  }

  /// The rule of torch's `hardtanh`, as a function and as a layer.
  private static func hardtanh(_ x: DType, _ least: Double, _ greatest: Double) throws {
    try refuse("hardtanh", x)
    if x == .uint8, least <= -1 || greatest <= -1 {
      throw ListingError(.runtimeError, "cannot do hardtanh on an unsigned type with negative limits")
    }
  }

  /// The rule of torch's norms: the parameters have the input's dtype, or are float32 if the input is float16 or
  /// bfloat16.
  private static func norm(_ x: DType, _ parameters: [DType?]) throws {
    let known = parameters.compactMap { $0 }
    guard let first = known.first else { return }
    if first == x {
      if let other = known.first(where: { $0 != x }) { throw expected(x, other) }
      return
    }
    if known.contains(where: { $0 != .float32 }) {
      throw ListingError(.runtimeError, "mixed dtype (CPU): expect parameter to have scalar type of Float")
    }
    if x != .float16, x != .bfloat16 {
      throw ListingError(.runtimeError, "mixed dtype (CPU): all inputs must share same datatype.")
    }
  }

  private static func prelu(_ x: DType, _ weight: DType?) throws {
    guard let weight, weight != x else { return try refuse(x, .bool, "prelu_cpu") }
    throw ListingError(
      .runtimeError, "prelu: Type promoting not supported. Got \(x.scalarName) and \(weight.scalarName)")
  }

  private static func tokens(_ index: DType, _ function: String) throws {
    if index == .int64 || index == .int32 { return }
    throw ListingError(
      .runtimeError,
      "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
        + "\(ShapeOperations.typeName(index)) instead (while checking arguments for \(function))")
  }

  private static func regression(_ a: Arguments, _ kernel: String) throws {
    guard let x = dtype(a[0]), let y = dtype(a[1]) else { return }
    let type = DType.promoted(x, y)
    if type.isWhole || type.isComplex { throw absentKernel(kernel, type) }
  }

  /// The rule of a loss whose result torch writes into a tensor of the input's dtype.
  private static func written(_ a: Arguments) throws {
    guard let x = dtype(a[0]), let y = dtype(a[1]) else { return }
    let type = DType.promoted(x, y)
    if !type.canBeWritten(to: x) { throw unwritable(type, x) }
    if type.isWhole || type.isComplex { throw ListingError.unsupported("\(a.function) of \(type.name)") }
  }

  // MARK: Parts

  private static func dtype(_ value: Value?) -> DType? {
    if case .tensor(let reference)? = value, !reference.isArray { reference.dtype } else { nil }
  }

  private static func references(_ a: Arguments, _ i: Int, _ j: Int) -> (TensorReference, TensorReference)? {
    if case .tensor(let x) = a[i], case .tensor(let y) = a[j], !x.isArray, !y.isArray { (x, y) } else { nil }
  }

  /// The promoted dtype of the tensors among the arguments. Nil if there is a number among them, or no tensor.
  private static func promoted(_ a: Arguments, _ indices: ClosedRange<Int>) -> DType? {
    let types = indices.map { dtype(a[$0]) }
    guard let first = types.compactMap({ $0 }).first, !types.contains(nil) else { return nil }
    return types.compactMap { $0 }.reduce(first) { DType.promoted($0, $1) }
  }

  private static func given(_ name: String, _ a: Arguments) -> DType? {
    if let index = a.parameters.firstIndex(of: name), case .dtype(let dtype) = a[index] { dtype } else { nil }
  }

  private static func isNone(_ name: String, _ a: Arguments) -> Bool {
    a.parameters.firstIndex(of: name).map { a.isNone($0) } ?? true
  }

  private static func absentKernel(_ name: String, _ dtype: DType) -> ListingError {
    ListingError(kind: "NotImplementedError", message: "\"\(name)\" not implemented for '\(dtype.scalarName)'")
  }

  private static func expected(_ x: DType, _ y: DType) -> ListingError {
    ListingError(.runtimeError, "expected scalar type \(x.scalarName) but found \(y.scalarName)")
  }

  private static func unwritable(_ type: DType, _ target: DType) -> ListingError {
    ListingError(
      .runtimeError,
      "result type \(type.scalarName) can't be cast to the desired output type \(target.scalarName)")
  }
}

extension DType {
  /// Whether the dtype is bool or an integer dtype.
  var isWhole: Bool { !isFloatingPoint && !isComplex }

  /// Whether torch writes a result of this dtype into a tensor of `target`.
  func canBeWritten(to target: DType) -> Bool {
    if isComplex { return target.isComplex }
    if isFloatingPoint { return !target.isWhole }
    return self == .bool || target != .bool
  }

  /// The dtype's name in C++, which some of torch's error messages use: `float`, `long int`.
  var cppName: String {
    switch self {
    case .float32: "float"
    case .float64: "double"
    case .float16: "c10::Half"
    case .bfloat16: "c10::BFloat16"
    case .int64: "long int"
    case .int32: "int"
    case .int16: "short int"
    case .int8: "signed char"
    case .uint8: "unsigned char"
    case .bool: "bool"
    case .complex64: "c10::complex<float>"
    case .complex128: "c10::complex<double>"
    }
  }
}
