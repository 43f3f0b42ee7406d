import Foundation
import ListingRuntime

extension Listings {
  /// Creates a listing from a script. Imported files are searched for in the script's folder and then in `roots`. Only
  /// imported files are read.
  ///
  /// - Throws: `ModelError.unreadable` with the reason why the script or a folder cannot be read.
  public static func script(_ path: String, roots: [String] = []) throws(ModelError) -> (
    sources: ListingSources, main: String
  ) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), let place = resolved(path) else {
      throw .unreadable(path: path, reason: "there is no such file; a script is a file of Python code")
    }
    if isFolder.boolValue {
      let name = URL(filePath: path).lastPathComponent
      throw .unreadable(path: path, reason: "is a folder; name the Python file to run, such as \(name)/main.py")
    }
    for root in roots where resolved(root) == nil {
      throw .unreadable(path: root, reason: "there is no such folder (--path)")
    }
    let url = URL(filePath: place)
    let main = url.lastPathComponent
    let folder = url.deletingLastPathComponent().path(percentEncoded: false)
    let sources = ListingSources(name: path, isScript: true, reader: FolderReader([folder] + roots))
    do {
      if try sources.file(at: main) == nil {
        throw ModelError.unreadable(path: path, reason: "is not Python code: its name must end in .py")
      }
    } catch let error as SourceError {
      let reason = error.description.hasPrefix(place + ": ") ? error.description.dropFirst(place.count + 2) : ""
      throw .unreadable(
        path: path,
        reason: reason == "is not UTF-8 text"
          ? "is not Python code: it is not UTF-8 text"
          : reason.isEmpty ? error.description : String(reason))
    } catch let error as ModelError { throw error } catch { preconditionFailure("reading throws source errors") }
    return (sources, main)
  }
}
