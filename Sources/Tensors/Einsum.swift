/// A parsed einsum equation such as `"bhid,bhjd->bhij"`: a letter names an axis, and `...` names axes that broadcast.
public struct Einsum: Sendable {
  /// The label of each axis of each operand. An axis of `...` has a numbered label.
  private let inputs: [[Label]]
  private let output: [Label]

  private enum Label: Hashable, Sendable {
    case letter(Character)
    /// One of the axes that `...` stands for. 0 is the last of these axes, 1 the axis before the last.
    case broadcast(Int)
  }

  /// - Parameter ranks: the number of axes of each operand.
  public init(_ equation: String, ranks: [Int]) throws(TensorError) {
    let text = equation.filter { $0 != " " }
    let sides = text.split(separator: "->", maxSplits: 1, omittingEmptySubsequences: false)
    let terms = sides[0].split(separator: ",", omittingEmptySubsequences: false)
    guard terms.count == ranks.count else {
      throw .invalidArgument(
        operation: "einsum", "'\(equation)' has \(terms.count) operands, but \(ranks.count) are given")
    }
    var inputs: [[Label]] = []
    var widest = 0
    for (term, rank) in zip(terms, ranks) {
      let (before, after) = try Self.letters(term, equation)
      let named = before.count + (after?.count ?? 0)
      guard after != nil ? named <= rank : named == rank else {
        throw .invalidArgument(operation: "einsum", "'\(term)' does not name the axes of a tensor that has \(rank)")
      }
      let open = after == nil ? 0 : rank - named
      widest = max(widest, open)
      inputs.append(before + (0..<open).reversed().map(Label.broadcast) + (after ?? []))
    }
    self.inputs = inputs
    let run = (0..<widest).reversed().map(Label.broadcast)
    if sides.count > 1 {
      let (before, after) = try Self.letters(sides[1], equation)
      output = before + (after.map { run + $0 } ?? [])
      let known = Set(inputs.joined())
      guard Set(output).count == output.count, output.allSatisfy(known.contains) else {
        throw .invalidArgument(
          operation: "einsum", "the result of '\(equation)' names an axis twice or one that no operand has")
      }
    } else {
      // The equation has no arrow. The axes of the result are the letters that occur once, in alphabetical order.
      let counts = inputs.joined().reduce(into: [Label: Int]()) { $0[$1, default: 0] += 1 }
      let letters: [Character] = counts.compactMap {
        if case .letter(let letter) = $0.key, $0.value == 1 { letter } else { nil }
      }
      output = run + letters.sorted().map(Label.letter)
    }
  }

