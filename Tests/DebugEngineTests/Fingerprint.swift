import Tensors

@testable import ListingRuntime

/// A machine's whole state as text: frames, operands, variables, all reachable objects, and the bytes of the tensors.
func fingerprint(_ machine: Machine) -> String {
  var text =
    "clock \(machine.clock) bytes \(machine.bytesMade) draws \(machine.generator.position) output \(machine.output)\n"
  var seen: [Handle: Int] = [:]
  // Each storage cell gets a number at its first visit. So the text shows whether two tensors share a storage cell.
  var cells: [ObjectIdentifier: Int] = [:]
  func describe(_ value: Value) -> String {
    func object(_ handle: Handle, _ body: () -> String) -> String {
      if let number = seen[handle] { return "#\(number)" }
      seen[handle] = seen.count
      return "#\(seen.count - 1)\(body())"
    }
    switch value {
    case .tensor(let reference):
      guard let tensor = try? machine.tensor(reference) else { return "unfilled" }
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in tensor.contiguous().storage.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      let cell = cells[ObjectIdentifier(reference.cell)] ?? cells.count
      cells[ObjectIdentifier(reference.cell)] = cell
      return "tensor\(reference.layout)\(reference.dtype)=\(hash) cell \(cell)"
    case .list(let handle):
      return object(handle) { "[\(machine.heap.list(handle).map(describe).joined(separator: ","))]" }
    case .tuple(let items): return "(\(items.map(describe).joined(separator: ",")))"
    case .dictionary(let handle):
      return object(handle) {
        "{\(machine.heap.dictionary(handle).entries.map { describe($0.key) + ":" + describe($0.value) }.joined(separator: ","))}"
      }
    case .instance(let handle):
      return object(handle) {
        let held = machine.heap.held(by: handle).map { describe($0.value) } ?? ""
        return "<\(held)"
          + "\(machine.heap.instance(handle).attributes.map { $0.name + "=" + describe($0.value) }.joined(separator: ","))>"
      }
    case .iterator(let handle):
      guard case .iterator(let iterator) = machine.heap[handle] else { return "?" }
      return object(handle) { "iterator at \(iterator.position) of \(iterator.sources.map(describe))" }
    default: return machine.representation(of: value)
    }
  }
  for frame in machine.frames {
    text += "\(frame.code.qualifiedName) next \(frame.next) began \(frame.began)\n"
    for (name, variable) in zip(frame.code.locals, frame.locals) {
      text +=
        "  \(name) \(variable.value.map(describe) ?? "-") changed \(variable.changed) by \(variable.instruction)\n"
    }
    for cell in frame.cells where cell.index >= 0 {
      if case .variable(let value) = machine.heap[cell] { text += "  cell \(value.map(describe) ?? "-")\n" }
    }
    text += "  stack \(frame.stack.map(describe).joined(separator: " "))\n"
  }
  return text + "result \(describe(machine.result))"
}
