import Checkpoints
import ListingRuntime
import Tensors

/// CMVN statistics: the mean and the inverse standard deviation of each feature.
public typealias FeatureStatistics = (mean: [Float], inverseStandardDeviation: [Float])

extension Model {
  /// Opens a model from its files: the listing builds the model, and the checkpoint fills its parameters.
  ///
  /// - Parameters:
  ///   - isLenient: true to accept parameters that the checkpoint lacks or has in another shape. Such parameters stay
  ///     without a value.
  ///   - statistics: reads a CMVN file. Called if the user or `fwdb.yaml` named the CMVN file. Also called if the model
  ///     normalises features itself and the checkpoint has no statistics.
  public static func open(
    _ files: ModelFiles, compute: Compute, seed: UInt64 = 0, isLenient: Bool = false,
    statistics: (_ path: String) throws -> FeatureStatistics = {
      throw ModelError.unreadable(path: $0, reason: "no reader for CMVN statistics was given")
    }
  ) throws(ModelError) -> Model {
    let config = try Configuration.readModel(files.config)
    let checkpoint: Checkpoint
    do { checkpoint = try Checkpoint.open(files.checkpoint, uint16: .bfloat16InPaddle) } catch {
      throw .checkpoint(error)
    }
    guard let family = ModelFamily.of(config, checkpoint) else {
      throw .unknownFamily(config: files.config, checkpoint: files.checkpoint, known: ModelFamily.all.map(\.name))
    }
    let source = try family.source(
      ModelContents(
        config: config, configPath: files.config, folder: ModelFolder(root: files.folder), checkpoint: checkpoint,
        tokens: nil, files: files))
    var model = try Model(
      source, of: family, config: files.config, listing: files.listing, compute: compute, seed: seed)
    model.files = files
    model.config = config
    try model.fill(from: checkpoint, source.binding, cmvn: (files.cmvn, files.isCMVNChosen), statistics: statistics)
    if !model.report.isComplete, !isLenient { throw .parameters(model.report, checkpoint: files.checkpoint) }
    let listings = family.recognises.listings
    if files.listing == nil, listings.count > 1 {
      model.notes.append("no listing chosen (--listing, or listing: in fwdb.yaml): \(listings[0]) is used")
    }
    model.notes += source.notes(model.report, model.machine) + model.bindingNotes(source.binding)
    return model
  }

  /// Fills parameters with the checkpoint's tensors of the same path. CMVN parameters that the checkpoint lacks are
  /// filled from the CMVN file.
  mutating func fill(
    from checkpoint: Checkpoint, _ rules: BindingRules, cmvn: (path: String?, isChosen: Bool) = (nil, false),
    statistics: (_ path: String) throws -> FeatureStatistics = { _ in ([], []) }
  ) throws(ModelError) {
    do { report = try bind(checkpoint, to: root, in: &machine, rules) } catch { throw .checkpoint(error) }
    guard let path = cmvn.path, let paths = rules.statistics else { return }
    let lacksStatistics = report.missing.contains { $0.path == paths.mean }
    if !lacksStatistics, !cmvn.isChosen { return }
    let read: FeatureStatistics
    do { read = try statistics(path) } catch { throw .statistics(error) }
    if !lacksStatistics { return }
    let values = [paths.mean: read.mean, paths.inverseDeviation: read.inverseStandardDeviation]
    try fillStatistics(values, from: path, to: root, in: &machine, &report)
  }
}
