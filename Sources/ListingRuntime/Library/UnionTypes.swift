/// The values of `int | str` and `X | None`: unions of classes, as `isinstance` and annotations use them.
///
/// A union is a record whose items are its classes. Therefore `isinstance` accepts a union like a tuple of classes.
enum UnionTypes {
  static let type = ClassObject(name: "UnionType", base: Records.object, module: "types")

  static func contains(_ value: Value) -> Bool {
    if case .record(let record) = value { record.type === type } else { false }
  }

  /// The classes of a union, or the classes in a tuple of classes and unions.
  static func flattened(_ value: Value) -> [Value] {
    guard let items = value.tupleItems else { return [value] }
    return items.flatMap(flattened)
  }
}

extension Machine {
  /// The union `left | right`. Nil if an operand is not a class, a union or None, or if both operands are None.
  func union(_ left: Value, _ right: Value) -> Value? {
    var items: [Value] = []
    var hasClass = false
    for operand in [left, right] {
      switch operand {
      case .type: hasClass = true
      case .none: break
      case _ where UnionTypes.contains(operand): hasClass = true
      default: return nil
      }
      for item in UnionTypes.flattened(operand) {
        var item = item
        if case .none = item, let none = library.types["NoneType"] { item = .type(none) }
        if !items.contains(where: { isSame($0, item) }) { items.append(item) }
      }
    }
    if !hasClass { return nil }
    return items.count == 1 ? items[0] : .record(RecordValue(type: UnionTypes.type, items: items))
  }

  /// Whether the unions have the same classes, in any order.
  func areEqualUnions(_ left: RecordValue, _ right: RecordValue) -> Bool {
    func holds(_ items: [Value], _ item: Value) -> Bool { items.contains { isSame($0, item) } }
    return left.items.count == right.items.count && left.items.allSatisfy { holds(right.items, $0) }
  }

  /// The text of a union, such as `int | None`.
  func unionText(_ union: RecordValue) -> String {
    union.items.map { item in
      guard case .type(let type) = item else { return representation(of: item) }
      return type.name == "NoneType" ? "None" : shownName(of: type)
    }
    .joined(separator: " | ")
  }
}
