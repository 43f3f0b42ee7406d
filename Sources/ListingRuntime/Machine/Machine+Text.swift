import ListingSyntax
import Tensors

#if canImport(Glibc)
  import Glibc
#endif

extension Machine {
  /// The text that Python's `repr` returns. A container that contains itself is written as `[...]`. Text longer than
  /// `representationLimit` ends with an ellipsis.
  public func representation(of value: Value) -> String {
    var within: [Handle] = []
    var budget = Self.representationLimit
    return representation(of: value, within: &within, &budget)
  }

  /// The text that Python's `str` returns.
  public func string(of value: Value) throws -> String {
    switch value {
    case .string(let text), .device(let text): return text
    case .largeInteger(let large): return try LargeInteger.text(large.number)
    case .instance(let handle) where heap.type(of: handle).isException:
      try checkShown(value)
      return text(ofException: handle)
    case .instance(let handle) where heap.type(of: handle).isEnum: return try enumText(handle)
    case .instance:
      if case .string(let text)? = held(by: value) { return text }
      return try checkedRepresentation(of: value, asRepresentation: false)
    default: return try checkedRepresentation(of: value, asRepresentation: false)
    }
  }

  /// Like `representation`, but throws if an integer has too many digits, as Python's `repr` does. Also throws for a
  /// tensor whose text would show too many elements, and for a value whose text would show a stub.
  func checkedRepresentation(of value: Value, asRepresentation: Bool = true) throws -> String {
    try checkShown(value)
    if case .tensor(let reference) = value, hasValue(reference) {
      if let text = try completeText(of: tensor(reference), reference, asRepresentation: asRepresentation) {
        return text
      }
      throw ListingError(
        .memoryError, "the text of a tensor of shape \(shapeText(reference.shape)) would show too many elements")
    }
    var within: [Handle] = []
    var budget = Self.representationLimit
    let text = representation(of: value, within: &within, &budget)
    if budget < Self.spoiledBudget / 2 { throw LargeInteger.tooManyDigits }
    return text
  }

  /// `budget` is set to this value when an integer has too many digits for a decimal text.
  private static let spoiledBudget = Int.min / 2

