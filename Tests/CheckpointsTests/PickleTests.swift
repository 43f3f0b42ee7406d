import Tensors
import Testing

@testable import Checkpoints

/// Pickles written by hand, one instruction at a time.
@Suite struct PickleTests {
  @Test func namesNotOnTheListAreRefusedAndNothingIsCalled() {
    expectFault(
      .refusedGlobal(module: "posix", name: "system", at: 2),
      [0x80, 2] + "cposix\nsystem\n" + short("true") + [0x85, 0x52, 0x2E])
    expectFault(
      .refusedGlobal(module: "builtins", name: "eval", at: 18),
      [0x80, 4] + short("builtins") + short("eval") + [0x93, 0x2E])
    // The allowed names for a torch file are not allowed in a Paddle file.
    expectFault(
      .refusedGlobal(module: "torch._utils", name: "_rebuild_tensor_v2", at: 2),
      [0x80, 2] + "ctorch._utils\n_rebuild_tensor_v2\n" + [0x2E])
  }

  @Test func instructionsThatMakeInstancesOrReachOutsideAreRefused() {
    expectFault(.unsupported(at: 2, what: "the pickle instruction 0x69"), [0x80, 2] + "i__main__\nThing\n")  // INST
    expectFault(.unsupported(at: 2, what: "the pickle instruction 0x81"), [0x80, 2, 0x81])  // NEWOBJ
    expectFault(.unsupported(at: 2, what: "the pickle instruction 0x82"), [0x80, 2, 0x82, 1])  // EXT1
    expectFault(.unsupported(at: 3, what: "a persistent id outside a torch file"), [0x80, 2, 0x4E, 0x51])
  }

  @Test func aContainerInsideItselfIsFound() {
    expectFault(.containsItself(at: 2), [0x80, 4, 0x5D, 0x94, 0x68, 0, 0x61, 0x2E])  // l.append(l)
    expectFault(.containsItself(at: 2), [0x80, 4, 0x7D, 0x94] + short("a") + [0x68, 0, 0x73, 0x2E])  // d["a"] = d
    // The dict contains a list, and the list contains the dict.
    expectFault(
      .containsItself(at: 2), [0x80, 4, 0x7D, 0x94] + short("a") + [0x5D, 0x68, 0, 0x61, 0x73, 0x2E])
  }

  @Test func nestingHasALimit() {
    let deep = [UInt8](repeating: 0x5D, count: 100) + [UInt8](repeating: 0x61, count: 99)
    expectFault(.tooLarge(at: 66, what: "a nesting of", value: 65, limit: 64), [0x80, 4] + deep + [0x2E])
    // A hundred thousand nested tuples do not overflow the stack.
    let tuples = [UInt8](repeating: 0x85, count: 100_000)
    #expect(throws: CheckpointError.self) { try read([0x80, 4, 0x29] + tuples + [0x2E], named: "x.pdparams") }
    // A hundred thousand nested calls, torch.Size((torch.Size(…),)), do not overflow the stack.
    let calls = (0..<100_000).flatMap { _ in [0x85, 0x94, 0x30, 0x68, 0, 0x68, 1, 0x52] as [UInt8] }
    #expect(throws: CheckpointError.self) { try read([0x80, 4, 0x29] + calls + [0x2E], named: "x.pdparams") }
  }

  @Test func theCountOfNamesIsLimited() throws {
    // The pickle begins with l = [0] and replaces l by [l, l] thirty times. So 278 bytes describe 2³⁰ elements.
    var bytes: [UInt8] = [0x80, 4, 0x5D, 0x4B, 0, 0x61, 0x94]
    for level in 0..<30 { bytes += [0x30, 0x5D, 0x68, UInt8(level), 0x61, 0x68, UInt8(level), 0x61, 0x94] }
    bytes += [0x2E]
    let pickle = try PickleMachine.read(storage(bytes), 0..<bytes.count)
    var state = StateDictionary(pickle, limits: StateDictionary.Limits(visits: 10_000))
    var decoder = NumpyArrays()
    #expect(throws: FormatFault.self) { try state.walk(pickle.root, decoder: &decoder) }
    var brief = StateDictionary(pickle, limits: StateDictionary.Limits(text: 5_000))
    #expect(throws: FormatFault.self) { try brief.walk(pickle.root, decoder: &decoder) }
  }

