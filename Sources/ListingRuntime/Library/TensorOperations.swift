import Tensors

/// The tensor functions of one framework, grouped by the module or class in which a listing finds them.
struct TensorOperations {
  /// Functions of the framework's own module, by name: `torch.softmax`, `paddle.concat`.
  private(set) var functions: [String: BuiltinFunction] = [:]
  /// Methods of tensors, by name: `x.softmax(…)`.
  private(set) var methods: [String: BuiltinFunction] = [:]
  /// Functions of `nn.functional`, by name: `F.softmax`.
  private(set) var functional: [String: BuiltinFunction] = [:]

  /// Functions of `linalg`, by name: `torch.linalg.norm`.
  private(set) var linearAlgebra: [String: BuiltinFunction] = [:]

  /// Functions of `fft`, by name: `torch.fft.rfft`.
  private(set) var fourier: [String: BuiltinFunction] = [:]

  /// Functions of `special`, by name: `torch.special.i0`.
  private(set) var special: [String: BuiltinFunction] = [:]

  init(_ dialect: Dialect) {
    for row in Self.rows {
      guard let signature = row.signatures[dialect] else { continue }
      let function = BuiltinFunction(
        signature, dialect: dialect, isTensorOperation: true, row.writingInPlace(signature))
      // If a row has both signatures, its aliases exist only in torch.
      let names = [function.name] + (dialect == .torch || row.signatures.count == 1 ? row.aliases : [])
      for name in names {
        if row.places.contains(.library) { functions[name] = function }
        if row.places.contains(.functional) { functional[name] = function }
        if row.places.contains(.method) { methods[name] = function }
        if row.places.contains(.linearAlgebra) { linearAlgebra[name] = function }
        if row.places.contains(.fourier) { fourier[name] = function }
        if row.places.contains(.special) { special[name] = function }
        // Add the in-place method `name_`. For example, `x.add_(y)` writes the result into x.
        if row.places.contains(.method), row.hasInPlaceTwin || dialect == .torch && Self.alsoInPlace.contains(name),
          methods[name + "_"] == nil
        {
          methods[name + "_"] = row.inPlaceTwin(signature, dialect)
        }
      }
    }
    for function in ListedFunctions.all(dialect) { functional[function.name] = function }
    if dialect == .paddle {
      for function in ListedLayers.paddleFunctions { functional[function.name] = function }
    }
    for name in ListedFunctions.inLibrary(dialect) { functions[name] = functional[name] }
    for (name, isEverywhere) in Self.inPlaceActivations where dialect == .torch || isEverywhere {
      guard let function = functional[name], case .native(let body) = function.body else { continue }
      let twin = Operation.inPlaceTwin(function.text, dialect, body)
      functional[twin.name] = twin
      if !isEverywhere || name == "relu", dialect == .torch { functions[twin.name] = twin }
    }
    if dialect == .torch {
      for name in Self.alsoRelayouts {
        guard let view = methods[name] else { preconditionFailure("the tables have no method \(name)") }
        methods[name + "_"] = Operation.inPlaceView(view, name)
      }
    }
    for name in Self.absent[dialect] ?? [] {
      let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      switch parts[0] {
      case "T": functions[parts[1]] = nil
      case "F": functional[parts[1]] = nil
      default: methods[parts[1]] = nil
      }
    }
  }

  /// Activations of `nn.functional` that also have an in-place form, such as `F.relu_`. The flag tells whether Paddle
  /// also has this form. torch's own module exports the forms whose flag is False, and also `relu_`.
  private static let inPlaceActivations = [
    "relu": true, "elu": true, "hardtanh": true, "leaky_relu": true, "celu": false, "selu": false, "rrelu": false,
    "threshold": false,
  ]

