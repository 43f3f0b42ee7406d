import Foundation
import ListingRuntime

/// Opens listings: the listings bundled with fwdb, and listings in the user's folders.
public enum Listings {
  /// Names of all bundled listings, sorted: `paddlespeech@1.0`, ….
  public static var bundledNames: [String] {
    Set(EmbeddedListings.files.keys.compactMap { $0.split(separator: "/").first.map(String.init) }).sorted()
  }

  /// Opens a bundled listing by its name, or the `.py` files of a folder by its path.
  ///
  /// - Throws: `ModelError.unknownListing` when the name is neither, `.badListing` when a file cannot be read or
  ///   parsed.
  public static func open(_ name: String) throws(ModelError) -> ListingSources {
    let files = bundledNames.contains(name) ? bundled(name) : try folder(name)
    let sources = ListingSources(name: name, files: files)
    let errors = sources.errors()
    if !errors.isEmpty { throw .badListing(name: name, errors) }
    return sources
  }

  /// Reads the `.py` files of several folders. If two folders have a file with the same path, the first folder's file
  /// is used. A file with syntax that fwdb does not support is an error only when it is imported.
  static func roots(_ folders: [String]) throws(ModelError) -> ListingSources {
    var files: [String: String] = [:]
    for path in folders {
      if resolved(path) == nil { throw .unreadable(path: path, reason: "there is no such folder (--path)") }
      files.merge(try folder(path)) { first, _ in first }
    }
    return ListingSources(name: folders.joined(separator: ":"), files: files)
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

  /// The greatest size in bytes of one file, and of all files together. Source code is smaller.
  static let sizeLimit = 4 << 20
  /// The greatest number of files of any kind in a listing's folder. Without a limit, a search of `/` would take hours.
  private static let entryLimit = 20_000

  private static func folder(_ path: String) throws(ModelError) -> [String: String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw .unknownListing(path, bundled: bundledNames)
    }
    let place = resolved(path).map { $0 == "/" ? $0 : $0 + "/" }
    var files: [String: String] = [:]
    var (entries, bytes) = (0, 0)
    for case let file as String in FileManager.default.enumerator(atPath: path) ?? .init() {
      entries += 1
      if entries > entryLimit {
        throw .badListing(name: path, ["the folder has more than \(entryLimit) files, which is too many for a listing"])
      }
      if !file.hasSuffix(".py") { continue }
      let full = path + "/" + file
      // A symbolic link in the folder may lead only to a file in the same folder.
      if let place, let target = resolved(full), !target.hasPrefix(place) {
        throw .badListing(name: path, ["\(full): is a link that leads out of the listing's folder, to \(target)"])
      }
      do { files[file] = try readText(full, limit: sizeLimit) } catch {
        switch error {
        case .unreadable(let reason): throw .badListing(name: path, ["\(full): \(reason)"])
        case .tooLarge: throw .badListing(name: path, ["\(full): is larger than \(sizeLimit >> 20) MiB"])
        case .notText: throw .badListing(name: path, ["\(full): is not UTF-8 text"])
        }
      }
      bytes += files[file]?.utf8.count ?? 0
      if bytes > sizeLimit {
        throw .badListing(name: path, ["the folder has more than \(sizeLimit >> 20) MiB of Python text"])
      }
    }
    if files.isEmpty { throw .badListing(name: path, ["there is no .py file in the folder"]) }
    return files
  }
}
