import Tensors

/// The class `torch.Size`, which derives from `tuple`. In torch, `x.shape` has this class.
enum Sizes {
  static let type = ClassObject(
    name: "Size", base: Records.tuple,
    native: ModuleClasses.methods(
      BuiltinFunction("numel(self)") { m, a in
        var product = 1
        for size in try m.allItems(of: a[0]) {
          let (next, overflow) = product.multipliedReportingOverflow(by: try m.index(size))
          if overflow { throw m.overflowError() }
          product = next
        }
        return .int(product)
      }
    ).merging(TypeMethods.all["tuple"] ?? [:]) { own, _ in own }, module: "torch",
    maker: BuiltinFunction("Size(sizes=())") { m, a in
      value(try m.allItems(of: a[0]).map { try m.index($0) })
    })

  /// A shape as torch prints it: `torch.Size([2, 3])`.
  static func text(_ sizes: [Int]) -> String { "torch.Size(\(sizes))" }

  static func value(_ sizes: [Int]) -> Value { value(sizes.map(Value.int)) }

  private static func value(_ items: [Value]) -> Value { .record(RecordValue(type: type, items: items)) }

  /// Converts a tuple to a `torch.Size`, and returns other values unchanged. Operations on a `torch.Size` convert their
  /// results by this function.
  static func wrapped(_ value: Value) -> Value {
    if case .tuple(let items) = value { self.value(items) } else { value }
  }
}

extension RecordValue {
  var isSize: Bool { type === Sizes.type }
}
