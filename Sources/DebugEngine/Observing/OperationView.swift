import ListingRuntime
import ListingSyntax
import Tensors

/// A tensor operation that has run, with what it took and what it gave.
public struct OperationView: Sendable {
  /// `softmax`, `@`, `Linear`, `[]`.
  public let name: String
  public let operands: [GivenOperand]
  /// What it gave, of an operation with many results the first few.
  public let results: [ValueView]
  public let file: SourceFile
  /// The text of it, and its line.
  public let range: SourceRange
  public let line: Int
  /// The function that it stands in: `RelPositionMultiHeadedAttention.forward`.
  public let function: String
  /// Of the layer that it is, or of the module whose method the function is.
  public let modulePath: String?
  /// The machine's clock after it.
  public let clock: Int
}

/// Something that an operation took.
public struct GivenOperand: Sendable {
  /// As the listing writes it, `self.linear_q(query)`; of a layer's own tensors their name in it, `weight`.
  public let text: String
  public let value: ValueView
}

/// A tensor operation that has run, with the clock after it.
struct OperationRecord: Sendable {
  let operation: TensorOperation
  let clock: Int
}

extension PassInspection {
  /// The tensor operation that ran last before the cursor, while that is known: after `stepi`, a catch.
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

  /// Where a person sees the operation: in the nearest call of the listing when it is one of the runtime's own.
  private func visiblePlace(of operation: TensorOperation) -> (code: Code, range: SourceRange, line: Int) {
    if !operation.code.isLibrary { return (operation.code, operation.range, operation.line) }
    let index = machine.frames.indices.prefix(operation.frame).last { !machine.frames[$0].code.isLibrary }
    guard let index else { return (operation.code, operation.range, operation.line) }
    let frame = machine.frames[index]
    return (frame.code, frame.rangeOfCall, frame.lineOfCall)
  }
}
