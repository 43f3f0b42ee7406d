import Tensors

/// The part of numpy that model code uses to compute tables and masks. An array is a tensor that is marked as an array.
/// Its default float dtype is numpy's float64. The functions call torch's functions under numpy's names.
struct Numpy {
  let module: ImportedModule
  let linearAlgebra: ImportedModule
  /// The methods of arrays.
  let methods: [String: BuiltinFunction]

  /// - Parameter torch: the functions of `torch`, by name.
  init(
    _ torch: [String: BuiltinFunction], linearAlgebra: [String: BuiltinFunction], fourier: [String: BuiltinFunction],
    object: ClassObject
  ) {
    var members: [String: Value] = [
      "pi": .float(.pi), "e": .float(2.718281828459045), "inf": .float(.infinity), "nan": .float(.nan),
      "newaxis": .none, "bool_": .dtype(.bool),
      "ndarray": .type(ClassObject(name: "ndarray", base: object, module: "numpy")),
    ]
    for dtype in DType.allCases where dtype != .bfloat16 && dtype != .bool { members[dtype.name] = .dtype(dtype) }
    for row in Self.rows {
      guard let function = torch[row.torch], case .native(let body) = function.body else {
        preconditionFailure("torch has \(row.torch)")
      }
      assert(
        row.names.allSatisfy(function.signature.names.contains), "\(function.text) takes \(row.names)")
      let made = BuiltinFunction(row.signature, refusesUnknown: true) { m, a in
        var named: [(String, Value)] = []
        for (index, name) in row.names.enumerated() where !a.isNone(index) {
          named.append((name, try row.argument(index, a, &m)))
        }
        if let (name, value) = row.constant { named.append((name, value)) }
        return try m.asNumpy { [named] m in
          let made = try body(&m, try function.bind([], named, isNumpy: true))
          return try m.asArray(made)
        }
      }
      members[made.name] = .builtin(made)
    }
    for function in Self.makers(torch) {
      guard case .native(let body) = function.body else { continue }
      members[function.name] = .builtin(
        BuiltinFunction(function.text, isTensorOperation: true) { m, a in
          try m.asNumpy { m in
            let made = try body(&m, a)
            return try m.asArray(made)
          }
        })
    }
    self.linearAlgebra = ImportedModule(
      name: "numpy.linalg", members: Self.calling(linearAlgebra, Self.linearFunctions))
    members["linalg"] = .module(self.linearAlgebra)
    members["fft"] = .module(ImportedModule(name: "numpy.fft", members: Self.calling(fourier, Self.transforms)))
    members["random"] = .module(NumpyRandom.module)
    members["asarray"] = members["array"]
    module = ImportedModule(name: "numpy", members: members)
    var methods: [String: BuiltinFunction] = [:]
    for name in Self.methodNames { if case .builtin(let function)? = members[name] { methods[name] = function } }
    for function in Self.ownMethods { methods[function.name] = function }
    self.methods = methods
  }

  /// The array method `x.astype(np.float32)`. fwdb also accepts this method for tensors of the framework.
  static let asType = BuiltinFunction("astype(self, dtype, copy=True)", isTensorOperation: true) { m, a in
    try m.new(m.compute.dense(a.tensor(0, m)).converted(to: dtype(a, 1, m) ?? .float64))
  }

  // MARK: Functions of torch

  private struct Row: Sendable {
    let signature: String
    let torch: String
    /// torch's names of the parameters, in the order of numpy's parameters.
    let names: [String]
    /// The number of leading parameters that accept arrays.
    let arrays: Int
    /// Whether integer arrays are converted to float64 before the call.
    let isReal: Bool
    let constant: (String, Value)?

    init(
      _ signature: String, _ torch: String, _ names: [String], arrays: Int = 1, isReal: Bool = false,
      constant: (String, Value)? = nil
    ) {
      self.signature = signature
      self.torch = torch
      self.names = names
      self.arrays = arrays
      self.isReal = isReal
      self.constant = constant
    }

    func argument(_ index: Int, _ a: Arguments, _ m: inout Machine) throws -> Value {
      if index >= arrays {
        if names[index] == "dim", m.items(of: a[index])?.isEmpty == true {
          throw ListingError.unsupported("\(a.function) over no axes")
        }
        return names[index] == "dtype" ? try Numpy.dtype(a, index, m).map(Value.dtype) ?? .none : a[index]
      }
      if names[index] != "tensors" { return try Numpy.array(a[index], isReal: isReal, a.function, &m) }
      return m.list(try m.allItems(of: a[index]).map { try Numpy.array($0, isReal: isReal, a.function, &m) })
    }
  }

