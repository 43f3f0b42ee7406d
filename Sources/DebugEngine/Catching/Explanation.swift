import ListingRuntime
import Tensors

extension Debugger {
  /// Explains how an operation produced NaN or Inf: "there it is 0 / 0". Nil when the operands do not explain the
  /// result.
  func explanation(
    of oddity: CatchReport.Oddity, at index: [Int], in result: Tensor, _ operation: TensorOperation
  ) -> String? {
    let names = operationNames(operation.name)
    if names.contains(where: { ["softmax", "log_softmax", "logsoftmax"].contains($0) }) {
      return softmaxExplanation(at: index, operation)
    }
    let operators: Set = ["+", "-", "*", "/", "**", "//", "%"]
    if let symbol = names.first(where: operators.contains) ?? Self.operators[operation.name] {
      let values = operation.operands.prefix(2).compactMap { element(of: $0, at: index, shape: result.shape) }
      if values.count == 2 { return "there it is \(text(values[0])) \(symbol) \(text(values[1]))" }
      return nil
    }
    if Self.functions.contains(names.sorted { $0.count < $1.count }[0]), let operand = operation.operands.first,
      let value = element(of: operand, at: index, shape: result.shape)
    {
      return "there it is \(operation.name)(\(text(value)))"
    }
    return nil
  }

  private static let operators = [
    "add": "+", "sub": "-", "subtract": "-", "mul": "*", "multiply": "*", "div": "/", "divide": "/",
    "true_divide": "/", "pow": "**", "remainder": "%", "floor_divide": "//",
  ]
  private static let functions: Set = [
    "log", "log2", "log10", "log1p", "sqrt", "rsqrt", "exp", "expm1", "reciprocal", "square", "acos", "asin", "tan",
    "cosh", "sinh",
  ]

  /// Explains a NaN in the result of softmax, which subtracts the row's greatest element. If all elements of the row
  /// are -inf, the difference -inf − (-inf) is NaN. If the row contains +inf, the difference inf − inf is NaN.
  private func softmaxExplanation(at index: [Int], _ operation: TensorOperation) -> String? {
    guard let operand = operation.operands.first, let input = operand.tensor, input.rank == index.count, input.rank > 0
    else { return nil }
    var axis = input.rank - 1
    for other in operation.operands.dropFirst() {
      guard case .number(let number) = other.content, number == number.rounded(), abs(number) <= Double(input.rank)
      else { continue }
      let given = Int(number) < 0 ? Int(number) + input.rank : Int(number)
      if input.shape.indices.contains(given) { axis = given }
    }
    var place = index
    let row = (0..<min(input.shape[axis], 1 << 20)).compactMap { position -> Double? in
      place[axis] = position
      return try? input.element(at: place).double
    }
    let subscripts = index.indices.map { $0 == axis ? ":" : String(index[$0]) }.joined(separator: ", ")
    let name = "\(operand.text.isEmpty ? "the input" : operand.text)[\(subscripts)]"
    if row.allSatisfy({ $0 == -.infinity }) {
      return "\(name) is -inf from end to end: the row is fully masked, and its softmax is 0 / 0"
    }
    if row.contains(.infinity) { return "\(name) has +inf, and inf - inf is NaN" }
    return nil
  }

  /// The operand's element that broadcasting uses for the result's element at `index`. Nil when the shapes do not
  /// broadcast or the element is complex.
  private func element(of operand: TensorOperation.Operand, at index: [Int], shape: [Int]) -> Double? {
    switch operand.content {
    case .number(let number): return number
    case .tensor(let tensor):
      guard tensor.rank <= shape.count else { return nil }
      let tail = index.suffix(tensor.rank)
      var place: [Int] = []
      for (size, position) in zip(tensor.shape, tail) {
        if size != 1, position >= size { return nil }
        place.append(size == 1 ? 0 : position)
      }
      guard let element = try? tensor.element(at: place), !element.isComplex else { return nil }
      return element.double
    }
  }

  private func text(_ number: Double) -> String { "\(Double("\(Float(number))") ?? number)" }
}