  /// Names that the rows define but the framework lacks. `T.` marks a function of the framework's module, `F.` a
  /// function of `nn.functional`, and `.` a method of tensors.
  private static let absent: [Dialect: [String]] = [
    .torch: [
      ".isfinite_", ".isinf_", ".isnan_", ".maximum_", ".minimum_", ".searchsorted", "F.log_sigmoid", "F.swish",
      "T.nelement", "T.ndimension", ".atleast_1d", "T.gammainc", "T.gammaincc", ".gammainc", ".gammaincc",
      ".gammainc_", ".gammaincc_", "T.psi", ".psi", ".psi_", "T.multigammaln", ".multigammaln", ".signbit_",
      ".multigammaln_",
    ],
    .paddle: [
      ".erf_", ".expm1_", ".isfinite_", ".isinf_", ".isnan_", ".log_softmax", ".maximum_", ".minimum_", ".relu",
      ".searchsorted", ".sign_", ".softmax", ".square_", "T.astype", "T.log_softmax", "T.relu", "T.sigmoid",
      "T.softmax", ".relu_", "T.rrelu",
    ],
  ]

  /// Operations that have an in-place method only in torch.
  private static let alsoInPlace: Set<String> = [
    "addmm", "baddbmm", "cumsum", "cumprod", "deg2rad", "rad2deg", "eq", "ne", "lt", "le", "gt", "ge", "not_equal",
    "less", "greater", "less_equal", "greater_equal", "atan2", "arctan2", "hypot", "logical_and", "logical_or",
    "logical_not", "logical_xor",
  ]

  /// Views that torch also provides as an in-place method, which changes the tensor's layout: `x.unsqueeze_(0)`.
  private static let alsoRelayouts = ["unsqueeze", "squeeze", "transpose", "swapaxes", "swapdims", "t"]

  private static let rows: [Operation] =
    CreationOperations.rows + RandomOperations.rows + ShapeOperations.rows + ElementwiseOperations.rows
    + ReductionOperations.rows + NeuralOperations.rows + SelectionOperations.rows + IndexedOperations.rows
    + ViewOperations.rows
    + ProductOperations.rows + MathOperations.rows + OrderOperations.rows + PoolingOperations.rows
    + ActivationOperations.rows + ComplexOperations.rows + FourierOperations.rows + WindowOperations.rows
    + LinearAlgebraOperations.rows + SpecialOperations.rows + IntegerOperations.rows + StatisticalOperations.rows
}

/// One tensor operation: a row of the tables, with a signature for each framework.
///
/// If both frameworks compute the same result, the row has both signatures, with the parameters in the same order. If
/// the frameworks differ, as for `split` and `max`, each framework has its own row. For a small difference, the body of
/// a shared row tests `a.dialect`.
struct Operation {
  struct Places: OptionSet {
    let rawValue: Int
    static let library = Places(rawValue: 1)
    static let functional = Places(rawValue: 2)
    static let method = Places(rawValue: 4)
    static let linearAlgebra = Places(rawValue: 8)
    static let fourier = Places(rawValue: 16)
    static let special = Places(rawValue: 32)
  }

  let places: Places
  let signatures: [Dialect: String]
  let aliases: [String]
  let hasInPlaceTwin: Bool
  let body: BuiltinFunction.Native

  /// - Parameters:
  ///   - places: where a listing finds the operation. The default is the framework's module and the methods of tensors.
  ///   - torch, paddle: the name and the parameters in Python's notation. Nil if the framework lacks the operation.
  ///   - aliases: alternative names. If the row has both signatures, the aliases exist only in torch.
  ///   - inPlace: whether tensors also have a method `name_`, which writes the result into the tensor.
  ///   - body: computes the result. `a[0]` is the first argument. For a method, this argument is the tensor.
  init(
    _ places: Places = [.library, .method], torch: String? = nil, paddle: String? = nil, aliases: [String] = [],
    inPlace: Bool = false, _ body: @escaping BuiltinFunction.Native
  ) {
    self.places = places
    signatures = [Dialect.torch: torch, .paddle: paddle].compactMapValues { $0 }
    self.aliases = aliases
    hasInPlaceTwin = inPlace
    self.body = body
  }

  func inPlaceTwin(_ signature: String, _ dialect: Dialect) -> BuiltinFunction {
    Self.inPlaceTwin(signature, dialect, body)
  }

