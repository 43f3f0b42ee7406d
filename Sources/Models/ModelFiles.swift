import Foundation

/// Paths of a model's files. The user's choice comes first, then the path in the folder's `fwdb.yaml`, then the
/// framework's usual path.
public struct ModelFiles: Sendable {
  public var folder: String
  public var config: String
  public var checkpoint: String
  public var cmvn: String?
  /// Whether the user or `fwdb.yaml` named the CMVN file.
  public var isCMVNChosen: Bool
  public var vocabulary: String?
  /// The listing that the user or `fwdb.yaml` named; nil when neither named a listing.
  public var listing: String?

  /// Paths that the user named. They take precedence over `fwdb.yaml` and usual paths.
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

  /// Finds the config at `path`, which is a config file or a model's folder.
  ///
  /// - Returns: the config's path, the model's folder, and the listing that `fwdb.yaml` in the folder names. The folder
  ///   of `MODEL/conf/x.yaml` is `MODEL`.
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

  /// Finds the config and the checkpoint of a model. `config` and `checkpoint` are the files that the user or
  /// `fwdb.yaml` named. Uses the first family whose file names match both files.
  private static func locate(
    _ folder: ModelFolder, config: String?, checkpoint: String?
  ) throws(ModelError) -> (rules: Recognition, found: (config: String, checkpoint: String)) {
    // First try the families whose own keys occur in the config. Then try all families for which a config exists.
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

  /// The error for a folder without a config. If a file with the name of a config exists but cannot be read, returns
  /// the error of this file.
  private static func withoutConfig(_ folder: ModelFolder) -> ModelError {
    let tried = distinct(ModelFamily.all.flatMap(\.recognises.configs))
    for name in tried.flatMap({ folder.names(like: $0) }) {
      do { _ = try Configuration.read(folder.path(name)) } catch { return error }
    }
    return .noConfig(folder: folder.root, tried: tried)
  }
}

/// The names without repetitions, in the given order.
private func distinct(_ names: [String]) -> [String] {
  names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
}
