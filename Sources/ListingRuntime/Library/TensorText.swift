import Tensors

/// The text that a framework prints for a tensor.
///
/// The width of a column depends on the shown elements, so the code reads these elements first. `elementLimit`
/// bounds their number.
struct TensorText {
  private let tensor: Tensor
  private let edgeItems: Int
  private let lineWidth: Int
  private let isAbbreviated: Bool
  private let format: ElementFormat
  /// The texts that replace omitted elements: within a row, and along any other axis.
  private let omitted: (inRow: String, inAxis: String)

  /// The greatest number of shown elements.
  static let elementLimit = 1 << 19

  /// torch's text, such as `tensor([1., 2.])`. Nil if the text would show more than `elementLimit` elements.
  static func torch(
    _ tensor: Tensor, _ options: PrintOptions, defaultType: DType = .float32, requiresGradient: Bool = false
  ) -> String? {
    let isEmpty = tensor.shape.contains(0)
    var suffixes: [String] = []
    var body = "[]"
    if isEmpty {
      if tensor.rank != 1 { suffixes.append("size=" + shapeDescription(tensor.shape)) }
      if tensor.dtype != defaultType { suffixes.append("dtype=torch.\(tensor.dtype.name)") }
    } else {
      let isAbbreviated = options.threshold.map { count(of: tensor.shape) > $0 } ?? false
      if options.edgeItems == 0 { suffixes.append("size=" + shapeDescription(tensor.shape)) }
      if ![defaultType, .int64, .bool, .complex64].contains(tensor.dtype) {
        suffixes.append("dtype=torch.\(tensor.dtype.name)")
      }
      guard let shown = elements(of: tensor, edgeItems: isAbbreviated ? options.edgeItems : nil) else { return nil }
      let text = TensorText(
        tensor: tensor, edgeItems: options.edgeItems, lineWidth: options.lineWidth, isAbbreviated: isAbbreviated,
        format: tensor.dtype.isComplex
          ? ComplexFormat(shown, options) : TorchFormat(shown, isFloat: tensor.dtype.isFloatingPoint, options),
        omitted: (options.edgeItems == 0 ? "..." : " ...", "..."))
      var next = shown[...]
      body = text.block(axis: 0, indent: 7, &next)
    }
    if requiresGradient { suffixes.append("requires_grad=True") }
    return joined("tensor(" + body, suffixes, options.lineWidth)
  }

  /// Paddle's text, which has two or more lines. Nil if the text would show more than `elementLimit` elements.
  static func paddle(_ tensor: Tensor, isTrained: Bool = false) -> String? {
    let isAbbreviated = count(of: tensor.shape) > 1000
    guard let shown = elements(of: tensor, edgeItems: isAbbreviated ? 3 : nil) else { return nil }
    let text = TensorText(
      tensor: tensor, edgeItems: 3, lineWidth: 80, isAbbreviated: isAbbreviated,
      format: PaddleFormat(shown, tensor.dtype), omitted: ("...", "..."))
    var next = shown[...]
    let shape = "[" + tensor.shape.map(String.init).joined(separator: ", ") + "]"
    return "\(isTrained ? "Parameter containing:\n" : "")Tensor(shape=\(shape), dtype=\(tensor.dtype.name), "
      + "place=Place(cpu), stop_gradient=\(isTrained ? "False" : "True"),\n       "
      + text.block(axis: 0, indent: 7, &next) + ")"
  }

  /// The product of the sizes. `Int.max` if the product overflows.
  static func count(of shape: [Int]) -> Int {
    if shape.contains(0) { return 0 }
    return shape.reduce(1) { product, size in
      let (result, overflow) = product.multipliedReportingOverflow(by: size)
      return overflow ? .max : result
    }
  }

  /// The indices along an axis that are shown. If `edgeItems` is nil, all indices are shown.
  private static func indices(_ size: Int, edgeItems: Int?) -> (head: Range<Int>, tail: Range<Int>) {
    guard let edge = edgeItems, size > 2 * edge else { return (0..<size, size..<size) }
    return (0..<edge, size - edge..<size)
  }

