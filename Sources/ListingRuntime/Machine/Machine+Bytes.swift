import ListingSyntax

/// Operations on `bytes` and `bytearray`.
extension Machine {
  func isBytes(_ value: Value) -> Bool {
    switch value {
    case .bytes, .byteArray: true
    default: false
    }
  }

  /// The bytes of a `bytes` or `bytearray`; nil for other values.
  func bytes(of value: Value) -> [UInt8]? {
    switch value {
    case .bytes(let bytes): bytes
    case .byteArray(let handle): heap.bytes(handle)
    default: nil
    }
  }

  mutating func byteArray(_ bytes: [UInt8]) -> Value { .byteArray(heap.add(.bytes(bytes))) }

  /// The bytes as a value of the same type as `model`.
  mutating func bytes(_ bytes: [UInt8], like model: Value) -> Value {
    if case .byteArray = model { byteArray(bytes) } else { .bytes(bytes) }
  }

  /// The number as a byte. Throws if it is not in 0…255.
  func byte(_ value: Value, _ what: String = "byte") throws -> UInt8 {
    if case .largeInteger = value { throw ListingError(.valueError, "\(what) must be in range(0, 256)") }
    guard isInteger(value) || isTensor(value) else {
      try checkKnown(value)
      throw ListingError(.typeError, "'\(typeName(of: value))' object cannot be interpreted as an integer")
    }
    guard let byte = UInt8(exactly: try index(value)) else {
      throw ListingError(.valueError, "\(what) must be in range(0, 256)")
    }
    return byte
  }

  /// `left op right` where one operand is bytes. Nil if the operator is not defined for bytes.
  mutating func bytesArithmetic(_ op: BinaryOperator, _ left: Value, _ right: Value, inPlace: Bool) throws -> Value? {
    if op == .remainder, isBytes(left) {
      throw ListingError(.notImplemented, "formatting bytes with % is not supported: format a string and encode it")
    }
    let result: [UInt8]
    if op == .add, let a = bytes(of: left), let b = bytes(of: right) {
      if a.count > Self.textLimit - b.count { throw ListingError(.memoryError, "there would be too many bytes") }
      result = a + b
    } else if op == .multiply, let part = bytes(of: left) ?? bytes(of: right),
      isInteger(left) || isInteger(right)
    {
      let count = max(0, integer(isInteger(left) ? left : right))
      if !part.isEmpty, count > Self.textLimit / part.count {
        throw ListingError(.memoryError, "there would be too many bytes")
      }
      result = part.isEmpty ? [] : Array(repeatElement(part, count: count).joined())
    } else if op == .add, isBytes(left) {
      throw ListingError(.typeError, "can't concat \(typeName(of: right)) to \(typeName(of: left))")
    } else {
      return nil
    }
    if inPlace, case .byteArray(let handle) = left {
      heap.changeBytes(handle) { $0 = result }
      return left
    }
    return bytes(result, like: isBytes(left) ? left : right)
  }

  /// The result of `item in bytes`. The item is a number, or bytes that must occur as a contiguous part.
  func bytesContain(_ bytes: [UInt8], _ item: Value) throws -> Bool {
    if let part = self.bytes(of: item) { return part.isEmpty || CodePoints.first(part, in: bytes) != nil }
    guard isWhole(item) else {
      throw ListingError(.typeError, "a bytes-like object is required, not '\(typeName(of: item))'")
    }
    return bytes.contains(try byte(item))
  }

  mutating func setBytes(of handle: Handle, at index: Value, to value: Value) throws {
    let count = heap.bytes(handle).count
    guard case .slice(let slice) = index else {
      let position = try position(index, count: count, of: "bytearray")
      let byte = try byte(value)
      return heap.changeBytes(handle) { $0[position] = byte }
    }
    let new = try bytes(from: value)
    let (start, stop, step) = slice.indices(count: count)
    if step == 1 { return heap.changeBytes(handle) { $0.replaceSubrange(start..<max(start, stop), with: new) } }
    let positions = Array(slice.positions(count: count))
    if positions.count != new.count {
      throw ListingError(
        .valueError, "attempt to assign bytes of size \(new.count) to extended slice of size \(positions.count)")
    }
    heap.changeBytes(handle) { bytes in for (position, byte) in zip(positions, new) { bytes[position] = byte } }
  }

  mutating func deleteBytes(of handle: Handle, at index: Value) throws {
    let count = heap.bytes(handle).count
    if case .slice(let slice) = index {
      let gone = Set(slice.positions(count: count))
      return heap.changeBytes(handle) { bytes in
        bytes = bytes.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
      }
    }
    let position = try position(index, count: count, of: "bytearray")
    heap.changeBytes(handle) { _ = $0.remove(at: position) }
  }

  /// The bytes of a `bytes` or `bytearray`, or of an iterable of numbers.
  mutating func bytes(from value: Value) throws -> [UInt8] {
    if let bytes = bytes(of: value) { return bytes }
    if case .string = value { throw ListingError(.typeError, "string argument without an encoding") }
    if isTensor(value) {
      throw ListingError(.notImplemented, "bytes of a tensor are not supported: take them from a list of numbers")
    }
    return try allItems(of: value).map { try byte($0, "bytes") }
  }
}
