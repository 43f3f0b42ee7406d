import ListingRuntime
import Tensors

/// A watched expression.
public struct Watch: Sendable, Hashable {
  public let expression: String
  /// Whether the pass stops only when the expression becomes true, instead of at every change of its value.
  public let isPredicate: Bool
  /// The call whose local variables the expression uses; nil when the expression uses no local variables.
  public let scope: Scope?
  /// The file whose global names the expression uses; nil when `scope` is set or the expression uses no global names of
  /// a file.
  public let file: String?
  /// Whether the expression is a single variable. If so, the value is read without evaluating an expression.
  let isName: Bool
  /// All names in the expression.
  let names: Set<String>

  /// Index of the frame in which to evaluate the expression. Nil when no frame is needed, or when the needed frame is
  /// not on the call stack.
  func index(in machine: Machine) -> Int? {
    if let scope { return scope.index(in: machine) }
    guard let file else { return nil }
    return machine.frames.lastIndex { $0.code.file.name == file && names.isDisjoint(with: $0.code.locals) }
  }

  /// Whether the expression needs a frame that is not on the call stack.
  func isOut(of machine: Machine) -> Bool { (scope != nil || file != nil) && index(in: machine) == nil }

  /// One call of a function.
  public struct Scope: Sendable, Hashable {
    public let function: String
    /// The clock when the call began.
    let began: Int

    func index(in machine: Machine) -> Int? {
      machine.frames.firstIndex { $0.began == began && $0.code.qualifiedName == function }
    }
  }
}

/// A change of a watched value.
public struct WatchChange: Sendable {
  public let id: Int
  public let expression: String
  /// The value before the change; nil when the expression had no value.
  public let old: ValueView?
  /// The value after the change; nil when the expression has no value.
  public let new: ValueView?
  /// The error that the watchpoint's condition raised; nil when the condition was evaluated.
  public internal(set) var conditionError: ListingError?
}

/// A watchpoint with its value at the cursor.
public struct WatchView: Sendable, Identifiable {
  public let id: Int
  public let watch: Watch
  public let isEnabled: Bool
  public let hitCount: Int
  public let condition: String?
  /// The value at the cursor, or the error of evaluating the expression. Nil when the frame that the expression needs
  /// is not on the call stack.
  public let value: Result<ValueView, ListingError>?
}

/// A stored copy of a watched value. A later value is compared with this copy bit by bit.
struct WatchedValue: Sendable {
  let view: ValueView
  private let leaves: [Leaf]

  private enum Leaf: Sendable {
    case tensor(Tensor)
    case value(ValueIdentity)
    /// A container's type name and item count. The container's items follow as further leaves.
    case opening(String, Int)
    case other(String)
  }

  init(_ value: Value, in machine: Machine, view: ValueView) {
    self.view = view
    var leaves: [Leaf] = []
    func visit(_ value: Value, _ depth: Int) {
      if leaves.count > 10_000 || depth > 20 { return }
      switch value {
      case .tensor(let reference):
        leaves.append((try? machine.tensor(reference)).map(Leaf.tensor) ?? .other("no value"))
      case .list, .tuple, .dictionary, .set, .frozenSet:
        let count = machine.inspector.childCount(of: value)
        leaves.append(.opening(machine.typeName(of: value), count))
        for child in machine.inspector.children(of: value, in: 0..<count) {
          if case .dictionary = value { leaves.append(.other(child.accessor)) }
          visit(child.value, depth + 1)
        }
      case .instance where machine.inspector.holdsValue(value):
        let count = machine.inspector.childCount(of: value)
        leaves.append(.opening(machine.typeName(of: value), count))
        for child in machine.inspector.children(of: value, in: 0..<count) {
          leaves.append(.other(child.accessor))
          visit(child.value, depth + 1)
        }
      default:
        leaves.append(
          machine.inspector.identity(of: value).map(Leaf.value)
            ?? .other(machine.inspector.preview(of: value, limit: 200)))
      }
    }
    visit(value, 0)
    self.leaves = leaves
  }

  /// Whether both values are equal bit by bit.
  func isSame(as other: WatchedValue) -> Bool {
    leaves.count == other.leaves.count
      && zip(leaves, other.leaves).allSatisfy { a, b in
        switch (a, b) {
        case (.tensor(let a), .tensor(let b)): a.hasSameBits(as: b)
        case (.value(let a), .value(let b)): a == b
        case (.opening(let a, let m), .opening(let b, let n)): a == b && m == n
        case (.other(let a), .other(let b)): a == b
        default: false
        }
      }
  }
}
