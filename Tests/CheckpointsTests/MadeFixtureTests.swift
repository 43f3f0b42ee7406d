import Tensors
import Testing

@testable import Checkpoints

/// The fixtures that `make_fixtures.py` writes: element types, memory orders, slices and format versions.
@Suite struct MadeFixtureTests {
  @Test(arguments: [
    ("types_p2.pdparams", "types"), ("types_p3.pdparams", "types"), ("types_p4.pdparams", "types"),
    ("types_p5.pdparams", "types"), ("orders_p4.pdparams", "orders"), ("orders_p5.pdparams", "orders"),
    ("sliced_p2.pdparams", "sliced"), ("sliced_p3.pdparams", "sliced"),
  ])
  func picklesGiveWhatWasPickled(name: String, expected: String) throws {
    let checkpoint = try Checkpoint.open(Fixture.path("made/\(name)"))
    let none: [String] = []
    try expect(checkpoint, holds: "made/\(expected).safetensors", except: none)
    #expect(checkpoint.metadata.isEmpty)
  }

  @Test func everyElementTypeIsReadExactly() throws {
    let checkpoint = try Checkpoint.open(Fixture.path("made/types.safetensors"))
    func values<Element>(_ name: String, _: Element.Type) throws -> [Element] {
      try checkpoint.tensor(name).withElements(of: Element.self) { Array($0) }
    }
    #expect(try values("i1", Int8.self) == [-128, 0, 1, 127])
    #expect(try values("i2", Int16.self) == [-32768, 0, 1, 32767])
    #expect(try values("i4", Int32.self) == [.min, 0, 1, .max])
    #expect(try values("i8", Int64.self) == [.min, 0, 1, .max])
    #expect(try values("u1", UInt8.self) == [0, 0, 1, 255])
    #expect(try values("u2", Int32.self) == [0, 0, 1, 65535])
    #expect(try values("u4", Int64.self) == [0, 0, 1, 4_294_967_295])
    #expect(try values("u8", Int64.self) == [0, 1, .max])
    #expect(try values("b1", Bool.self) == [true, false, true])
    let largest = Float.greatestFiniteMagnitude
    #expect(try values("f4", Float.self).dropLast() == [-largest, 0, 0.5, largest, .infinity])
    #expect(try values("f8", Double.self).last?.isNaN == true)
    #expect(try checkpoint.tensor("scalar").shape == [])
    #expect(try checkpoint.tensor("empty").shape == [0, 3])
    #expect(checkpoint.metadata["note"] == "quotes \" and \\ and é and 𝄞")
  }

  @Test func columnMajorArraysAreNotCopied() throws {
    let checkpoint = try Checkpoint.open(Fixture.path("made/orders_p4.pdparams"))
    #expect(try checkpoint.tensor("fortran").strides == [1, 2, 6])
    #expect(checkpoint.entries.map(\.name) == ["grid", "fortran", "big", "number"])
  }

  @Test func aSlicedParameterTakesThePlaceOfItsFirstSlice() throws {
    let checkpoint = try Checkpoint.open(Fixture.path("made/sliced_p2.pdparams"))
    #expect(checkpoint.entries.map(\.name) == ["before", "big.weight", "after"])
  }

  @Test(arguments: [1, 2, 3])
  func everyVersionOfNpyIsRead(version: Int) throws {
    let grid = try Checkpoint.open(Fixture.path("made/orders.safetensors")).tensor("grid")
    let array = try readArray(Fixture.path("made/version\(version).npy"))
    #expect(array.shape == [2, 3, 4])
    #expect(array.rowMajorBytes == grid.rowMajorBytes)
  }

  @Test func anArchiveWith64BitSizesIsRead() throws {
    let grid = try Checkpoint.open(Fixture.path("made/orders.safetensors")).tensor("grid")
    let checkpoint = try Checkpoint.open(Fixture.path("made/zip64.npz"))
    #expect(checkpoint.entries.map(\.name) == ["grid", "big"])
    #expect(try checkpoint.tensor("big").rowMajorBytes == grid.rowMajorBytes)
  }

  @Test func aBoolThatIsNeither0Nor1IsTrue() throws {
    let bytes = try Fixture.bytes("made/types_p4.pdparams")
    let at = try #require(bytes.indices.dropLast(5).first { Array(bytes[$0..<$0 + 5]) == [0x43, 3, 1, 0, 1] })
    var changed = bytes
    changed[at + 2] = 7
    let flags = try read(changed, named: "types.pdparams").tensor("b1")
    #expect(flags.withElements(of: Bool.self) { Array($0) } == [true, false, true])
  }

  @Test func aUInt64BeyondInt64IsAnErrorWhenItIsRead() throws {
    var bytes = try Fixture.bytes("made/types.safetensors")
    let last: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]
    // The bytes of `last` occur twice: first for the maximum of int64, then for the maximum of uint64. The test changes
    // the second occurrence.
    let places = bytes.indices.dropLast(7).filter { Array(bytes[$0..<$0 + 8]) == last }
    let place = try #require(places.last)
    bytes[place + 7] = 0xFF
    let checkpoint = try read(bytes, named: "types.safetensors")
    #expect(
      throws: CheckpointError.malformed(
        file: "types.safetensors", .unsupported(at: place, what: "a uint64 beyond what int64 holds"))
    ) { try checkpoint.tensor("u8") }
  }
}