  @Test func sizesBeyondTheFileAreRefusedBeforeAnythingIsAllocated() {
    let huge: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
    expectFault(.truncated(at: 11, reading: "BINBYTES8", needs: .max, left: 1), [0x80, 4, 0x8E] + huge + [0x2E])
    expectFault(.truncated(at: 11, reading: "BYTEARRAY8", needs: .max, left: 1), [0x80, 5, 0x96] + huge + [0x2E])
    expectFault(.truncated(at: 11, reading: "FRAME", needs: .max, left: 1), [0x80, 4, 0x95] + huge + [0x2E])
    expectFault(
      .truncated(at: 7, reading: "BINBYTES", needs: 65536, left: 1), [0x80, 4, 0x42, 0, 0, 1, 0, 0x2E])
    expectFault(
      .truncated(at: 7, reading: "BINUNICODE", needs: 0xFFFF_FFFF, left: 1),
      [0x80, 4, 0x58, 0xFF, 0xFF, 0xFF, 0xFF, 0x2E])
    expectFault(
      .unexpected(at: 7, expected: "the length of LONG4", found: "-2"), [0x80, 4, 0x8B, 0xFE, 0xFF, 0xFF, 0xFF, 0x2E])
  }

  @Test func shapesThatOverflowAreRefused() {
    let large: [UInt8] = [0x8A, 8, 0, 0, 0, 0, 0, 0, 0, 0x40]  // LONG1 2⁶²
    expectFault(
      .tooLarge(at: 0, what: "in shape [\(1 << 62), 4] an element count of", value: 1 << 62, limit: 1 << 48),
      array(shape: large + [0x4B, 4, 0x86]), ignoringPlace: true)
    // One axis has size 0, so the element count is 0. The reader must still refuse the large strides.
    expectFault(
      .tooLarge(
        at: 0, what: "in shape [0, \(1 << 62), \(1 << 62)] an element count of", value: 1 << 62, limit: 1 << 48),
      array(shape: [0x4B, 0] + large + large + [0x87]), ignoringPlace: true)
    expectFault(
      .unexpected(at: 0, expected: "a shape", found: "the extent -1"),
      array(shape: [0x4A, 0xFF, 0xFF, 0xFF, 0xFF, 0x85]), ignoringPlace: true)
    expectFault(
      .outOfBounds(at: 0, what: "an array of shape [2]", needs: 8, has: 4), array(shape: [0x4B, 2, 0x85]),
      ignoringPlace: true)
  }

  @Test func stackMemoAndContainersHaveLimits() {
    let limits = PickleMachine.Limits(stack: 3, memo: 2, objects: 2, items: 3)
    expectFault(
      .tooLarge(at: 3, what: "the number of values on the stack,", value: 4, limit: 3), [0x4E, 0x4E, 0x4E, 0x4E],
      limits)
    expectFault(
      .tooLarge(at: 3, what: "the number of memo entries,", value: 3, limit: 2), [0x4E, 0x94, 0x94, 0x94], limits)
    expectFault(.tooLarge(at: 2, what: "the number of objects,", value: 3, limit: 2), [0x5D, 0x5D, 0x5D], limits)
    expectFault(
      .tooLarge(at: 8, what: "the number of items,", value: 4, limit: 3),
      [0x5D, 0x4E, 0x61, 0x4E, 0x61, 0x4E, 0x61, 0x4E, 0x61], limits)
    expectFault(
      .tooLarge(at: 3, what: "the number of open marks,", value: 3, limit: 3), [0x28, 0x28, 0x28, 0x28], limits)
  }

