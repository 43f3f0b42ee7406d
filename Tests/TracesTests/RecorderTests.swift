import Checkpoints
import Glibc
import ListingRuntime
import Searching
import Tensors
import Testing

@testable import Traces

struct RecorderTests {
  private let made = [
    traced("a:f.x#1", last: "a:f.x", [1, 2]), traced("a:f.x#2", last: "a:f.x", [3, 4]), traced("a", [3, 4]),
    traced("b", [.nan, .infinity, 0, 5], shape: [2, 2]),
  ]

  private func record(_ path: String, only: [String] = []) throws -> TraceRecorder {
    let format = try #require(TraceFormat(path: path))
    let recorder = try TraceRecorder(to: path, as: format, only: only.map { NamePattern($0) })
    for tensor in made { try recorder.take(tensor) }
    return recorder
  }

  @Test(arguments: ["t.safetensors", "t.npz"])
  func everyTensorIsWrittenUnderEachName(_ name: String) throws {
    try withTemporaryFolder { folder in
      let recorder = try record(folder + "/" + name)
      #expect(names(in: folder).isEmpty, "nothing is there before it is whole")
      #expect(try recorder.finish(notes: [("model", "m")]) == 5)
      #expect(names(in: folder) == [name])
      let file = try Checkpoint.open(folder + "/" + name)
      #expect(file.entries.map(\.name) == ["a:f.x#1", "a:f.x#2", "a:f.x", "a", "b"])
      #expect(try file.tensor("a:f.x").floats == [3, 4])
      #expect(try file.tensor("a:f.x#1").floats == [1, 2])
      #expect(try file.tensor("b").shape == [2, 2])
      if name == "t.safetensors" { #expect(file.metadata == ["model": "m"]) }
    }
  }

  @Test func theSpoolHoldsATensorOnce() throws {
    try withTemporaryFolder { folder in
      let spool = try TensorSpool(for: folder + "/t.npz")
      let pieces = try [[1, 2, 3], [4]].map { try spool.add(Tensor($0 as [Float], shape: [$0.count])) }
      #expect(spool.count == 128, "each on a boundary of 64 bytes")
      #expect(try spool.tensor(pieces[0]).floats == [1, 2, 3])
      #expect(try spool.tensor(pieces[1]).floats == [4])
      let view = try spool.add(Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3]).transposed(0, 1))
      #expect(try spool.tensor(view).floats == [1, 4, 2, 5, 3, 6])
      #expect(try spool.tensor(spool.add(Tensor([] as [Float], shape: [0, 2]))).shape == [0, 2])
    }
  }

  @Test func statisticsAreWrittenAsJSON() throws {
    try withTemporaryFolder { folder in
      try record(folder + "/t.json", only: ["b", "*.x"]).finish(notes: [("model", "m")])
      let written = try #require(contents(of: folder + "/t.json"))
      let histogram = "[1, \(String(repeating: "0, ", count: 14))1]"
      #expect(
        written.split(separator: "\n").map(String.init) == [
          "{", #"  "model": "m","#, #"  "tensors": {"#,
          #"    "a:f.x": {"shape": [2], "dtype": "float32", "min": 3, "max": 4, "mean": 3.5, "std": 0.5, "#
            + #""nan": 0, "inf": 0, "-inf": 0, "zeros": 0, "histogram": \#(histogram), "at": "m.py:7"},"#,
          #"    "b": {"shape": [2, 2], "dtype": "float32", "min": 0, "max": 5, "mean": 2.5, "std": 2.5, "#
            + #""nan": 1, "inf": 1, "-inf": 0, "zeros": 1, "histogram": \#(histogram), "at": "m.py:7"}"#,
          "  }", "}",
        ])
    }
  }

  private func contents(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = fread(&buffer, 1, buffer.count, file)
    return String(decoding: buffer.prefix(count), as: UTF8.self)
  }

  @Test(arguments: [
    (["*"], ["a:f.x#1", "a:f.x#2", "a:f.x", "a", "b"]), (["a:f.x"], ["a:f.x"]), (["*#*"], ["a:f.x#1", "a:f.x#2"]),
    (["b", "a"], ["a", "b"]), (["nothing", "b"], ["b"]),
  ])
  func onlyMatchingTensorsAreWritten(_ patterns: [String], _ expected: [String]) throws {
    try withTemporaryFolder { folder in
      let recorder = try record(folder + "/t.safetensors", only: patterns)
      #expect(recorder.unmatched.map(\.text) == (patterns.contains("nothing") ? ["nothing"] : []))
      try recorder.finish(notes: [])
      #expect(try Checkpoint.open(folder + "/t.safetensors").entries.map(\.name) == expected)
    }
  }

  /// safetensors has complex64 but no complex128. The recorder refuses a complex128 tensor at once, not at the end of
  /// the pass.
  @Test func complexTensorsAreWrittenWhereTheFormatHoldsThem() throws {
    try withTemporaryFolder { folder in
      let values = Tensor(complexParts: Tensor([1, -2, 3, 4] as [Float], shape: [2, 2]))
      func take(_ dtype: DType, _ path: String) throws -> TraceRecorder {
        let recorder = try TraceRecorder(to: path, as: try #require(TraceFormat(path: path)))
        try recorder.take(
          TracedTensor(
            exactName: "z", lastName: nil, tensor: values.converted(to: dtype),
            place: TraceEvent.Place(file: "m.py", line: 7, function: "forward"), order: 0))
        return recorder
      }
      for (dtype, name) in [(DType.complex64, "t.safetensors"), (.complex64, "t.npz"), (.complex128, "u.npz")] {
        #expect(try take(dtype, folder + "/" + name).finish(notes: []) == 1)
        let read = try Checkpoint.open(folder + "/" + name).tensor("z")
        #expect(read.dtype == dtype && read.parts.floats == [1, -2, 3, 4])
      }
      let path = folder + "/u.safetensors"
      let reason = "'z' is complex128, which safetensors cannot hold: write .npz, or convert to complex64"
      #expect(throws: CheckpointError.cannotWrite(file: path, reason: reason)) { try take(.complex128, path) }
    }
  }

  @Test func anInterruptedOrFailedWriteLeavesTheOldFile() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/t.safetensors"
      try writeText("before", to: path)
      let recorder = try record(path)
      #expect(throws: CheckpointError.cannotWrite(file: path, reason: "interrupted")) {
        try recorder.finish(notes: [], isInterrupted: { true })
      }
      #expect(names(in: folder) == ["t.safetensors"])
      #expect(throws: CheckpointError.self) { try Checkpoint.open(path) }
    }
    #expect(
      throws: CheckpointError.cannotWrite(file: "/nowhere/at/all.npz", reason: "No such file or directory")
    ) { try TraceRecorder(to: "/nowhere/at/all.npz", as: .npz) }
  }

  @Test(
    arguments: [
      ("a.safetensors", .safetensors), ("b/A.NPZ", .npz), ("c.json", .json), ("d.pt", nil), ("safetensors", nil),
    ] as [(String, TraceFormat?)])
  func theExtensionSelectsTheFormat(_ path: String, _ format: TraceFormat?) {
    #expect(TraceFormat(path: path) == format)
  }
}
