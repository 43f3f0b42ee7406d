import ListingSyntax
import Tensors

/// Runs listings, one instruction at a time.
///
/// A machine is a value: frames, operands, variables, objects and the bytes of tensors are all in it, and nothing is on
/// the host's stack. A copy is a snapshot. Copying is cheap, because both copies share everything until one writes.
///
/// Where the parts are:
///
/// | file | part |
/// | --- | --- |
/// | `Frame+Execute.swift` | instructions that need the frame alone: constants, locals, jumps, integers |
/// | `Machine+Execute.swift` | all other instructions, and the operand stack |
/// | `Machine+Operators.swift` | `+ - * @ …`: which arithmetic the types of the operands select |
/// | `Machine+NumberArithmetic.swift` | Python's integers and floats |
/// | `Machine+Comparison.swift` | `== < is in` |
/// | `Machine+Conversions.swift` | a value as a truth value, an integer, a number |
/// | `Machine+Sets.swift`, `Machine+Subscripts.swift`, `Machine+Iteration.swift` | sets, `x[i]`, `for` |
/// | `Machine+Attributes.swift` | `x.name`: instances, classes, `super()` |
/// | `Machine+SpecialMethods.swift` | `__add__`, `__len__`, … that a listing's class defines |
/// | `Machine+Calls.swift`, `Machine+Generators.swift` | calls, arguments, classes; `yield` |
/// | `Machine+Imports.swift` | files of the listing, `import`, stubs |
/// | `Machine+Text.swift`, `Machine+FormatTemplates.swift` | `repr`, `str`, f-strings, `%` |
/// | `Machine+Tensors.swift` | tensors and their storage cells |
/// | `Machine+OperandNames.swift` | the operands of a failed operation, named as in the listing |
/// | `Machine+Limits.swift` | bounds on sizes and nesting |
/// | `Machine+Host.swift`, `Machine+SessionFunctions.swift` | what the host calls: values, session names, passes |
/// | `../Inspection/` | questions of a debugger (`MachineInspector`) and the changes that it makes |
public struct Machine: Sendable {
  /// Calls under way, outermost first. Empty when there is nothing left to run.
  public internal(set) var frames: [Frame] = []
  /// Instructions run since the machine was made. Equal machines with equal clocks are in equal states.
  public private(set) var clock = 0
  /// What the outermost call returned, once it has.
  public internal(set) var result: Value = .none
  /// Bytes of tensors made since the machine was made: how fast memory is being taken.
  public internal(set) var bytesMade = 0
  /// Text that the listing has printed, not yet taken by anybody.
  public internal(set) var output = ""

  /// Where tensor arithmetic happens; fixed for a session, so that running again gives the same bits.
  public let compute: Compute
  let library: Library
  /// Has Swift hand a machine to the methods that only look at it by its address. Without a member whose size is not
  /// known it copies the machine for each such call within a changing one, and counts twenty references up and down.
  private let byAddress: any Sendable = ()
  var heap = Heap()
  var generator = RandomGenerator(seed: 0)
  /// Seed of everything random in the session.
  public var seed: UInt64 { generator.seed }
  /// Files by module name within the listing's folder: `attention` → namespace.
  var files: [String: Handle] = [:]
  let sources: ListingSources
  /// Names of the functions that built-ins use to call back into listings.
  private(set) var preludeNames = Handle(index: -1)
  /// Names that every pass and the prompt see.
  private(set) var session = Handle(index: -1)
  /// What the loading of files has to tell: stubs met, notes.
  public internal(set) var notes: [String] = []
  /// The model whose modules have paths; set once it has been built.
  public internal(set) var model: Value?
  var modulePaths: [Handle: String] = [:]
  /// Whether any class of the listing says what calling its instances does.
  var hasCallMethods = false
  /// What methods of the listing have written of instances, while the text of something that holds them is put
  /// together.
  var representations: [Handle: String] = [:]
  var extraRepresentations: [Handle: String] = [:]

  /// How deep calls may nest: Python's own default.
  static let recursionLimit = 1000

  public init(sources: ListingSources, compute: Compute = Compute(), seed: UInt64 = 0) {
    self.sources = sources
    self.compute = compute
    library = Library.shared
    generator = RandomGenerator(seed: seed)
    preludeNames = heap.add(.namespace(Namespace()))
    session = heap.add(.namespace(Namespace()))
    for function in PythonBuiltins.preludeOnly { heap.setName(function.name, in: preludeNames, to: .builtin(function)) }
    for helper in ComposedLayers.helpers { heap.setName(helper.name, in: preludeNames, to: .builtin(helper)) }
    frames = [Frame(code: library.prelude, globals: preludeNames, purpose: .file, began: 0)]
    do { try run(untilDepth: 0) } catch { preconditionFailure("the prelude runs: \(error)") }
    clock = 0
  }

  public var isFinished: Bool { frames.isEmpty }

  /// Runs the next instruction. When it throws, the machine stands before that instruction, operands in place.
  public mutating func step() throws(ListingError) {
    let frame = frames.count - 1
    precondition(frame >= 0, "a finished machine has no next instruction")
    if frames[frame].carriesOutNext(clock: clock) {
      clock += 1
      return
    }
    do {
      try execute(frames[frame].code.instructions[frames[frame].next], frame)
    } catch {
      if !endsItems(error) { throw annotated(error) }
    }
    clock += 1
    if heap.madeSinceCollection > 20_000, hostCalls == 0 { collect() }
  }

  /// Calls from outside that are under way. Whoever made them may hold what earlier ones gave, where the collector
  /// cannot see it, so nothing is collected meanwhile. A pass, which is stepped, holds all that it needs itself.
  var hostCalls = 0

  /// Runs until as many calls are under way as were before the call at `depth` began.
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
  }

  // MARK: Errors

  private func annotated(_ error: any Error) -> ListingError {
    var listing: ListingError
    switch error {
    case let error as ListingError: listing = error
    case TensorError.cancelled: listing = ListingError(.interrupted, "stopped before this operation")
    case let error as TensorError: listing = ListingError(.runtimeError, described(error))
    default: listing = ListingError(.runtimeError, "\(error)")
    }
    if listing.traceback.isEmpty { listing.traceback = traceback() }
    return listing
  }

  /// The calls under way, outermost first.
  public func traceback() -> [TracebackEntry] {
    frames.filter { !$0.code.isLibrary }.map { frame in
      TracebackEntry(
        file: frame.code.file, line: frame.line, range: frame.range, function: frame.code.qualifiedName,
        modulePath: modulePath(of: frame))
    }
  }
}
