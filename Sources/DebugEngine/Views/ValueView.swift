import Tensors

/// A value as a front end shows it: bounded, whatever the value is.
public enum ValueView: Sendable {
  case tensor(TensorView)
  /// A module with its path, counted from the model, where it has one.
  case module(className: String, path: String?, childCount: Int)
  /// `list`, `tuple`, `dict`, an object of a listing's class; the preview is a line of at most 80 characters.
  case container(type: String, count: Int, preview: String)
  /// Anything else, written as Python would, cut at 400 characters.
  case text(String, type: String)

  /// What Python would call its type.
  public var typeName: String {
    switch self {
    case .tensor: "Tensor"
    case .module(let name, _, _): name
    case .container(let type, _, _): type
    case .text(_, let type): type
    }
  }

  /// Whether `children(of:)` has something to say.
  public var hasChildren: Bool {
    switch self {
    case .tensor, .text: false
    case .module(_, _, let count): count > 0
    case .container(_, let count, _): count > 0
    }
  }
}

/// A tensor: what is known without looking at single elements.
public struct TensorView: Sendable {
  public let shape: [Int]
  public let dtype: DType
  /// The names that a shape comment gives the axes; only when there are as many as axes.
  public let axes: [String]?
  /// What one look over the elements tells. Nil for a parameter without a value, or when it was not asked for.
  public let summary: TensorSummary?
  /// The way to the elements; nil for a parameter that the checkpoint gave no value.
  public let elements: TensorElements?
}

extension TensorView {
  /// What a shape comment calls the axis; nil where it says nothing or only repeats the size: `(batch, 1, time)`.
  public func name(ofAxis axis: Int) -> String? {
    guard let name = axes?[axis], !name.allSatisfy(\.isNumber) else { return nil }
    return name
  }

  /// `(batch 1, head 4, time1 58)`; where no name is known the size alone.
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
  /// Whether it has another value than where the cursor stood before.
  public let hasChanged: Bool
  /// The line that gave it its value; nil for arguments still as they came.
  public let assignedOnLine: Int?
  /// What does not agree, such as a shape comment with another number of axes.
  public let warning: String?
}

/// An item of a container or module.
public struct ChildView: Sendable {
  /// `[3]`, `['weight']`, `.linear_q`: what to put behind the parent's expression to get it. Empty for items of sets
  /// and of views of dicts, which none gives.
  public let accessor: String
  public let value: ValueView
}