  private static let rows = reals + maps + pairs + reductions + others

  private static let reals = [
    "sqrt", "exp", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "tanh", "sinh", "cosh", "arcsin",
    "arccos", "arctan",
  ].map { (name: String) -> Row in
    Row("\(name)(x)", name.hasPrefix("arc") ? "a" + String(name.dropFirst(3)) : name, ["input"], isReal: true)
  }

  private static let mapped: [(String, String)] = [
    ("abs", "abs"), ("absolute", "abs"), ("negative", "neg"), ("floor", "floor"), ("ceil", "ceil"), ("sign", "sign"),
    ("square", "square"), ("isnan", "isnan"), ("isinf", "isinf"), ("isfinite", "isfinite"),
    ("logical_not", "logical_not"),
  ]

  private static let maps = mapped.map { (name: String, torch: String) -> Row in Row("\(name)(x)", torch, ["input"]) }

  private static let paired: [(String, String)] = [
    ("add", "add"), ("subtract", "sub"), ("multiply", "mul"), ("floor_divide", "floor_divide"), ("mod", "remainder"),
    ("maximum", "maximum"), ("minimum", "minimum"), ("logical_and", "logical_and"), ("logical_or", "logical_or"),
  ]

  private static let pairs: [Row] =
    paired.map { (name: String, torch: String) -> Row in
      Row("\(name)(x1, x2)", torch, ["input", "other"], arrays: 2)
    } + [
      Row("matmul(x1, x2)", "matmul", ["input", "other"], arrays: 2),
      Row("dot(a, b)", "matmul", ["input", "other"], arrays: 2),
      Row("power(x1, x2)", "pow", ["input", "exponent"], arrays: 2),
      Row("divide(x1, x2)", "div", ["input", "other"], arrays: 2, isReal: true),
      Row("true_divide(x1, x2)", "div", ["input", "other"], arrays: 2, isReal: true),
      Row("outer(a, b)", "outer", ["input", "vec2"], arrays: 2),
    ]

  private static let reductions: [Row] = [
    Row("sum(a, axis=None, dtype=None, keepdims=False)", "sum", ["input", "dim", "dtype", "keepdim"]),
    Row("prod(a, axis=None, dtype=None, keepdims=False)", "prod", ["input", "dim", "dtype", "keepdim"]),
    Row(
      "mean(a, axis=None, dtype=None, keepdims=False)", "mean", ["input", "dim", "dtype", "keepdim"], isReal: true),
    Row("std(a, axis=None, ddof=0, keepdims=False)", "std", ["input", "dim", "correction", "keepdim"], isReal: true),
    Row("var(a, axis=None, ddof=0, keepdims=False)", "var", ["input", "dim", "correction", "keepdim"], isReal: true),
    Row("max(a, axis=None, keepdims=False)", "amax", ["input", "dim", "keepdim"]),
    Row("min(a, axis=None, keepdims=False)", "amin", ["input", "dim", "keepdim"]),
    Row("all(a, axis=None, keepdims=False)", "all", ["input", "dim", "keepdim"]),
    Row("any(a, axis=None, keepdims=False)", "any", ["input", "dim", "keepdim"]),
    Row("argmax(a, axis=None)", "argmax", ["input", "dim"]),
    Row("argmin(a, axis=None)", "argmin", ["input", "dim"]),
    Row("cumsum(a, axis)", "cumsum", ["input", "dim"]),
  ]

