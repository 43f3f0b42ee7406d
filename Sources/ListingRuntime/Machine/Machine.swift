import ListingSyntax
import Tensors

/// Runs listings, one instruction at a time.
///
/// A machine is a value: it contains the frames, operands, variables, objects and tensor bytes. None of its state is on
/// the native call stack. A copy is a snapshot. Copying is cheap, because copies share everything until one of them
/// writes.
///
/// The files of this folder:
///
/// | file | part |
/// | --- | --- |
/// | `Frame+Execute.swift` | instructions that need only the frame: constants, locals, jumps, integers |
/// | `Machine+Execute.swift` | all other instructions, and the operand stack |
/// | `Machine+Operators.swift` | operators: selects the arithmetic for the operand types |
/// | `Machine+NumberArithmetic.swift` | Python's integers and floats |
/// | `Machine+Comparison.swift` | comparisons: `==`, `<`, `is`, `in` |
/// | `Machine+Conversions.swift` | converts a value to a truth value, an integer, a number |
/// | `Machine+Sets.swift`, `Machine+Subscripts.swift`, `Machine+Iteration.swift` | sets, `x[i]`, `for` |
/// | `Machine+Attributes.swift` | `x.name`: instances, classes, `super()` |
/// | `Machine+SpecialMethods.swift` | calls `__add__`, `__len__`, … of the listing's classes |
/// | `Machine+HeldValues.swift`, `Machine+Enums.swift` | classes derived from `int`, `dict`, …; enums |
/// | `Machine+Calls.swift`, `Machine+Generators.swift` | calls, arguments, classes; `yield` |
/// | `Machine+Errors.swift`, `Machine+Catching.swift` | exceptions as objects; `try`, `with`: finds the handler |
/// | `Machine+Imports.swift` | files of the listing, `import`, stubs |
/// | `Machine+Text.swift`, `Machine+FormatTemplates.swift` | `repr`, `str`, f-strings, `%` |
/// | `Machine+Tensors.swift` | tensors and their storage cells |
/// | `Machine+OperandNames.swift` | the operands of a failed operation, named as in the listing |
/// | `Machine+Limits.swift` | bounds on sizes and nesting |
/// | `Machine+Host.swift`, `Machine+SessionFunctions.swift` | functions for the host: values, session names, passes |
/// | `../Inspection/` | read-only queries for a debugger (`MachineInspector`), and the changes that a debugger makes |
public struct Machine: Sendable {
  /// The call stack, outermost frame first. Empty when the pass has ended.
  public internal(set) var frames: [Frame] = []
  /// The number of instructions run since the machine was made. Two copies of a machine with equal clocks are in the
  /// same state, unless the user has changed one of the copies.
  public internal(set) var clock = 0
  /// The return value of the outermost call; None before it returns.
  public internal(set) var result: Value = .none
  /// The total bytes of all tensors made so far. An instruction that increases this number made a tensor.
  public internal(set) var bytesMade = 0
  /// Text that the listing printed since the host last took and cleared it.
  public internal(set) var output = ""
  /// Text that the listing wrote to `sys.stderr` and the host has not yet taken.
  public internal(set) var errorOutput = ""
  /// Python's `sys.argv`.
  var scriptArguments = [""]

