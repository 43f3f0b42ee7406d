import Tensors

/// `torch.Generator`, and the functions that set and read the state of torch's random number generator.
enum TorchGenerators {
  /// The class `torch.Generator`. An instance without a state refers to the machine's own generator.
  static let type: ClassObject = ClassObject(
    name: "Generator", base: Records.object,
    native: ModuleClasses.methods(
      BuiltinFunction("__init__(self, device='cpu')") { m, a in
        let (device, value) = (try m.string(of: a[1]), a[0])
        guard device == "cpu" else {
          throw ListingError(.notImplemented, "torch.Generator: fwdb has only the device 'cpu', not '\(device)'")
        }
        try m.setState(TorchGenerator(seed: 67_280_421_310_721), of: value)
        return .none
      },
      BuiltinFunction("manual_seed(self, seed)") { m, a in
        try m.withGenerator(a[0]) { $1 = TorchGenerator(seed: try seed(a, 1, $0, onlyIntegers: true)) }
        return a[0]
      },
      BuiltinFunction("initial_seed(self)") { m, a in
        try m.withGenerator(a[0]) { number($1.seed) }
      },
      BuiltinFunction("seed(self)") { _, _ in throw unpredictable("torch.Generator.seed()") },
      BuiltinFunction("get_state(self)") { m, a in try m.new(m.withGenerator(a[0]) { bytes($1) }) },
      BuiltinFunction("clone_state(self)") { m, a in
        var state: TorchGenerator?
        try m.withGenerator(a[0]) { state = $1 }
        let copy = Value.instance(m.heap.add(.instance(Instance(type: type))))
        if let state { try m.setState(state, of: copy) }
        return copy
      },
      BuiltinFunction("set_state(self, new_state)") { m, a in
        let state = try generator(a, 1, m)
        try m.withGenerator(a[0]) { $1 = state }
        return a[0]
      }), module: "torch")

  /// Members of `torch` and of `torch.random`.
  static let functions: [BuiltinFunction] = [
    BuiltinFunction("manual_seed(seed)") { m, a in
      m.torchGenerator = TorchGenerator(seed: try seed(a, 0, m))
      return .instance(m.heap.add(.instance(Instance(type: type))))
    },
    BuiltinFunction("initial_seed()") { m, _ in try m.withGenerator(.none) { number($1.seed) } },
    BuiltinFunction("seed()") { _, _ in throw unpredictable("torch.seed()") },
    BuiltinFunction("get_rng_state()") { m, _ in try m.new(m.withGenerator(.none) { bytes($1) }) },
    BuiltinFunction("set_rng_state(new_state)") { m, a in
      m.torchGenerator = try generator(a, 0, m)
      return .none
    },
  ]

  /// `torch.random.fork_rng`: a context manager. On exit, it restores the state that the generator had on entry.
  static let fork = BuiltinFunction(
    "fork_rng(devices=None, enabled=True, _caller='fork_rng', _devices_kw='devices', device_type='cuda')",
    prelude: "fork_rng")

  static let text = """
    def fork_rng(devices=None, enabled=True, _caller="fork_rng", _devices_kw="devices", device_type="cuda"):
        from contextlib import contextmanager

        @contextmanager
        def change():
            state = torch.get_rng_state()
            try:
                yield
            finally:
                if enabled:
                    torch.set_rng_state(state)
        return change()
    """

  /// The argument as a seed from −2⁶³ to 2⁶⁴ − 1. A negative seed s means 2⁶⁴ + s. `torch.manual_seed` also accepts
  /// floats, but `Generator.manual_seed` accepts only integers.
  private static func seed(_ a: Arguments, _ index: Int, _ m: Machine, onlyIntegers: Bool = false) throws -> UInt64 {
    let overflow = ListingError(.valueError, "Overflow when unpacking long long")
    switch a[index] {
    case .largeInteger(let large):
      guard let number = UInt64(exactly: large.number) else { throw overflow }
      return number
    case .float(let number) where !onlyIntegers:
      if number.isNaN || number.isInfinite { break }
      if let whole = Int(exactly: number.rounded(.towardZero)) { return UInt64(bitPattern: Int64(whole)) }
      guard let whole = UInt64(exactly: number.rounded(.towardZero)) else { throw overflow }
      return whole
    case .float, .bool, .tensor, .string, .none:
      if !onlyIntegers { break }
      throw ListingError(.runtimeError, "manual_seed expected a long, but got \(m.typeName(of: a[index]))")
    default: break
    }
    return UInt64(bitPattern: Int64(try a.int(index, m)))
  }

