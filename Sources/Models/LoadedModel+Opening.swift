import Checkpoints
import ListingRuntime
import Tensors

/// CMVN statistics, a value a feature.
public typealias FeatureStatistics = (mean: [Float], inverseStandardDeviation: [Float])

extension LoadedModel {
  /// Opens the model in `files`: makes it as its listing says and fills it from its checkpoint.
  ///
  /// - Parameters:
  ///   - isLenient: whether parameters that the checkpoint lacks, or has in another shape, are left without a value
  ///     instead of refusing the model
  ///   - statistics: reads the CMVN file; asked when somebody named that file, and when the model normalises features
  ///     itself and its checkpoint has no statistics
  public static func open(
    _ files: ModelFiles, compute: Compute, seed: UInt64 = 0, isLenient: Bool = false,
    statistics: (_ path: String) throws -> FeatureStatistics = {
      throw ModelError.unreadable(path: $0, reason: "nobody reads statistics here")
    }
  ) throws(ModelError) -> LoadedModel {
    var config = try Configuration.readModel(files.config)
    let checkpoint: Checkpoint
    do { checkpoint = try Checkpoint.open(files.checkpoint, uint16: .bfloat16InPaddle) } catch {
      throw .checkpoint(error)
    }
    guard let family = Family.of(config, checkpoint) else {
      throw .unknownFamily(config: files.config, checkpoint: files.checkpoint, known: Family.all.map(\.name))
    }
    config = family.completed(config, ModelFolder(root: files.folder))
    let details = family.details(config)
    let hasHead = checkpoint.entries.contains { $0.name.hasPrefix(headPrefix) }
    let tokens = config["output_dim"]?.int ?? checkpoint.entry("ctc.ctc_lo.bias")?.shape.first ?? (hasHead ? nil : 1)
    guard let tokens, tokens > 0 else {
      throw .badConfig(
        path: files.config,
        reason: "does not say how many tokens there are (output_dim), and the checkpoint has no ctc.ctc_lo.bias")
    }
    let empty = try EmptyModel(
      config, from: files.config, of: family, listing: files.listing, tokens: tokens, compute: compute, seed: seed)
    var machine = empty.machine
    let root = empty.root

    var report: BindingReport
    do {
      report = try bind(
        checkpoint, to: root, in: &machine, selfMade: family.selfMadeBuffers, unused: family.unusedModules,
        running: ["encoder", "ctc"])
    } catch { throw .checkpoint(error) }
    if !hasHead { report.missing.removeAll { $0.path.hasPrefix(headPrefix) } }
    let lacksStatistics = report.missing.contains { $0.path == statisticsPaths.mean }
    if let path = files.cmvn, lacksStatistics || files.isCMVNChosen {
      let read: FeatureStatistics
      do { read = try statistics(path) } catch { throw .statistics(error) }
      if lacksStatistics {
        let values = [statisticsPaths.mean: read.mean, statisticsPaths.deviation: read.inverseStandardDeviation]
        try fill(values, from: path, to: root, in: &machine, &report)
      }
    }
    if !report.isComplete, !isLenient { throw .parameters(report, checkpoint: files.checkpoint) }
    machine.setModel(empty.value)
    machine.setSessionName("model", to: empty.value)
    var advice = family.advice(config, report)
    if let path = files.cmvn, files.isCMVNChosen, !lacksStatistics, !family.normalizesFeatures {
      let hasOwn = machine.module(at: "encoder.global_cmvn") != nil
      advice.append(
        "\(path) is not used: "
          + (hasOwn ? "the checkpoint has CMVN statistics of its own" : "the model does not normalise its features"))
    }
    return LoadedModel(
      machine: machine, files: files, listing: empty.listing, listingNote: family.note(files.listing), report: report,
      featureSize: empty.featureSize, unitType: details.unitType, features: details.features, family: family,
      advice: advice,
      subsamplingRate: machine.integer(at: "model.encoder.embed.subsampling_rate") ?? 1,
      minimumFrames: (machine.integer(at: "model.encoder.embed.right_context") ?? 0) + 1,
      parameterCount: machine.parameterTree(root).reduce(0) { $0 + $1.value.layout.count },
      chunking: chunking(of: machine), looksAhead: looksAhead(machine), blankID: details.blankID,
      takesIDs: machine.module(at: "encoder.embed.embed").map(machine.className(of:)) == "Embedding", hasHead: hasHead)
  }

  /// What both families call the parameters of the CTC head.
  private static let headPrefix = "ctc."

  /// Where an encoder that normalises features keeps what it normalises them by.
  private static let statisticsPaths = (mean: "encoder.global_cmvn.mean", deviation: "encoder.global_cmvn.istd")

  private static func chunking(of machine: Machine) -> Chunking {
    if machine.flag(at: "model.encoder.use_dynamic_chunk") == true { return .dynamic }
    if let size = machine.integer(at: "model.encoder.static_chunk_size"), size > 0 { return .fixed(size) }
    return .none
  }

  /// Both families: a causal convolution has an order, the others are centred on their frame.
  private static func looksAhead(_ machine: Machine) -> Bool {
    guard let layer = machine.module(at: "encoder.encoders.0.conv_module") else { return false }
    return machine.integer("lorder", of: layer) == 0
  }

  /// From one feature frame to the next.
  public var secondsPerFeatureFrame: Double {
    if case .filterbank(let recipe) = features { recipe.frameShiftMs / 1000 } else { 0.01 }
  }
}

extension Family {
  /// Said when there was a choice of listings and nobody chose.
  fileprivate func note(_ chosen: String?) -> String? {
    if chosen != nil || listings.count == 1 { return nil }
    return "no listing chosen (--listing, or listing: in fwdb.yaml): \(listings[0]) is used"
  }
}