  /// The body for a signature. If the signature has the parameter `inplace`, a call with `inplace=True` writes the
  /// result into the input.
  func writingInPlace(_ signature: String) -> BuiltinFunction.Native {
    guard let index = Signature.index(of: "inplace", in: signature) else { return body }
    let body = self.body
    return { m, a in
      let result = try body(&m, a)
      return try a.bool(index, m) ? m.written(result, into: a[0]) : result
    }
  }

  /// Operations that write a number into some elements of their tensor and leave the other elements unchanged.
  private static let fillsElements: Set = ["index_fill", "masked_fill", "tril", "triu"]

  static func inPlaceTwin(
    _ signature: String, _ dialect: Dialect, _ body: @escaping BuiltinFunction.Native
  ) -> BuiltinFunction {
    let name = Signature.name(in: signature)
    return BuiltinFunction(
      name + "_" + signature.dropFirst(name.count), dialect: dialect, isTensorOperation: true
    ) { m, a in
      let target = try a.reference(0, m)
      // If the tensor is a model parameter without a value, its value is unknown after the operation too.
      if target.cell.initial == nil, !m.hasValue(target) { return a[0] }
      if target.dtype.isComplex, dialect == .torch, name == "abs" || name == "absolute" {
        throw ListingError(.runtimeError, "In-place abs is not supported for complex tensors.")
      }
      guard case .tensor(let result) = try body(&m, a) else { return .none }
      if fillsElements.contains(name) {
        try m.writeChanges(m.tensor(result), to: target)
      } else if name == "index_put", target.layout.overlap != .none {
        if try a.bool(3, m) {
          throw ListingError.unsupported("index_put_(accumulate=True) into a view that shares elements")
        }
        try m.setElement(of: a[0], at: .tuple(m.allItems(of: a[1])), to: a[2])
      } else {
        try m.writeResult(m.tensor(result), to: target)
      }
      return a[0]
    }
  }
}

extension Machine {
  /// Writes the result of an operation with `inplace=True` into its input and returns the input.
  mutating func written(_ result: Value, into input: Value) throws -> Value {
    guard case .tensor(let made) = result, case .tensor(let target) = input, made.cell !== target.cell else {
      return result
    }
    try writeResult(tensor(made), to: target)
    return input
  }
}

extension Operation {
  /// Makes the in-place method of an operation that returns a view, such as `unsqueeze_`. The method changes the layout
  /// of the tensor to the layout that `view` computes.
  static func inPlaceView(_ view: BuiltinFunction, _ name: String) -> BuiltinFunction {
    guard case .native(let body) = view.body else { preconditionFailure("\(name) is a row of the tables") }
    let parameters = view.text.drop { $0 != "(" }
    return BuiltinFunction("\(name)_\(parameters)", dialect: .torch, isTensorOperation: true) { m, a in
      let target = try a.reference(0, m)
      guard case .tensor(let result) = try body(&m, a), result.cell === target.cell else { return a[0] }
      return m.relayout(target, result.layout)
    }
  }
}

