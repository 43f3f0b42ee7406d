import Checkpoints
import Tensors
import Testing

@testable import Exports

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

struct ExportTests {
  private let tensor = Tensor([1.5, -2, .infinity, .nan, 0.1, 1e-7], shape: [2, 3])

  @Test(arguments: ["npy", "npz", "safetensors"])
  func writtenTensorsReadBackEqual(ending: String) throws {
    try withPath(ending) { path in
      _ = try exportTensor(tensor, name: "x", to: path)
      let read = try readTensor(path)
      #expect(read.shape == [2, 3])
      #expect(read.floats.map(\.bitPattern) == tensor.floats.map(\.bitPattern))
    }
  }

  @Test func aTransposedViewIsWrittenInItsOwnOrder() throws {
    try withPath("npy") { path in
      let view = try Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3]).transposed(0, 1)
      _ = try exportTensor(view, name: "x", to: path)
      #expect(try readTensor(path).floats == [1, 4, 2, 5, 3, 6])
    }
  }

  @Test func brainFloatsAreWidenedForNumpy() throws {
    try withPath("npy") { path in
      let told = try exportTensor(Tensor([1.5], shape: [1]).converted(to: .bfloat16), name: "x", to: path)
      #expect(told == "float32 (1,), widened from bfloat16")
      #expect(try readTensor(path).floats == [1.5])
    }
  }

  @Test func complexNumbersAreWrittenWithBothParts() throws {
    let parts = Tensor([1.5, -2, 0, 0.25] as [Float], shape: [2, 2])
    for type in [DType.complex64, .complex128] {
      let z = Tensor(complexParts: parts).converted(to: type)
      for ending in ["npy", "npz"] {
        try withPath(ending) { path in
          #expect(try exportTensor(z, name: "z", to: path).hasPrefix("\(type.name) (2,)"))
          let read = try readTensor(path)
          #expect(read.dtype == type && read.parts.floats == parts.floats)
        }
      }
      #expect(try delimitedText(of: z) == "1.5-2.0j,0.0+0.25j\n")
      #expect(try jsonText(of: z, named: "z").hasSuffix("\"data\":[\"1.5-2.0j\",\"0.0+0.25j\"]}\n"))
      #expect(try HeatMapPicture(of: z).high == 2.5)
      try withPath("safetensors") { path in
        if type == .complex64 {
          let text = try exportTensor(z, name: "z", to: path)
          let read = try readTensor(path)
          #expect(text == "complex64 (2,) as 'z'" && read.parts.floats == parts.floats)
        } else {
          let reason = "'z' is complex128, which safetensors cannot hold: write .npz, or convert to complex64"
          #expect(throws: CheckpointError.cannotWrite(file: path, reason: reason)) {
            try exportTensor(z, name: "z", to: path)
          }
        }
      }
    }
  }

  @Test func aTableHasTheLastAxisAsColumns() throws {
    #expect(try delimitedText(of: tensor) == "1.5,-2.0,inf\nnan,0.1,1e-07\n")
    #expect(try delimitedText(of: Tensor([1, 2, 3, 4] as [Int], shape: [2, 1, 2])) == "1,2\n3,4\n")
    #expect(try delimitedText(of: Tensor([true, false], shape: [2])) == "1,0\n")
    #expect(try delimitedText(of: Tensor(scalar: 2)) == "2.0\n")
    #expect(try delimitedText(of: Tensor([] as [Float], shape: [0, 3])) == "")
  }

  @Test func jsonHasNestedLists() throws {
    #expect(
      try jsonText(of: tensor, named: "a \"b\"")
        == """
        {"name":"a \\"b\\"","dtype":"float32","shape":[2,3],"data":[[1.5,-2.0,"inf"],["nan",0.1,1e-07]]}

        """)
    #expect(try jsonText(of: Tensor(scalar: 2), named: "x").hasSuffix("\"shape\":[],\"data\":2.0}\n"))
    #expect(try jsonText(of: Tensor([true], shape: [1]), named: "x").hasSuffix("\"data\":[true]}\n"))
    #expect(try jsonText(of: Tensor([] as [Float], shape: [2, 0]), named: "x").hasSuffix("\"data\":[[],[]]}\n"))
  }

  @Test func aPictureHasAPixelForEachElement() throws {
    let picture = try HeatMapPicture(of: tensor)
    #expect(picture.rows == 2 && picture.columns == 3)
    #expect(picture.low == -2 && picture.high == 1.5)
    // The smallest element has the first colour of viridis, NaN is red, and Inf is white.
    #expect(picture.pixels[3..<6] == [0x44, 0x01, 0x54])
    #expect(picture.pixels[6..<9] == [255, 255, 255])
    #expect(picture.pixels[9..<12] == [255, 0, 0])
    let bytes = try picture.png()
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    // The header has the width and the height as big-endian integers.
    #expect(Array(bytes[16..<24]) == [0, 0, 0, 3, 0, 0, 0, 2])
    #expect(bytes.suffix(8).starts(with: Array("IEND".utf8)))
  }

  @Test func otherAxesHaveIndexZero() throws {
    let picture = try HeatMapPicture(of: Tensor([0, 1, 9, 9] as [Float], shape: [2, 1, 2]))
    #expect(picture.rows == 1 && picture.columns == 2 && picture.high == 1)
  }

  @Test func aFailedExportIsAnErrorAndLeavesNoFile() throws {
    #expect(throws: ExportError.unknownEnding(path: "/tmp/x.pt")) {
      try exportTensor(tensor, name: "x", to: "/tmp/x.pt")
    }
    #expect(throws: ExportError.nothingToDraw(shape: [0, 4])) {
      try HeatMapPicture(of: Tensor([] as [Float], shape: [0, 4]))
    }
    #expect("\(ExportError.unknownEnding(path: "a.b"))".hasSuffix(".npy, .npz, .safetensors, .csv, .json, .png"))
    #expect(throws: CheckpointError.self) { try exportTensor(tensor, name: "x", to: "/nowhere/x.npy") }
  }

  @Test func aFileIsReplacedOnlyByACompleteOne() throws {
    try withPath("csv") { path in
      _ = try exportTensor(tensor, name: "x", to: path)
      #expect(throws: ExportError.self) {
        let wide = Tensor(
          storage: tensor.storage, dtype: .float32, layout: Layout(shape: [4000, 4000], strides: [0, 0]))
        _ = try exportTensor(wide, name: "x", to: path)
      }
      let file = try #require(fopen(path, "r"))
      defer { fclose(file) }
      var text = [CChar](repeating: 0, count: 100)
      #expect(fgets(&text, 100, file) != nil)
      #expect(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) == "1.5,-2.0,inf\n")
    }
  }

  private func withPath(_ ending: String, _ body: (String) throws -> Void) throws {
    let path = "/tmp/fwdb-export-\(getpid())-\(UInt32.random(in: 0 ... .max)).\(ending)"
    defer { unlink(path) }
    try body(path)
  }
}