  private static let others: [Row] = [
    Row("concatenate(arrays, axis=0)", "cat", ["tensors", "dim"]),
    Row("stack(arrays, axis=0)", "stack", ["tensors", "dim"]),
    Row("expand_dims(a, axis)", "unsqueeze", ["input", "dim"]),
    Row("squeeze(a, axis=None)", "squeeze", ["input", "dim"]),
    Row("reshape(a, shape)", "reshape", ["input", "shape"]),
    Row("broadcast_to(array, shape)", "broadcast_to", ["input", "size"]),
    Row("tile(A, reps)", "tile", ["input", "dims"]),
    Row("repeat(a, repeats, axis=None)", "repeat_interleave", ["input", "repeats", "dim"]),
    Row("flip(m, axis)", "flip", ["input", "dims"]),
    Row("roll(a, shift, axis=None)", "roll", ["input", "shifts", "dims"]),
    Row("swapaxes(a, axis1, axis2)", "transpose", ["input", "dim0", "dim1"]),
    Row("where(condition, x, y)", "where", ["condition", "input", "other"], arrays: 3),
    Row("round(a, decimals=0)", "round", ["input", "decimals"]),
    Row("around(a, decimals=0)", "round", ["input", "decimals"]),
    Row("clip(a, a_min=None, a_max=None)", "clamp", ["input", "min", "max"]),
    Row("triu(m, k=0)", "triu", ["input", "diagonal"]),
    Row("tril(m, k=0)", "tril", ["input", "diagonal"]),
    Row("diag(v, k=0)", "diag", ["input", "diagonal"]),
    Row("zeros_like(a, dtype=None)", "zeros_like", ["input", "dtype"]),
    Row("ones_like(a, dtype=None)", "ones_like", ["input", "dtype"]),
    Row("full_like(a, fill_value, dtype=None)", "full_like", ["input", "fill_value", "dtype"]),
    Row("eye(N, M=None)", "eye", ["n", "m"], arrays: 0, constant: ("dtype", .dtype(.float64))),
  ]

  // MARK: Linear algebra and transforms

  private static let linearFunctions = [
    "norm(x, ord=None, axis=None, keepdims=False)", "inv(a)", "det(a)", "solve(a, b)", "cholesky(a)",
    "eigvalsh(a, UPLO='L')", "matrix_power(a, n)", "pinv(a)",
  ]
  private static let transforms = [
    "fft(a, n=None, axis=-1, norm=None)", "ifft(a, n=None, axis=-1, norm=None)", "rfft(a, n=None, axis=-1, norm=None)",
    "irfft(a, n=None, axis=-1, norm=None)",
  ]

  /// Makes functions that call torch's function of the same name. The arguments keep their order, and the arrays are
  /// converted to floats.
  private static func calling(_ torch: [String: BuiltinFunction], _ signatures: [String]) -> [String: Value] {
    Dictionary(
      uniqueKeysWithValues: signatures.map { signature in
        let name = Signature.name(in: signature)
        guard let function = torch[name], case .native(let body) = function.body else {
          preconditionFailure("torch has \(name)")
        }
        let arrays = name == "solve" ? 2 : 1
        let made = BuiltinFunction(signature, isTensorOperation: true, takesComplex: true) { m, a in
          var given: [Value] = []
          for (index, value) in a.values.enumerated() {
            given.append(index < arrays ? try array(value, isReal: true, a.function, &m) : value)
          }
          return try m.asNumpy { [given] m in
            let made = try body(&m, function.bind(given, []))
            return try m.asArray(made)
          }
        }
        return (name, .builtin(made))
      })
  }

  private static func padded(_ m: inout Machine, _ a: Arguments) throws -> Value {
    guard case .tensor(let reference) = try array(a[0], isReal: false, a.function, &m) else { return .none }
    let x = try m.tensor(reference)
    var pairs: [[Int]] = []
    if let items = m.items(of: a[1]), items.contains(where: { m.items(of: $0) != nil }) {
      pairs = try items.map { try m.integers(in: $0) ?? [m.index($0)] }
    } else {
      pairs = [try a.ints(1, m)]
    }
    pairs = pairs.map { $0.count == 1 ? [$0[0], $0[0]] : $0 }
    if pairs.count == 1 { pairs = [[Int]](repeating: pairs[0], count: x.rank) }
    guard pairs.count == x.rank, pairs.allSatisfy({ $0.count == 2 && $0[0] >= 0 && $0[1] >= 0 }) else {
      throw ListingError(.valueError, "pad: pad_width must be two numbers that are not negative, for each axis")
    }
    let modes: [String: Compute.Padding] = [
      "edge": .replicate, "reflect": .reflect, "wrap": .circular, "constant": .constant(try a.scalar(3, m)),
    ]
    guard let mode = modes[try a.string(2, m)] else {
      throw ListingError.unsupported("numpy.pad: mode '\(try a.string(2, m))'")
    }
    return try m.new(m.compute.pad(x, before: pairs.map { $0[0] }, after: pairs.map { $0[1] }, mode))
  }

