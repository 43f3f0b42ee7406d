import Foundation

/// Where a model's files lie: what a person names, else what `fwdb.yaml` in the folder names, else where the frameworks
/// leave them.
public struct ModelFiles: Sendable {
  public var folder: String
  public var config: String
  public var checkpoint: String
  public var cmvn: String?
  /// Whether somebody named the CMVN statistics, on the command line or in `fwdb.yaml`.
  public var isCMVNChosen: Bool
  public var vocabulary: String?
  /// The listing that was asked for, if any was.
  public var listing: String?

  /// Paths that a person gives one by one; they win over everything else.
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

  /// Finds the files of the model in `folder`, in whichever family's layout they lie.
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
    let (layout, found) = try locate(place, config: config, checkpoint: checkpoint)
    let cmvn = choices.cmvn ?? setting("cmvn")
    let contents = try Configuration.read(found.config)
    return ModelFiles(
      folder: folder, config: found.config, checkpoint: found.checkpoint,
      cmvn: cmvn ?? layout.statistics(place, contents).first(where: place.isFile).map(place.path),
      isCMVNChosen: cmvn != nil,
      vocabulary: choices.vocabulary ?? setting("vocab")
        ?? layout.vocabularies(contents).first(where: place.isFile).map(place.path),
      listing: choices.listing ?? settings["listing"]?.string)
  }

  /// The config at `path`, a file or a model's folder, the folder it belongs to, and the listing that `fwdb.yaml` there
  /// names. A config in `conf/` belongs to the folder above.
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
    let layouts = Family.all.map(\.layout)
    let named = settings["config"]?.string.map { place.path($0) }
    guard let config = named ?? layouts.lazy.compactMap({ $0.config(in: place) }).first else {
      throw withoutConfig(place)
    }
    return (config, folder, listing)
  }

  /// Config and checkpoint in the first layout that has both, where they were not named.
  private static func locate(
    _ folder: ModelFolder, config: String?, checkpoint: String?
  ) throws(ModelError) -> (layout: FileLayout, found: (config: String, checkpoint: String)) {
    // A layout that finds a config of its own family, then any that finds a config at all.
    let places = Family.all.compactMap { family -> (family: Family, config: String)? in
      (config ?? family.layout.config(in: folder)).map { (family, $0) }
    }
    let own = places.filter { place in (try? Configuration.read(place.config)).map(place.family.owns) ?? false }
    for place in own + places {
      let layout = place.family.layout
      if let checkpoint = checkpoint ?? layout.checkpoint(in: folder) { return (layout, (place.config, checkpoint)) }
    }
    if places.isEmpty { throw withoutConfig(folder) }
    throw .noCheckpoint(folder: folder.root, tried: distinct(Family.all.flatMap(\.layout.checkpoints)))
  }

  /// Why no config was found: the first that is one by its name cannot be read, or there is none.
  private static func withoutConfig(_ folder: ModelFolder) -> ModelError {
    let tried = distinct(Family.all.flatMap(\.layout.configs))
    for name in tried.flatMap({ folder.names(like: $0) }) {
      do { _ = try Configuration.read(folder.path(name)) } catch { return error }
    }
    return .noConfig(folder: folder.root, tried: tried)
  }
}

/// Each once, in order.
private func distinct(_ names: [String]) -> [String] {
  names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
}
