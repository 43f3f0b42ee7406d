import Tensors

/// The text that numpy prints for an array.
struct NumpyText {
  private let tensor: Tensor
  private let separator: String
  private let lineWidth: Int
  private let isAbbreviated: Bool
  private let format: Format

  /// numpy's `str`, such as `[1.  2.5]`. Nil if the text would show too many elements.
  static func plain(_ tensor: Tensor) -> String? { text(of: tensor, separator: " ", prefix: "", suffix: "") }

  /// numpy's `repr`, such as `array([1. , 2.5])`. Nil if the text would show too many elements.
  static func representation(_ tensor: Tensor) -> String? {
    let isDefault = [.float64, .int64, .bool].contains(tensor.dtype) && !tensor.shape.contains(0)
    guard let body = text(of: tensor, separator: ", ", prefix: "array(", suffix: ")") else { return nil }
    var suffix = ")"
    if tensor.shape.contains(0), tensor.rank > 1 { suffix = ", shape=\(shapeDescription(tensor.shape))" + suffix }
    if !isDefault {
      let dtype = "dtype=\(tensor.dtype.name))"
      suffix.removeLast()
      let start = body.lastIndex(of: "\n").map { body.index(after: $0) }
      let length = body[(start ?? body.startIndex)...].count + (start == nil ? 6 : 0)
      suffix += length + suffix.count + dtype.count + 2 > 75 ? ",\n      " + dtype : ", " + dtype
    }
    return "array(" + body + suffix
  }

  private static func text(of tensor: Tensor, separator: String, prefix: String, suffix: String) -> String? {
    if tensor.shape.contains(0) { return "[]" }
    let isAbbreviated = tensor.rank > 0 && TensorText.count(of: tensor.shape) > 1000
    guard let shown = TensorText.elements(of: tensor, edgeItems: isAbbreviated ? 3 : nil) else { return nil }
    let text = NumpyText(
      tensor: tensor, separator: separator, lineWidth: 75 - suffix.count, isAbbreviated: isAbbreviated,
      format: Format(shown, tensor.dtype))
    var next = shown[...]
    let indent = String(repeating: " ", count: prefix.count + 1)
    return text.block(axis: 0, indent: indent, width: text.lineWidth, &next)
  }

  private func block(axis: Int, indent: String, width: Int, _ next: inout ArraySlice<Scalar>) -> String {
    guard axis < tensor.rank else { return format.text(next.popFirst() ?? .int(0)) }
    let size = tensor.shape[axis]
    let isCut = isAbbreviated && size > 6
    let bare = separator == " " ? "" : ","
    if axis < tensor.rank - 1 {
      var items: [String] = []
      for index in 0..<(isCut ? 6 : size) {
        if isCut, index == 3 { items.append("...") }
        items.append(block(axis: axis + 1, indent: indent + " ", width: width - 1, &next))
      }
      let lines = bare + String(repeating: "\n", count: tensor.rank - axis - 1) + indent
      return "[" + items.joined(separator: lines) + "]"
    }
    var (done, line) = ("", indent)
    func add(_ word: String) {
      if line.count > indent.count, line.count + word.count > width - 1 {
        done += line.trimmingTrailingSpaces + "\n"
        line = indent
      }
      line += word
    }
    let count = isCut ? 6 : size
    for index in 0..<count {
      if isCut, index == 3 {
        add("...")
        line += separator
      }
      add(format.text(next.popFirst() ?? .int(0)))
      if index < count - 1 { line += separator }
    }
    return "[" + (done + line).dropFirst(indent.count) + "]"
  }

  /// The format of the elements of one array. A float is written with the fewest digits that identify it, at most 8
  /// after the point.
  private struct Format {
    private var left = 0
    private var right = 0
    private let dtype: DType
    private var isScientific = false
    private var exponentDigits = 2
    /// The formats of the real and the imaginary parts. Empty if the elements are not complex.
    private var parts: [Format] = []

    init(_ elements: [Scalar], _ dtype: DType) {
      self.dtype = dtype
      if dtype.isComplex {
        // `complexText` writes the sign of an imaginary part, so format the magnitude only.
        parts = [
          Format(elements.map { .float(Self.part(0, of: $0)) }, dtype.real),
          Format(elements.map { .float(Self.part(1, of: $0).magnitude) }, dtype.real),
        ]
        return
      }
      guard dtype.isFloatingPoint else {
        left = elements.reduce(0) { max($0, Self.plain($1).utf8.count) }
        return
      }
      let numbers = elements.map(\.double)
      let finite = numbers.filter(\.isFinite)
      let magnitudes = finite.filter { $0 != 0 }.map(\.magnitude)
      if let least = magnitudes.min(), let most = magnitudes.max() {
        isScientific = most >= 1e8 || least < 1e-4 || most / least > 1000
      }
      for number in finite {
        let parts = digits(number, trailing: nil)
        left = max(left, parts.whole.utf8.count)
        right = max(right, parts.fraction.utf8.count)
        exponentDigits = max(exponentDigits, parts.exponent.utf8.count - 1)
      }
      for number in numbers where !number.isFinite {
        let wide = right + (isScientific ? exponentDigits + 2 : 0) + 1
        left = max(left, (number == -.infinity ? 4 : 3) - wide)
      }
    }

