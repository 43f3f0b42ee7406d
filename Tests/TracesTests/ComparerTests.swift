import Checkpoints
import Searching
import Synchronization
import Tensors
import Testing

@testable import Traces

struct ComparerTests {
  /// Compares a pass's tensors with the tensors of a file.
  private func compare(
    _ computed: [TracedTensor], with theirs: [(String, Tensor)], map: String = "", only: [String] = [],
    bound: ComparisonBound = .init()
  ) throws -> ComparisonReport {
    var report: ComparisonReport?
    try withTemporaryFolder { folder in
      try writeSafetensors(theirs.map { (name: $0.0, tensor: $0.1) }, to: folder + "/their.safetensors")
      let comparer = TraceComparer(
        with: try Checkpoint.open(folder + "/their.safetensors"), map: try NameMap(text: map),
        only: only.map { NamePattern($0) }
      ) { _ in bound }
      for tensor in computed { try comparer.take(tensor) }
      report = comparer.report()
    }
    return try #require(report)
  }

  private func text(_ report: ComparisonReport) -> String {
    report.text(number: { number, _ in "\(Float(number))" }, exact: { "\($0.double)" })
  }

  @Test func tensorsWithinTheBoundPass() throws {
    let report = try compare(
      [traced("a", [1, 2, -4], order: 0), traced("b", [0, 0], order: 1)],
      with: [("b", Tensor([0, 0], shape: [2])), ("a", Tensor([1, 2, -4.00001], shape: [3]))])
    #expect(report.rows.map(\.exactName) == ["a", "b"], "in order of execution")
    #expect(report.rows.map(\.verdict) == [.within, .within])
    #expect(report.first == nil && report.unmet.isEmpty && report.withoutCounterpart == 0)
  }

  @Test func theBoundHasARelativeAndAnAbsolutePart() throws {
    func verdict(_ bound: ComparisonBound) throws -> ComparisonRow.Verdict? {
      try compare([traced("a", [1, 100])], with: [("a", Tensor([1.5, 100], shape: [2]))], bound: bound).rows.first?
        .verdict
    }
    #expect(try verdict(.init(relative: 0.0051)) == .within)
    #expect(try verdict(.init(relative: 0.0049)) == .beyond)
    #expect(try verdict(.init(relative: 0, absolute: 0.5)) == .within)
    #expect(try verdict(.init(relative: 0.001, absolute: 0.3)) == .beyond)
  }

