import ListingSyntax

/// The byte code of one function, lambda, class body or file.
public final class Code: Sendable {
  /// The function's name, such as `forward`. Code without a name is called `<lambda>`, `<module>` or `<call>`.
  public let name: String
  /// The name preceded by the enclosing classes and functions: `ConformerEncoderLayer.forward`.
  public let qualifiedName: String
  /// Python's `__qualname__`: `make.<locals>.Encoder.forward`.
  let pathInFile: String
  public let file: SourceFile
  /// The source line of `def`, counted from 1.
  public let line: Int
  public let dialect: Dialect
  /// Whether the code belongs to fwdb's prelude. Stepping does not stop in such code.
  public let isLibrary: Bool
  let instructions: [Instruction]
  /// The source range of each instruction.
  let ranges: [SourceRange]
  /// The line of each instruction.
  let lines: [Int32]
  /// For each instruction, whether stepping by lines may stop before it: the instruction begins a statement or an
  /// iteration of a loop.
  let stops: [Bool]
  let constants: [Value]
  let names: [String]
  /// `names` with precomputed hashes, for lookups.
  let keys: [Name]
  let codes: [Code]
  /// For each code object in `codes`, the indices of the cells of this code that the inner code shares.
  let closures: [[Int]]
  public let parameters: [CodeParameter]
  /// Whether every parameter can receive one positional argument: the code has no `*args`, no `**kwargs` and no
  /// keyword-only parameter.
  let hasPlainParameters: Bool
  /// The indices of the parameters that have a default value.
  let defaults: [Int]
  /// The names of the local variables by slot; parameters come first.
  public let locals: [String]
  /// The names of the cells: first the cells that this code makes, then the cells of enclosing functions.
  let cells: [String]
  let ownCells: Int
  /// The largest number of operands that a frame is expected to hold; the frame reserves this capacity.
  let deepest: Int
  /// The error handlers, innermost first. The machine reads the handlers only after an instruction has raised an error.
  let handlers: [ErrorHandler]
  /// The ranges of instructions that run while an error is handled, innermost first.
  let handling: [HandlingRange]
  /// Whether the code is text from the prompt or a host's call. If an error leaves such code, the `except` clauses of
  /// its callers do not catch the error.
  let isInteractive: Bool
  /// The code's `for` loops.
  public let loops: [ForLoop]
  /// The axis names in the code's shape comments, by source line.
  public let axes: [Int: [String]]
  public let docstring: String?
  /// Whether a call makes a generator, because the code contains `yield`.
  let isGenerator: Bool
  /// The names that a class body annotates, in order: the fields of a dataclass or named tuple.
  let fields: [String]
  /// The annotations of a function's parameters and result, or of a class body. An annotation is evaluated only when
  /// the listing reads it.
  let annotations: [Annotation]
  /// The number of variables in `locals` that are not targets of comprehensions.
  let declaredLocals: Int

  init(_ draft: CodeDraft) {
    name = draft.name
    qualifiedName = draft.qualifiedName
    pathInFile = draft.pathInFile
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
    handlers = draft.handlers
    handling = draft.handling
    isInteractive = draft.kind == .interactive
    axes = draft.axes
    docstring = draft.docstring
    isGenerator = draft.isGenerator
    fields = draft.fields
    annotations = draft.annotations
    declaredLocals = draft.declaredLocals
  }

  /// The source lines where a breakpoint can stop in this code, without the lines of inner functions.
  public var breakableLines: Set<Int> {
    Set(zip(lines, stops).filter(\.1).map { Int($0.0) })
  }
}

/// An annotation: `name: value`. The annotation of a function's result has the name `return`.
struct Annotation: Sendable {
  let name: String
  let value: Expression
}

public struct CodeParameter: Sendable {
  public let name: String
  public let kind: Parameter.Kind
}

/// A `for` loop in a code object.
public struct ForLoop: Sendable {
  public let line: Int
  /// The source text after `in`, such as `self.encoders`.
  public let iterable: String
  /// The loop variables as the listing writes them: `layer`, or `i, layer`.
  public let target: String
  /// The indices of the instructions that run while the loop's iterator is on the operand stack.
  let body: Range<Int>
  /// The index of the loop's iterator on the frame's operand stack.
  let stackIndex: Int
}

/// An error handler. If an instruction in `range` raises an error, the machine continues at the instruction `target`.
struct ErrorHandler: Sendable {
  enum Kind: Sendable {
    /// The clauses of `except`.
    case clauses([ErrorClass])
    /// A `finally` block. `mayEndError`: whether a `return`, `break`, `continue` or `raise` in the block may end the
    /// error.
    case finish(mayEndError: Bool)
    /// The end of an `except` block: removes the name of the error.
    case cleanup
    /// A `with` statement. The context manager is the operand at index `depth - 1` of the stack.
    case context
  }
  let range: Range<Int>
  let target: Int
  /// The number of operands to keep when an error is raised. The machine pops the other operands and pushes the error.
  let depth: Int
  let kind: Kind
}

/// The class in an `except` clause, in a form that can be evaluated without running code.
indirect enum ErrorClass: Sendable {
  case any
  case local(Int), cell(Int), global(Int), name(Int)
  case attribute(ErrorClass, Int)
  case tuple([ErrorClass])
  case unknown
}

