import ListingRuntime
import ListingSyntax
import Tensors

/// A tensor operation that has run, with its operands and results.
public struct OperationView: Sendable {
  /// `softmax`, `@`, `Linear`, `[]`.
  public let name: String
  public let operands: [GivenOperand]
  /// At most the first 8.
  public let results: [ValueView]
  public let file: SourceFile
  /// The operation's text, and its line.
  public let range: SourceRange
  public let line: Int
  /// The function that contains it: `RelPositionMultiHeadedAttention.forward`.
  public let function: String
  /// The path of the builtin layer that runs, or of the module whose method contains the operation.
  public let modulePath: String?
  /// The clock after it.
  public let clock: Int
}

/// An operand of an operation.
public struct GivenOperand: Sendable {
  /// As the listing writes it: `self.linear_q(query)`. A builtin layer's own tensors have their name: `weight`.
  public let text: String
  public let value: ValueView
}

/// A tensor operation that has run, with the clock after it.
struct OperationRecord: Sendable {
  let operation: TensorOperation
  let clock: Int
}

extension PassInspection {
  /// The tensor operation that ran just before the cursor, when it was recorded: after `stepi`, at a catchpoint.
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

  /// Where users see the operation. An operation in a frame of the runtime is shown in the nearest frame of the listing.
  private func visiblePlace(of operation: TensorOperation) -> (code: Code, range: SourceRange, line: Int) {
    if !operation.code.isLibrary { return (operation.code, operation.range, operation.line) }
    let index = machine.frames.indices.prefix(operation.frame).last { !machine.frames[$0].code.isLibrary }
    guard let index else { return (operation.code, operation.range, operation.line) }
    let frame = machine.frames[index]
    return (frame.code, frame.rangeOfCall, frame.lineOfCall)
  }
}
