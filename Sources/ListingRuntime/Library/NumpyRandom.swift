import Tensors

/// numpy's legacy random numbers: `numpy.random.seed`, `RandomState` and its methods. They return the same sequence as
/// numpy.
enum NumpyRandom {
  static let module = ImportedModule(
    name: "numpy.random",
    members: Dictionary(
      uniqueKeysWithValues: methods.filter { $0.name != "__init__" }.map { method in
        // Each function of the module calls the method of the same name on one shared generator.
        let parameters = method.text.dropFirst(method.name.count + "(self".count).drop { ", ".contains($0) }
        let function = BuiltinFunction("\(method.name)(\(parameters)") { m, a in
          guard case .native(let body) = method.body else { return .none }
          let shared = try m.sharedNumpyState()
          return try body(
            &m, Arguments(function: method, values: [shared] + a.values, rest: a.rest, named: a.named))
        }
        return (method.name, .builtin(function))
      } + [("RandomState", .type(type))]))

  fileprivate static let type = ClassObject(
    name: "RandomState", base: Records.object, native: ModuleClasses.methods(methods), module: "numpy.random")

  private static let methods: [BuiltinFunction] = [
    BuiltinFunction("__init__(self, seed=None)", seed), BuiltinFunction("seed(self, seed=None)", seed),
    BuiltinFunction("rand(self, *size)") { m, a in
      try draw(&m, a[0], shape: a.restInts(m)) { $0.numpyUniform() }
    },
    BuiltinFunction("randn(self, *size)") { m, a in
      try draw(&m, a[0], shape: a.restInts(m)) { $0.numpyNormal() }
    },
    BuiltinFunction("random(self, size=None)") { m, a in
      try draw(&m, a[0], shape: shape(a, 1, m)) { $0.numpyUniform() }
    },
    BuiltinFunction("random_sample(self, size=None)") { m, a in
      try draw(&m, a[0], shape: shape(a, 1, m)) { $0.numpyUniform() }
    },
    BuiltinFunction("standard_normal(self, size=None)") { m, a in
      try draw(&m, a[0], shape: shape(a, 1, m)) { $0.numpyNormal() }
    },
    BuiltinFunction("uniform(self, low=0.0, high=1.0, size=None)") { m, a in
      let (low, high) = (try a.double(1, m), try a.double(2, m))
      return try draw(&m, a[0], shape: shape(a, 3, m)) { low + (high - low) * $0.numpyUniform() }
    },
    BuiltinFunction("normal(self, loc=0.0, scale=1.0, size=None)") { m, a in
      let (mean, deviation) = (try a.double(1, m), try a.double(2, m))
      return try draw(&m, a[0], shape: shape(a, 3, m)) { mean + deviation * $0.numpyNormal() }
    },
    BuiltinFunction("randint(self, low, high=None, size=None)") { m, a in
      let (low, high) = try a.isNone(2) ? (0, a.int(1, m)) : (a.int(1, m), a.int(2, m))
      if low >= high { throw ListingError(.valueError, "low >= high") }
      let width = UInt64(bitPattern: Int64(high &- 1 &- low))
      return try drawIntegers(&m, a[0], shape: shape(a, 3, m)) { low &+ Int(truncatingIfNeeded: $0.numpyBelow(width)) }
    },
    choice,
    BuiltinFunction("permutation(self, x)") { m, a in
      let count = try a.int(1, m)
      guard 0...Machine.itemLimit ~= count else {
        throw ListingError(.memoryError, "permutation(): x must be between 0 and \(Machine.itemLimit), not \(count)")
      }
      var order = Array(0..<count)
      try change(&m, a[0]) { generator in
        for index in stride(from: count - 1, to: 0, by: -1) {
          order.swapAt(index, Int(truncatingIfNeeded: generator.numpyBelow(UInt64(index))))
        }
      }
      return try m.newArray(Tensor(order, shape: [count]))
    },
  ]

