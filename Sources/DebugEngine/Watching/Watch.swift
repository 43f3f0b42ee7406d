import ListingRuntime
import Tensors

/// An expression whose changes stop the pass.
public struct Watch: Sendable, Hashable {
  public let expression: String
  /// Stops when the expression becomes true, not at every change of its value.
  public let isPredicate: Bool
  /// The call that it belongs to; nil when it uses no local variables.
  public let scope: Scope?
  /// The file whose global names it uses; nil when it belongs to a call, or uses none.
  public let file: String?
  /// Whether it is a single name, whose value can be read without evaluating anything.
  let isName: Bool
  /// The names in the expression.
  let names: Set<String>

  /// Index of the frame to evaluate it in; nil when it needs none, or that frame is not on the stack.
  func index(in machine: Machine) -> Int? {
    if let scope { return scope.index(in: machine) }
    guard let file else { return nil }
    return machine.frames.lastIndex { $0.code.file.name == file && names.isDisjoint(with: $0.code.locals) }
  }

  /// Whether the frame that it needs is not on the stack.
  func isOut(of machine: Machine) -> Bool { (scope != nil || file != nil) && index(in: machine) == nil }

  /// Identifies one call of a function.
  public struct Scope: Sendable, Hashable {
    public let function: String
    /// The clock when it began.
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
  /// Nil when there was no value before.
  public let old: ValueView?
  /// Nil when there is no value now.
  public let new: ValueView?
  /// Why the watchpoint's condition could not be evaluated.
  public internal(set) var conditionError: ListingError?
}

/// A watchpoint at the cursor.
public struct WatchView: Sendable, Identifiable {
  public let id: Int
  public let watch: Watch
  public let isEnabled: Bool
  public let hitCount: Int
  public let condition: String?
  /// The value at the cursor, or the error that evaluating it raised; nil when its call is not on the stack.
  public let value: Result<ValueView, ListingError>?
}

/// A watched value, stored so that a later one can be compared bit by bit.
struct WatchedValue: Sendable {
  let view: ValueView
  private let leaves: [Leaf]

  private enum Leaf: Sendable {
    case tensor(Tensor)
    case value(ValueIdentity)
    /// A container and its item count.
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
      default:
        leaves.append(
          machine.inspector.identity(of: value).map(Leaf.value)
            ?? .other(machine.inspector.preview(of: value, limit: 200)))
      }
    }
    visit(value, 0)
    self.leaves = leaves
  }

  /// Whether the two are equal bit by bit.
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
