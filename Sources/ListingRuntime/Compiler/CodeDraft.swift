import ListingSyntax

/// A code object while the compiler writes it.
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
  /// Of a class body: the names that it annotates, in order.
  var fields: [String] = []
  /// How many cells, after its own, are those of functions around it.
  var sharedCells = 0
  /// Where the names of the code proper are; targets of comprehensions have slots and cells that only they see.
  var places: [String: Place] = [:]
  var loops: [ForLoop] = []
  var axes: [Int: [String]] = [:]
  var docstring: String?
  /// Names that the code declares `global`.
  var globals: Set<String> = []
  /// Slots of comprehension targets, innermost last: they hide other names while the comprehension is compiled.
  var comprehensionSlots: [[String: Place]] = []
  /// How many operands the instructions so far leave on the stack.
  var depth = 0
  /// The highest that `depth` has been.
  var deepest = 0
  /// The loops that are being compiled, innermost last.
  var openLoops: [OpenLoop] = []
  /// What the statements around the one being compiled keep on the operand stack, innermost last.
  var openBlocks: [OpenBlock] = []

  enum OpenBlock {
    /// A `for` loop's iterator; `while` keeps nothing.
    case loop(keepsIterator: Bool)
    /// The context of a `with`.
    case context
    /// A `try` that has a `finally`; it keeps nothing.
    case finish
    /// What stands below `finally`: what is to be returned after it, and the number of the way on.
    case pending
  }

  /// The `try` statements with a `finally` that are being compiled, innermost last.
  var openFinishes: [OpenFinish] = []

  struct OpenFinish {
    var jumps: [Int] = []
    var ways: Set<WayOut> = []
  }

  /// How a block below `try` is left, as what stands below `finally` has it on the operand stack.
  enum WayOut: Int, CaseIterable { case onward, returning, breaking, continuing }

  struct OpenLoop {
    let turn: Int
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
      // A comprehension is a scope of its own, and scopes within a class do not see the names of its body.
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