  /// Returns the letters before `...` and the letters after it. The second list is nil when the term has no `...`.
  private static func letters(
    _ term: Substring, _ equation: String
  ) throws(TensorError) -> (before: [Label], after: [Label]?) {
    let parts = term.split(separator: "...", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.joined().allSatisfy({ $0.isASCII && $0.isLetter }) else {
      throw .invalidArgument(operation: "einsum", "'\(equation)' is not made of letters, ',', '...' and '->'")
    }
    let before = (parts.first ?? "").map(Label.letter)
    return (before, parts.count == 2 ? parts[1].map(Label.letter) : nil)
  }

  /// The dtypes of the first two operands that a sum combines and that torch refuses: dtypes that differ, or two bools.
  /// Nil if torch computes the result.
  ///
  /// An axis of size 1 in either operand is no reason to refuse: torch sums it without a matrix product.
  public func refusedProduct(_ operands: [Tensor]) -> (DType, DType)? {
    guard var labels = inputs.first, var type = operands.first?.dtype else { return nil }
    var wide = Set(zip(labels, operands[0].shape).filter { $1 != 1 }.map(\.0))
    for (position, next) in inputs.enumerated().dropFirst() {
      let needed = Set(output).union(inputs[(position + 1)...].joined())
      let own = Set(zip(next, operands[position].shape).filter { $1 != 1 }.map(\.0))
      let sums = labels.contains { wide.contains($0) && own.contains($0) && !needed.contains($0) }
      if sums, type != operands[position].dtype || type == .bool { return (type, operands[position].dtype) }
      wide.formUnion(own)
      type = DType.promoted(type, operands[position].dtype)
      labels = (labels + next).filter(needed.contains)
    }
    return nil
  }

  /// Computes the result for `operands`. Combines two operands at a time, from the left, by a batch of matrix products.
  public func callAsFunction(_ operands: [Tensor], _ compute: Compute) throws(TensorError) -> Tensor {
    var sizes: [Label: Int] = [:]
    var terms: [(tensor: Tensor, labels: [Label])] = []
    for (operand, labels) in zip(operands, inputs) {
      let term = try withoutRepeats(operand, labels)
      for (label, size) in zip(term.labels, term.tensor.shape) {
        let known = sizes[label, default: 1]
        guard known == 1 || size == 1 || known == size else {
          throw .shapesDoNotBroadcast(operation: "einsum", operands[0].shape, operand.shape, axis: 0)
        }
        sizes[label] = known == 1 ? size : known
      }
      terms.append(term)
    }
    guard var result = terms.first else {
      throw .invalidArgument(operation: "einsum", "there is no operand")
    }
    for (position, next) in terms.enumerated().dropFirst() {
      let needed = Set(output).union(terms[(position + 1)...].flatMap(\.labels))
      result = try product(result, next, keeping: needed, sizes, compute)
    }
    let summed = result.labels.indices.filter { !output.contains(result.labels[$0]) }
    if !summed.isEmpty {
      result = (
        try compute.sum(result.tensor, axes: summed),
        result.labels.filter(output.contains)
      )
    }
    // `result` is now the product of all operands, so each axis has its broadcast size. Only the order of the axes may
    // still differ from `output`.
    return try result.tensor.permuted(output.map { label in result.labels.firstIndex(of: label) ?? 0 })
  }

  /// When a letter occurs twice in one operand, replaces the two axes by their diagonal.
  private func withoutRepeats(
    _ tensor: Tensor, _ labels: [Label]
  ) throws(TensorError) -> (tensor: Tensor, labels: [Label]) {
    var (layout, labels) = (tensor.layout, labels)
    while let second = labels.indices.first(where: { labels[..<$0].contains(labels[$0]) }),
      let first = labels.firstIndex(of: labels[second])
    {
      guard layout.shape[first] == layout.shape[second] else {
        throw .invalidArgument(
          operation: "einsum", "one letter names axes of \(layout.shape[first]) and \(layout.shape[second])")
      }
      let label = labels[first]
      layout = try layout.diagonal(first, second)
      labels.remove(at: second)
      labels.remove(at: first)
      labels.append(label)
    }
    return (tensor.view(layout), labels)
  }

  private func product(
    _ a: (tensor: Tensor, labels: [Label]), _ b: (tensor: Tensor, labels: [Label]), keeping needed: Set<Label>,
    _ sizes: [Label: Int], _ compute: Compute
  ) throws(TensorError) -> (tensor: Tensor, labels: [Label]) {
    let (left, right) = (
      try summed(a, unless: { needed.contains($0) || b.labels.contains($0) }, compute),
      try summed(b, unless: { needed.contains($0) || a.labels.contains($0) }, compute)
    )
    let type = DType.promoted(left.tensor.dtype, right.tensor.dtype)
    let shared = left.labels.filter(right.labels.contains)
    let batch = shared.filter(needed.contains)
    let inner = shared.filter { !needed.contains($0) }
    let rows = left.labels.filter { !shared.contains($0) }
    let columns = right.labels.filter { !shared.contains($0) }
    func size(_ labels: [Label]) -> [Int] { labels.map { sizes[$0] ?? 1 } }
    func placed(
      _ term: (tensor: Tensor, labels: [Label]), _ first: [Label], _ second: [Label], _ groups: (Int, Int)
    ) throws(TensorError) -> Tensor {
      let order = batch + first + second
      let turned = try term.tensor.permuted(order.map { label in term.labels.firstIndex(of: label) ?? 0 })
      // An axis of size 1 in one operand broadcasts to the size of the axis in the other operand.
      let own = rows.contains { first.contains($0) || second.contains($0) } ? rows : columns
      let wide = order.enumerated().map { own.contains($1) ? turned.shape[$0] : sizes[$1] ?? 1 }
      return try turned.expanded(to: wide).reshaped(to: size(batch) + [groups.0, groups.1])
    }
    func count(_ labels: [Label], _ term: (tensor: Tensor, labels: [Label])) -> Int {
      labels.reduce(1) { $0 * term.tensor.shape[term.labels.firstIndex(of: $1) ?? 0] }
    }
    let (m, n) = (count(rows, left), count(columns, right))
    let k = size(inner).reduce(1, *)
    let u = try placed(left, rows, inner, (m, k)).converted(to: type)
    let v = try placed(right, inner, columns, (k, n)).converted(to: type)
    let shape =
      size(batch) + rows.map { left.tensor.shape[left.labels.firstIndex(of: $0) ?? 0] }
      + columns.map { right.tensor.shape[right.labels.firstIndex(of: $0) ?? 0] }
    return (try compute.matmul(u, v).reshaped(to: shape), batch + rows + columns)
  }

  /// Sums over each axis whose label occurs neither in the result nor in another operand.
  private func summed(
    _ term: (tensor: Tensor, labels: [Label]), unless isNeeded: (Label) -> Bool, _ compute: Compute
  ) throws(TensorError) -> (tensor: Tensor, labels: [Label]) {
    let axes = term.labels.indices.filter { !isNeeded(term.labels[$0]) }
    if axes.isEmpty { return term }
    return (
      try compute.sum(term.tensor, axes: axes), term.labels.filter(isNeeded)
    )
  }
}
