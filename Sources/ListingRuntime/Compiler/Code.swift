import ListingSyntax

/// The byte code of one function, lambda, class body or file.
public final class Code: Sendable {
  /// `forward`; `<lambda>`, `<module>`, `<call>` for code without a name.
  public let name: String
  /// The name with the enclosing classes and functions: `ConformerEncoderLayer.forward`.
  public let qualifiedName: String
  public let file: SourceFile
  /// The line of `def`.
  public let line: Int
  public let dialect: Dialect
  /// Whether it belongs to fwdb's own prelude, which the user does not step through.
  public let isLibrary: Bool
  let instructions: [Instruction]
  /// The source range of each instruction.
  let ranges: [SourceRange]
  /// The line of each instruction.
  let lines: [Int32]
  /// Whether stepping by lines may stop before the instruction: it begins a statement or an iteration of a loop.
  let stops: [Bool]
  let constants: [Value]
  let names: [String]
  /// The names with their hashes, ready for lookups.
  let keys: [Name]
  let codes: [Code]
  /// For each inner code object, the cells of this code that it shares.
  let closures: [[Int]]
  public let parameters: [CodeParameter]
  /// Whether each parameter takes one argument by position: no `*args`, no keyword-only parameters.
  let hasPlainParameters: Bool
  /// Indices of the parameters that have a default.
  let defaults: [Int]
  /// Names of the local variables by slot; parameters come first.
  public let locals: [String]
  /// Names of the cells: first this function's own, then those of the enclosing functions.
  let cells: [String]
  let ownCells: Int
  /// The most operands that a frame's stack is expected to hold.
  let deepest: Int
  /// The `for` loops, with the index of each iterator on the operand stack.
  public let loops: [ForLoop]
  /// Shape comments by line.
  public let axes: [Int: [String]]
  public let docstring: String?
  /// Whether a call makes a generator, because the code contains `yield`.
  let isGenerator: Bool
  /// The names that a class body annotates, in order: the fields of a dataclass or named tuple.
  let fields: [String]

  init(_ draft: CodeDraft) {
    name = draft.name
    qualifiedName = draft.qualifiedName
    file = draft.file
    line = draft.line
    dialect = draft.dialect
    isLibrary = draft.isLibrary
    instructions = draft.instructions
    ranges = draft.ranges
    lines = draft.ranges.map { Int32(draft.file.line(at: $0.start)) }
    stops = draft.stops
    constants = draft.constants
    names = draft.names
    keys = draft.names.map { Name($0) }
    codes = draft.codes
    closures = draft.closures
    parameters = draft.parameters
    hasPlainParameters = draft.parameters.allSatisfy { $0.kind == .ordinary || $0.kind == .positionalOnly }
    defaults = draft.defaults
    deepest = draft.deepest
    locals = draft.locals
    cells = draft.cells
    ownCells = draft.ownCells
    loops = draft.loops
    axes = draft.axes
    docstring = draft.docstring
    isGenerator = draft.isGenerator
    fields = draft.fields
  }

  /// The lines of this code that a breakpoint can stop on, without those of inner functions.
  public var breakableLines: Set<Int> {
    Set(zip(lines, stops).filter(\.1).map { Int($0.0) })
  }
}

public struct CodeParameter: Sendable {
  public let name: String
  public let kind: Parameter.Kind
}

/// A `for` loop in a code object.
public struct ForLoop: Sendable {
  public let line: Int
  /// The text after `in`: `self.encoders`.
  public let iterable: String
  /// The loop variables as written: `layer`, `i, layer`.
  public let target: String
  /// The instructions during which the iterator is on the stack.
  let body: Range<Int>
  /// The index of the iterator on the frame's operand stack.
  let stackIndex: Int
}

/// The conversion after `!` in an f-string.
enum Conversion: Character, Sendable {
  case text = "s", representation = "r", ascii = "a"
}

/// One step of the machine. It takes operands from the frame's stack and pushes its results there.
///
/// It contains only numbers, so that copying one counts no references.
enum Instruction: Sendable {
  case constant(Int)
  case pop
  case duplicate
  case duplicateTwo
  /// a b → b a
  case rotateTwo
  /// a b c → c a b
  case rotateThree
  case loadLocal(Int), storeLocal(Int), deleteLocal(Int)
  case loadCell(Int), storeCell(Int), deleteCell(Int)
  case loadGlobal(Int), storeGlobal(Int), deleteGlobal(Int)
  /// For class bodies and the prompt: looks in the frame's own namespace first.
  case loadName(Int), storeName(Int), deleteName(Int)
  case loadAttribute(Int), storeAttribute(Int), deleteAttribute(Int)
  case loadSubscript, storeSubscript, deleteSubscript
  case buildList(Int), buildTuple(Int), buildDictionary(Int), buildSlice, buildString(Int)
  case format(conversion: Conversion?, hasSpecification: Bool)
  /// Appends the top to the list `n` places below it.
  case appendToList(Int)
  case extendList(Int)
  case listToTuple
  case setInDictionary(Int)
  case mergeIntoDictionary(Int)
  /// Pushes an empty set.
  case buildSet
  /// Adds the top to the set `n` places below it.
  case addToSet(Int)
  case extendSet(Int)
  case unary(UnaryOperator)
  case not
  case binary(BinaryOperator)
  case augmented(BinaryOperator)
  case compare(ComparisonOperator)
  case jump(Int)
  case jumpIfFalse(Int), jumpIfTrue(Int)
  case makeIterator
  case advance(exit: Int)
  case unpack(Int)
  case unpackStarred(before: Int, after: Int)
  /// callee, positional…, keyword values…, and with keywords the tuple of their names → result
  case call(positional: Int, keywords: Int)
  /// callee, list, dict → result
  case callSpread
  /// defaults… → function, from the inner code with that index
  case makeFunction(Int)
  case makeCell(cell: Int, slot: Int?)
  case buildClass(Int, bases: Int)
  case makeSuper
  /// Pushes whether an import would find more than a stub.
  case canImport(module: Int, level: Int, name: Int?)
  case returnValue
  /// Returns the top to the code that asked for the next item, and suspends the frame. The value that `send` passes
  /// replaces it.
  case yieldValue
  case importModule(name: Int, alias: Bool)
  /// From the module `names[module]`, `level` folders up, imports `names[name]`.
  case importName(module: Int, level: Int, name: Int)
  case importAll(module: Int, level: Int)
  case raise(hasValue: Bool)
  case failAssertion(hasMessage: Bool)
  /// Does nothing. A place to stop: the start of a loop's next iteration, or a `pass`.
  case stopPoint
}

extension Instruction {
  /// How many places below the top of the stack the callee is; nil for an instruction that calls nothing.
  @inline(__always)
  var calleeDepth: Int? {
    switch self {
    case .call(let positional, let keywords): Self.calleeDepth(positional: positional, keywords: keywords)
    case .callSpread: 2
    default: nil
    }
  }

  /// Above the callee are the arguments and, if some are passed by keyword, the tuple of their names.
  @inline(__always)
  static func calleeDepth(positional: Int, keywords: Int) -> Int { positional + keywords + (keywords > 0 ? 1 : 0) }
}
