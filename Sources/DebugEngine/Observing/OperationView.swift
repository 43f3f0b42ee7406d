import ListingRuntime
import ListingSyntax
import Tensors

/// A tensor operation that has run, with its operands and results.
public struct OperationView: Sendable {
  /// The operation's name or operator: `softmax`, `@`, `Linear`, `[]`.
  public let name: String
  public let operands: [GivenOperand]
  /// The results; at most the first 8.
  public let results: [ValueView]
  public let file: SourceFile
  /// The range of the operation's source text. `line` is the operation's line.
  public let range: SourceRange
  public let line: Int
  /// The function that contains the operation: `RelPositionMultiHeadedAttention.forward`.
  public let function: String
  /// The module path of the builtin layer that computes the operation, or else of the module whose method contains the
  /// operation.
  public let modulePath: String?
  /// The clock just after the operation.
  public let clock: Int
}

/// An operand of an operation.
public struct GivenOperand: Sendable {
  /// The operand's source text: `self.linear_q(query)`. Tensors of a builtin layer are named by their attribute:
  /// `weight`.
  public let text: String
  public let value: ValueView
}

/// A tensor operation that has run, with the clock just after it.
struct OperationRecord: Sendable {
  let operation: TensorOperation
  let clock: Int
}

extension PassInspection {
  /// The tensor operation that ran just before the cursor. Operations are recorded only during `stepi` and while a
  /// catchpoint is enabled; otherwise nil.
  public var operation: OperationView? { pass.lastOperation.flatMap { $0.clock == machine.clock ? view(of: $0) : nil } }

  func view(of record: OperationRecord) -> OperationView {
    let operation = record.operation
    let visible = visiblePlace(of: operation)
    return OperationView(
      name: operation.name,
      operands: operation.operands.prefix(32).map { operand in
        switch operand.content {
        case .tensor(let tensor): GivenOperand(text: operand.text, value: view(of: tensor))
        case .number(let number): GivenOperand(text: operand.text, value: .text(plainText(number), type: "float"))
        }
      }, results: operation.results.prefix(8).map { view(of: $0) }, file: visible.code.file, range: visible.range,
      line: visible.line, function: visible.code.qualifiedName, modulePath: operation.modulePath, clock: record.clock)
  }

  func view(of tensor: Tensor) -> ValueView {
    let elements = TensorElements(tensor: tensor, cache: cache)
    return .tensor(
      TensorView(
        shape: tensor.shape, dtype: tensor.dtype, axes: nil, summary: elements.summary, elements: elements))
  }

  private func plainText(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
  }

  /// The position that users see for an operation. If fwdb's prelude runs the operation, the position is the call in
  /// the innermost frame of the listing.
  private func visiblePlace(of operation: TensorOperation) -> (code: Code, range: SourceRange, line: Int) {
    if !operation.code.isLibrary { return (operation.code, operation.range, operation.line) }
    let index = machine.frames.indices.prefix(operation.frame).last { !machine.frames[$0].code.isLibrary }
    guard let index else { return (operation.code, operation.range, operation.line) }
    let frame = machine.frames[index]
    return (frame.code, frame.rangeOfCall, frame.lineOfCall)
  }
}
