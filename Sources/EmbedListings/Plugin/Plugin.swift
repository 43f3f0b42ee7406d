import Foundation
import PackagePlugin

/// Puts the bundled listings into the binary: fwdb is one file, and a listing is found wherever that file lies.
///
/// SwiftPM's own `.embedInCode` forgets folders, so two families could not both have an `attention.py`; it also spells
/// every byte as a number, which takes the compiler seconds. This writes one string literal a file instead.
@main struct EmbedListings: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    guard let target = target as? SourceModuleTarget else { return [] }
    let folder = target.directoryURL.appending(path: "Listings")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedListings.swift")
    let contents = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let files = contents?.compactMap { $0 as? URL }.filter { $0.pathExtension == "py" } ?? []
    return [
      .buildCommand(
        displayName: "Embedding the listings", executable: try context.tool(named: "embed-listings").url,
        arguments: [folder.path(percentEncoded: false), output.path(percentEncoded: false)], inputFiles: files,
        outputFiles: [output])
    ]
  }
}