  private static func number(_ seed: UInt64) -> Value { LargeInteger.value(unsigned: seed) }

  private static func bytes(_ generator: TorchGenerator) -> Tensor {
    let state = generator.state
    return Tensor(shape: [state.count], dtype: .uint8, of: UInt8.self) { _ = $0.initialize(from: state) }
  }

  private static func generator(_ a: Arguments, _ index: Int, _ m: Machine) throws -> TorchGenerator {
    let tensor = try a.tensor(index, m)
    if tensor.dtype == .uint8, tensor.rank == 1, tensor.shape[0] == TorchGenerator.stateSize,
      let generator = TorchGenerator(state: tensor.withElements(of: UInt8.self) { Array($0) })
    {
      return generator
    }
    throw ListingError(.typeError, "\(a.function)(): this tensor is not the state of a generator")
  }

  private static func unpredictable(_ name: String) -> ListingError {
    ListingError(
      .notImplemented, "\(name) takes a seed from the system, so that no pass is like another: use manual_seed")
  }
}

extension Machine {
  private static let stateName = "_state"

  /// Calls `body` with the generator that an argument `generator` refers to. None refers to the machine's own
  /// generator. The generator changes only if `body` returns without an error.
  @discardableResult
  mutating func withGenerator<Result>(
    _ value: Value, _ body: (inout Machine, inout TorchGenerator) throws -> Result
  ) throws -> Result {
    var own: Value?
    var generator = torchGenerator ?? TorchGenerator(seed: seed)
    switch value {
    case .none: break
    case .instance(let handle) where heap.type(of: handle).isSubclass(of: TorchGenerators.type):
      if case .tensor(let state)? = heap.instance(handle).attributes[Self.stateName] {
        let bytes = try tensor(state).withElements(of: UInt8.self) { Array($0) }
        guard let saved = TorchGenerator(state: bytes) else {
          throw ListingError(.runtimeError, "the state of this torch.Generator was changed")
        }
        generator = saved
        own = value
      }
    case .stub(let stub): throw refusal(of: stub)
    default:
      throw ListingError(.typeError, "'generator' must be a torch.Generator, not '\(typeName(of: value))'")
    }
    let result = try body(&self, &generator)
    if let own { try setState(generator, of: own) } else { torchGenerator = generator }
    return result
  }

  /// Changes the state of the generator in an instance. If `body` throws, the state stays unchanged.
  mutating func changeState(of handle: Handle, _ body: (inout TorchGenerator) throws -> Void) throws {
    guard case .tensor(let state)? = heap.instance(handle).attributes[Self.stateName],
      var generator = TorchGenerator(state: try tensor(state).withElements(of: UInt8.self) { Array($0) })
    else { throw ListingError(.runtimeError, "the state of this generator was changed") }
    try body(&generator)
    try setState(generator, of: .instance(handle))
  }

  mutating func setState(_ generator: TorchGenerator, of value: Value) throws {
    guard case .instance(let handle) = value else { return }
    let state = generator.state
    let tensor = Tensor(shape: [state.count], dtype: .uint8, of: UInt8.self) { _ = $0.initialize(from: state) }
    let reference = TensorReference(cell: heap.cell(tensor.storage), dtype: .uint8, layout: tensor.layout)
    heap.changeInstance(handle) { $0.attributes[Self.stateName] = .tensor(reference) }
  }
}