enum CreationOperations {
  static let rows: [Operation] = [
    filled("zeros", 0), filled("ones", 1), filled("empty", 0),
    likeFilled("zeros_like", 0), likeFilled("ones_like", 1), likeFilled("empty_like", 0),
    Operation(.library, torch: "full(size, fill_value, dtype=None, device=None)") { m, a in
      let (shape, number, dtype) = (try a.ints(0, m), try a.scalar(1, m), try a.dtype(2, m))
      let value = try dtype.map { try filling(number, shape, $0) } ?? number
      return try m.new(m.compute.full(shape, value, dtype: dtype))
    },
    // In Paddle the default dtype is float32, even if the fill value is an integer.
    Operation(.library, paddle: "full(shape, fill_value, dtype=None, name=None)") { m, a in
      try m.new(m.compute.full(a.ints(0, m), a.scalar(1, m), dtype: a.dtype(2, m) ?? .float32))
    },
    Operation(
      .library, torch: "full_like(input, fill_value, dtype=None, device=None)",
      paddle: "full_like(x, fill_value, dtype=None, name=None)"
    ) { m, a in
      let like = try a.reference(0, m)
      let (number, dtype) = (try a.scalar(1, m), try a.dtype(2, m) ?? like.dtype)
      let value = try a.dialect == .torch ? filling(number, like.shape, dtype) : number
      let made = try m.new(m.compute.full(like.shape, value, dtype: dtype))
      return a.dialect == .torch ? try made.ordered(like: like, &m) : made
    },
    Operation(.library, torch: "arange(start, end=None, step=1, *, dtype=None, device=None)", arange),
    Operation(.library, paddle: "arange(start=0, end=None, step=1, dtype=None, name=None)", arange),
    Operation(
      .library, torch: "linspace(start, end, steps, *, dtype=None, device=None)",
      paddle: "linspace(start, stop, num, dtype=None, name=None)"
    ) { m, a in
      try m.new(
        m.compute.linspace(
          from: a.double(0, m), to: a.double(1, m), count: a.int(2, m), dtype: a.dtype(3, m) ?? .float32))
    },
    Operation(
      .library, torch: "eye(n, m=None, *, dtype=None, device=None)",
      paddle: "eye(num_rows, num_columns=None, dtype=None, name=None)"
    ) { m, a in
      try m.new(m.compute.eye(a.int(0, m), a.optionalInt(1, m), dtype: a.dtype(2, m) ?? .float32))
    },
    Operation(
      .library, torch: "tensor(data, dtype=None, device=None, requires_grad=False)", tensor),
    Operation(.library, torch: "as_tensor(data, dtype=None, device=None)", aliases: ["asarray"]) { m, a in
      // A tensor that already has the dtype is returned without a copy.
      if case .tensor(let source) = a[0], try a.dtype(1, m) ?? source.dtype == source.dtype {
        return .tensor(source.marked(asArray: false))
      }
      return try tensor(from: a[0], dtype: a.dtype(1, m), a.function, &m)
    },
    Operation(.library, paddle: "to_tensor(data, dtype=None, place=None, stop_gradient=True)", tensor),
    Operation(.library, paddle: "randn(*shape, dtype=None, name=None)") { m, a in try randomNormal(&m, a.restInts(m)) },
    Operation(.library, paddle: "rand(*shape, dtype=None, name=None)") { m, a in try randomUniform(&m, a.restInts(m)) },
    Operation(.method, torch: "new_tensor(self, data, dtype=None, device=None, requires_grad=False)") { m, a in
      let natural = try a.dtype(2, m) ?? a.reference(0, m).dtype
      return try tensor(from: a[1], dtype: natural, "new_tensor", &m)
    },
    Operation(.method, torch: "new_empty(self, *size, dtype=None, device=None)") { m, a in
      try m.new(m.compute.zeros(a.restInts(m), dtype: a.dtype(1, m) ?? a.reference(0, m).dtype))
    },
    Operation(.library, torch: "from_numpy(ndarray)") { m, a in
      let array = try a.reference(0, m)
      guard array.isArray else {
        throw ListingError(.typeError, "expected np.ndarray (got \(m.typeName(of: a[0])))")
      }
      return .tensor(array.marked(asArray: false))
    },
    Operation(.library, paddle: "randperm(n, dtype='int64', name=None)") { m, a in
      let count = try a.int(0, m)
      guard case .tensor(let keys) = try randomUniform(&m, [count]) else { return .none }
      return try m.new(m.compute.sort(m.tensor(keys)).indices.converted(to: a.dtype(1, m) ?? .int64))
    },
    Operation(.library, paddle: "randint(low, high, shape, dtype=None, name=None)") { m, a in
      let shape = try a.ints(2, m)
      let (low, high) = (try a.int(0, m), try a.int(1, m))
      return try random(&m) { try $0.randomIntegers(shape, low: low, high: high, using: &$1) }
    },
    Operation(.method, torch: "new_zeros(self, *size, dtype=None, device=None)") { m, a in
      try m.new(m.compute.zeros(a.restInts(m), dtype: a.dtype(1, m) ?? a.reference(0, m).dtype))
    },
    Operation(.method, torch: "new_ones(self, *size, dtype=None, device=None)") { m, a in
      try m.new(m.compute.ones(a.restInts(m), dtype: a.dtype(1, m) ?? a.reference(0, m).dtype))
    },
    Operation(.method, torch: "new_full(self, size, fill_value, dtype=None, device=None)") { m, a in
      let dtype = try a.dtype(3, m) ?? a.reference(0, m).dtype
      let shape = try a.ints(1, m)
      return try m.new(m.compute.full(shape, filling(a.scalar(2, m), shape, dtype), dtype: dtype))
    },
  ]