  @Test func theDivergenceIsShownWithItsLine() throws {
    let report = try compare(
      [
        traced("encoder:f.x#1", last: "encoder:f.x", [1, 2], order: 0),
        traced("encoder:f.x#2", last: "encoder:f.x", [1, 2, 3, 9], shape: [2, 2], order: 1), traced("c", [5], order: 2),
      ],
      with: [
        ("c", Tensor([6], shape: [1])), ("encoder:f.x", Tensor([1, 2, 3, 4] as [Float], shape: [2, 2])),
        ("encoder:f.x#1", Tensor([1, 2], shape: [2])), ("never", Tensor(scalar: 1)),
      ])
    let first = try #require(report.first)
    #expect(first.exactName == "encoder:f.x#2" && first.theirName == "encoder:f.x")
    #expect(first.module == "encoder" && first.variable == "x")
    #expect(first.worst?.index == [1, 1])
    #expect(first.worst?.value == .float(9))
    #expect(first.worst?.reference == .float(4))
    #expect(report.failures.map(\.exactName) == ["encoder:f.x#2", "c"])
    let lines = text(report).split(separator: "\n").map(String.init)
    #expect(
      Array(lines.dropFirst(4)) == [
        "3 tensors compared with their.safetensors: 2 not within the bound", "first: encoder:f.x#2",
        "  m.py:7, variable x of Model.forward, module encoder",
        "  differs by 5.0, 1.25 of the greatest element; the bound is 2e-05", "  at [1, 1]: 9.0 here, 4.0 there",
        "1 of their.safetensors not computed in this pass:", "  never",
      ])
    #expect(lines[2].hasPrefix("off ") && lines[2].hasSuffix("  (2, 2)  m.py:7  encoder:f.x#2"))
  }

  @Test func aNameWithoutACountIsTheLastValue() throws {
    let computed = [traced("a:f.x#1", last: "a:f.x", [9], order: 0), traced("a:f.x#2", last: "a:f.x", [1], order: 1)]
    let theirs = [("a:f.x", Tensor([1], shape: [1])), ("a:f.x#2", Tensor([1], shape: [1]))]
    let report = try compare(computed, with: theirs)
    #expect(report.first == nil)
    #expect(report.rows.map(\.exactName) == ["a:f.x#2"], "one tensor, one row")
    #expect(report.rows[0].alsoKnownAs == ["a:f.x#2"])
    #expect(report.withoutCounterpart == 0)
  }

  @Test func differingShapesAreShown() throws {
    let report = try compare([traced("a", [1, 2])], with: [("a", Tensor([1, 2], shape: [1, 2]))])
    #expect(report.first?.verdict == .shape)
    #expect(text(report).contains("(2,) ≠ (1, 2)"))
    #expect(text(report).contains("shape (2,) here, (1, 2) there"))
  }

  @Test(
    arguments: [
      ([1, .nan], [1, 2], [1]), ([.infinity, 1], [-.infinity, 1], [0]), ([0, .infinity], [0, 5], [1]),
    ] as [([Float], [Float], [Int])])
  func aNonFiniteElementOnOneSideIsADifference(_ ours: [Float], _ theirs: [Float], _ index: [Int]) throws {
    let report = try compare([traced("a", ours)], with: [("a", Tensor(theirs, shape: [2]))])
    #expect(report.first?.verdict == .notFinite)
    #expect(report.first?.worst?.index == index)
  }

  @Test func equalNonFiniteElementsPass() throws {
    let values: [Float] = [.nan, .infinity, -.infinity, 1]
    #expect(try compare([traced("a", values)], with: [("a", Tensor(values, shape: [4]))]).first == nil)
  }

  @Test func aMapRenamesTransposesAndExcludes() throws {
    let report = try compare(
      [traced("layers.3:f.x#2", [1, 2, 3, 4, 5, 6], shape: [2, 3]), traced("z", [1])],
      with: [("theirs.3.out", Tensor([1, 4, 2, 5, 3, 6], shape: [3, 2])), ("argmax", Tensor(scalar: 0))],
      map: """
        # what they call things
        theirs.*.out   layers.*:f.x#2   transposed   # x of f
        argmax         -
        """)
    #expect(report.first == nil && report.rows.count == 1)
    #expect(report.ignored == ["argmax"] && report.unmet.isEmpty)
    #expect(report.computed == 2 && report.withoutCounterpart == 1)
    #expect(text(report).contains("layers.3:f.x#2  ← theirs.3.out"))
  }

  /// A source of tensors in memory. It counts how often a tensor is read.
  private final class Source: TensorSource {
    let name = "memory"
    let tensors: [(name: String, tensor: Tensor)]
    private let reads = Mutex(0)

    init(_ tensors: [(name: String, tensor: Tensor)]) { self.tensors = tensors }

    var readCount: Int { reads.withLock { $0 } }
    var tensorNames: [String] { tensors.map(\.name) }
    func shape(ofTensor name: String) -> [Int]? { tensors.first { $0.name == name }?.tensor.shape }
    func tensor(named name: String) throws -> Tensor {
      reads.withLock { $0 += 1 }
      return try #require(tensors.first { $0.name == name }?.tensor)
    }
  }

  @Test func anySourceCanBeTheOtherSide() throws {
    let source = Source([("a", Tensor([1, 2], shape: [2])), ("b", Tensor([1], shape: [1])), ("c", Tensor(scalar: 1))])
    let comparer = TraceComparer(with: source)
    try comparer.take(traced("a", [1, 3], order: 0))
    try comparer.take(traced("b", [1, 2], order: 1))
    #expect(source.readCount == 1, "a tensor is read when its name comes, and only if its shape agrees")
    let report = comparer.report()
    #expect(report.path == "memory" && report.unmet == ["c"])
    #expect(report.rows.map(\.verdict) == [.beyond, .shape])
    #expect(report.first?.worst?.index == [1])
  }

  @Test func onlySelectedTensorsAreCompared() throws {
    let theirs = [("a", Tensor(scalar: 1)), ("b", Tensor(scalar: 1))]
    let report = try compare([traced("a", [1], shape: []), traced("b", [2], shape: [])], with: theirs, only: ["a"])
    #expect(report.rows.map(\.exactName) == ["a"] && report.computed == 1)
  }

  @Test(arguments: [
    ("a", NameMapError(line: 1, problem: .noSecondName("a"))),
    ("\n# c\na b turned", NameMapError(line: 3, problem: .unknownWord("turned"))),
    ("a b transposed twice", NameMapError(line: 1, problem: .unknownWord("twice"))),
    ("a.*.b a.*.*", NameMapError(line: 1, problem: .tooManyStars(theirs: "a.*.b", ours: "a.*.*"))),
  ])
  func invalidLinesOfAMapAreRefused(_ text: String, _ error: NameMapError) {
    #expect(throws: error) { try NameMap(text: text) }
    #expect(error.description.hasPrefix("line \(error.line): "))
  }
}
