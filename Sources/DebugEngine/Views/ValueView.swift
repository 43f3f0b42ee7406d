import Tensors

/// A value as a front end shows it, bounded in size.
public enum ValueView: Sendable {
  case tensor(TensorView)
  /// A module and its path from the model; the path is nil outside the model.
  case module(className: String, path: String?, childCount: Int)
  /// `list`, `tuple`, `dict`, or an instance of a listing's class. The preview has at most 80 characters.
  case container(type: String, count: Int, preview: String)
  /// Any other value, as Python prints it, cut at 400 characters.
  case text(String, type: String)

  /// Python's name of its type.
  public var typeName: String {
    switch self {
    case .tensor: "Tensor"
    case .module(let name, _, _): name
    case .container(let type, _, _): type
    case .text(_, let type): type
    }
  }

  /// Whether `children(of:)` returns anything.
  public var hasChildren: Bool {
    switch self {
    case .tensor, .text: false
    case .module(_, _, let count): count > 0
    case .container(_, let count, _): count > 0
    }
  }
}

/// A tensor without its elements.
public struct TensorView: Sendable {
  public let shape: [Int]
  public let dtype: DType
  /// The axes' names in a shape comment; nil when their number differs from the rank.
  public let axes: [String]?
  /// Nil for a parameter without a value, or when no summary was asked for.
  public let summary: TensorSummary?
  /// Access to the elements; nil for a parameter that the checkpoint has no value for.
  public let elements: TensorElements?
}

extension TensorView {
  /// The axis's name in a shape comment; nil when the comment only repeats the size: `(batch, 1, time)`.
  public func name(ofAxis axis: Int) -> String? {
    guard let name = axes?[axis], !name.allSatisfy(\.isNumber) else { return nil }
    return name
  }

  /// `(batch 1, head 4, time1 58)`; a size alone where the axis has no name.
  public var shapeText: String {
    let parts = shape.indices.map { axis in name(ofAxis: axis).map { "\($0) \(shape[axis])" } ?? "\(shape[axis])" }
    return parts.count == 1 ? "(\(parts[0]),)" : "(\(parts.joined(separator: ", ")))"
  }
}

/// A variable at the cursor.
public struct VariableView: Sendable {
  public enum Kind: Sendable { case argument, local, receiver }

  public let name: String
  public let kind: Kind
  public let value: ValueView
  /// Whether its value differs from that at the stop before.
  public let hasChanged: Bool
  /// The line that assigned it; nil for arguments that were not reassigned.
  public let assignedOnLine: Int?
  /// A contradiction, such as a shape comment with another number of axes.
  public let warning: String?
}

/// An item of a container or module.
public struct ChildView: Sendable {
  /// The text to append to the parent's expression: `[3]`, `['weight']`, `.linear_q`. Empty for items that no
  /// expression returns: those of sets and of views of dicts.
  public let accessor: String
  public let value: ValueView
}
