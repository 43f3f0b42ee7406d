import ListingSyntax

/// A code object that the compiler is building.
struct CodeDraft {
  enum Kind { case function, classBody, module, interactive }

  var name: String
  var qualifiedName: String
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
  /// Indices of the parameters that have a default.
  var defaults: [Int] = []
  var locals: [String] = []
  var cells: [String] = []
  var ownCells = 0
  var isGenerator = false
  /// The names that a class body annotates, in order.
  var fields: [String] = []
  /// The number of cells that belong to enclosing functions. They come after the code's own.
  var sharedCells = 0
  /// Where each name of the code lives, except the targets of comprehensions.
  var places: [String: Place] = [:]
  var loops: [ForLoop] = []
  var axes: [Int: [String]] = [:]
  var docstring: String?
  /// Names that the code declares `global`.
  var globals: Set<String> = []
  /// The slots and cells of comprehension targets, innermost last. They hide other names while the comprehension is
  /// compiled.
  var comprehensionSlots: [[String: Place]] = []
  /// The number of operands on the stack after the instructions so far.
  var depth = 0
  /// The greatest `depth` so far.
  var deepest = 0
  /// The loops being compiled, innermost last.
  var openLoops: [OpenLoop] = []
  /// The values that enclosing statements keep on the operand stack, innermost last.
  var openBlocks: [OpenBlock] = []

  enum OpenBlock {
    /// A loop. `for` keeps its iterator, `while` nothing.
    case loop(keepsIterator: Bool)
    /// A `with`, which keeps its context manager.
    case context
    /// The body of a `try` with `finally`, which keeps nothing.
    case finish
    /// A `finally` block. It keeps the value to return afterwards and the number of the way out.
    case pending
  }

  /// The `try` statements with `finally` being compiled, innermost last.
  var openFinishes: [OpenFinish] = []

  struct OpenFinish {
    var jumps: [Int] = []
    var ways: Set<WayOut> = []
  }

  /// How the body of a `try` was left. The number is on the operand stack during the `finally` block.
  enum WayOut: Int, CaseIterable { case onward, returning, breaking, continuing }

  struct OpenLoop {
    let iteration: Int
    var breaks: [Int] = []
  }

  /// Where a variable lives.
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
      // A comprehension has its own scope, and scopes inside a class do not see the names of the class body.
      if case .name = place, kind == .classBody, !comprehensionSlots.isEmpty { return .global }
      return place
    }
    return kind == .module || kind == .function || !comprehensionSlots.isEmpty && kind == .classBody ? .global : .name
  }

  var innermostLoop: OpenBlock? { openBlocks.last { if case .loop = $0 { true } else { false } } }

  mutating func name(_ name: String) -> Int {
    if let index = names.firstIndex(of: name) { return index }
    names.append(name)
    return names.count - 1
  }
}
