import Checkpoints

/// How to recognise a family's models and where its framework stores the files.
///
/// File names are relative to the model's folder. The last part of a name may contain one `*`.
struct Recognition: Sendable {
  /// Checkpoint formats that only this framework writes.
  let formats: [CheckpointFormat]
  /// Config keys that only this framework uses.
  let configKeys: [String]
  /// The family's bundled listings. The first listing is the default.
  let listings: [String]
  /// The key of a section that occurs in every config of the family.
  let section: String
  let configs: [String]
  let checkpoints: [String]
  /// Returns possible names of the vocabulary file for a config, best first.
  let vocabularies: @Sendable (Configuration) -> [String]
  /// Returns possible names of the CMVN file, best first.
  let statistics: @Sendable (ModelFolder, Configuration) -> [String]

  /// Names of converted checkpoints and of checkpoints that fwdb generates. No framework writes these names. The names
  /// do not contain `*`, because the folder may also contain traces and features in the same formats.
  static let generated = ["model.safetensors", "model.npz", "generated.safetensors", "generated.npz"]

  /// Whether the config has a key that only this framework uses.
  func owns(_ config: Configuration) -> Bool { configKeys.contains { config[$0] != nil } }

  /// The path of the first YAML file with the family's section; nil when there is none.
  func config(in folder: ModelFolder) -> String? {
    configs.lazy.flatMap { folder.names(like: $0) }.map { folder.path($0) }.first {
      (try? Configuration.read($0))?[section] != nil
    }
  }

  /// The path of the best checkpoint: averaged checkpoints first, then the highest number in the name. Nil when there
  /// is none.
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
