import Foundation

/// Where a model's files lie: what a person names, else what `fwdb.yaml` in the folder names, else where the frameworks
/// leave them.
public struct ModelFiles: Sendable {
  public var folder: String
  public var config: String
  public var checkpoint: String
  public var cmvn: String?
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
    let contents = try Configuration.read(found.config)
    return ModelFiles(
      folder: folder, config: found.config, checkpoint: found.checkpoint,
      cmvn: choices.cmvn ?? setting("cmvn")
        ?? layout.statistics(place, contents).first(where: place.isFile).map(place.path),
      vocabulary: choices.vocabulary ?? setting("vocab")
        ?? layout.vocabularies(contents).first(where: place.isFile).map(place.path),
      listing: choices.listing ?? settings["listing"]?.string)
  }

  /// Config and checkpoint in the first layout that has both, where they were not named.
  private static func locate(
    _ folder: ModelFolder, config: String?, checkpoint: String?
  ) throws(ModelError) -> (layout: FileLayout, found: (config: String, checkpoint: String)) {
    let layouts = Family.all.map(\.layout)
    let likely = layouts.filter { layout in checkpoint.map(layout.mayHave) ?? true }
    var hasConfig = false
    for layout in likely.isEmpty ? layouts : likely {
      guard let config = config ?? layout.config(in: folder) else { continue }
      hasConfig = true
      if let checkpoint = checkpoint ?? layout.checkpoint(in: folder) { return (layout, (config, checkpoint)) }
    }
    func tried(_ names: (FileLayout) -> [String]) -> [String] {
      layouts.flatMap(names).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
    if !hasConfig { throw .noConfig(folder: folder.root, tried: tried(\.configs)) }
    throw .noCheckpoint(folder: folder.root, tried: tried(\.checkpoints))
  }
}