/// A range of instructions that run while an error is handled, and the index of that error on the frame's operand
/// stack.
struct HandlingRange: Sendable {
  let range: Range<Int>
  let stackIndex: Int
  /// Whether the instructions are a `finally` block. If so, the operand at `stackIndex` is an error only if the next
  /// higher operand is `WayOut.raising`.
  let isFinish: Bool
}

/// The conversion after `!` in an f-string.
enum Conversion: Character, Sendable {
  case text = "s", representation = "r", ascii = "a"
}

/// One step of the machine. An instruction removes operands from the frame's operand stack and pushes results on it.
/// Comments write the stack's change as `before → after`. The top of the stack comes last.
///
/// All associated values are numbers, so that copying an instruction counts no references.
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
  /// In class bodies and at the prompt: looks up the name in the frame's own namespace, then among the globals.
  case loadName(Int), storeName(Int), deleteName(Int)
  case loadAttribute(Int), storeAttribute(Int), deleteAttribute(Int)
  case loadSubscript, storeSubscript, deleteSubscript
  case buildList(Int), buildTuple(Int), buildDictionary(Int), buildSlice, buildString(Int)
  case format(conversion: Conversion?, hasSpecification: Bool)
  /// Pops the top and appends it to a list. After the pop, the list is `n` positions below the top.
  case appendToList(Int)
  case extendList(Int)
  case listToTuple
  case setInDictionary(Int)
  case mergeIntoDictionary(Int)
  /// dict, name, value → dict with this keyword argument. Throws if the dict already contains the name.
  case addKeyword
  /// dict, value → dict with the keyword arguments of `**value`
  case mergeKeywords
  /// Pushes an empty set.
  case buildSet
  /// Pops the top and adds it to a set. After the pop, the set is `n` positions below the top.
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
  /// callee, positional arguments…, keyword arguments…, tuple of the keywords → result. If the call has no keyword
  /// arguments, the stack has no tuple.
  case call(positional: Int, keywords: Int)
  /// callee, list of positional arguments, dict of keyword arguments → result
  case callSpread
  /// default values… → function. The associated value is an index into `codes`.
  case makeFunction(Int)
  case makeCell(cell: Int, slot: Int?)
  /// If `bases` is a count: bases… → class. If `bases` is nil: name, tuple of the bases, dict of the header's keyword
  /// arguments → class.
  ///
  /// If a metaclass has a `__prepare__`, the instruction first calls `__prepare__` and pushes the result. Then the
  /// instruction runs again.
  case buildClass(Int, bases: Int?)
  case makeSuper
  /// Throws an ImportError if an import would find only a stub.
  case checkImport(module: Int, level: Int, name: Int?)
  case returnValue
  /// Suspends the frame and returns the top operand to the code that requested the next item. When the frame resumes,
  /// the value passed to `send`, or None, has replaced the top operand.
  /// - Parameter delegates: whether the item comes from the inner iterator of a `yield from`.
  case yieldValue(delegates: Bool)
  case importModule(name: Int, alias: Bool)
  /// Imports `names[name]` from the module `names[module]`. `level` is the number of leading dots.
  case importName(module: Int, level: Int, name: Int)
  case importAll(module: Int, level: Int)
  case raise(hasValue: Bool, hasCause: Bool)
  /// If the top is an exception class, calls the class and replaces the top by the result. Other values stay unchanged.
  case makeError
  /// error, class → error, whether the error is of that class
  case matchError
  /// Raises the error on top of the stack again.
  case reraise
  /// At the end of `finally`: raises the error again if the `WayOut` on top of the stack is `raising`.
  case finishError
  /// context manager, error → context manager, error, result of `__exit__`
  case exitContext
  /// iterator, sent value → iterator, item. After the last item: iterator, sent value → the iterator's return value.
  case delegate(exit: Int)
  case failAssertion(hasMessage: Bool)
  /// value → value, whether it is a sequence of `count` items, or of at least `count` items if `isExact` is false
  case matchSequence(count: Int, isExact: Bool)
  /// value → value, whether it is a dict
  case matchMapping
  /// dict, key → the key's value or None, whether the dict has the key
  case matchKey
  /// dict, keys… → a dict of the other items
  case mappingRest(Int)
  /// value, class → value, tuple of attributes or None, whether the value is an instance with these attributes. The
  /// attributes of positional patterns come first. `names` is the index of a constant: the tuple of the names of the
  /// other attributes.
  case matchClass(positional: Int, names: Int)
  /// Does nothing. Stepping can stop here: at the start of a loop's next iteration, or at `pass`.
  case stopPoint
}

extension Instruction {
  /// The number of operands above the callee on the operand stack; nil for an instruction that calls nothing.
  @inline(__always)
  var calleeDepth: Int? {
    switch self {
    case .call(let positional, let keywords): Self.calleeDepth(positional: positional, keywords: keywords)
    case .callSpread: 2
    default: nil
    }
  }

  /// The number of operands above the callee: the arguments and, if some are passed by keyword, a tuple of the
  /// keywords.
  @inline(__always)
  static func calleeDepth(positional: Int, keywords: Int) -> Int { positional + keywords + (keywords > 0 ? 1 : 0) }
}