    /// The digits before the point, the digits after the point, and the exponent with its sign.
    private func digits(_ number: Double, trailing: Int?) -> (whole: String, fraction: String, exponent: String) {
      func shortest(_ x: Double) -> String { dtype == .float64 ? "\(x)" : "\(Float(x))" }
      let sign = number.sign == .minus ? "-" : ""
      let magnitude = number.magnitude
      // `text` contains the fewest digits that identify the number. `power` is the exponent of ten of the first digit:
      // 2 for 345.6.
      var text = shortest(magnitude)
      var power = 0
      if let e = text.firstIndex(of: "e") {
        power = Int(text[text.index(after: e)...]) ?? 0
        text = String(text[..<e])
      }
      let whole = text.prefix { $0 != "." }
      var figures = whole + text.dropFirst(whole.count + 1)
      power += whole.count - 1
      while figures.count > 1, figures.first == "0" {
        figures.removeFirst()
        power -= 1
      }
      while figures.count > 1, figures.last == "0" { figures.removeLast() }
      if magnitude == 0 { power = 0 }
      if isScientific {
        var rounded = formatFloat("%.\(max(0, min(8, figures.count - 1)))e", magnitude)
        if magnitude == 0 { rounded = "0e+00" }
        let parts = rounded.split(separator: "e")
        var fraction = parts[0].contains(".") ? String(parts[0].dropFirst(2)) : ""
        while trailing == nil, fraction.last == "0" { fraction.removeLast() }
        if let trailing { fraction += String(repeating: "0", count: max(0, trailing - fraction.count)) }
        return (sign + parts[0].prefix(1), fraction, String(parts.count > 1 ? parts[1] : "+00"))
      }
      let places = max(0, min(8, figures.count - 1 - power))
      let fixed = formatFloat("%.\(places)f", magnitude)
      let before = fixed.prefix { $0 != "." }
      var fraction = String(fixed.dropFirst(before.count + 1))
      while fraction.last == "0" { fraction.removeLast() }
      return (sign + before, fraction, "")
    }

    private static func part(_ index: Int, of element: Scalar) -> Double {
      guard case .complex(let real, let imaginary) = element else { return index == 0 ? element.double : 0 }
      return index == 0 ? real : imaginary
    }

    /// The text of a complex number. The padding on the right of the imaginary part follows the `j`.
    private func complexText(_ element: Scalar) -> String {
      let real = parts[0].text(.float(Self.part(0, of: element)))
      let number = Self.part(1, of: element)
      let imaginary = parts[1].text(.float(number.magnitude))
      let digits = imaginary.drop { $0 == " " }
      let bare = String(digits).trimmingTrailingSpaces
      let sign = number.sign == .minus && !number.isNaN ? "-" : "+"
      let padding = String(repeating: " ", count: imaginary.count - digits.count)
      return real + padding + sign + bare + "j" + String(repeating: " ", count: digits.count - bare.count)
    }

    func text(_ element: Scalar) -> String {
      if !parts.isEmpty { return complexText(element) }
      guard dtype.isFloatingPoint, case .float(let number) = element else {
        let text = Self.plain(element)
        return String(repeating: " ", count: max(0, left - text.utf8.count)) + text
      }
      let wide = isScientific ? exponentDigits + 2 : 0
      if !number.isFinite {
        let text = number.isNaN ? "nan" : number < 0 ? "-inf" : "inf"
        return String(repeating: " ", count: max(0, left + right + wide + 1 - text.utf8.count)) + text
      }
      let parts = digits(number, trailing: isScientific ? right : nil)
      let head = String(repeating: " ", count: max(0, left - parts.whole.utf8.count)) + parts.whole + "."
      if isScientific {
        let exponent = parts.exponent.dropFirst()
        return head + parts.fraction + "e" + parts.exponent.prefix(1)
          + String(repeating: "0", count: max(0, exponentDigits - exponent.utf8.count)) + exponent
      }
      return head + parts.fraction + String(repeating: " ", count: max(0, right - parts.fraction.utf8.count))
    }

    private static func plain(_ element: Scalar) -> String {
      switch element {
      case .bool(let flag): flag ? "True" : "False"
      case .int(let number): String(number)
      case .float(let number): String(number)
      case .complex(let real, let imaginary): "\(real)\(imaginary < 0 ? "" : "+")\(imaginary)j"
      }
    }
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
