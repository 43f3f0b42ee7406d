import Checkpoints
import ListingRuntime
import Tensors

/// CMVN statistics, a value a feature.
public typealias FeatureStatistics = (mean: [Float], inverseStandardDeviation: [Float])

extension LoadedModel {
  /// Opens the model in `files`: makes it as its listing says and fills it from its checkpoint.
  ///
  /// - Parameter statistics: reads the CMVN file; asked only when the model normalises features itself and its checkpoint
  ///   has no statistics.
  public static func open(
    _ files: ModelFiles, compute: Compute, seed: UInt64 = 0,
    statistics: (_ path: String) throws -> FeatureStatistics = {
      throw ModelError.unreadable(path: $0, reason: "nobody reads statistics here")
    }
  ) throws(ModelError) -> LoadedModel {
    let config = try Configuration.read(files.config)
    guard case .map? = config["encoder_conf"] else {
      throw .badConfig(path: files.config, reason: "has no encoder_conf: this is not an encoder's config")
    }
    let checkpoint: Checkpoint
    do { checkpoint = try Checkpoint.open(files.checkpoint) } catch { throw .checkpoint(error) }
    guard let family = Family.of(config, checkpoint) else {
      throw .unknownFamily(config: files.config, checkpoint: files.checkpoint, known: Family.all.map(\.name))
    }
    let details = family.details(config)
    let (input, output) = try sizes(config, details, files, checkpoint)

    let sources = try Listings.open(files.listing ?? family.listings[0])
    var machine = Machine(sources: sources, compute: compute, seed: seed)
    let model = try family.build(
      config.setting("input_dim", to: .int(input)).setting("output_dim", to: .int(output)), from: files.config,
      by: sources,
      in: &machine)
    guard case .instance(let root) = model, machine.isModule(root) else {
      throw .badListing(name: sources.name, ["\(family.entry) in \(family.entryFile) makes no module"])
    }

    var report: BindingReport
    do { report = try bind(checkpoint, to: root, in: &machine, selfMade: family.selfMadeBuffers) } catch {
      throw .checkpoint(error)
    }
    if let path = files.cmvn, report.missing.contains(where: { $0.path == statisticsPaths.mean }) {
      let read: FeatureStatistics
      do { read = try statistics(path) } catch { throw .statistics(error) }
      let values = [statisticsPaths.mean: read.mean, statisticsPaths.deviation: read.inverseStandardDeviation]
      try fill(values, from: path, to: root, in: &machine, &report)
    }
    if !report.isComplete { throw .parameters(report, checkpoint: files.checkpoint) }
    machine.setModel(model)
    machine.setSessionName("model", to: model)
    return LoadedModel(
      machine: machine, files: files, listing: sources.name, listingNote: family.note(files.listing), report: report,
      featureSize: input, unitType: details.unitType, features: details.features, family: family,
      advice: family.advice(config, report),
      subsamplingRate: machine.integer(at: "model.encoder.embed.subsampling_rate") ?? 1,
      minimumFrames: (machine.integer(at: "model.encoder.embed.right_context") ?? 0) + 1,
      parameterCount: machine.parameterTree(root).reduce(0) { $0 + $1.value.layout.count })
  }

  /// Where an encoder that normalises features keeps what it normalises them by.
  private static let statisticsPaths = (mean: "encoder.global_cmvn.mean", deviation: "encoder.global_cmvn.istd")

  /// From one feature frame to the next.
  public var secondsPerFeatureFrame: Double {
    if case .filterbank(let recipe) = features { recipe.frameShiftMs / 1000 } else { 0.01 }
  }

  /// Values of a feature frame and tokens: from the config where it says so, else from the checkpoint itself.
  private static func sizes(
    _ config: Configuration, _ details: ModelDetails, _ files: ModelFiles, _ checkpoint: Checkpoint
  ) throws(ModelError) -> (input: Int, output: Int) {
    let output = config["output_dim"]?.int ?? checkpoint.entry("ctc.ctc_lo.bias")?.shape.first
    guard let output, output > 0 else {
      throw .badConfig(
        path: files.config,
        reason: "does not say how many tokens there are (output_dim), and the checkpoint has no ctc.ctc_lo.bias")
    }
    guard let input = details.featureSize, input > 0 else {
      throw .badConfig(path: files.config, reason: "does not say how wide a feature frame is (input_dim)")
    }
    return (input, output)
  }
}

extension Family {
  /// Has the listing make the model that `config` describes.
  fileprivate func build(
    _ config: Configuration, from path: String, by sources: ListingSources, in machine: inout Machine
  ) throws(ModelError) -> Value {
    let name = sources.name
    guard sources.files[entryFile] != nil else {
      throw .badListing(name: name, ["there is no \(entryFile), in which a model of \(self.name) begins"])
    }
    do {
      let file = try machine.load(entryFile)
      guard let maker = machine.value(named: entry, in: file) else {
        throw ModelError.badListing(name: name, ["\(entryFile) has no \(entry)"])
      }
      return try machine.call(maker, [config.value(in: &machine)])
    } catch let error as ModelError {
      throw error
    } catch let error as ListingError {
      throw .construction(error, config: path, listing: name)
    } catch { preconditionFailure("building a model throws model and listing errors: \(error)") }
  }

  /// Said when there was a choice of listings and nobody chose.
  fileprivate func note(_ chosen: String?) -> String? {
    if chosen != nil || listings.count == 1 { return nil }
    return "no listing chosen (--listing, or listing: in fwdb.yaml): \(listings[0]) is used"
  }
}