  /// The number that torch writes into a new tensor. Throws if the dtype cannot hold the number.
  private static func filling(_ number: Scalar, _ shape: [Int], _ dtype: DType) throws -> Scalar {
    try TorchChecks.number(number, for: dtype, filling: shape.allSatisfy { $0 == 1 } ? 1 : 2)
  }

  /// Makes the table row of `zeros` or `ones`. The calls are `zeros(2, 3)` and `zeros((2, 3))` in torch, and `zeros([2,
  /// 3])` in Paddle.
  private static func filled(_ name: String, _ value: Int) -> Operation {
    Operation(
      .library, torch: "\(name)(*size, dtype=None, device=None, requires_grad=False)",
      paddle: "\(name)(*shape, dtype=None, name=None)"
    ) { m, a in
      // Paddle accepts the dtype as the second argument: zeros([2, 3], 'int64').
      var (sizes, dtype) = (a.rest, try a.dtype(0, m) ?? .float32)
      if sizes.count == 2, case .string(let text) = sizes[1], let named = DType.named(text) {
        (sizes, dtype) = ([sizes[0]], named)
      } else if sizes.count == 2, case .dtype(let given) = sizes[1] {
        (sizes, dtype) = ([sizes[0]], given)
      }
      let shape = try Arguments.ints(sizes, m)
      return try m.new(m.compute.full(shape, .int(value), dtype: dtype))
    }
  }

  private static func likeFilled(_ name: String, _ value: Int) -> Operation {
    Operation(
      .library, torch: "\(name)(input, dtype=None, device=None)", paddle: "\(name)(x, dtype=None, name=None)"
    ) { m, a in
      let like = try a.reference(0, m)
      let made = try m.new(m.compute.full(like.shape, .int(value), dtype: a.dtype(1, m) ?? like.dtype))
      return a.dialect == .torch ? try made.ordered(like: like, &m) : made
    }
  }

  private static let arange: BuiltinFunction.Native = { m, a in
    let (start, end) = try a.isNone(1) ? (Scalar.int(0), a.scalar(0, m)) : (a.scalar(0, m), a.scalar(1, m))
    let step = try a.scalar(2, m)
    if a.dialect == .torch, (end.double - start.double) / step.double < 0 {
      throw ListingError(.runtimeError, "upper bound and lower bound inconsistent with step sign")
    }
    return try m.new(m.compute.arange(from: start, to: end, step: step, dtype: a.dtype(3, m)))
  }

  private static func randomNormal(_ m: inout Machine, _ shape: [Int]) throws -> Value {
    try random(&m) { try $0.randomNormal(shape, using: &$1) }
  }

  private static func randomUniform(_ m: inout Machine, _ shape: [Int]) throws -> Value {
    try random(&m) { try $0.randomUniform(shape, using: &$1) }
  }

  /// Makes a tensor of random numbers and advances the machine's generator. If `make` throws, the generator stays
  /// unchanged.
  private static func random(
    _ m: inout Machine, _ make: (Compute, inout RandomGenerator) throws -> Tensor
  ) throws -> Value {
    var generator = m.generator
    let value = try make(m.compute, &generator)
    m.generator = generator
    return try m.new(value)
  }

