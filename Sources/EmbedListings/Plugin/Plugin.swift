import Foundation
import PackagePlugin

/// Embeds the bundled listings in the binary, so that fwdb is one file and needs no search path.
///
/// SwiftPM's own `.embedInCode` ignores folders, so two families could not both have an `attention.py`. `.embedInCode`
/// also writes every byte as a number, and compiling these numbers takes seconds. This plug-in writes one string
/// literal per file.
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
