import Glibc
import Tensors
import Testing

@testable import Checkpoints

@Suite struct WriterTests {
  /// Tensors of every element type. One of these tensors is a view.
  private static let tensors: [(name: String, tensor: Tensor)] = [
    ("weight", Tensor([1, -2.5, .infinity, 0, 3, 4], shape: [2, 3])),
    ("transposed", Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3]).view(Layout(shape: [3, 2], strides: [1, 3]))),
    ("odd name \"\\\n é", Tensor([1, 2, 3] as [Int], shape: [3])),
    ("flags", Tensor([true, false, true], shape: [3])),
    ("scalar", Tensor(scalar: 7)),
    ("empty", Tensor([] as [Float], shape: [0, 4])),
    ("half", Tensor(shape: [3], dtype: .float16, of: UInt16.self) { _ = $0.initialize(from: [1, 2, 0x3C00]) }),
    ("brain", Tensor(shape: [1], dtype: .bfloat16, of: UInt16.self) { _ = $0.initialize(from: [0x3F80]) }),
  ]

  @Test func safetensorsAreReadAsTheyWereWritten() throws {
    try inTemporaryFolder { folder in
      let path = folder + "/a.safetensors"
      try writeSafetensors(Self.tensors, metadata: ["by": "a \"test\"\u{1}"], to: path)
      let checkpoint = try Checkpoint.open(path)
      #expect(checkpoint.entries.map(\.name) == Self.tensors.map(\.name))
      #expect(checkpoint.metadata == ["by": "a \"test\"\u{1}"])
      for (name, tensor) in Self.tensors {
        let found = try checkpoint.tensor(name)
        #expect(found.shape == tensor.shape && found.dtype == tensor.dtype, "\(name)")
        #expect(found.rowMajorBytes == tensor.rowMajorBytes, "\(name)")
        let place = try #require(checkpoint.entry(name)?.bytes)
        #expect(place.lowerBound % tensor.dtype.size == 0, "\(name) is used where it is mapped")
      }
      #expect(try names(in: folder) == ["a.safetensors"])
    }
  }

  @Test func aModulePrefixOfAllNamesIsRemoved() throws {
    try inTemporaryFolder { folder in
      let one = Tensor(scalar: 1)
      try writeSafetensors([("module.a", one), ("module.b", one)], to: folder + "/a.safetensors")
      try writeNpz([("module.a", one), ("b", one)], to: folder + "/b.npz")
      let parallel = try Checkpoint.open(folder + "/a.safetensors")
      #expect(parallel.entries.map(\.name) == ["a", "b"] && parallel.wrapper == "module")
      let plain = try Checkpoint.open(folder + "/b.npz")
      #expect(plain.entries.map(\.name) == ["module.a", "b"] && plain.wrapper == nil)
    }
  }

  @Test func anEmptyFileCanBeWritten() throws {
    try inTemporaryFolder { folder in
      try writeSafetensors([], to: folder + "/a.safetensors")
      #expect(try Checkpoint.open(folder + "/a.safetensors").entries.isEmpty)
      try writeNpz([], to: folder + "/a.npz")
      #expect(try Checkpoint.open(folder + "/a.npz").entries.isEmpty)
    }
  }

  @Test func arraysAreReadAsTheyWereWritten() throws {
    try inTemporaryFolder { folder in
      for (_, tensor) in Self.tensors where tensor.dtype != .bfloat16 {
        let path = folder + "/a.npy"
        try writeArray(tensor, to: path)
        let found = try readArray(path)
        #expect(found.shape == tensor.shape && found.dtype == tensor.dtype)
        #expect(found.rowMajorBytes == tensor.rowMajorBytes)
        // The file is mapped into memory. Elements begin on a 64-byte boundary.
        if tensor.count > 0 { #expect(UInt(bitPattern: found.storage.bytes.baseAddress) % 64 == 0) }
      }
    }
  }

  @Test func archivesAreReadAsTheyWereWritten() throws {
    let tensors = Self.tensors.filter { $0.tensor.dtype != .bfloat16 }
    try inTemporaryFolder { folder in
      let path = folder + "/a.npz"
      try writeNpz(tensors, to: path)
      let checkpoint = try Checkpoint.open(path)
      #expect(checkpoint.entries.map(\.name) == tensors.map(\.name))
      for (name, tensor) in tensors {
        let found = try checkpoint.tensor(name)
        #expect(found.shape == tensor.shape && found.dtype == tensor.dtype, "\(name)")
        #expect(found.rowMajorBytes == tensor.rowMajorBytes, "\(name)")
        let place = try #require(checkpoint.entry(name)?.bytes, "\(name) is stored as it is")
        #expect(place.lowerBound % 64 == 0, "\(name) is used where it is mapped")
      }
      #expect(try names(in: folder) == ["a.npz"])
    }
  }

  @Test func numpysOwnBytesAreWritten() throws {
    try inTemporaryFolder { folder in
      try writeArray(try readArray(Fixture.path("c_order.npy")), to: folder + "/a.npy")
      let written = try MappedFile.open(folder + "/a.npy")
      let expected = try Fixture.bytes("c_order.npy")
      #expect(withExtendedLifetime(written) { Array(written.bytes) } == expected)
    }
  }

  @Test func aFailedWriteLeavesTheOldFileAndNothingElse() throws {
    try inTemporaryFolder { folder in
      // A folder already has the name a.npy. The writer writes the temporary file, then cannot rename it.
      #expect(mkdir(folder + "/a.npy", 0o755) == 0)
      #expect(throws: CheckpointError.cannotWrite(file: folder + "/a.npy", reason: "Is a directory")) {
        try writeArray(Tensor(scalar: 1), to: folder + "/a.npy")
      }
      let left = try names(in: folder)
      #expect(left == ["a.npy"])
      rmdir(folder + "/a.npy")
    }
    #expect(
      throws: CheckpointError.cannotWrite(file: "/nowhere/at/all.npy", reason: "No such file or directory")
    ) { try writeArray(Tensor(scalar: 1), to: "/nowhere/at/all.npy") }
  }

  private func inTemporaryFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/checkpoints.XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!).map { String(cString: $0) } }
    let folder = try #require(made)
    defer {
      for name in (try? names(in: folder)) ?? [] { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    try body(folder)
  }

  private func names(in folder: String) throws -> [String] {
    let handle = try #require(opendir(folder))
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
