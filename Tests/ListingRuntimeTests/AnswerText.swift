import Tensors

@testable import ListingRuntime

/// A value as text in the format of make_answers.py, and the comparison of two such texts.
enum AnswerText {
  static func answer(_ value: Value, _ machine: Machine) -> String {
    switch value {
    case .tensor(let reference):
      guard let tensor = try? machine.tensor(reference) else { return "no value" }
      let shape = shapeDescription(tensor.shape).replacing(" ", with: "")
      return (["\(tensor.dtype.name)", shape] + numbers(tensor, machine)).joined(separator: " ")
    case .dtype(let dtype): return dtype.name
    default:
      guard let items = machine.items(of: value), !machine.isTensor(value) else {
        return machine.representation(of: value)
      }
      return "[" + items.map { answer($0, machine) }.joined(separator: ", ") + "]"
    }
  }

  /// The first difference between two texts, as a sentence; nil if they agree.
  ///
  /// Floats may differ in their last digits, for example because of the order of summation. All other words must be
  /// equal.
  static func difference(_ found: String, _ expected: String) -> String? {
    let (left, right) = (words(found), words(expected))
    var type = ""
    for (index, (a, b)) in zip(left, right).enumerated() {
      if b.contains("float") { type = b }
      if !agree(a, b, type) {
        func near(_ words: [String]) -> String {
          words[max(0, index - 6)..<min(words.count, index + 4)].joined(separator: " ")
        }
        return "word \(index): expected … \(near(right)) …, found … \(near(left)) …"
      }
    }
    return left.count == right.count ? nil : "expected \(expected)\nfound \(found)"
  }

  /// Splits the text into words. Each bracket and each comma is a word.
  private static func words(_ text: String) -> [String] {
    text.replacing("[", with: "[ ").replacing("]", with: " ]").replacing("(", with: "( ").replacing(")", with: " )")
      .replacing(",", with: " , ").split(separator: " ").map(String.init)
  }

  private static func agree(_ found: String, _ expected: String, _ type: String) -> Bool {
    if found == expected { return true }
    // The text of a float contains a decimal point or an exponent, or is inf or nan. Other numbers are integers, and
    // integers must be equal.
    guard found.contains(where: { ".ean".contains($0) }), let a = Double(found), let b = Double(expected) else {
      return false
    }
    if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
    if a.isInfinite || b.isInfinite { return a == b }
    // Operations on bfloat16 and float16 compute in float32 and round once. Their results may differ by one rounding
    // step of the dtype.
    var (step, least) = (2e-6, 1e-6)
    if type.hasSuffix("bfloat16") { step = 0.016 } else if type.hasSuffix("float16") { step = 0.001 }
    // Answers with more than 10 digits were written at full precision, so float64 is compared more strictly.
    let digits = expected.drop { !("1"..."9" ~= $0) }.count(where: \.isNumber)
    if type.hasSuffix("float64"), digits > 10 { (step, least) = (1e-13, 1e-13) }
    return abs(a - b) <= least + step * abs(b)
  }

  private static func numbers(_ tensor: Tensor, _ machine: Machine) -> [String] {
    if tensor.rank == 0 { return [(try? tensor.element(at: []).value).map(machine.representation) ?? "?"] }
    return (0..<tensor.shape[0]).flatMap { index in
      (try? tensor.selected(axis: 0, index: index)).map { numbers($0, machine) } ?? ["?"]
    }
  }
}
