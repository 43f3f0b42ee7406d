import Foundation
import ListingRuntime

/// Opens listings: the listings bundled with fwdb, and listings in the user's folders.
public enum Listings {
  /// Names of all bundled listings, sorted: `paddlespeech@1.0`, ….
  public static var bundledNames: [String] {
    Set(EmbeddedListings.files.keys.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
  }

  /// Opens a bundled listing by its name, or the `.py` files of a folder by its path. A file in a folder is read only
  /// when it is imported for the first time.
  ///
  /// - Throws: `ModelError.unknownListing` when no bundled listing and no folder has this name.
  public static func open(_ name: String) throws(ModelError) -> ListingSources {
    if bundledNames.contains(name) { return ListingSources(name: name, files: bundled(name)) }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder), isFolder.boolValue else {
      throw .unknownListing(name, bundled: bundledNames)
    }
    return ListingSources(name: name, reader: FolderReader([name]))
  }

  /// Creates a listing from the Python files in several folders. When several folders have the same package or file,
  /// the first folder is used.
  static func roots(_ folders: [String]) throws(ModelError) -> ListingSources {
    for path in folders where resolved(path) == nil {
      throw .unreadable(path: path, reason: "there is no such folder (--path)")
    }
    return ListingSources(name: folders.joined(separator: ":"), reader: FolderReader(folders))
  }

  /// Reads a bundled listing. The folder of a version, such as `paddlespeech@1.0`, holds only the files that differ
  /// from `paddlespeech`; all other files come from `paddlespeech`.
  private static func bundled(_ name: String) -> [String: String] {
    func files(_ folder: some StringProtocol) -> [String: String] {
      EmbeddedListings.files.filter { $0.key.hasPrefix(folder + "/") }
        .reduce(into: [:]) { $0[String($1.key.dropFirst(folder.count + 1))] = $1.value }
    }
    let base = name.prefix { $0 != "@" }
    return base.count == name.count ? files(name) : files(base).merging(files(name)) { $1 }
  }
}
