import JSON
import Tensors

/// The greatest number of elements for a text format. A text file with 10 million elements takes about 100 MB.
private let textLimit = 10_000_000

/// Rows of numbers separated by commas: the last axis as columns, the other axes as rows in row-major order. Reading a
/// number back returns exactly the same number. NaN and infinities are `nan`, `inf` and `-inf`, as numpy reads them.
func delimitedText(of tensor: Tensor) throws(ExportError) -> String {
  if tensor.count > textLimit { throw .tooLarge(what: "\(tensor.count) elements", limit: textLimit) }
  let columns = max(tensor.shape.last ?? 1, 1)
  var text = ""
  for (index, element) in elements(of: tensor).enumerated() {
    text += element
    text += (index + 1) % columns == 0 ? "\n" : ","
  }
  return text
}

/// A JSON object with the members `name`, `dtype`, `shape` and `data`. The data are nested lists. NaN, infinities and
/// complex numbers are strings, because JSON has no numbers for them.
func jsonText(of tensor: Tensor, named name: String) throws(ExportError) -> String {
  if tensor.count > textLimit { throw .tooLarge(what: "\(tensor.count) elements", limit: textLimit) }
  var numbers = elements(of: tensor).map { $0.last == "n" || $0.last == "f" || $0.last == "j" ? "\"\($0)\"" : $0 }
  if tensor.dtype == .bool { numbers = numbers.map { $0 == "1" ? "true" : "false" } }
  for (axis, size) in tensor.shape.enumerated().reversed() {
    if size == 0 {
      numbers = [String](repeating: "[]", count: min(tensor.shape[..<axis].reduce(1, *), textLimit))
      continue
    }
    numbers = stride(from: 0, to: numbers.count, by: size).map { start in
      "[" + numbers[start..<min(start + size, numbers.count)].joined(separator: ",") + "]"
    }
  }
  let shape = tensor.shape.map(String.init).joined(separator: ",")
  let head = "{\"name\":\(JSONValue.literal(name)),\"dtype\":\"\(tensor.dtype.name)\",\"shape\":[\(shape)]"
  return head + ",\"data\":\(numbers.first ?? "[]")}\n"
}

/// For each element, a short text that reads back as exactly the same number. Bools are 0 and 1.
private func elements(of tensor: Tensor) -> [String] {
  let dense = tensor.contiguous()
  if dense.dtype.isComplex {
    // Complex numbers are written as in Python: 1.5-2.0j.
    let parts = elements(of: dense.parts)
    return stride(from: 0, to: parts.count, by: 2).map { index in
      parts[index] + (parts[index + 1].hasPrefix("-") ? "" : "+") + parts[index + 1] + "j"
    }
  }
  if dense.dtype.isFloatingPoint {
    if dense.dtype == .float64 { return dense.withElements(of: Double.self) { $0.map { "\($0)" } } }
    return dense.converted(to: .float32).withElements(of: Float.self) { $0.map { "\($0)" } }
  }
  return dense.converted(to: .int64).withElements(of: Int64.self) { $0.map { "\($0)" } }
}
