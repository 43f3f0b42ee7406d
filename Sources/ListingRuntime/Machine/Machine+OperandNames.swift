import ListingSyntax
import Tensors

/// For error messages: finds the listing's names for the tensors of a failed operation.
extension Machine {
  struct NamedOperand {
    /// The operand's short text: `q_with_bias_u`, or `p.transpose` for `p.transpose(-2, -1)`.
    let name: String
    let tensor: TensorReference
  }

  /// The tensor operands of the next instruction, in the order of the source text.
  func namedOperands() -> [NamedOperand] {
    guard let frame = frames.last, !frame.code.isLibrary else { return [] }
    let stack = frame.stack
    let text = frame.code.file.text(in: frame.range)
    func value(_ depth: Int) -> Value? { depth < stack.count ? frame.peek(depth) : nil }
    func pair(_ left: Expression, _ right: Expression) -> [NamedOperand] {
      named([(left, value(1)), (right, value(0))], text)
    }
    switch frame.code.instructions[frame.next] {
    case .binary, .compare:
      guard let expression = Self.expression(text) else { return [] }
      switch expression.kind {
      case .binary(let left, _, let right): return pair(left, right)
      case .comparison(let left, let rest) where rest.count == 1: return pair(left, rest[0].1)
      default: return []
      }
    case .augmented:
      let statement = parseInteractive(SourceFile(name: "", text: text)).module.body.first
      guard case .augmentedAssign(let target, _, let right)? = statement?.kind else { return [] }
      return pair(target, right)
    case .loadSubscript:
      guard case .subscript(let object, let index)? = Self.expression(text)?.kind else { return [] }
      return pair(object, index)
    case .call(let positional, let keywords):
      guard case .call(let callee, let arguments)? = Self.expression(text)?.kind else { return [] }
      let base = stack.count - 1 - Instruction.calleeDepth(positional: positional, keywords: keywords)
      guard stack.indices.contains(base) else { return [] }
      var operands: [(Expression, Value?)] = []
      if case .attribute(let object, _) = callee.kind, case .method(let method) = stack[base] {
        operands.append((object, method.receiver))
      }
      // On the operand stack, keyword arguments come after all positional arguments, whatever their order in the text.
      var places = (position: base + 1, name: base + 1 + positional)
      for argument in arguments {
        if case .keyword = argument.kind {
          if places.name < stack.count { operands.append((argument.value, stack[places.name])) }
          places.name += 1
        } else {
          if places.position < stack.count { operands.append((argument.value, stack[places.position])) }
          places.position += 1
        }
      }
      return named(operands, text) + parameters(of: stack[base], called: Self.name(of: callee, in: text))
    default: return []
    }
  }

  /// The message for a failed tensor operation: operand names before the shapes, then a list of the operands with dtype
  /// and shape.
  func described(_ error: TensorError) -> String {
    let operands = namedOperands()
    var unnamed = operands
    let message = error.describe { shape in
      unnamed.firstIndex { $0.tensor.shape == shape }.map { unnamed.remove(at: $0).name }
    }
    return message + operandList(operands)
  }

  /// The lines under an error message: the operation's text, and the name, dtype and shape of each operand. Empty if
  /// there is nothing to show.
  func operandList(_ operands: [NamedOperand]) -> String {
    guard let frame = frames.last else { return "" }
    let text = frame.code.file.text(in: frame.range)
    var list = text.isEmpty || text.contains("\n") ? "" : "\n  in \(text)"
    if !operands.isEmpty {
      list +=
        "\n  with "
        + operands.prefix(6).map { operand in
          "\(operand.name): \(operand.tensor.dtype.name) \(shapeText(operand.tensor.shape))"
        }.joined(separator: "; ")
    }
    return list
  }

  private func named(_ operands: [(Expression, Value?)], _ text: String) -> [NamedOperand] {
    operands.flatMap { expression, value -> [NamedOperand] in
      switch value {
      case .tensor(let tensor)?: return [NamedOperand(name: Self.name(of: expression, in: text), tensor: tensor)]
      case .list?, .tuple?:
        // For a list literal, name each item: `x` and `cache` in `torch.cat([x, cache])`.
        guard let value, let items = items(of: value) else { return [] }
        let parts: [Expression] =
          switch expression.kind {
          case .list(let parts), .tuple(let parts): parts
          default: []
          }
        return items.prefix(6).enumerated().compactMap { index, item in
          guard case .tensor(let tensor) = item else { return nil }
          let name =
            parts.indices.contains(index)
            ? Self.name(of: parts[index], in: text) : "\(Self.name(of: expression, in: text))[\(index)]"
          return NamedOperand(name: name, tensor: tensor)
        }
      default: return []
      }
    }
  }

  /// The weights of a builtin layer as operands: `linear.weight`. Empty for other callees.
  private func parameters(of callee: Value, called name: String) -> [NamedOperand] {
    guard case .instance(let handle) = callee, isModule(handle) else { return [] }
    return heap.instance(handle).attributes.compactMap { attribute, value in
      guard case .tensor(let tensor) = value else { return nil }
      return NamedOperand(name: "\(name).\(attribute)", tensor: tensor)
    }
  }

  private static func expression(_ text: String) -> Expression? {
    // Parentheses allow the expression to span lines. They shift the expression's columns by 1.
    parseExpression(SourceFile(name: "", text: "(\(text))")).expression
  }

  /// A short text for the operand that an expression computes.
  private static func name(of expression: Expression, in text: String) -> String {
    switch expression.kind {
    case .name(let name): return name
    case .attribute(let object, let name): return "\(Self.name(of: object, in: text)).\(name.text)"
    case .call(let callee, _): return Self.name(of: callee, in: text)
    case .subscript(let object, _): return "\(Self.name(of: object, in: text))[…]"
    case .unary(let op, let operand): return op.rawValue + Self.name(of: operand, in: text)
    default:
      // The function `expression(_:)` parsed `text` with parentheses around it, so the ranges count the opening
      // parenthesis. Add the parentheses here too.
      let file = SourceFile(name: "", text: "(\(text))")
      let words = file.text(in: expression.range).split { $0.isWhitespace }.joined(separator: " ")
      return words.count > 40 ? words.prefix(39) + "…" : words
    }
  }
}
