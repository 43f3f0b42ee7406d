import Tensors
import Testing

@testable import Checkpoints

/// The error messages for files that cannot be read.
@Suite struct ErrorTests {
  @Test(
    arguments: [
      (.cannotRead(file: "/m/a.pt", reason: "Permission denied"), "/m/a.pt: cannot be read: Permission denied"),
      (.cannotWrite(file: "/m/a.npy", reason: "Is a directory"), "/m/a.npy: cannot be written: Is a directory"),
      (.notAFile(file: "/m"), "/m: is not a file"),
      (.unknownFormat(file: "/m/a.pt", firstBytes: []), "/m/a.pt: is empty"),
      (
        .unknownFormat(file: "/m/a.pt", firstBytes: [0x1F, 0x8B, 8, 0]),
        "/m/a.pt: is not in a checkpoint format that fwdb reads (safetensors, npy, npz, torch, torch-legacy, pdparams); "
          + "it begins with 1f 8b 08 00"
      ),
      (.noSuchTensor(file: "/m/a.pt", name: "enc", nearest: "end"), "a.pt: has no tensor enc; the nearest name is end"),
      (.noSuchTensor(file: "/m/a.pt", name: "e\nc", nearest: nil), "a.pt: has no tensor e\\u{a}c"),
      (
        .malformed(file: "/m/avg_1.pdparams", .truncated(at: 1024, reading: "BINBYTES", needs: 65536, left: 312)),
        "avg_1.pdparams: truncated at byte 1024: BINBYTES needs 65536 bytes, 312 are left"
      ),
      (
        .malformed(file: "a", .truncated(at: 7, reading: "PROTO", needs: 1, left: 0)),
        "a: truncated at byte 7: PROTO needs 1 byte, 0 are left"
      ),
      (
        .malformed(file: "a", .unexpected(at: 7, expected: "'}'", found: "'x'")),
        "a: at byte 7: expected '}', found 'x'"
      ),
      (
        .malformed(file: "a", .refusedGlobal(module: "os", name: "system", at: 7)),
        "a: at byte 7: names os.system, which is not plain data: refused"
      ),
      (
        .malformed(file: "a", .unsupported(at: 7, what: "pickle protocol 9")),
        "a: at byte 7: pickle protocol 9: not supported"
      ),
      (
        .malformed(file: "a", .tooLarge(at: 7, what: "a rank of", value: 99, limit: 64)),
        "a: at byte 7: a rank of 99 is over the limit of 64"
      ),
      (
        .malformed(file: "a", .outOfBounds(at: 7, what: "the array", needs: 8, has: 4)),
        "a: at byte 7: the array needs 8 bytes, there are 4"
      ),
      (.malformed(file: "a", .containsItself(at: 7)), "a: the container made at byte 7 contains itself"),
      (.malformed(file: "a", .duplicateName("w", at: 7)), "a: at byte 7: a second entry named w"),
      (
        .malformed(file: "a", .inEntry("w.npy", .unsupported(at: 6, what: "npy version 9.0"))),
        "a: in w.npy: at byte 6: npy version 9.0: not supported"
      ),
    ] as [(CheckpointError, String)])
  func everyErrorHasItsWords(error: CheckpointError, words: String) {
    #expect(error.description == words)
  }

