import ListingSyntax

/// Arithmetic and text of complex numbers.
extension Machine {
  /// The operand `value` as a complex number. Nil if neither `value` nor `other` is complex, or if `value` is not a
  /// number.
  func complexOperand(_ value: Value, _ other: Value) throws -> ComplexNumber? {
    if case .complex(let number) = value { return number }
    guard case .complex = other else { return nil }
    return try complex(value)
  }

  /// A number of any type as a complex number; nil for other values.
  func complex(_ value: Value) throws -> ComplexNumber? {
    if case .complex(let number) = value { return number }
    return isPythonNumber(value) ? ComplexNumber(try double(value), 0) : nil
  }

  func complexNumbers(_ op: BinaryOperator, _ a: ComplexNumber, _ b: ComplexNumber) throws -> Value {
    switch op {
    case .add: return .complex(a + b)
    case .subtract: return .complex(a - b)
    case .multiply: return .complex(a * b)
    case .divide:
      if b.isZero { throw ListingError(.zeroDivisionError, "complex division by zero") }
      return .complex(a / b)
    case .power: return .complex(try power(a, b))
    case .floorDivide, .remainder, .and, .or, .xor, .shiftLeft, .shiftRight, .matmul:
      throw ListingError(.typeError, "unsupported operand type(s) for \(op.rawValue): 'complex' and 'complex'")
    }
  }

  func power(_ a: ComplexNumber, _ b: ComplexNumber) throws -> ComplexNumber {
    let isWhole = b.imaginary == 0 && b.real == b.real.rounded(.down) && b.real.magnitude <= 100
    let result: ComplexNumber
    if isWhole {
      if a.isZero, b.real < 0 {
        throw ListingError(.zeroDivisionError, "0.0 to a negative or complex power")
      }
      result = a.power(Int(b.real))
    } else if b.isZero {
      return ComplexNumber(1, 0)
    } else if a.isZero {
      if b.imaginary != 0 || b.real < 0 {
        throw ListingError(.zeroDivisionError, "0.0 to a negative or complex power")
      }
      return ComplexNumber(0, 0)
    } else {
      result = a.power(b)
    }
    if result.real.isInfinite || result.imaginary.isInfinite {
      throw ListingError(.overflowError, "complex exponentiation")
    }
    return result
  }

  /// Python's text: `(1+2j)`, and `2j` if the real part is a positive zero.
  func complexText(_ number: ComplexNumber) -> String {
    func part(_ number: Double, sign: Bool) -> String {
      let text = floatText(number)
      if !number.isFinite {
        let digits = number.isNaN ? "nan" : number < 0 ? "-inf" : "inf"
        return text == digits && sign && !digits.hasPrefix("-") ? "+" + digits : digits
      }
      // In the text of a complex number, a real or imaginary part that is a whole number has no ".0".
      let short = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
      return sign && !short.hasPrefix("-") ? "+" + short : short
    }
    if number.real == 0, number.real.sign == .plus { return part(number.imaginary, sign: false) + "j" }
    return "(" + part(number.real, sign: false) + part(number.imaginary, sign: true) + "j)"
  }
}
