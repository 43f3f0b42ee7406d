import ListingRuntime

/// Describes how a listing builds a model and how a checkpoint fills its parameters.
public struct ModelSource: Sendable {
  /// `file` is the listing's file to load. `entry` is the class or function in it that returns the model.
  var file: String
  var entry: String
  var arguments: [Configuration]
  var binding = BindingRules()
  /// Returns notes for the user. Called after the checkpoint has filled the parameters.
  var notes: @Sendable (BindingReport, Machine) -> [String] = { _, _ in [] }
}

/// Rules that allow certain differences between a model's parameters and a checkpoint's tensors.
public struct BindingRules: Sendable {
  /// The last part of the path of each buffer that the model computes itself. A checkpoint may contain or lack these
  /// buffers.
  var selfMade: Set<String> = []
  /// Names of modules that some versions of the frameworks save even when unused. Their tensors may be in a checkpoint
  /// although the model has no parameters for them.
  var unused: Set<String> = []
  /// The submodules of the model that a pass runs, by the first component of their module paths: `encoder`, `ctc`. If
  /// the checkpoint has a tensor for such a submodule and the model has no parameter of this path, that is an error.
  /// Nil means that a pass runs all submodules.
  var running: Set<String>?
  /// Submodules whose tensors may all be missing from a checkpoint, by the first component of their module paths.
  var optional: Set<String> = []
  /// Submodules that no pass runs although a checkpoint may contain their tensors, by the first component of their
  /// module paths.
  var notRun: [String] = []
  /// Paths of the parameters that CMVN statistics can fill; nil when the model has no such parameters.
  var statistics: StatisticsPaths?

  struct StatisticsPaths: Sendable {
    let mean: String
    let inverseDeviation: String
  }
}
