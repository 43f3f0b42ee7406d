import ListingSyntax

/// A code object that the compiler is building.
struct CodeDraft {
  enum Kind { case function, classBody, module, interactive }

  var name: String
  var qualifiedName: String
  var pathInFile: String
  var file: SourceFile
  var line: Int
  var dialect: Dialect
  var isLibrary: Bool
  var kind: Kind
  var instructions: [Instruction] = []
  var ranges: [SourceRange] = []
  var stops: [Bool] = []
  var constants: [Value] = []
  var names: [String] = []
  var codes: [Code] = []
  var closures: [[Int]] = []
  var parameters: [CodeParameter] = []
  /// The indices of the parameters that have a default value.
  var defaults: [Int] = []
  var locals: [String] = []
  var cells: [String] = []
  var ownCells = 0
  var isGenerator = false
  /// The names that a class body annotates, in the order of the text: `x: int`.
  var fields: [String] = []
  /// The number of cells that belong to enclosing functions. In `cells`, the cells of enclosing functions follow the
  /// code's own cells.
  var sharedCells = 0
  /// Where each name is stored. Targets of comprehensions are in `comprehensionSlots`.
  var places: [String: Place] = [:]
  var loops: [ForLoop] = []
  var axes: [Int: [String]] = [:]
  var docstring: String?
  var annotations: [Annotation] = []
  var declaredLocals = 0
  /// The names that the code declares `global`.
  var globals: Set<String> = []
  /// Where the targets of the comprehensions being compiled are stored, innermost comprehension last. A target hides
  /// the code's variable of the same name.
  var comprehensionSlots: [[String: Place]] = []
  /// The number of operands on the stack after the last emitted instruction.
  var depth = 0
  /// The largest `depth` so far.
  var deepest = 0
  /// The loops being compiled, innermost loop last.
  var openLoops: [OpenLoop] = []
  /// The enclosing statements that `break`, `continue` or `return` must leave, innermost last. Most of these statements
  /// keep values on the operand stack.
  var openBlocks: [OpenBlock] = []

  struct OpenBlock {
    enum Kind {
      /// A loop. `for` keeps its iterator on the operand stack; `while` keeps nothing.
      case loop(keepsIterator: Bool)
      /// A `with`. It keeps its context manager on the operand stack.
      case context
      /// The body of a `try` with `except`. It keeps nothing on the operand stack.
      case attempt
      /// An `except` block. It keeps the error on the operand stack. The error's name has no value afterwards.
      case handler(name: Identifier?)
      /// The body of a `try` with `finally`. It keeps nothing on the operand stack.
      case finish
      /// A `finally` block. It keeps two operands: first the return value, the error, or None; then the raw value of a
      /// `WayOut`.
      case pending
    }
    let kind: Kind
    /// The block's instructions, without the instructions that leave the block.
    var pieces: [Range<Int>] = []
    /// The index of the first instruction of the current piece.
    var start: Int

    /// The number of operands that the block keeps on the stack.
    var operands: Int {
      switch kind {
      case .loop(let keepsIterator): keepsIterator ? 1 : 0
      case .context, .handler: 1
      case .attempt, .finish: 0
      case .pending: 2
      }
    }
  }

  /// The number of operands that the open blocks keep on the stack between two statements.
  var operandsOfBlocks: Int { openBlocks.reduce(0) { $0 + $1.operands } }

  var handlers: [ErrorHandler] = []
  var handling: [HandlingRange] = []
  /// The kinds of import errors that the `try` around the current statement catches.
  var caughtImports = CaughtImports.none

  enum CaughtImports: Int { case none, modules, names }

  /// The `try` statements with `finally` being compiled, innermost last.
  var openFinishes: [OpenFinish] = []

  struct OpenFinish {
    var jumps: [Int] = []
    var ways: Set<WayOut> = []
  }

  /// How control left the body of a `try`: at its end, by `return`, `break` or `continue`, or by an error. The raw
  /// value is on the operand stack during the `finally` block.
  enum WayOut: Int, CaseIterable { case onward, returning, breaking, continuing, raising }

  struct OpenLoop {
    let iteration: Int
    var breaks: [Int] = []
  }

  /// Where a variable is stored: in a slot of the frame, in a cell, in the file's namespace, or in the frame's own
  /// namespace.
  enum Place {
    case slot(Int)
    case cell(Int)
    case global
    case name
  }

  func place(of name: String) -> Place {
    for slots in comprehensionSlots.reversed() { if let place = slots[name] { return place } }
    if globals.contains(name) { return .global }
    if let place = places[name] {
      // In Python, a comprehension in a class body does not see the names of the class body.
      if case .name = place, kind == .classBody, !comprehensionSlots.isEmpty { return .global }
      return place
    }
    return kind == .module || kind == .function || !comprehensionSlots.isEmpty && kind == .classBody ? .global : .name
  }

  var innermostLoop: OpenBlock? { openBlocks.last { if case .loop = $0.kind { true } else { false } } }

  mutating func name(_ name: String) -> Int {
    if let index = names.firstIndex(of: name) { return index }
    names.append(name)
    return names.count - 1
  }
}
