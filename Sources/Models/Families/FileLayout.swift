/// Where a framework leaves a model's files. Names are counted from the model's folder, and their last part may have
/// one `*`.
struct FileLayout: Sendable {
  let configs: [String]
  let checkpoints: [String]
  /// Names that may be the vocabulary's, best first, given the config.
  let vocabularies: @Sendable (Configuration) -> [String]
  /// Names that may be the CMVN statistics', best first.
  let statistics: @Sendable (ModelFolder, Configuration) -> [String]

  /// Checkpoints that no framework left there: converted ones, and those that fwdb makes up. By full name, because
  /// other files of these kinds lie about too: traces, features.
  static let generated = ["model.safetensors", "model.npz", "generated.safetensors", "generated.npz"]

  /// The first YAML file that speaks of an encoder.
  func config(in folder: ModelFolder) -> String? {
    configs.lazy.flatMap { folder.names(like: $0) }.map { folder.path($0) }.first {
      (try? Configuration.read($0))?["encoder_conf"] != nil
    }
  }

  /// An averaged checkpoint before a single one, the highest number first.
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
