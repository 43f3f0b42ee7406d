import ListingSyntax

/// One function, lambda, class body or file, compiled.
public final class Code: Sendable {
  /// `forward`; `<lambda>`, `<module>`, `<call>` for what has no name.
  public let name: String
  /// With the classes and functions around it: `ConformerEncoderLayer.forward`.
  public let qualifiedName: String
  public let file: SourceFile
  /// The line of `def`.
  public let line: Int
  public let dialect: Dialect
  /// Whether a person debugging wants to see it: false for the runtime's own prelude.
  public let isLibrary: Bool
  let instructions: [Instruction]
  /// For each instruction the text that it came from.
  let ranges: [SourceRange]
  /// For each instruction its line.
  let lines: [Int32]
  /// Whether a person stepping by lines may stop before it: it begins a statement, or a turn of a loop.
  let stops: [Bool]
  let constants: [Value]
  let names: [String]
  /// The same, ready to be looked up.
  let keys: [Name]
  let codes: [Code]
  /// For each inner code object the cells of this one that it shares.
  let closures: [[Int]]
  public let parameters: [CodeParameter]
  /// Whether each of them takes one argument, by its position: no `*args`, nothing that must be named.
  let hasPlainParameters: Bool
  /// Indices of the parameters that have a default.
  let defaults: [Int]
  /// Names of the local variables by slot; parameters come first.
  public let locals: [String]
  /// Names of the shared variables: first this function's own, then those of functions around it.
  let cells: [String]
  let ownCells: Int
  /// About how many operands lie on a frame's stack at most.
  let deepest: Int
  /// Loops with the place of their iterator on the operand stack: what tells "turn 3 of 6".
  public let loops: [ForLoop]
  /// Shape comments by line.
  public let axes: [Int: [String]]
  public let docstring: String?
  /// Whether a call of it makes a generator: something in it yields.
  let isGenerator: Bool
  /// Of a class body: the names that it annotates, in order. They are the fields of a dataclass or named tuple.
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

  /// Lines that a breakpoint can stand on in this code alone (not in functions within it).
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
  /// The text of what it goes through: `self.encoders`.
  public let iterable: String
  /// The loop variable or variables as written: `layer`, `i, layer`.
  public let target: String
  /// Instructions during which the iterator is on the stack.
  let body: Range<Int>
  /// Index of the iterator in the frame's operand stack.
  let stackIndex: Int
}

/// What an f-string asks for after `!`.
enum Conversion: Character, Sendable {
  case text = "s", representation = "r", ascii = "a"
}

/// One step of the machine. Operands come from the frame's stack, results go there.
///
/// It holds numbers alone, no objects, so that taking one from the code costs no counting of references.
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
  /// In a class body or at the prompt: the frame's own namespace first.
  case loadName(Int), storeName(Int), deleteName(Int)
  case loadAttribute(Int), storeAttribute(Int), deleteAttribute(Int)
  case loadSubscript, storeSubscript, deleteSubscript
  case buildList(Int), buildTuple(Int), buildDictionary(Int), buildSlice, buildString(Int)
  case format(conversion: Conversion?, hasSpecification: Bool)
  /// Adds the top to the list that lies that many places below it.
  case appendToList(Int)
  case extendList(Int)
  case listToTuple
  case setInDictionary(Int)
  case mergeIntoDictionary(Int)
  /// An empty set.
  case buildSet
  /// Adds the top to the set that lies that many places below it.
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
  /// callee, positional…, keyword values…, and where there are any the tuple of their names → result
  case call(positional: Int, keywords: Int)
  /// callee, list, dict → result
  case callSpread
  /// defaults… → function, of the inner code with that index
  case makeFunction(Int)
  case makeCell(cell: Int, slot: Int?)
  case buildClass(Int, bases: Int)
  case makeSuper
  /// Whether an import would find more than a stub.
  case canImport(module: Int, level: Int, name: Int?)
  case returnValue
  /// Hands the top to whoever asked for the next item, and waits; what is sent when it goes on takes its place.
  case yieldValue
  case importModule(name: Int, alias: Bool)
  /// From the module named `names[module]`, `level` folders up, the name `names[name]`.
  case importName(module: Int, level: Int, name: Int)
  case importAll(module: Int, level: Int)
  case raise(hasValue: Bool)
  case failAssertion(hasMessage: Bool)
  /// Does nothing: a place to stop, where a loop begins its next turn or `pass` stands.
  case turn
}

extension Instruction {
  /// How many places below the top of the stack a call finds its callee; nil for an instruction that calls nothing.
  @inline(__always)
  var calleeDepth: Int? {
    switch self {
    case .call(let positional, let keywords): Self.calleeDepth(positional: positional, keywords: keywords)
    case .callSpread: 2
    default: nil
    }
  }

  /// Above the callee are the arguments and, if any are passed by keyword, the tuple of their names.
  @inline(__always)
  static func calleeDepth(positional: Int, keywords: Int) -> Int { positional + keywords + (keywords > 0 ? 1 : 0) }
}