  /// - Parameters:
  ///   - within: the containers whose text is being written, outermost first.
  ///   - budget: the number of bytes that may still be written.
  private func representation(of value: Value, within: inout [Handle], _ budget: inout Int, depth: Int = 0) -> String {
    if depth > Self.nestingLimit || budget <= 0 { return "…" }
    func join(_ items: [Value]) -> String {
      items.map { representation(of: $0, within: &within, &budget, depth: depth + 1) }.joined(separator: ", ")
    }
    func inside(_ handle: Handle, _ text: () -> String) -> String? {
      if within.contains(handle) { return nil }
      within.append(handle)
      defer { within.removeLast() }
      return text()
    }
    budget -= 2
    switch value {
    case .none: return "None"
    case .ellipsis: return "Ellipsis"
    case .notImplemented: return "NotImplemented"
    case .bool(let flag): return flag ? "True" : "False"
    case .int(let number): return String(number)
    case .largeInteger(let large):
      guard let text = try? LargeInteger.text(large.number) else {
        budget = Self.spoiledBudget
        return "<int of \(large.number.bitLength) bits>"
      }
      return text
    case .float(let number): return floatText(number)
    case .complex(let number): return complexText(number)
    case .bytes(let bytes): return bytesText(bytes, &budget)
    case .byteArray(let handle): return "bytearray(\(bytesText(heap.bytes(handle), &budget)))"
    case .string(let text):
      budget -= text.utf8.count
      return quoted(text)
    case .record(let record) where record.type === UnionTypes.type: return unionText(record)
    case .record(let record) where record.type === Tracebacks.type: return "<traceback object>"
    case .record(let record) where record.isSize: return "torch.Size([\(join(record.items))])"
    case .record(let record):
      // torch writes each item of a `torch.return_types` tuple on its own line.
      let items = zip(record.fields, record.items).map { field, item in
        field + "=" + representation(of: item, within: &within, &budget, depth: depth + 1)
      }
      let isTorch = record.type.module == "torch.return_types"
      return isTorch
        ? "torch.return_types.\(record.type.name)(\n\(items.joined(separator: ",\n")))"
        : "\(record.type.name)(\(items.joined(separator: ", ")))"
    case .tuple(let items): return items.count == 1 ? "(\(join(items)),)" : "(\(join(items)))"
    case .slice(let slice):
      func part(_ index: Int?) -> String { index.map(String.init) ?? "None" }
      return "slice(\(part(slice.start)), \(part(slice.stop)), \(part(slice.step)))"
    case .range(let range):
      return "range(\(range.start), \(range.stop)\(range.step == 1 ? "" : ", \(range.step)"))"
    case .list(let handle): return inside(handle) { "[\(join(heap.list(handle)))]" } ?? "[...]"
    case .dictionary(let handle):
      return inside(handle) {
        let items = heap.dictionary(handle).entries.map { entry in
          representation(of: entry.key, within: &within, &budget, depth: depth + 1) + ": "
            + representation(of: entry.value, within: &within, &budget, depth: depth + 1)
        }
        let text = "{\(items.joined(separator: ", "))}"
        return heap.isClassNames(handle) ? "mappingproxy(\(text))" : text
      } ?? "{...}"
    case .set(let handle):
      let items = heap.set(handle).items
      if items.isEmpty { return "set()" }
      return inside(handle) { "{\(join(items))}" } ?? "set(...)"
    case .frozenSet(let set):
      return set.object.count == 0 ? "frozenset()" : "frozenset({\(join(set.object.items))})"
    case .view(let view):
      let name = "dict_\(view.side.rawValue)"
      return inside(view.dictionary) {
        let entries = heap.dictionary(view.dictionary).entries
        switch view.side {
        case .keys: return "\(name)([\(join(entries.map(\.key)))])"
        case .values: return "\(name)([\(join(entries.map(\.value)))])"
        case .items: return "\(name)([\(join(entries.map { .tuple([$0.key, $0.value]) }))])"
        }
      } ?? "\(name)(...)"
    case .iterator(let handle):
      guard case .iterator(let iterator) = heap[handle] else { return "<iterator>" }
      if case .generator(_, let name) = iterator.kind, typeName(of: value) == "generator" {
        return "<generator object \(name)>"
      }
      return "<\(typeName(of: value)) object>"
    case .function(let function): return "<function \(function.code.qualifiedName)>"
    case .builtin(let function): return "<built-in function \(function.name)>"
    case .method(let method):
      switch method.callee {
      case .function(let function): return "<bound method \(function.code.qualifiedName)>"
      case .builtin(let function): return "<built-in method \(function.name)>"
      default: return "<bound method>"
      }
    case .type(let type) where type.isEnum: return enumClassText(type)
    case .type(let type): return "<class '\(shownName(of: type))'>"
    case .instance(let handle):
      if let text = representations[handle] { return text }
      if heap.type(of: handle).isException {
        return inside(handle) {
          let instance = heap.instance(handle)
          return "\(instance.type.name)(\(join(instance.attributes["args"]?.tupleItems ?? [])))"
        } ?? "..."
      }
      if let fields = dataclassFields(of: heap.type(of: handle)) {
        return inside(handle) {
          let instance = heap.instance(handle)
          let items = fields.map { field in
            let text = instance.attributes[field].map {
              representation(of: $0, within: &within, &budget, depth: depth + 1)
            }
            return "\(field)=\(text ?? "…")"
          }
          return "\(instance.type.name)(\(items.joined(separator: ", ")))"
        } ?? "..."
      }
      let type = heap.type(of: handle)
      if type.isEnum, let name = enumName(of: handle) {
        return "<\(name): \(join([heap.attribute(Enums.value, of: handle) ?? .none]))>"
      }
      if let held = heap.held(by: handle)?.value {
        return inside(handle) { heldText(held, type, join) } ?? (type.held == .list ? "[...]" : "{...}")
      }
      return type.isModule
        ? moduleText(handle) : "<\(shownName(of: type)) object at \(address(of: handle))>"
    case .superProxy: return "<super>"
    case .module(let module): return "<module '\(module.name)'>"
    case .descriptor: return "<property>"
    case .tensor(let reference): return tensorText(reference)
    case .dtype(let dtype): return currentDialect == .torch ? "torch.\(dtype.name)" : "paddle.\(dtype.name)"
    case .device(let name): return Devices.text(name)
    case .stub(let stub): return "<\(stub.name): not part of fwdb>"
    }
  }

  /// The text of an instance that holds a value. The text of a set, named tuple or `OrderedDict` contains the name of
  /// the instance's class.
  private func heldText(_ held: Value, _ type: ClassObject, _ join: ([Value]) -> String) -> String {
    switch held {
    case .set(let set):
      let items = heap.set(set).items
      return items.isEmpty ? "\(type.name)()" : "\(type.name)({\(join(items))})"
    case .frozenSet(let set):
      return set.object.count == 0 ? "\(type.name)()" : "\(type.name)({\(join(set.object.items))})"
    case .record(let record):
      let items = zip(record.fields, record.items).map { "\($0)=\(join([$1]))" }
      return "\(type.name)(\(items.joined(separator: ", ")))"
    case .dictionary(let items) where OrderedDictionaries.contains(type):
      let pairs = heap.dictionary(items).entries.map { Value.tuple([$0.key, $0.value]) }
      return pairs.isEmpty ? "\(type.name)()" : "\(type.name)([\(join(pairs))])"
    default: return join([held])
    }
  }

