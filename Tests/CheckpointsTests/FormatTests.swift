import Tensors
import Testing

@testable import Checkpoints

/// Reads files that the frameworks wrote. The tensors must equal the tensors that the framework saved.
@Suite struct FormatTests {
  static let paddle = ["np1_paddle2.6.2", "np2_paddle3.1.1"].flatMap { writer in
    ["p2", "p3", "p4", "nested", "ndarray_values"].map { (writer, "\(writer)_\($0).pdparams") }
  }

  @Test(arguments: paddle)
  func paddleFilesGiveTheTensorsPaddleSaved(writer: String, name: String) throws {
    let checkpoint = try Checkpoint.open(Fixture.path(name))
    #expect(checkpoint.format == .pdparams)
    // The file of expected tensors does not contain these tensors.
    let leftOut = name.contains("ndarray_values") ? ["decoder.big.weight", "decoder.bf16"] : ["decoder.bf16"]
    try expect(checkpoint, holds: "\(writer).expected.safetensors", except: leftOut)
  }

  @Test func aStateDictionaryKeepsItsOrderAndPaddlesNames() throws {
    let checkpoint = try Checkpoint.open(Fixture.path("np2_paddle3.1.1_p4.pdparams"))
    #expect(
      checkpoint.entries.map(\.name) == [
        "encoder.a.weight", "encoder.a.bias", "encoder.conv.weight", "encoder.step", "encoder.half", "encoder.dbl",
        "encoder.flag", "decoder.big.weight", "decoder.bf16",
      ])
    #expect(checkpoint.entry("decoder.big.weight")?.alias == "linear_0.w_0")
    #expect(checkpoint.metadata.isEmpty)
    #expect(checkpoint.wrapper == nil)
  }

  @Test func aWrapperIsRemovedAndValuesBesideItAreMetadata() throws {
    let checkpoint = try Checkpoint.open(Fixture.path("np1_paddle2.6.2_nested.pdparams"))
    #expect(checkpoint.wrapper == "model")
    #expect(checkpoint.metadata == ["epoch": "3", "name": "x"])
    #expect(checkpoint.entry("decoder.big.weight")?.alias == "linear_0.w_0")
  }

  @Test func sixteenBitUnsignedIntegersAreIntegersByDefault() throws {
    let path = Fixture.path("np1_paddle2.6.2_p4.pdparams")
    let plain = try Checkpoint.open(path)
    #expect(plain.entry("decoder.bf16")?.stored == .uint16)
    let numbers = try plain.tensor("decoder.bf16")
    #expect(numbers.dtype == .int32)
    #expect(numbers.withElements(of: Int32.self) { Array($0) } == [0x3FC0, 0xC010, 0x3B44])
    let told = try Checkpoint.open(path, uint16: .bfloat16).tensor("decoder.bf16")
    #expect(told.dtype == .bfloat16)
    #expect(told.rowMajorBytes == [0xC0, 0x3F, 0x10, 0xC0, 0x44, 0x3B])
  }

  @Test(arguments: ["c_order.npy", "f_order.npy", "big_endian.npy"])
  func npyFilesOfEveryOrderGiveTheSameElements(name: String) throws {
    let expected = try Checkpoint.open(Fixture.path("np1_paddle2.6.2.expected.safetensors"))
      .tensor("encoder.a.weight")
    let array = try readArray(Fixture.path(name))
    #expect(array.shape == [6, 4])
    #expect(array.rowMajorBytes == expected.rowMajorBytes)
    let checkpoint = try Checkpoint.open(Fixture.path(name))
    #expect(checkpoint.entries.map(\.name) == ["array"])
    #expect(try checkpoint.tensor("array").rowMajorBytes == expected.rowMajorBytes)
  }

  @Test func npyFilesOfDoublesAreRead() throws {
    let expected = try Checkpoint.open(Fixture.path("np1_paddle2.6.2.expected.safetensors")).tensor("encoder.dbl")
    let array = try readArray(Fixture.path("f8.npy"))
    #expect(array.dtype == .float64)
    #expect(array.rowMajorBytes == expected.rowMajorBytes)
  }

  @Test func alignedTensorsAreViewsOfTheFileAndShareOneStorage() throws {
    let checkpoint = try Checkpoint.open(Fixture.path("c_order.npy"))
    let first = try checkpoint.tensor("array")
    #expect(try checkpoint.tensor("array").storage === first.storage)
    #expect(UInt(bitPattern: first.storage.bytes.baseAddress) % 4096 == 128)  // the header takes the first 128 bytes
  }

  @Test(arguments: ["torch_zip.pt", "torch_ordered_metadata.pt", "torch_nested.pt", "torch_legacy.pt"])
  func torchFilesGiveTheTensorsTorchSaved(name: String) throws {
    let checkpoint = try Checkpoint.open(Fixture.path(name))
    #expect(checkpoint.format == (name == "torch_legacy.pt" ? .torchLegacy : .torch))
    try expect(checkpoint, holds: "torch.expected.safetensors", except: ["decoder.bf16", "encoder.step"])
    // The shape of encoder.step is [] in the checkpoint, but [1] in the file of expected tensors.
    let step = try checkpoint.tensor("encoder.step")
    #expect(step.shape == [] && step.withElements(of: Int64.self) { Array($0) } == [7])
    let bfloat16 = try checkpoint.tensor("decoder.bf16")
    #expect(bfloat16.dtype == .bfloat16)
    let widened = try Checkpoint.open(Fixture.path("torch.expected.safetensors")).tensor("decoder.bf16")
    #expect(
      bfloat16.withElements(of: UInt16.self) { $0.map { UInt32($0) << 16 } }
        == widened.withElements(of: Float.self) { $0.map(\.bitPattern) })
  }

  @Test(arguments: ["torch_zip.pt", "torch_legacy.pt"])
  func viewsOfOneTorchStorageShareIt(name: String) throws {
    let checkpoint = try Checkpoint.open(Fixture.path(name))
    let base = try checkpoint.tensor("decoder.base")
    let row = try checkpoint.tensor("decoder.shared_row")
    let transposed = try checkpoint.tensor("decoder.transposed")
    #expect(row.storage === base.storage && transposed.storage === base.storage)
    #expect(row.layout.offset == 4)
    #expect(transposed.strides == [1, 4])
  }

  @Test func valuesBesideATorchWrapperAreMetadata() throws {
    let checkpoint = try Checkpoint.open(Fixture.path("torch_nested.pt"))
    #expect(checkpoint.wrapper == "model")
    #expect(
      checkpoint.metadata == [
        "epoch": "3", "optimizer.lr": "0.001", "optimizer.betas.0": "0.9", "optimizer.betas.1": "0.98",
      ])
  }

  @Test func thePrefixOfTrainingOnSeveralDevicesIsRemoved() throws {
    let checkpoint = try Checkpoint.open(Fixture.path("made/parallel.pt"))
    #expect(checkpoint.wrapper == "state_dict.module")
    #expect(
      checkpoint.entries.map(\.name) == [
        "a.weight", "a.strided", "a.last", "b.half", "b.brain", "b.step", "optimizer.state.0.step",
      ])
    #expect(checkpoint.metadata["epoch"] == "3" && checkpoint.metadata["optimizer.param_groups.0.lr"] == "0.1")
    let weight = try checkpoint.tensor("a.weight")
    #expect(weight.floats == (0..<12).map(Float.init))
    #expect(try checkpoint.tensor("a.strided").floats == [0, 2, 4, 6, 8, 10])
    #expect(try checkpoint.tensor("a.last").floats == [1, 5, 9, 2, 6, 10, 3, 7, 11])
    #expect(try checkpoint.tensor("a.last").storage === weight.storage)
    #expect(try checkpoint.tensor("b.half").floats == [1.5, -2])
    #expect(try checkpoint.tensor("b.brain").floats == [1.5, -2])
    #expect(try checkpoint.tensor("optimizer.state.0.step").floats == [3])
  }

  @Test func aMisalignedArrayIsCopiedAtItsFirstUse() throws {
    let checkpoint = try Checkpoint.open(Fixture.path("np1_paddle2.6.2_p4.pdparams"))
    for entry in checkpoint.entries where entry.count > 0 {
      let tensor = try checkpoint.tensor(entry.name)
      #expect(tensor.storage.byteCount == entry.count * entry.dtype.size)
      #expect(UInt(bitPattern: tensor.storage.bytes.baseAddress) % UInt(entry.dtype.size) == 0)
      #expect(tensor.storage.bytes.baseAddress == tensor.storage.bytes.baseAddress, "copied once")
    }
  }

  @Test(arguments: ["arrays.npz", "arrays_z.npz"])
  func npzArchivesAreReadStoredAndDeflated(name: String) throws {
    let checkpoint = try Checkpoint.open(Fixture.path(name))
    #expect(checkpoint.format == .npz)
    try expect(
      checkpoint, holds: "np1_paddle2.6.2.expected.safetensors", except: ["decoder.big.weight", "decoder.bf16"])
  }

  @Test func threadsThatReadAtOnceGetOneStorage() async throws {
    let checkpoint = try Checkpoint.open(Fixture.path("np1_paddle2.6.2_p2.pdparams"))
    let places = try await withThrowingTaskGroup(of: UInt.self) { group in
      for _ in 0..<32 {
        group.addTask { UInt(bitPattern: try checkpoint.tensor("encoder.a.weight").storage.bytes.baseAddress) }
      }
      return try await group.reduce(into: Set<UInt>()) { $0.insert($1) }
    }
    #expect(places.count == 1)
  }

  @Test func theErrorForAnUnknownNameHasTheNearestName() throws {
    let path = Fixture.path("np1_paddle2.6.2_p4.pdparams")
    let checkpoint = try Checkpoint.open(path)
    #expect(
      throws: CheckpointError.noSuchTensor(file: path, name: "encoder.a.wieght", nearest: "encoder.a.weight")
    ) { try checkpoint.tensor("encoder.a.wieght") }
    #expect(throws: CheckpointError.noSuchTensor(file: path, name: "q", nearest: nil)) { try checkpoint.tensor("q") }
  }
}

/// Expects the names, shapes, types and bytes of a safetensors file. The tensors in `leftOut` are not compared.
func expect(
  _ checkpoint: Checkpoint, holds expectedName: String, except leftOut: Set<String>,
  location: SourceLocation = #_sourceLocation
) throws {
  let expected = try Checkpoint.open(Fixture.path(expectedName))
  #expect(
    Set(checkpoint.entries.map(\.name)).subtracting(leftOut)
      == Set(expected.entries.map(\.name)).subtracting(leftOut), sourceLocation: location)
  for entry in expected.entries where !leftOut.contains(entry.name) {
    let tensor = try checkpoint.tensor(entry.name)
    let truth = try expected.tensor(entry.name)
    #expect(tensor.shape == truth.shape, "\(entry.name)", sourceLocation: location)
    #expect(tensor.dtype == truth.dtype, "\(entry.name)", sourceLocation: location)
    #expect(tensor.rowMajorBytes == truth.rowMajorBytes, "\(entry.name)", sourceLocation: location)
  }
}

func expect(
  _ checkpoint: Checkpoint, holds expectedName: String, except leftOut: [String],
  location: SourceLocation = #_sourceLocation
) throws {
  try expect(checkpoint, holds: expectedName, except: Set(leftOut), location: location)
}