  /// The result of calling a dtype, for example `np.float32(0.1)`. A Python number is rounded to the dtype and stays a
  /// Python number. An array is converted to an array of the dtype.
  static func converted(_ value: Value, to dtype: DType, _ m: inout Machine) throws -> Value {
    guard case .tensor(let reference) = try array(value, isReal: false, dtype.name, &m) else { return .none }
    return try m.newArray(m.tensor(reference).converted(to: dtype))
  }

  // MARK: Making arrays

  private static func makers(_ torch: [String: BuiltinFunction]) -> [BuiltinFunction] {
    func filled(_ name: String, _ value: Int) -> BuiltinFunction {
      BuiltinFunction("\(name)(shape, dtype=None)", isTensorOperation: true) { m, a in
        try m.new(m.compute.full(a.ints(0, m), .int(value), dtype: dtype(a, 1, m) ?? .float64))
      }
    }
    return [
      filled("zeros", 0), filled("ones", 1), filled("empty", 0),
      BuiltinFunction("full(shape, fill_value, dtype=None)", isTensorOperation: true) { m, a in
        let value = try a.scalar(1, m)
        let natural: DType? = if case .float = value { .float64 } else { nil }
        return try m.new(m.compute.full(a.ints(0, m), value, dtype: dtype(a, 2, m) ?? natural))
      },
      BuiltinFunction("linspace(start, stop, num=50)", isTensorOperation: true) { m, a in
        let (start, stop, count) = (try a.double(0, m), try a.double(1, m), try a.int(2, m))
        // `compute.linspace` checks `count`.
        let places = try m.compute.linspace(from: 0, to: Double(max(count - 1, 0)), count: count, dtype: .float64)
        let step = (stop - start) / Double(max(count - 1, 1))
        let values = places.withElements(of: Double.self) { numbers in
          numbers.map { $0 == Double(count - 1) && count > 1 ? stop : $0 * step + start }
        }
        return try m.new(Tensor(shape: [count], dtype: .float64, of: Double.self) { _ = $0.initialize(from: values) })
      },
      BuiltinFunction("array(object, dtype=None)", isTensorOperation: true) { m, a in
        let made = try array(a[0], isReal: false, a.function, &m)
        guard case .tensor(let reference) = made else { return made }
        return try m.new(m.compute.dense(m.tensor(reference)).converted(to: dtype(a, 1, m) ?? reference.dtype))
      },
      BuiltinFunction("argsort(a, axis=-1, kind=None)", isTensorOperation: true) { m, a in
        guard case .tensor(let reference) = try array(a[0], isReal: false, a.function, &m) else { return .none }
        let given = try m.tensor(reference)
        let (x, axis) = try a.isNone(1) ? (given.flattened(), -1) : (given, a.int(1, m))
        let sorted = try m.compute.sort(x, axis: axis)
        let isStable = if case .string(let kind) = a[2] { ["stable", "mergesort"].contains(kind) } else { false }
        let size = try x.rank == 0 ? 1 : x.shape[x.layout.resolvedAxis(axis, operation: "argsort")]
        if !isStable, size > 3 {
          let (before, after) = (
            try sorted.values.sliced(axis: axis, stop: size - 1), try sorted.values.sliced(axis: axis, start: 1)
          )
          let isEqual = try m.compute.reduce(.any, m.compute.binary(.equal, before, after))
          if try isEqual.element(at: []).isTrue {
            throw ListingError.unsupported(
              "numpy.argsort of equal elements, whose order depends on the processor,", advice: "use kind='stable'")
          }
        }
        return try m.new(sorted.indices)
      },
      BuiltinFunction("arange(*bounds, dtype=None)", isTensorOperation: true) { m, a in
        guard 1...3 ~= a.rest.count else { throw ListingError(.typeError, "arange() requires stop to be specified.") }
        let hasFloat = a.rest.contains { if case .float = $0 { true } else { false } }
        let given = try dtype(a, 0, m) ?? (hasFloat ? .float64 : nil)
        let bounds = try a.rest.map { try m.scalar($0) }
        return try m.new(
          m.compute.arange(
            from: bounds.count > 1 ? bounds[0] : .int(0), to: bounds.count > 1 ? bounds[1] : bounds[0],
            step: bounds.count > 2 ? bounds[2] : .int(1), dtype: given))
      },
      BuiltinFunction("transpose(a, axes=None)", isTensorOperation: true) { m, a in
        guard case .tensor(let reference) = try array(a[0], isReal: false, a.function, &m) else { return .none }
        let order = try a.axes(1, m) ?? (0..<reference.layout.rank).reversed()
        return m.view(reference, try reference.layout.permuted(order))
      },
      BuiltinFunction("pad(array, pad_width, mode='constant', constant_values=0)", isTensorOperation: true, padded),
      BuiltinFunction("shape(a)") { m, a in
        guard case .tensor(let reference) = try array(a[0], isReal: false, a.function, &m) else { return .none }
        return .tuple(reference.shape.map(Value.int))
      },
    ]
  }