  /// The float as Python writes it: the shortest digits that read back as the same number.
  func floatText(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    var text = "\(number)"
    if let e = text.firstIndex(of: "e") {
      // Swift uses exponents for numbers of 2^53 or more, and Python for numbers of 1e16 or more. Both use exponents
      // for numbers below 1e-4. Python's exponents have at least two digits.
      let magnitude = abs(number)
      if magnitude >= 1e-4, magnitude < 1e16 { return formatFloat("%.1f", number) }
      var mantissa = String(text[..<e])
      if mantissa.hasSuffix(".0") { mantissa.removeLast(2) }
      let exponent = Int(text[text.index(after: e)...]) ?? 0
      text = "\(mantissa)e\(exponent < 0 ? "-" : "+")\(abs(exponent) < 10 ? "0" : "")\(abs(exponent))"
    } else if abs(number) >= 1e16 {
      return formatFloat("%.17g", number)
    }
    return text
  }

  /// The text with an escape for each character that is not ASCII.
  func asciiText(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return text.unicodeScalars.reduce(into: "") { $0 += $1.isASCII ? String($1) : $1.pythonEscape }
  }

  private func bytesText(_ bytes: [UInt8], _ budget: inout Int) -> String {
    budget -= bytes.count
    let quote = bytes.contains(0x27) && !bytes.contains(0x22) ? "\"" : "'"
    var text = "b" + quote
    for byte in bytes {
      let character = Unicode.Scalar(byte)
      switch character {
      case "\n", "\t", "\r", "\\": text += character.pythonEscape
      case "'" where quote == "'": text += "\\'"
      case " "..."~": text.unicodeScalars.append(character)
      default: text += character.pythonEscape
      }
    }
    return text + quote
  }

  private func quoted(_ text: String) -> String {
    let quote: Character = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    var result = String(quote)
    for character in text.unicodeScalars {
      switch character {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\\": result += "\\\\"
      case "'" where quote == "'": result += "\\'"
      case _ where !character.isPythonPrintable: result += character.pythonEscape
      default: result.unicodeScalars.append(character)
      }
    }
    return result + String(quote)
  }

  // MARK: Tensors

  /// The framework's text of the tensor. If this text would show too many elements, the result contains only the shape.
  private func tensorText(_ reference: TensorReference) -> String {
    guard let tensor = try? tensor(reference) else {
      return "parameter(shape=\(shapeText(reference.shape)), without a value)"
    }
    return completeText(of: tensor, reference) ?? "tensor(..., size=\(shapeText(tensor.shape)))"
  }

  /// The framework's text of the tensor; nil if the text would show too many elements.
  private func completeText(
    of tensor: Tensor, _ reference: TensorReference, asRepresentation: Bool = true
  ) -> String? {
    if reference.isArray {
      return asRepresentation ? NumpyText.representation(tensor) : NumpyText.plain(tensor)
    }
    if currentDialect == .paddle { return TensorText.paddle(tensor, isTrained: reference.isParameter) }
    let requires = heap.requiresGradient(reference) && !reference.isRecorded
    let text = TensorText.torch(tensor, printOptions, requiresGradient: requires)
    return reference.isParameter ? text.map { "Parameter containing:\n" + $0 } : text
  }

  // MARK: Format specifications

  /// The result of `format(value, specification)`, with the conversion `!r`, `!s` or `!a` applied first.
  func formatted(_ value: Value, conversion: Character?, specification: String) throws -> String {
    if conversion == "r" || conversion == "a" {
      let text = try checkedRepresentation(of: value)
      return try formatted(
        .string(conversion == "a" ? asciiText(text) : text), conversion: nil, specification: specification)
    }
    if conversion == "s" {
      return try formatted(.string(string(of: value)), conversion: nil, specification: specification)
    }
    // A tensor without axes is formatted as its number.
    if case .tensor(let reference) = value, reference.layout.rank == 0 {
      return try formatted(anyScalar(value).value, conversion: nil, specification: specification)
    }
    if specification.isEmpty { return try string(of: value) }
    return try FormatSpecification.apply(specification, to: value, self)
  }

  /// The number that `id` returns for an object of the heap: an address made from the object's index in the heap.
  static func identity(of handle: Handle) -> Int { firstIdentity + handle.index * 16 }

  /// The handle of the object for which `id` returns this number; nil if no object can have this number.
  static func handle(identity: Int) -> Handle? {
    let distance = identity &- firstIdentity
    let (index, rest) = distance.quotientAndRemainder(dividingBy: 16)
    return distance >= 0 && rest == 0 ? Handle(index: index) : nil
  }

  /// The start of an address range that a process does not use. The `id` of a tensor is a real address, so it differs
  /// from the `id` of every heap object.
  private static let firstIdentity = 0x6f00_0000_0000

  private func address(of handle: Handle) -> String { "0x" + String(Self.identity(of: handle), radix: 16) }
}

/// Formats one double with C's `printf`, whose digits are the same as Python's.
func formatFloat(_ format: String, _ number: Double) -> String {
  func written(_ size: Int) -> (text: String, count: Int) {
    withVaList([number]) { arguments in
      var buffer = [CChar](repeating: 0, count: size)
      let count = Int(vsnprintf(&buffer, size, format, arguments))
      let bytes = buffer.prefix(max(0, min(count, size - 1))).map(UInt8.init(bitPattern:))
      return (String(decoding: bytes, as: UTF8.self), count)
    }
  }
  let (text, count) = written(400)
  return count < 400 ? text : written(count + 1).text
}
