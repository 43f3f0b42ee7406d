import ListingRuntime

/// How a listing builds a model, and how a checkpoint fills it.
public struct ModelSource: Sendable {
  /// The file that is loaded first, and the class or function in it that makes the model.
  var file: String
  var entry: String
  var arguments: [Configuration]
  var binding = BindingRules()
  /// Notes for the user, once the checkpoint has been bound.
  var notes: @Sendable (BindingReport, Machine) -> [String] = { _, _ in [] }
}

/// Which differences between a model's parameters and a checkpoint's tensors are not errors.
public struct BindingRules: Sendable {
  /// Last names of buffers that the model computes itself. A checkpoint may lack or have them.
  var selfMade: Set<String> = []
  /// Names of modules that some versions save even when unused.
  var unused: Set<String> = []
  /// The parts of the model that run, by the first part of their paths. A tensor below them that has no parameter in the
  /// model is an error. Nil means that all parts run.
  var running: Set<String>?
  /// Parts that a checkpoint may lack as a whole.
  var optional: Set<String> = []
  /// Parts that a checkpoint may have and that no pass runs.
  var notRun: [String] = []
  /// Paths of the parameters that a file of CMVN statistics can fill.
  var statistics: StatisticsPaths?

  struct StatisticsPaths: Sendable {
    let mean: String
    let inverseDeviation: String
  }
}
