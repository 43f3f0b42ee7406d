import Testing

@testable import Checkpoints

/// ZIP archives whose central directory is invalid.
@Suite struct ZipTests {
  /// Offsets of fields in a central directory entry.
  private enum Field: Int {
    case flags = 8
    case method = 10
    case checksum = 16
    case expandedSize = 24
    case headerPlace = 42
  }

  @Test func aSizeThatDeflateCannotReachIsRefusedBeforeItIsAllocated() throws {
    try expectRefusal("the size of 'encoder.a.weight.npy', 2147483647 is over the limit") { bytes, entry in
      bytes.replaceSubrange(entry + Field.expandedSize.rawValue..<entry + 28, with: [0xFF, 0xFF, 0xFF, 0x7F])
    }
  }

  @Test func errorsNameEncryptedEntriesAndOtherCompression() throws {
    try expectRefusal("the encrypted entry 'encoder.a.weight.npy': not supported") { bytes, entry in
      bytes[entry + Field.flags.rawValue] |= 1
    }
    try expectRefusal("compression method 14 of 'encoder.a.weight.npy': not supported") { bytes, entry in
      bytes[entry + Field.method.rawValue] = 14
    }
  }

  @Test func anEntryBeyondTheDirectoryIsRefused() throws {
    try expectRefusal("'encoder.a.weight.npy' needs 2147483647 bytes") { bytes, entry in
      bytes.replaceSubrange(entry + Field.headerPlace.rawValue..<entry + 46, with: [0xFF, 0xFF, 0xFF, 0x7F])
    }
  }

  @Test func aLongDeflatedEntryIsExpandedAndCheckedAtItsFirstUse() throws {
    var bytes = try Fixture.bytes("made/long_z.npz")
    let tensor = try read(bytes, named: "a.npz").tensor("long")
    #expect(tensor.withElements(of: Int32.self) { Array($0) } == (0..<50000).map { Int32($0 % 7) })

    bytes[try directory(of: bytes) + Field.checksum.rawValue] ^= 1
    let damaged = try read(bytes, named: "a.npz")
    #expect(damaged.entry("long")?.shape == [50000])
    let error = #expect(throws: CheckpointError.self) { try damaged.tensor("long") }
    #expect(error?.description.contains("expected the checksum") == true)
  }

  @Test func theChecksumOfADeflatedEntryIsChecked() throws {
    try expectRefusal("expected the checksum 4791761a, found 4791761b") { bytes, entry in
      bytes[entry + Field.checksum.rawValue] ^= 1
    }
  }

  private func expectRefusal(
    _ words: String, location: SourceLocation = #_sourceLocation, of change: (inout [UInt8], _ entry: Int) -> Void
  ) throws {
    var bytes = try Fixture.bytes("arrays_z.npz")
    change(&bytes, try directory(of: bytes))
    let error = #expect(throws: CheckpointError.self, sourceLocation: location) { try read(bytes, named: "a.npz") }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))", sourceLocation: location)
  }

  /// The offset of the central directory's first entry.
  private func directory(of bytes: [UInt8]) throws -> Int {
    try #require(bytes.indices.dropLast(3).first { Array(bytes[$0..<$0 + 4]) == [0x50, 0x4B, 1, 2] })
  }
}
