#if canImport(Glibc)
  import Glibc
#endif

/// A complex number of Python: two doubles.
public final class ComplexNumber: Sendable, Hashable {
  public let real, imaginary: Double

  init(_ real: Double, _ imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }

  public static func == (a: ComplexNumber, b: ComplexNumber) -> Bool {
    a.real == b.real && a.imaginary == b.imaginary
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(real)
    hasher.combine(imaginary)
  }

  var magnitude: Double { hypot(real, imaginary) }
  var phase: Double { atan2(imaginary, real) }
  var conjugate: ComplexNumber { ComplexNumber(real, -imaginary) }
  var isFinite: Bool { real.isFinite && imaginary.isFinite }

  static prefix func - (a: ComplexNumber) -> ComplexNumber { ComplexNumber(-a.real, -a.imaginary) }

  static func + (a: ComplexNumber, b: ComplexNumber) -> ComplexNumber {
    ComplexNumber(a.real + b.real, a.imaginary + b.imaginary)
  }

  static func - (a: ComplexNumber, b: ComplexNumber) -> ComplexNumber {
    ComplexNumber(a.real - b.real, a.imaginary - b.imaginary)
  }

  static func * (a: ComplexNumber, b: ComplexNumber) -> ComplexNumber {
    ComplexNumber(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
  }

  /// The quotient, computed by Smith's method as in Python. The method first divides by the larger part of the divisor.
  ///
  /// - Precondition: `b` is not zero.
  static func / (a: ComplexNumber, b: ComplexNumber) -> ComplexNumber {
    if b.real.magnitude >= b.imaginary.magnitude {
      let ratio = b.imaginary / b.real
      let divisor = b.real + b.imaginary * ratio
      return ComplexNumber((a.real + a.imaginary * ratio) / divisor, (a.imaginary - a.real * ratio) / divisor)
    }
    if b.imaginary.magnitude >= b.real.magnitude {
      let ratio = b.real / b.imaginary
      let divisor = b.real * ratio + b.imaginary
      return ComplexNumber((a.real * ratio + a.imaginary) / divisor, (a.imaginary * ratio - a.real) / divisor)
    }
    return ComplexNumber(.nan, .nan)
  }

  var isZero: Bool { real == 0 && imaginary == 0 }

  /// The power for a whole exponent, by squaring.
  func power(_ exponent: Int) -> ComplexNumber {
    var result = ComplexNumber(1, 0), square = self
    var rest = exponent.magnitude
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      rest >>= 1
      square = square * square
    }
    return exponent > 0 ? result : ComplexNumber(1, 0) / result
  }

  /// The power by magnitude and phase.
  ///
  /// - Precondition: the number is not zero.
  func power(_ exponent: ComplexNumber) -> ComplexNumber {
    var length = pow(magnitude, exponent.real)
    var angle = phase * exponent.real
    if exponent.imaginary != 0 {
      length /= exp(phase * exponent.imaginary)
      angle += exponent.imaginary * log(magnitude)
    }
    return ComplexNumber(length * cos(angle), length * sin(angle))
  }
}