  /// The shown elements in row-major order. Nil if their number exceeds `elementLimit`.
  static func elements(of tensor: Tensor, edgeItems: Int?) -> [Scalar]? {
    if let empty = tensor.shape.firstIndex(of: 0) {
      return count(of: Array(tensor.shape.prefix(empty))) > elementLimit ? nil : []
    }
    if edgeItems == 0, tensor.rank > 0 { return [] }
    let parts = tensor.shape.map { indices($0, edgeItems: edgeItems) }
    let shown = parts.map { $0.head.count + $0.tail.count }
    if count(of: shown) > elementLimit { return nil }
    // Read row by row, so that each part of a row needs only one conversion.
    var result: [Scalar] = []
    func visit(_ axis: Int, _ place: Layout) {
      guard axis < tensor.rank - 1 else { return read(place) }
      for index in [Array(parts[axis].head), Array(parts[axis].tail)].joined() {
        guard let inner = try? place.selected(axis: 0, index: index) else { return }
        visit(axis + 1, inner)
      }
    }
    func numbers(_ part: Tensor) -> [Double] {
      part.converted(to: .float64).withElements(of: Double.self) { Array($0) }
    }
    func read(_ place: Layout) {
      var rows = [place]
      if let last = parts.last {
        rows = [last.head, last.tail].filter { !$0.isEmpty }.map { range in
          Layout(
            shape: [range.count], strides: place.strides, offset: place.offset + range.lowerBound * place.strides[0])
        }
      }
      for row in rows {
        let part = tensor.view(row)
        if tensor.dtype.isComplex {
          let (real, imaginary) = (numbers(part.realPart), numbers(part.imaginaryPart))
          result += zip(real, imaginary).map { Scalar.complex(real: $0, imaginary: $1) }
        } else if tensor.dtype == .bool {
          result += part.withElements(of: UInt8.self) { $0.map { Scalar.bool($0 != 0) } }
        } else if tensor.dtype.isFloatingPoint {
          result += numbers(part).map(Scalar.float)
        } else {
          result += part.converted(to: .int64).withElements(of: Int64.self) { $0.map { Scalar.int(Int($0)) } }
        }
      }
    }
    visit(0, tensor.layout)
    return result
  }

  /// The text of the axes from `axis` to the last. Removes the shown elements from the start of `next`.
  private func block(axis: Int, indent: Int, _ next: inout ArraySlice<Scalar>) -> String {
    guard axis < tensor.rank else { return format.text(next.popFirst() ?? .int(0)) }
    let size = tensor.shape[axis]
    let isLast = axis == tensor.rank - 1
    if isLast, isAbbreviated, edgeItems == 0 { return "[...]" }
    let (head, tail) = Self.indices(size, edgeItems: isAbbreviated ? edgeItems : nil)
    let isCut = head.count + tail.count < size
    var items: [String] = []
    for index in 0..<head.count + tail.count {
      if isCut, index == head.count { items.append(isLast ? omitted.inRow : omitted.inAxis) }
      items.append(block(axis: axis + 1, indent: indent + 1, &next))
    }
    if isCut, tail.isEmpty { items.append(isLast ? omitted.inRow : omitted.inAxis) }
    let margin = String(repeating: " ", count: indent + 1)
    if isLast {
      let perLine = max(1, (lineWidth - indent) / (format.width + 2))
      let lines = stride(from: 0, to: items.count, by: perLine).map {
        items[$0..<min($0 + perLine, items.count)].joined(separator: ", ")
      }
      return "[" + lines.joined(separator: ",\n" + margin) + "]"
    }
    let lines = String(repeating: "\n", count: tensor.rank - axis - 1)
    return "[" + items.joined(separator: "," + lines + margin) + "]"
  }

  /// Appends torch's suffixes, such as `dtype=torch.float64`. A suffix that does not fit in the last line starts a new
  /// line.
  private static func joined(_ body: String, _ suffixes: [String], _ lineWidth: Int) -> String {
    var text = body
    let bytes = body.utf8
    let lastLine = bytes.lastIndex(of: UInt8(ascii: "\n")).map { bytes.distance(from: $0, to: bytes.endIndex) }
    var length = (lastLine ?? bytes.count + 1) + 1
    for suffix in suffixes {
      if length + suffix.utf8.count + 2 > lineWidth {
        text += ",\n       " + suffix
        length = 7 + suffix.utf8.count
      } else {
        text += ", " + suffix
        length += suffix.utf8.count + 2
      }
    }
    return text + ")"
  }
}