  @Test func theStackIsNotReadBelowAMark() {
    let limits = PickleMachine.Limits()
    expectFault(
      .unexpected(at: 2, expected: "a value for TUPLE1", found: "an empty stack"), [0x4E, 0x28, 0x85], limits)
    expectFault(.unexpected(at: 0, expected: "an open mark for TUPLE", found: "none"), [0x74], limits)
    expectFault(.unexpected(at: 0, expected: "a memo entry that was written", found: "number 9"), [0x68, 9], limits)
    expectFault(
      .unexpected(at: 3, expected: "keys and values in pairs", found: "1 values"), [0x7D, 0x28, 0x4E, 0x75], limits)
    expectFault(.unexpected(at: 2, expected: "one value at STOP", found: "2"), [0x4E, 0x4E, 0x2E], limits)
    expectFault(
      .unexpected(at: 2, expected: "a container for APPEND", found: "tuple"), [0x29, 0x4E, 0x61], limits)
  }

  @Test func longNumbersAreReadInTwosComplement() throws {
    let cases: [([UInt8], Int)] = [([], 0), ([0xFF], -1), ([0x7F], 127), ([0x00, 0x80], -32768), ([0, 0, 1], 65536)]
    for (bytes, value) in cases {
      let all = [0x8A, UInt8(bytes.count)] + bytes + [0x2E]
      guard case .integer(value) = try PickleMachine.read(storage(all), 0..<all.count).root else {
        Issue.record("\(bytes) is not \(value)")
        continue
      }
    }
  }

  @Test func pythonTwosStringsAreNamesAndBytes() throws {
    // The pickle of {'w': array([1.5, -2.0], '<f4')} as Python 2 and numpy 1 write it. Python 2 writes text and bytes
    // as SHORT_BINSTRING.
    func string(_ text: String) -> [UInt8] { [0x55, UInt8(text.utf8.count)] + Array(text.utf8) }
    let parts: [[UInt8]] = [
      [0x80, 2, 0x7D], string("w"), Array("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n".utf8),
      [0x4B, 0, 0x85], string("b"), [0x87, 0x52, 0x28, 0x4B, 1, 0x4B, 2, 0x85],
      Array("cnumpy\ndtype\n".utf8), string("f4"), [0x4B, 0, 0x4B, 1, 0x87, 0x52, 0x28, 0x4B, 3], string("<"),
      [0x4E, 0x4E, 0x4E, 0x4A, 0xFF, 0xFF, 0xFF, 0xFF, 0x4A, 0xFF, 0xFF, 0xFF, 0xFF, 0x4B, 0, 0x74, 0x62],
      [0x89, 0x55, 8, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0, 0x74, 0x62, 0x73, 0x2E],
    ]
    let bytes = Array(parts.joined())
    let tensor = try read(bytes, named: "old.pdparams").tensor("w")
    #expect(tensor.withElements(of: Float.self) { Array($0) } == [1.5, -2])
  }

  @Test func theLastOfTwoEqualKeysWins() throws {
    let bytes: [UInt8] = [0x80, 4, 0x7D, 0x28] + short("a") + [0x4B, 1] + short("a") + [0x4B, 2, 0x75, 0x2E]
    #expect(try read(bytes, named: "x.pdparams").metadata == ["a": "2"])
  }

  @Test func twoPathsToOneNameAreAnError() {
    // In {"a.b": x, "a": {"b": x}}, both tensors have the path a.b.
    let parts: [[UInt8]] = [
      [0x80, 4, 0x7D, 0x28], short("a.b"), array(), short("a"), [0x7D], short("b"), array(), [0x73, 0x75, 0x2E],
    ]
    let bytes = Array(parts.joined())
    let error = #expect(throws: CheckpointError.self) { try read(bytes, named: "x.pdparams") }
    guard case .malformed(_, .duplicateName("a.b", _)) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}

/// If a checkpoint's tensors are in one dict with a known key, such as `state_dict`, the key is removed from the
/// tensors' names: `state_dict.w` becomes `w`.
@Suite struct WrapperTests {
  @Test func aWrapperOfTensorsIsRemovedAndOtherNamesStay() throws {
    let checkpoint = try read(
      dictionary(["state_dict": dictionary(["w": array()]), "ema": dictionary(["w": array()])]), named: "x.pdparams")
    #expect(Set(checkpoint.entries.map(\.name)) == ["w", "ema.w"])
    #expect(checkpoint.wrapper == "state_dict")
  }

