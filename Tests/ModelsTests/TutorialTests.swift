import Checkpoints
import Foundation
import ListingRuntime
import Tensors
import Testing
import Traces

@testable import Models

/// The steps of the tutorial: print the network, find the attention with `sublayers()`, run the attention alone on
/// random input.
struct TutorialTests {
  @Test func theNetworkPrintsAsPaddlePrintsIt() throws {
    let folder = fixture("paddlespeech/base_b1")
    let model = try U2Model.open(.find(in: folder), compute: Compute())
    let ours = try model.machine.moduleText(#require(model.machine.module(at: ""))).lines
    let theirs = try String(contentsOfFile: folder + "/structure.txt", encoding: .utf8).lines
    // A pass does not use the decoder and the training criteria, so the listing does not contain them.
    let start = try #require(theirs.firstIndex(of: "  (decoder): TransformerDecoder("))
    let end = try #require(theirs.firstIndex(of: "  (ctc): CTCDecoderBase("))
    let ctc = ours.drop { $0 != "  (ctc): CTCDecoderBase(" }
    #expect(Array(ours.prefix { $0 != "  (ctc): CTCDecoderBase(" }) == Array(theirs[..<start]))
    #expect(ctc.contains { $0.contains("(ctc_lo): Linear(in_features=16, out_features=12, dtype=float32)") })
    #expect(theirs[end...].contains { $0.contains("(ctc_lo): Linear(in_features=16, out_features=12, dtype=float32)") })
  }

  @Test func modulesAreInPaddlesRegistrationOrder() throws {
    let folder = fixture("paddlespeech/base_b1")
    let model = try U2Model.open(.find(in: folder), compute: Compute())
    let ours = try model.machine.moduleTree(#require(model.machine.module(at: "encoder"))).dropFirst().map(\.typeName)
    #expect(
      Array(ours.prefix(13)) == [
        "Conv2dSubsampling4", "RelPositionalEncoding", "Dropout", "Sequential", "Conv2D", "ReLU", "Conv2D", "ReLU",
        "Sequential",
        "Linear", "LayerNorm", "LayerList", "ConformerEncoderLayer",
      ])
  }

  @Test func walkingTheSublayersFindsTheAttention() throws {
    let folder = fixture("paddlespeech/base_b1")
    var model = try U2Model.open(.find(in: folder), compute: Compute())
    let attention = try evaluate(
      "model.sublayers()[0].sublayers()[11][0].sublayers()[0]", in: &model.machine)
    guard case .instance(let handle) = attention else {
      Issue.record("the walk ends at \(model.machine.representation(of: attention))")
      return
    }
    #expect(model.machine.modulePath(of: handle) == "encoder.encoders.0.self_attn")
    let text = model.machine.moduleText(handle)
    #expect(text.contains("  (linear_q): Linear(in_features=16, out_features=16, dtype=float32)"))
  }

  @Test func theAttentionPrintsAsTheTutorialShowsIt() throws {
    let (machine, attention) = try tutorialAttention()
    let session = try String(contentsOfFile: fixture("tutorial/session.txt"), encoding: .utf8)
    #expect(session.contains("print(model_attn):\n" + machine.representation(of: attention)))
  }

  @Test func theAttentionAloneComputesWhatTheTutorialComputed() throws {
    var (machine, attention) = try tutorialAttention()
    let reference = try Checkpoint.open(fixture("tutorial/trace.safetensors"))
    machine.setModel(attention)
    machine.setSessionName("model_attn", to: attention)
    for name in ["x", "mask"] {
      let value = machine.makeTensor(try reference.tensor(name))
      machine.setSessionName(name, to: value)
    }
    try machine.begin("model_attn(x, x, x, x, mask)", name: "<call>")
    let theirs = reference.entries.map(\.name).filter { !["x", "mask"].contains($0) }
    let places = [
      "p": ":forward.p", "mask_eq0": ":forward_attention.mask", "scores_masked": ":forward_attention.scores",
      "attn": ":forward_attention.attn", "context": ":forward_attention.x#1", "concat": ":forward_attention.x#2",
      "linear_out": "linear_out", "out": "model", "q": ":forward.q#1",
    ]
    let map = try NameMap(
      text: "x -\nmask -\n" + theirs.map { "\($0) \(places[$0] ?? ":forward.\($0)")" }.joined(separator: "\n"))
    let comparer = TraceComparer(with: reference, map: map)
    var tracer = TensorTracer()
    while !machine.isFinished {
      for made in try tracer.step(&machine) {
        let name = theirs.first { name in map.target(of: name).map { made.names.contains($0.name) } ?? false }
        guard let name, let shape = reference.entry(name)?.shape else { continue }
        try comparer.take(
          TracedTensor(
            exactName: made.exactName, lastName: made.lastName, tensor: everyNinthRow(made.tensor, as: shape),
            place: made.place, order: made.order))
      }
    }
    expectAgreement(comparer.report(), leavingOut: 2)
  }

  /// The rows that the fixture has: rows 0, 9, 18, … of the queries' axis.
  private func everyNinthRow(_ tensor: Tensor, as shape: [Int]) throws -> Tensor {
    guard let axis = zip(tensor.shape, shape).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset
    else { return tensor }
    return try tensor.sliced(axis: axis, start: 0, stop: tensor.shape[axis], step: 9)
  }

  @Test func theArgumentOrderOfTheOtherVersionIsAnErrorThatNamesBoth() throws {
    let (prepared, attention) = try tutorialAttention()
    var machine = prepared
    machine.setSessionName("model_attn", to: attention)
    do {
      _ = try evaluate(
        "model_attn(x, x, x, paddle.ones([1, 1, 90]), x)", with: "paddle.ones([1, 90, 512])", in: &machine)
      Issue.record("the call should fail")
    } catch let error as ListingError {
      #expect(error.kind == "AssertionError")
      #expect(error.message.contains("(query, key, value, pos_emb, mask)"))
      #expect(error.message.contains("(query, key, value, mask, pos_emb)"))
      #expect(error.traceback.last?.file.name == "attention.py")
    }
  }

  /// Makes a model that consists only of the attention module, from a class of the bundled listing. Returns the model's
  /// machine and the module.
  private func tutorialAttention() throws -> (Machine, Value) {
    var attention: (Machine, Value)?
    try inTemporaryFolder { folder in
      let listing = try Listings.open("paddlespeech@1.0")
      try listing.file(at: "attention.py")?.text.write(
        toFile: folder + "/attention.py", atomically: true, encoding: .utf8)
      let model = try Model.make(
        "attention.RelPositionMultiHeadedAttention(8, 512, 0.0)", roots: [folder],
        weights: fixture("tutorial/attn.pdparams"), compute: Compute())
      #expect(model.report.isComplete && model.report.unexpected.isEmpty, "\(model.report.description)")
      attention = (model.machine, try #require(model.machine.model))
    }
    return try #require(attention)
  }

  private func evaluate(_ text: String, with x: String? = nil, in machine: inout Machine) throws -> Value {
    if let x { machine.setSessionName("x", to: try evaluate(x, in: &machine)) }
    try machine.begin(text, name: "<test>")
    while !machine.isFinished { try machine.step() }
    return machine.result
  }
}

extension String {
  fileprivate var lines: [String] { split(separator: "\n").map(String.init) }
}