  // MARK: Methods of arrays

  /// The numpy functions that are also methods of arrays.
  private static let methodNames = [
    "sum", "prod", "mean", "std", "var", "max", "min", "all", "any", "argmax", "argmin", "argsort", "cumsum", "squeeze",
    "repeat", "clip", "dot", "swapaxes", "round",
  ]

  private static let ownMethods: [BuiltinFunction] = [
    BuiltinFunction("astype(self, dtype, copy=True)", isTensorOperation: true) { m, a in
      let made = try m.compute.dense(a.tensor(0, m)).converted(to: dtype(a, 1, m) ?? .float64)
      return try m.new(made).asArray
    },
    BuiltinFunction("copy(self)", isTensorOperation: true) { m, a in try m.new(a.tensor(0, m).copied()).asArray },
    BuiltinFunction("reshape(self, *shape)", isTensorOperation: true) { m, a in
      try ShapeOperations.reshaped(&m, a.reference(0, m), a.restInts(m)).asArray
    },
    BuiltinFunction("transpose(self, *axes)", isTensorOperation: true) { m, a in
      let reference = try a.reference(0, m)
      let order = a.rest.isEmpty ? Array((0..<reference.layout.rank).reversed()) : try a.restInts(m)
      return m.view(reference, try reference.layout.permuted(order))
    },
    flat("flatten"), flat("ravel"),
    BuiltinFunction("tolist(self)") { m, a in
      func nested(_ tensor: Tensor, _ m: inout Machine) throws -> Value {
        if tensor.rank == 0 { return try tensor.element(at: []).value }
        if tensor.shape[0] > Machine.itemLimit {
          throw ListingError(.memoryError, "tolist(): there are too many items")
        }
        return m.list(try (0..<tensor.shape[0]).map { try nested(tensor.selected(axis: 0, index: $0), &m) })
      }
      return try nested(a.tensor(0, m), &m)
    },
    BuiltinFunction("item(self)") { m, a in
      if try a.reference(0, m).layout.count != 1 {
        throw ListingError(.valueError, "can only convert an array of size 1 to a Python scalar")
      }
      return try m.scalar(a[0]).value
    },
    BuiltinFunction("fill(self, value)") { m, a in
      let target = try a.reference(0, m)
      try m.write(Tensor(a.scalar(1, m), dtype: target.dtype), to: target)
      return .none
    },
  ]

  private static func flat(_ name: String) -> BuiltinFunction {
    BuiltinFunction("\(name)(self)", isTensorOperation: true) { m, a in
      try m.new(m.compute.dense(a.tensor(0, m)).flattened().copied()).asArray
    }
  }

  // MARK: Values

  /// Makes an array from a number or a sequence of numbers. Python floats become float64.
  private static func array(_ value: Value, isReal: Bool, _ function: String, _ m: inout Machine) throws -> Value {
    var made = value
    if case .tensor(let reference) = value { made = .tensor(reference.marked(asArray: false)) }
    if !m.isTensor(value) {
      made = try CreationOperations.tensor(from: value, dtype: nil, function, &m)
      if case .tensor(let reference) = made, reference.dtype == .float32 {
        made = try CreationOperations.tensor(from: value, dtype: .float64, function, &m)
      }
    }
    guard isReal, case .tensor(let reference) = made, !reference.dtype.isFloatingPoint, !reference.dtype.isComplex
    else { return made }
    return try m.new(m.tensor(reference).converted(to: .float64))
  }

  /// The argument at `index` as a dtype. Nil for None. For numpy, Python's `float` means float64.
  private static func dtype(_ a: Arguments, _ index: Int, _ m: Machine) throws -> DType? {
    if case .type(let type) = a[index], type.name == "float" { return .float64 }
    if case .string("float") = a[index] { return .float64 }
    return try a.dtype(index, m)
  }
}