  @Test func aWrapperStaysWhenTwoTensorsWouldGetTheSameName() throws {
    let checkpoint = try read(
      dictionary(["model": dictionary(["w": array()]), "w": array()]), named: "x.pdparams")
    #expect(Set(checkpoint.entries.map(\.name)) == ["w", "model.w"])
    #expect(checkpoint.wrapper == nil)
  }

  @Test func twoWrappersStay() throws {
    let checkpoint = try read(
      dictionary(["model": dictionary(["a": array()]), "state_dict": dictionary(["b": array()])]), named: "x.pdparams")
    #expect(Set(checkpoint.entries.map(\.name)) == ["model.a", "state_dict.b"])
  }

  /// Reads a pickle whose instructions are `body`. The value that `body` leaves on the stack becomes the checkpoint.
  private func read(_ body: [UInt8], named name: String) throws -> Checkpoint {
    try CheckpointsTests.read([0x80, 4] + body + [0x2E], named: name)
  }

  private func dictionary(_ items: [String: [UInt8]]) -> [UInt8] {
    [0x7D, 0x28] + items.flatMap { short($0.key) + $0.value } + [0x75]
  }
}

// MARK: - Instructions

private func storage(_ bytes: [UInt8]) -> Storage { Storage(byteCount: bytes.count) { $0.copyBytes(from: bytes) } }

/// The pickle instruction SHORT_BINUNICODE with a text.
private func short(_ text: String) -> [UInt8] { [0x8C, UInt8(text.utf8.count)] + Array(text.utf8) }

private func + (bytes: [UInt8], text: String) -> [UInt8] { bytes + Array(text.utf8) }

/// The pickle instructions of a float32 array with four bytes of data. `shape` holds the instructions for the shape's
/// tuple.
private func array(shape: [UInt8] = [0x4B, 1, 0x85]) -> [UInt8] {
  let parts: [[UInt8]] = [
    Array("cnumpy._core.multiarray\n_reconstruct\ncnumpy\nndarray\n".utf8),
    [0x4B, 0, 0x85, 0x43, 1, 0x62, 0x87, 0x52, 0x28, 0x4B, 1], shape,
    Array("cnumpy\ndtype\n".utf8), short("f4"), [0x89, 0x88, 0x87, 0x52, 0x28, 0x4B, 3], short("<"),
    [0x4E, 0x4E, 0x4E, 0x4B, 0, 0x4B, 0, 0x4B, 0, 0x74, 0x62],
    [0x89, 0x43, 4, 0, 0, 0x80, 0x3F, 0x74, 0x62],
  ]
  return Array(parts.joined())
}

/// Reads the bytes as a Paddle file and expects `fault`. With `ignoringPlace`, the byte offset at the start of the
/// error text is not compared.
private func expectFault(
  _ fault: FormatFault, _ bytes: [UInt8], ignoringPlace: Bool = false, location: SourceLocation = #_sourceLocation
) {
  let bytes = ignoringPlace ? [0x80, 2, 0x7D] + short("a") + bytes + [0x73, 0x2E] : bytes
  let error = #expect(throws: CheckpointError.self, sourceLocation: location) {
    try read(bytes, named: "x.pdparams")
  }
  guard case .malformed("x.pdparams", let found) = error else {
    Issue.record("\(String(describing: error))", sourceLocation: location)
    return
  }
  if ignoringPlace {
    #expect(words(found) == words(fault), sourceLocation: location)
  } else {
    #expect(found == fault, sourceLocation: location)
  }
}

private func words(_ fault: FormatFault) -> String {
  String(fault.description.drop { $0 != ":" })
}

/// Runs the pickle machine with `limits` and expects `fault`.
private func expectFault(
  _ fault: FormatFault, _ bytes: [UInt8], _ limits: PickleMachine.Limits, location: SourceLocation = #_sourceLocation
) {
  #expect(throws: fault, sourceLocation: location) {
    try PickleMachine.read(storage(bytes), 0..<bytes.count, limits: limits)
  }
}