/// The format of the elements of one tensor.
private protocol ElementFormat {
  /// The number of characters in a column.
  var width: Int { get }
  func text(_ element: Scalar) -> String
}

extension ElementFormat {
  fileprivate func plain(_ element: Scalar) -> String {
    switch element {
    case .bool(let flag): flag ? "True" : "False"
    case .int(let number): String(number)
    case .float(let number): String(number)
    case .complex(let real, let imaginary): "(\(real), \(imaginary))"
    }
  }
}

/// torch's format of complex numbers, such as `1.0000+2.5000j`. The real and imaginary parts have separate formats.
private struct ComplexFormat: ElementFormat {
  private let real: TorchFormat
  private let imaginary: TorchFormat

  init(_ elements: [Scalar], _ options: PrintOptions) {
    real = TorchFormat(elements.map { .float($0.parts.real) }, isFloat: true, options)
    imaginary = TorchFormat(elements.map { .float($0.parts.imaginary) }, isFloat: true, options)
  }

  var width: Int { real.width + imaginary.width + 1 }

  func text(_ element: Scalar) -> String {
    let imaginary = imaginary.text(.float(element.parts.imaginary)).drop { $0 == " " }
    let sign = imaginary.hasPrefix("-") ? "" : "+"
    return real.text(.float(element.parts.real)) + sign + imaginary + "j"
  }
}

extension Scalar {
  fileprivate var parts: (real: Double, imaginary: Double) {
    if case .complex(let real, let imaginary) = self { (real, imaginary) } else { (double, 0) }
  }
}

/// torch's format. Integers are right-aligned. Floats have 4 digits after the point by default, but no digits if all
/// elements are whole numbers. If the magnitudes differ much, floats have an exponent.
private struct TorchFormat: ElementFormat {
  private(set) var width = 1
  private let isFloat: Bool
  private var isWhole = true
  private var isScientific = false
  private let precision: Int

  init(_ elements: [Scalar], isFloat: Bool, _ options: PrintOptions) {
    self.isFloat = isFloat
    precision = options.precision
    guard isFloat else {
      width = elements.reduce(1) { max($0, plain($1).utf8.count) }
      return
    }
    let numbers = elements.map(\.double).filter { $0.isFinite && $0 != 0 }
    if numbers.isEmpty { return }
    isWhole = numbers.allSatisfy { $0 == $0.rounded(.up) }
    let magnitudes = numbers.map(\.magnitude)
    let (least, most) = (magnitudes.min() ?? 1, magnitudes.max() ?? 1)
    isScientific = options.isScientific ?? (most / least > 1000 || most > 1e8 || least < 1e-4)
    width = numbers.reduce(1) { max($0, digits($1).utf8.count) }
  }

  private func digits(_ number: Double) -> String {
    if !number.isFinite { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
    if isScientific { return formatFloat("%.\(precision)e", number) }
    return isWhole ? formatFloat("%.0f", number) + "." : formatFloat("%.\(precision)f", number)
  }

  func text(_ element: Scalar) -> String {
    let text = if isFloat, case .float(let number) = element { digits(number) } else { plain(element) }
    return String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}

/// Paddle's format. Elements are left-aligned. If an element is negative, each column reserves a character for the
/// sign. A float has 8 digits after the point, but a whole number has no digits there.
private struct PaddleFormat: ElementFormat {
  private(set) var width = 0
  private let isSigned: Bool

  init(_ elements: [Scalar], _ dtype: DType) {
    isSigned = elements.contains { $0.double < 0 }
    width = elements.reduce(0) { max($0, digits($1).utf8.count) }
  }

  private func digits(_ element: Scalar) -> String {
    guard case .float(let number) = element else { return plain(element) }
    if !number.isFinite { return number.isNaN ? "nan" : number < 0 ? "-inf." : "inf." }
    return number == number.rounded(.up) ? formatFloat("%.0f", number) + "." : formatFloat("%.8f", number)
  }

  func text(_ element: Scalar) -> String {
    let text = digits(element)
    let missing = width - text.utf8.count
    if missing <= 0 { return text }
    let isIndented = isSigned && !(element.double < 0)
    return (isIndented ? " " : "") + text + String(repeating: " ", count: missing - (isIndented ? 1 : 0))
  }
}
