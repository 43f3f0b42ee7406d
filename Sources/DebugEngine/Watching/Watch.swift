import ListingRuntime
import Tensors

/// An expression whose value a person wants to see change.
public struct Watch: Sendable, Hashable {
  public let expression: String
  /// Stops when the expression becomes true, not at every change of its value.
  public let isPredicate: Bool
  /// The call that it belongs to; nil when it uses no variable of one.
  public let scope: Scope?
  /// The file of the listing whose global names it uses; nil when it belongs to a call, or needs neither.
  public let file: String?
  /// Whether it is a name, whose value can be read without computing anything.
  let isName: Bool
  /// The names that it uses.
  let names: Set<String>

  /// Index of the call that it is computed in; nil when it needs none, or that is not under way.
  func index(in machine: Machine) -> Int? {
    if let scope { return scope.index(in: machine) }
    guard let file else { return nil }
    return machine.frames.lastIndex { $0.code.file.name == file && names.isDisjoint(with: $0.code.locals) }
  }

  /// Whether there is nothing to compute it in at the moment.
  func isOut(of machine: Machine) -> Bool { (scope != nil || file != nil) && index(in: machine) == nil }

  /// One call of a function: which one, whatever was called before and after it.
  public struct Scope: Sendable, Hashable {
    public let function: String
    /// The machine's clock when it began.
    let began: Int

    func index(in machine: Machine) -> Int? {
      machine.frames.firstIndex { $0.began == began && $0.code.qualifiedName == function }
    }
  }
}

/// A watched value that has become another.
public struct WatchChange: Sendable {
  public let id: Int
  public let expression: String
  /// Nil when there was none.
  public let old: ValueView?
  /// Nil when it has none any more.
  public let new: ValueView?
  /// Why the watch's condition could not be computed.
  public internal(set) var conditionError: ListingError?
}

/// A watch as it stands at the cursor.
public struct WatchView: Sendable, Identifiable {
  public let id: Int
  public let watch: Watch
  public let isEnabled: Bool
  public let hitCount: Int
  public let condition: String?
  /// The value at the cursor, or why there is none. Of a call that is not under way: nil.
  public let value: Result<ValueView, ListingError>?
}

/// A value that can be compared bit by bit with what the expression gives later.
struct WatchedValue: Sendable {
  let view: ValueView
  private let leaves: [Leaf]

  private enum Leaf: Sendable {
    case tensor(Tensor)
    case value(ValueIdentity)
    /// A container with so many items.
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

  /// Whether the two are the same, bit by bit.
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
