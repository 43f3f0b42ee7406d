import Checkpoints

/// The marks of a family's files: formats and keys that only this family has, and where its framework leaves the files.
///
/// File names are relative to the model's folder. Their last part may have one `*`.
struct Recognition: Sendable {
  /// Checkpoint formats that only this framework writes.
  let formats: [CheckpointFormat]
  /// Keys that only this framework's configs have.
  let configKeys: [String]
  /// Bundled listings of the family. The first one runs when the user chose none.
  let listings: [String]
  /// A section that every config of the family has.
  let section: String
  let configs: [String]
  let checkpoints: [String]
  /// Names that the vocabulary may have, best first, given the config.
  let vocabularies: @Sendable (Configuration) -> [String]
  /// Names that the CMVN statistics may have, best first.
  let statistics: @Sendable (ModelFolder, Configuration) -> [String]

  /// Checkpoints that no framework wrote: converted ones, and those that fwdb generates. Full names, because such
  /// folders also hold traces and features in the same formats.
  static let generated = ["model.safetensors", "model.npz", "generated.safetensors", "generated.npz"]

  /// Whether only this framework writes such a config.
  func owns(_ config: Configuration) -> Bool { configKeys.contains { config[$0] != nil } }

  /// The first YAML file that has the family's section.
  func config(in folder: ModelFolder) -> String? {
    configs.lazy.flatMap { folder.names(like: $0) }.map { folder.path($0) }.first {
      (try? Configuration.read($0))?[section] != nil
    }
  }

  /// The best checkpoint: an averaged one before a single one, then the highest number.
  func checkpoint(in folder: ModelFolder) -> String? {
    func number(_ name: String) -> Int {
      Int(String(name.reversed().drop { !$0.isNumber }.prefix { $0.isNumber }.reversed())) ?? -1
    }
    var found: [String] = []
    for name in checkpoints.flatMap({ folder.names(like: $0) }) where !found.contains(name) { found.append(name) }
    let best = found.enumerated().max { left, right in
      let (a, b) = (left.element.contains("avg"), right.element.contains("avg"))
      if a != b { return b }
      let (m, n) = (number(left.element), number(right.element))
      return m == n ? left.offset > right.offset : m < n
    }
    return best.map { folder.path($0.element) }
  }
}