  /// `choice(a, size, replace, p)`. Draws the same items as numpy.
  private static let choice = BuiltinFunction("choice(self, a, size=None, replace=True, p=None)") { m, a in
    let pool: Tensor? = m.isInteger(a[1]) ? nil : try m.tensorOperand(array(a[1], &m))
    if let pool, pool.rank != 1 { throw ListingError(.valueError, "a must be 1-dimensional") }
    let count = try pool?.count ?? a.int(1, m)
    if count <= 0 { throw ListingError(.valueError, "a must be greater than 0 unless no samples are taken") }
    // With probabilities `p`, or with replace=False, the code below makes a list of `count` items.
    if count > Machine.itemLimit, try !a.isNone(4) || !a.bool(3, m) {
      throw ListingError(.memoryError, "choice(): a must be at most \(Machine.itemLimit), not \(count)")
    }
    let (shape, isNumber) = (try shape(a, 2, m), a.isNone(2))
    let wanted = try m.compute.zeros(shape, dtype: .int64).count
    var places: [Int] = []
    if try a.bool(3, m) {
      let given = try a.isNone(4) ? nil : m.compute.dense(m.tensorOperand(array(a[4], &m)))
      let weights = given?.converted(to: .float64)
      // numpy accepts a sum of the probabilities that differs from 1 by at most √ε. ε is the machine epsilon of float32
      // if `p` is a float32 array, and otherwise of float64.
      let tolerance = (given?.dtype == .float32 && m.isTensor(a[4]) ? 0x1p-23 : 0x1p-52).squareRoot()
      if let weights, weights.shape != [count] {
        throw ListingError(.valueError, "'a' and 'p' must have same size")
      }
      var sums: [Double] = []
      for place in 0..<(weights?.count ?? 0) {
        let weight = try weights?.element(at: [place]).double ?? 0
        if weight.isNaN { throw ListingError(.valueError, "probabilities contain NaN") }
        if weight < 0 { throw ListingError(.valueError, "probabilities are not non-negative") }
        sums.append((sums.last ?? 0) + weight)
      }
      if let total = sums.last {
        if !(abs(total - 1) <= tolerance) { throw ListingError(.valueError, "probabilities do not sum to 1") }
        sums = sums.map { $0 / total }
      }
      try change(&m, a[0]) { generator in
        for _ in 0..<wanted {
          if sums.isEmpty {
            places.append(Int(truncatingIfNeeded: generator.numpyBelow(UInt64(count - 1))))
          } else {
            let number = generator.numpyUniform()
            places.append(sums.firstIndex { $0 > number } ?? count - 1)
          }
        }
      }
    } else {
      if !a.isNone(4) { throw ListingError.unsupported("choice() with p and without replacement") }
      if wanted > count {
        throw ListingError(.valueError, "Cannot take a larger sample than population when 'replace=False'")
      }
      var order = Array(0..<count)
      try change(&m, a[0]) { generator in
        for index in stride(from: count - 1, to: 0, by: -1) {
          order.swapAt(index, Int(truncatingIfNeeded: generator.numpyBelow(UInt64(index))))
        }
      }
      places = Array(order.prefix(wanted))
    }
    let chosen = Tensor(places, shape: shape)
    guard let pool else { return isNumber ? .int(places[0]) : try m.newArray(chosen) }
    return try m.newArray(m.compute.index(m.compute.dense(pool), [chosen]))
  }

  private static func array(_ value: Value, _ m: inout Machine) throws -> Value {
    if case .tensor = value { return value }
    return try CreationOperations.tensor(from: value, dtype: nil, "choice", &m)
  }

  private static let seed: BuiltinFunction.Native = { m, a in
    let seed = a.isNone(1) ? Int(truncatingIfNeeded: m.seed & 0xffff_ffff) : try a.int(1, m)
    guard UInt32(exactly: seed) != nil else {
      throw ListingError(.valueError, "Seed must be between 0 and 2**32 - 1")
    }
    try m.setState(TorchGenerator(seed: UInt64(seed)), of: a[0])
    return .none
  }

  /// The argument `size` as a shape. For None the shape is empty, and the caller returns a number.
  private static func shape(_ a: Arguments, _ index: Int, _ m: Machine) throws -> [Int] {
    a.isNone(index) ? [] : try a.ints(index, m)
  }

  private static func change(_ m: inout Machine, _ state: Value, _ body: (inout TorchGenerator) throws -> Void) throws {
    guard case .instance(let handle) = state, m.heap.type(of: handle).isSubclass(of: type) else {
      throw ListingError(
        .typeError, "a method of numpy.random.RandomState needs a RandomState, not '\(m.typeName(of: state))'")
    }
    try m.changeState(of: handle, body)
  }

  private static func draw(
    _ m: inout Machine, _ state: Value, shape: [Int], _ next: (inout TorchGenerator) -> Double
  ) throws -> Value {
    let empty = try m.compute.zeros(shape, dtype: .float64)
    var numbers = [Double](repeating: 0, count: empty.count)
    let compute = m.compute
    try change(&m, state) { generator in
      for index in numbers.indices {
        if index % 65_536 == 0 { try compute.checkCancelled() }
        numbers[index] = next(&generator)
      }
    }
    let made = Tensor(shape: shape, dtype: .float64, of: Double.self) { _ = $0.initialize(from: numbers) }
    return try m.newArray(made)
  }

  private static func drawIntegers(
    _ m: inout Machine, _ state: Value, shape: [Int], _ next: (inout TorchGenerator) -> Int
  ) throws -> Value {
    let empty = try m.compute.zeros(shape, dtype: .int64)
    var numbers = [Int](repeating: 0, count: empty.count)
    let compute = m.compute
    try change(&m, state) { generator in
      for index in numbers.indices {
        if index % 65_536 == 0 { try compute.checkCancelled() }
        numbers[index] = next(&generator)
      }
    }
    return try m.newArray(Tensor(numbers, shape: shape))
  }
}

extension Machine {
  /// The generator that all functions of `numpy.random` share. The generator is on the heap, so each snapshot contains
  /// it.
  fileprivate mutating func sharedNumpyState() throws -> Value {
    let name = "numpy random state"
    if let state = heap.namespace(preludeNames)[name] { return state }
    let state = Value.instance(heap.add(.instance(Instance(type: NumpyRandom.type))))
    try setState(TorchGenerator(seed: seed & 0xffff_ffff), of: state)
    heap.setName(name, in: preludeNames, to: state)
    return state
  }
}