  private static let tensor: BuiltinFunction.Native = { m, a in
    let made = try tensor(from: a[0], dtype: a.dtype(1, m), a.function, &m)
    if a.dialect == .torch, try a.bool(3, m), case .tensor(let made) = made, !made.dtype.isFloatingPoint,
      !made.dtype.isComplex
    {
      throw ListingError(
        .runtimeError, "Only Tensors of floating point and complex dtype can require gradients")
    }
    return made
  }

  /// Makes a tensor from a number, from nested sequences of numbers and 0-d tensors, or from another tensor. If the
  /// dtype is nil, the items decide the dtype: floats become float32, integers int64 and bools bool. Tensors keep their
  /// own dtype.
  static func tensor(from data: Value, dtype: DType?, _ function: String, _ m: inout Machine) throws -> Value {
    if case .tensor(let source) = data {
      return try m.new(m.compute.dense(m.tensor(source)).converted(to: dtype ?? source.dtype))
    }
    var shape: [Int] = []
    var numbers: [Scalar] = []
    var hasLarge = false
    var natural: DType?
    func collect(_ value: Value, _ depth: Int, _ m: inout Machine) throws {
      let value = m.plain(value)
      switch value {
      case .list, .tuple, .record, .range:
        if depth >= Layout.rankLimit {
          throw ListingError(.valueError, "\(function)(): sequences are nested over \(Layout.rankLimit) levels deep")
        }
        let items = try m.allItems(of: value)
        if depth == shape.count && numbers.isEmpty { shape.append(items.count) }
        guard depth < shape.count, shape[depth] == items.count else {
          throw ListingError(.valueError, "\(function)(): nested sequences at one level must have the same length")
        }
        for item in items { try collect(item, depth + 1, &m) }
      default:
        guard depth == shape.count else {
          throw ListingError(.valueError, "\(function)(): nested sequences at one level must have the same length")
        }
        if case .largeInteger(let large) = value {
          // An integer of more than 64 bits fits only in a floating-point or complex tensor. `hasLarge` leads to an
          // error below for another dtype.
          hasLarge = true
          natural = natural.map { DType.promoted($0, .int64) } ?? .int64
          numbers.append(.float(try LargeInteger.double(large.number)))
          return
        }
        if case .none = value { throw ListingError(.runtimeError, "Could not infer dtype of NoneType") }
        if case .tensor(let item) = value, item.layout.count != 1 {
          throw ListingError(.valueError, "only one element tensors can be converted to Python scalars")
        }
        let number = try m.scalar(value)
        let type = if case .tensor(let item) = value { item.dtype } else { number.dtype }
        natural = natural.map { DType.promoted($0, type) } ?? type
        numbers.append(number)
      }
    }
    try collect(data, 0, &m)
    if hasLarge, let kept = dtype ?? natural, !kept.isFloatingPoint, !kept.isComplex {
      throw ListingError(.valueError, "Overflow when unpacking long long")
    }
    if let dtype, !dtype.isComplex, dtype != .bool, numbers.contains(where: \.isComplex) {
      throw ListingError(
        .typeError,
        dtype.isFloatingPoint
          ? "must be real number, not complex" : "'complex' object cannot be interpreted as an integer")
    }
    if numbers.contains(where: \.isComplex) {
      let parts = numbers.flatMap { number -> [Double] in
        if case .complex(let real, let imaginary) = number { [real, imaginary] } else { [number.double, 0] }
      }
      let made = Tensor(shape: shape + [2], dtype: .float64, of: Double.self) { _ = $0.initialize(from: parts) }
      return try m.new(Tensor(complexParts: made).converted(to: dtype ?? natural ?? .complex64))
    }
    let type = natural ?? .float32
    let value =
      type.isFloatingPoint || hasLarge
      ? Tensor(shape: shape, dtype: .float64, of: Double.self) { _ = $0.initialize(from: numbers.map(\.double)) }
      : Tensor(numbers.map { if case .int(let number) = $0 { number } else { $0.isTrue ? 1 : 0 } }, shape: shape)
    return try m.new(value.converted(to: dtype ?? type))
  }
}
