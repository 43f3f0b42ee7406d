import Foundation
import ListingRuntime

extension Listings {
  /// A script and the files of its folder that it imports. No other file is read.
  ///
  /// - Throws: `ModelError.unreadable` or `.badListing`, which say what is wrong with the script or with a file that it
  ///   imports.
  public static func script(_ path: String) throws(ModelError) -> (sources: ListingSources, main: String) {
    let url = URL(filePath: path)
    let folder = url.deletingLastPathComponent().path(percentEncoded: false), main = url.lastPathComponent
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .unreadable(path: path, reason: "there is no such file; a script is a file of Python code")
    }
    if isFolder.boolValue {
      throw .unreadable(path: path, reason: "is a folder; name the Python file to run, such as \(main)/main.py")
    }
    let sources = try ListingSources(name: path, script: main) { file throws(ModelError) -> String? in
      let full = file == main ? path : folder + file
      if file != main, !FileManager.default.fileExists(atPath: full) { return nil }
      do throws(TextFileError) {
        return try readText(full, limit: sizeLimit)
      } catch {
        switch error {
        case .unreadable(let reason): throw .unreadable(path: full, reason: reason)
        case .tooLarge: throw .unreadable(path: full, reason: "is larger than \(sizeLimit >> 20) MiB")
        case .notText: throw .unreadable(path: full, reason: "is not Python code: it is not UTF-8 text")
        }
      }
    }
    return (sources, main)
  }
}
