import DebugEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Formats numbers. The prompt, the panes and the files use the same formats.
public enum NumberText {
  /// The 16 hexadecimal digits of a hash.
  static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// One element of a tensor. A float has the fewest digits that identify the number as float32, or as float64 in a
  /// float64 tensor.
  public static func exact(_ value: Scalar, _ dtype: DType) -> String {
    switch value {
    case .bool(let flag): flag ? "True" : "False"
    case .int(let number): String(number)
    case .complex(let real, let imaginary):
      partText(real, dtype.real) + (imaginary.sign == .minus && !imaginary.isNaN ? "" : "+")
        + partText(imaginary, dtype.real) + "j"
    case .float(let number): partText(number, dtype)
    }
  }

  private static func partText(_ number: Double, _ dtype: DType) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    return dtype == .float64 ? "\(number)" : "\(Float(number))"
  }

  /// A number with `digits` significant digits: `-3.142`, `1.5e-05`.
  public static func short(_ number: Double, digits: Int = 4) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    return formatted("%.\(digits)g", number == 0 ? 0 : number)
  }

  /// A number with `places` digits after the point: `-0.0417`.
  public static func fixed(_ number: Double, places: Int) -> String {
    if !number.isFinite { return short(number) }
    return formatted("%.\(places)f", number == 0 ? 0 : number)
  }

  /// A number with `digits` digits, one of them before the point: `-4.17e-02`.
  public static func scientific(_ number: Double, digits: Int) -> String {
    if !number.isFinite { return short(number) }
    return formatted("%.\(max(0, digits - 1))e", number == 0 ? 0 : number)
  }

  /// A count with a comma after each thousand: `1,474,560`.
  public static func count(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return number < 0 ? "-" + text : text
  }

  /// A number of bytes with a unit, in powers of 1000: `640 B`, `1.2 MB`.
  public static func bytes(_ number: Int) -> String {
    var value = Double(number)
    for unit in ["B", "kB", "MB", "GB"] {
      if value < 1000 {
        return unit == "B" ? "\(number) B" : formatted(value < 10 ? "%.1f" : "%.0f", value) + " " + unit
      }
      value /= 1000
    }
    return formatted("%.1f", value) + " TB"
  }

  /// A time with a unit: `0.21 ms`, `12.3 ms`, `1.25 s`.
  public static func seconds(_ seconds: Double) -> String {
    seconds < 1
      ? formatted(seconds < 0.001 ? "%.2f" : "%.1f", seconds * 1000) + " ms" : formatted("%.2f", seconds) + " s"
  }

  private static func formatted(_ format: String, _ number: Double) -> String {
    withVaList([number]) { arguments in
      var buffer = [CChar](repeating: 0, count: 64)
      let count = vsnprintf(&buffer, buffer.count, format, arguments)
      return String(decoding: buffer.prefix(Int(max(0, min(count, 63)))).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }
}
