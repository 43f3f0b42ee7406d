import Tensors
import Testing

@testable import Checkpoints

/// For a damaged file the reader throws a `CheckpointError` or returns valid tensors. The reader never traps.
@Suite struct DamageTests {
  static let files = [
    "np1_paddle2.6.2_p2.pdparams", "np2_paddle3.1.1_p4.pdparams", "np1_paddle2.6.2_nested.pdparams",
    "torch.expected.safetensors", "f_order.npy", "big_endian.npy",
    "arrays.npz", "arrays_z.npz", "torch_zip.pt", "torch_legacy.pt",
    "made/types_p5.pdparams", "made/sliced_p3.pdparams", "made/zip64.npz",
  ]

  @Test(arguments: files)
  func everyFileCutShortIsRefused(name: String) throws {
    let whole = try Fixture.bytes(name)
    for length in 0..<whole.count {
      let error = #expect(throws: CheckpointError.self, "cut at \(length)") {
        try read(Array(whole[..<length]), named: name)
      }
      #expect(error?.description.isEmpty == false)
    }
  }

  @Test(arguments: files)
  func flippedBytesNeverTrapNorGrow(name: String) throws {
    let whole = try Fixture.bytes(name)
    var noise = Noise(state: 17)
    var refused = 0
    for position in whole.indices {
      var bytes = whole
      bytes[position] ^= UInt8(truncatingIfNeeded: noise.next() | 1)
      do throws(CheckpointError) {
        let checkpoint = try read(bytes, named: name)
        for entry in checkpoint.entries {
          #expect(entry.count * entry.stored.size <= whole.count)
          _ = try checkpoint.tensor(entry.name).rowMajorBytes
        }
      } catch {
        refused += 1
        #expect(!error.description.isEmpty)
      }
    }
    #expect(refused > 0)
  }
}
