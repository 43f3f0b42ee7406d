import Foundation

/// Paths of a model's files: those that the user names, else those that `fwdb.yaml` in the folder names, else the
/// frameworks' usual paths.
public struct ModelFiles: Sendable {
  public var folder: String
  public var config: String
  public var checkpoint: String
  public var cmvn: String?
  /// Whether the CMVN statistics were named, on the command line or in `fwdb.yaml`.
  public var isCMVNChosen: Bool
  public var vocabulary: String?
  /// The listing that the user or `fwdb.yaml` chose.
  public var listing: String?

  /// Paths that the user names one by one. They take precedence over all others.
  public struct Choices: Sendable {
    public var config: String?
    public var checkpoint: String?
    public var cmvn: String?
    public var vocabulary: String?
    public var listing: String?
    public init(
      config: String? = nil, checkpoint: String? = nil, cmvn: String? = nil, vocabulary: String? = nil,
      listing: String? = nil
    ) {
      self.config = config
      self.checkpoint = checkpoint
      self.cmvn = cmvn
      self.vocabulary = vocabulary
      self.listing = listing
    }
  }

  /// Finds the files of the model in `folder`.
  public static func find(in folder: String, choices: Choices = Choices()) throws(ModelError) -> ModelFiles {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw .noSuchFolder(folder)
    }
    let place = ModelFolder(root: folder)
    let settings = place.exists("fwdb.yaml") ? try Configuration.read(place.path("fwdb.yaml")) : .map([])
    func setting(_ key: String) -> String? { settings[key]?.string.map { place.path($0) } }

    let config = choices.config ?? setting("config")
    let checkpoint = choices.checkpoint ?? setting("checkpoint")
    let (rules, found) = try locate(place, config: config, checkpoint: checkpoint)
    let cmvn = choices.cmvn ?? setting("cmvn")
    let contents = try Configuration.read(found.config)
    return ModelFiles(
      folder: folder, config: found.config, checkpoint: found.checkpoint,
      cmvn: cmvn ?? rules.statistics(place, contents).first(where: place.isFile).map(place.path),
      isCMVNChosen: cmvn != nil,
      vocabulary: choices.vocabulary ?? setting("vocab")
        ?? rules.vocabularies(contents).first(where: place.isFile).map(place.path),
      listing: choices.listing ?? settings["listing"]?.string)
  }

  /// The config at `path`, which is a config or a model's folder; the model's folder; and the listing that `fwdb.yaml`
  /// there names. A config in `conf/` belongs to the folder above.
  static func findConfig(at path: String) throws(ModelError) -> (config: String, folder: String, listing: String?) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .unreadable(path: path, reason: "there is no such file or folder")
    }
    var folder = path
    if !isFolder.boolValue {
      var parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      if parts.last == "conf" { parts.removeLast() }
      folder = parts.joined(separator: "/")
      if folder.isEmpty { folder = path.hasPrefix("/") ? "/" : "." }
    }
    let place = ModelFolder(root: folder)
    let settings = place.exists("fwdb.yaml") ? try Configuration.read(place.path("fwdb.yaml")) : .map([])
    let listing = settings["listing"]?.string
    if !isFolder.boolValue { return (path, folder, listing) }
    let named = settings["config"]?.string.map { place.path($0) }
    guard let config = named ?? ModelFamily.all.lazy.compactMap({ $0.recognises.config(in: place) }).first else {
      throw withoutConfig(place)
    }
    return (config, folder, listing)
  }

  /// The config and the checkpoint, as far as they were not named, of the first family that finds both.
  private static func locate(
    _ folder: ModelFolder, config: String?, checkpoint: String?
  ) throws(ModelError) -> (rules: Recognition, found: (config: String, checkpoint: String)) {
    // First the families that own the config they find, then all that find one.
    let places = ModelFamily.all.compactMap { family -> (rules: Recognition, config: String)? in
      (config ?? family.recognises.config(in: folder)).map { (family.recognises, $0) }
    }
    let own = places.filter { place in (try? Configuration.read(place.config)).map(place.rules.owns) ?? false }
    for place in own + places {
      if let checkpoint = checkpoint ?? place.rules.checkpoint(in: folder) {
        return (place.rules, (place.config, checkpoint))
      }
    }
    if places.isEmpty { throw withoutConfig(folder) }
    throw .noCheckpoint(folder: folder.root, tried: distinct(ModelFamily.all.flatMap(\.recognises.checkpoints)))
  }

  /// The error of a folder without a config. If a file with a config's name cannot be read, it is that file's error.
  private static func withoutConfig(_ folder: ModelFolder) -> ModelError {
    let tried = distinct(ModelFamily.all.flatMap(\.recognises.configs))
    for name in tried.flatMap({ folder.names(like: $0) }) {
      do { _ = try Configuration.read(folder.path(name)) } catch { return error }
    }
    return .noConfig(folder: folder.root, tried: tried)
  }
}

/// Without repetitions, in order.
private func distinct(_ names: [String]) -> [String] {
  names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
}