  /// Runs tensor operations. It stays the same for a session, so that a replay computes the same bits.
  public let compute: Compute
  let library: Library
  /// Never read. A value of type `any Sendable` can have any size. With such a member, Swift passes a machine by
  /// address to its non-mutating methods. Without the member, each such call from a mutating method copies the machine,
  /// which changes about twenty reference counts.
  private let byAddress: any Sendable = ()
  var heap = Heap()
  var generator = RandomGenerator(seed: 0)
  /// The generator of torch's random functions. Nil before the first use of such a function. This first use makes the
  /// generator from `seed`.
  var torchGenerator: TorchGenerator?
  /// Whether torch would record operations for the backward pass. This mode decides which kernels torch uses.
  var gradientMode = GradientMode()
  /// Whether torch would record the running operation for the backward pass, because an operand requires gradients.
  var recordsOperation = false
  /// Whether the running operation belongs to numpy, which accepts dtypes that torch's functions refuse.
  var followsNumpy = false
  /// Whether new layers get torch's initial values. A model whose weights come from a checkpoint does not need them.
  var makesInitialValues = false
  /// The seed of all random numbers of the session.
  public var seed: UInt64 { generator.seed }
  /// The namespaces of the listing's loaded files, by path in the folder: `attention.py`.
  var files: [String: Handle] = [:]
  let sources: ListingSources
  /// The namespace of the prelude, whose functions let builtins call back into a listing. A statement of the prelude
  /// runs when the machine first uses the name that it binds (`preludeValue`).
  private(set) var preludeNames = Handle(index: -1)
  /// The namespace of names that every pass and the prompt see.
  private(set) var session = Handle(index: -1)
  /// Notes for the user from loading the files, for instance about stubs.
  public internal(set) var notes: [String] = []
  /// The model that defines the module paths; nil until it has been built.
  public internal(set) var model: Value?
  var modulePaths: [Handle: String] = [:]
  /// Whether a class of the listing defines `__call__`.
  var hasCallMethods = false
  /// Whether a class of the listing runs code when an attribute of its instances is read:
  /// `ClassTraits.hooksAttributes`.
  var hasAttributeHooks = false
  /// Whether a class got a method or descriptor that hooks attributes after its body had run.
  var hasLateHooks = false
  /// Whether the listing has assigned `module.forward` for a module. The module then runs this function instead of the
  /// method of its class.
  var hasOwnForwards = false
  /// Whether the listing has registered a hook that runs when a module is called.
  var hasModuleHooks = false
  /// Whether an instance exists that holds a Python value. If none exists, operations do not look for held values.
  var hasHeldValues = false
  /// The texts that the listing's methods returned for instances in a container. Used only while the container's text
  /// is computed.
  var representations: [Handle: String] = [:]
  var extraRepresentations: [Handle: String] = [:]
  /// The tracebacks of exceptions that the listing caught. If such an exception is raised again and not caught, its
  /// traceback is shown.
  var tracebacks: [Handle: CaughtTraceback] = [:]
  /// The last error that an `except`, a `with` or a `finally` of the listing caught.
  public internal(set) var lastCaught: CaughtError?
  /// Frames below this index do not catch errors of the frames above, because a call by the host is between them.
  var catchFloor = 0

  /// The modules that files import by `from module import *` and whose names fwdb does not know completely. The key is
  /// the file's namespace. The value is the module's name.
  var openImports: [Handle: String] = [:]
  /// Whether a note has warned about a tensor of uint8 that is used as a mask. torch gives this warning once.
  var hasNotedByteMask = false

  /// The largest number of frames; Python's default recursion limit.
  static let recursionLimit = 1000

  public init(sources: ListingSources, compute: Compute = Compute(), seed: UInt64 = 0) {
    self.sources = sources
    self.compute = compute
    library = Library.shared
    generator = RandomGenerator(seed: seed)
    preludeNames = heap.add(.namespace(Namespace()))
    session = heap.add(.namespace(Namespace()))
    let settings = dictionary(TorchWorld.settings.map { ($0.name, $0.value) })
    heap.setName("world_settings", in: preludeNames, to: settings)
    // Run the statement that binds `torch_version` now, because a read of the attribute `torch.__version__` cannot run
    // code.
    _ = preludeValue("torch_version")
  }

  public var isFinished: Bool { frames.isEmpty }

  /// Runs the next instruction. If it throws, the machine is still before this instruction, with the operands in place.
  public mutating func step() throws(ListingError) {
    let frame = frames.count - 1
    precondition(frame >= 0, "a finished machine has no next instruction")
    if frames[frame].runsNext(clock: clock) {
      clock += 1
      return
    }
    do {
      try execute(frames[frame].code.instructions[frames[frame].next], frame)
    } catch {
      try catchError(error)
    }
    clock += 1
    if heap.madeSinceCollection > 20_000, hostCalls == 0 { collect() }
  }

  /// The number of running calls from the host; 0 while a pass is stepped. While the number is above 0, nothing is
  /// collected, because the host may hold values that the collector cannot see.
  var hostCalls = 0

  /// Runs until the call stack has at most `depth` frames.
  mutating func run(untilDepth depth: Int) throws(ListingError) {
    while frames.count > depth { try step() }
  }

  private mutating func collect() {
    var values: [Value] = [result]
    if let model { values.append(model) }
    var handles = Array(files.values) + [preludeNames, session]
    for frame in frames {
      handles += frame.handles
      values += frame.values
    }
    heap.collect(roots: values, handles: handles)
    tracebacks = tracebacks.filter { if case .instance = heap[$0.key] { true } else { false } }
  }

  // MARK: Errors

  /// The call stack as a traceback, outermost call first.
  public func traceback() -> [TracebackEntry] { traceback(of: frames[...]) }

  func traceback(of frames: ArraySlice<Frame>) -> [TracebackEntry] {
    frames.filter { !$0.code.isLibrary }.map { frame in
      TracebackEntry(
        file: frame.code.file, line: frame.line, range: frame.range, function: frame.code.qualifiedName,
        modulePath: modulePath(of: frame))
    }
  }
}