  @Test func pathsThatAreNoFilesAreRefused() {
    #expect(throws: CheckpointError.notAFile(file: "/dev/null")) { try Checkpoint.open("/dev/null") }
    #expect(throws: CheckpointError.notAFile(file: Fixture.path(""))) { try Checkpoint.open(Fixture.path("")) }
    #expect(
      throws: CheckpointError.cannotRead(file: "/nowhere.pt", reason: "No such file or directory")
    ) { try Checkpoint.open("/nowhere.pt") }
  }

  @Test func filesThatAreNoCheckpointsAreRefused() {
    expectFault(nil, Array("hello, world".utf8), named: "a.pdparams")
    #expect(throws: CheckpointError.unknownFormat(file: "a.pt", firstBytes: [])) { try read([], named: "a.pt") }
  }

  @Test func safetensorsMustCoverTheirBytesExactly() {
    func tensor(_ name: String, _ begin: Int, _ end: Int, shape: String = "[1]", type: String = "F32") -> String {
      "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":[\(begin),\(end)]}"
    }
    let cases: [(String, Int, String)] = [
      ("{\(tensor("a", 0, 4)),\(tensor("b", 2, 6))}", 6, "expected the next tensor's bytes"),
      ("{\(tensor("a", 0, 4)),\(tensor("b", 8, 12))}", 12, "expected the next tensor's bytes"),
      ("{\(tensor("a", 0, 4))}", 8, "4 more bytes"),
      ("{\(tensor("a", 0, 4))}", 3, "needs 4 bytes, there are 3"),
      ("{\(tensor("a", 4, 0))}", 8, "needs 0 bytes"),
      ("{\(tensor("a", 0, 4, shape: "[2]"))}", 4, "needs 8 bytes, there are 4"),
      ("{\(tensor("a", 0, 4, shape: "[4611686018427387904,4]"))}", 4, "over the limit"),
      ("{\(tensor("a", 0, 0, shape: "[0,4611686018427387904,4611686018427387904]"))}", 0, "over the limit"),
      ("{\(tensor("a", 0, 4, shape: "[99999999999999999999]"))}", 4, "an integer of 63 bits"),
      ("{\(tensor("a", 0, 4, shape: "[-1]"))}", 4, "a non-negative integer"),
      ("{\(tensor("a", 0, 4, type: "F8_E5M2"))}", 4, "the type 'F8_E5M2': not supported"),
      ("{\(tensor("a", 0, 4)),\(tensor("a", 4, 8))}", 8, "a second entry named a"),
      ("{\(tensor("a", 0, 4))} x", 4, "the end of the table of contents"),
      ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", 4, "data_offsets"),
      ("{\"a\":[[[[[[[[[[[[[[", 4, "expected '{'"),
      ("{\"\\ud800\":", 4, "the second half of a character"),
      ("{\"__metadata__\":{\"a\":1}}", 0, "expected '\"'"),
    ]
    for (header, dataCount, words) in cases {
      let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
      let bytes = length + Array(header.utf8) + [UInt8](repeating: 0, count: dataCount)
      expectFault(words, bytes, named: "a.safetensors")
    }
  }

  @Test func malformedNpyHeadersAreRefused() {
    func npy(_ header: String, version: UInt8 = 1) -> [UInt8] {
      npyMagic + [version, 0, UInt8(header.utf8.count), 0] + Array(header.utf8) + [0, 0, 0, 0]
    }
    let cases: [(String, String)] = [
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "needs 8 bytes, 4 are left"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (0,), }", "4 more bytes"),
      ("{'descr': '<c32', 'fortran_order': False, 'shape': (1,), }", "numpy's type '<c32': not supported"),
      ("{'descr': '?f4', 'fortran_order': False, 'shape': (1,), }", "the byte order"),
      ("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "a string"),
      ("{'descr': '<f4', 'fortran_order': None, 'shape': (1,), }", "True or False"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", "over the limit"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "63 bits"),
      ("{'descr': '<f4', 'fortran_order': False}", "descr, fortran_order and shape"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}", "'x'"),
      ("{'descr': '<f4", "the end of a string"),
    ]
    for (header, words) in cases { expectFault(words, npy(header), named: "a.npy") }
    expectFault("npy version 9.0: not supported", npy("{}", version: 9), named: "a.npy")
  }
}

/// Expects an error whose description contains `words`. If `words` is nil, expects that no reader recognises the file's
/// format.
private func expectFault(
  _ words: String?, _ bytes: [UInt8], named name: String, location: SourceLocation = #_sourceLocation
) {
  let error = #expect(throws: CheckpointError.self, sourceLocation: location) { try read(bytes, named: name) }
  if let words {
    #expect(error?.description.contains(words) == true, "\(String(describing: error))", sourceLocation: location)
  } else {
    #expect(error == .unknownFormat(file: name, firstBytes: Array(bytes.prefix(8))), sourceLocation: location)
  }
}
