import Tensors

/// A value as a front end shows it. Texts are limited in length.
public enum ValueView: Sendable {
  case tensor(TensorView)
  /// A module and its module path; the path is nil when the module is not part of the model.
  case module(className: String, path: String?, childCount: Int)
  /// A `list`, `tuple`, `dict`, set, dict view, or an instance of a class of the listing. The preview has at most 80
  /// characters.
  case container(type: String, count: Int, preview: String)
  /// Any other value, as Python prints it, limited to 400 characters.
  case text(String, type: String)

  /// The name of the value's Python type.
  public var typeName: String {
    switch self {
    case .tensor: "Tensor"
    case .module(let name, _, _): name
    case .container(let type, _, _): type
    case .text(_, let type): type
    }
  }

  /// Whether the value has items for `children(of:)`.
  public var hasChildren: Bool {
    switch self {
    case .tensor, .text: false
    case .module(_, _, let count): count > 0
    case .container(_, let count, _): count > 0
    }
  }
}

/// A tensor's shape, dtype and summary, with access to its elements.
public struct TensorView: Sendable {
  public let shape: [Int]
  public let dtype: DType
  /// Axis names from the shape comment. Nil without a shape comment, or when the comment and the tensor have different
  /// numbers of axes.
  public let axes: [String]?
  /// Nil if the caller requested no summary, or if the tensor is a parameter that no checkpoint has filled.
  public let summary: TensorSummary?
  /// Access to the elements; nil for a parameter that no checkpoint has filled.
  public let elements: TensorElements?
}

extension TensorView {
  /// The name of an axis in the shape comment. Nil when the comment has a number instead of a name, such as 1 in
  /// `(batch, 1, time)`.
  public func name(ofAxis axis: Int) -> String? {
    guard let name = axes?[axis], !name.allSatisfy(\.isNumber) else { return nil }
    return name
  }

  /// The shape with axis names: `(batch 1, head 4, time1 58)`. An axis without a name shows only its size.
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
  /// Whether the value differs from the value at the previous stop.
  public let hasChanged: Bool
  /// The line of the statement that assigned the variable; nil for an argument that was not reassigned.
  public let assignedOnLine: Int?
  /// A warning for the user: the shape comment and the tensor have different numbers of axes.
  public let warning: String?
}

/// An item of a container, module or object.
public struct ChildView: Sendable {
  /// The text to append to the parent's expression: `[3]`, `['weight']`, `.linear_q`. Empty for items of sets and dict
  /// views, because no suffix selects such an item.
  public let accessor: String
  public let value: ValueView
}
