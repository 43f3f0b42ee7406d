import Foundation
import Testing

@Test func everyFileImportsOnlyWhatItsRoomMayKnow() throws {
  let files = try sourceFiles(".swift")
  #expect(files.count > 100, "the files are found at all")
  for (path, text) in files {
    for module in importedModules(text) {
      let objection = Picture.objection(to: module, inFile: path)
      #expect(objection == nil, "\(objection ?? "")")
    }
  }
}

/// What an import brings in brings in its own imports, so a name in front of a dot is looked at too.
@Test func noFileMentionsARoomThatItMustNotKnow() throws {
  let names = Picture.rooms.map(\.name) + Picture.cRooms.map(\.name)
  for (path, text) in try sourceFiles(".swift") {
    for module in mentionedModules(text, among: names) where module != Picture.room(ofFile: path)?.name {
      let objection = Picture.objection(to: module, inFile: path)
      #expect(objection == nil, "\(objection ?? "")")
    }
  }
}

@Test func aLibraryOfTheSystemIsUsedInOnePlace() throws {
  let files = try sourceFiles(".swift")
  let headers = try sourceFiles(".h") + sourceFiles(".c")
  for cRoom in Picture.cRooms {
    let users = files.filter { importedModules($0.text).contains(cRoom.name) }.map(\.path)
    // A room that is still empty does not use its library yet.
    let isAwaited = try sourceFiles(".swift").filter { Picture.room(ofFile: $0.path)?.folder == folder(of: cRoom.user) }
      .allSatisfy { $0.path.hasSuffix("/Placeholder.swift") }
    #expect(isAwaited || !users.isEmpty, "nobody uses \(cRoom.name)")
    if !cRoom.user.hasSuffix("/") { #expect(users.count <= 1, "\(cRoom.name) is used in \(users)") }
    for (path, text) in headers where includedHeaders(text).contains(cRoom.header) {
      #expect(path.hasPrefix(cRoom.name + "/"), "\(path) includes <\(cRoom.header)>, which only \(cRoom.name) may")
    }
  }
}

@Test func thePackageDeclaresThePicture() throws {
  let manifest = Manifest(try text(of: "Package.swift"))
  for room in Picture.rooms {
    let target = manifest.targets.first { $0.name == room.name }
    let cRooms = Picture.cRooms.filter { folder(of: $0.user) == room.folder }.map(\.name)
    let declared = try #require(target, "\(room.name) is in the picture and not in Package.swift")
    #expect(
      Set(declared.dependencies) == Set(room.knows + room.packages + cRooms),
      "what \(room.name) depends on in Package.swift is what the picture says")
  }
  for cRoom in Picture.cRooms {
    let kind = manifest.targets.first { $0.name == cRoom.name }?.kind
    #expect(kind == (cRoom.isOurs ? .target : .systemLibrary), "\(cRoom.name)")
  }
  // Test targets test a room each, or all of them together; what they share is below Tests too.
  let shared = ["TestSupport", "FuzzTargets", "fwdb-fuzz", "fwdb-cost"]
  let others = manifest.targets.filter { $0.kind != .testTarget && !shared.contains($0.name) }.map(\.name)
  #expect(Set(others) == Set(Picture.rooms.map(\.name) + Picture.cRooms.map(\.name)))
}

@Test func everyFolderOfSourcesIsARoom() throws {
  let folders = try FileManager.default.contentsOfDirectory(atPath: root + "Sources").filter { !$0.hasPrefix(".") }
  let rooms = Picture.rooms.map { folder(of: $0.folder + "/") } + Picture.cRooms.map(\.name)
  #expect(Set(folders) == Set(rooms))
}

@Test func arrowsLeadInOneDirection() {
  for room in Picture.rooms {
    #expect(!Picture.reach(of: room.name).contains(room.name), "\(room.name) comes back to itself")
    for other in room.knows { #expect(Picture.room(other) != nil, "\(room.name) knows \(other), which is no room") }
  }
}

/// The page has a table whose rows begin with the room and what its arrows point at.
@Test func theArchitecturePageTellsOfEveryRoom() throws {
  let rows = try text(of: "docs/architecture.md").split { $0.isNewline }.map { row in
    row.split(separator: "|").map { $0.filter { $0 != "*" && $0 != "`" }.trimmingCharacters(in: .whitespaces) }
  }
  func names(_ cell: String) -> Set<String> {
    Set(cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0 != "–" })
  }
  for room in Picture.rooms {
    let row = rows.first { $0.first == room.name && $0.count >= 3 }
    let cRooms = Picture.cRooms.filter { folder(of: $0.user) == room.folder }.map(\.name)
    let found = try #require(row, "docs/architecture.md has no row for \(room.name)")
    #expect(names(found[1]) == Set(room.knows + cRooms), "what docs/architecture.md lets \(room.name) know")
  }
  for cRoom in Picture.cRooms {
    #expect(
      rows.contains { $0.first == cRoom.name && $0.count >= 3 }, "docs/architecture.md has no row for \(cRoom.name)")
  }
}

@Test func theArchitecturePageNamesFilesThatAreThere() throws {
  let words = try text(of: "docs/architecture.md").components(separatedBy: "`").enumerated()
    .compactMap { $0.offset % 2 == 1 ? $0.element : nil }
  let paths = words.filter { word in
    word.contains("/") && word.allSatisfy { $0.isLetter || $0.isNumber || "/+._-".contains($0) }
  }
  #expect(paths.count > 10, "the paths are found at all")
  for path in paths {
    let isThere = ["", "Sources/"].contains { FileManager.default.fileExists(atPath: root + $0 + path) }
    #expect(isThere, "docs/architecture.md names \(path)")
  }
}

// MARK: The project's files

/// With a slash at its end.
private let root = "\(#filePath)".components(separatedBy: "/").dropLast(3).joined(separator: "/") + "/"

private func text(of path: String) throws -> String { try String(contentsOfFile: root + path, encoding: .utf8) }

/// Files below `Sources` whose names end so, by their paths there.
private func sourceFiles(_ ending: String) throws -> [(path: String, text: String)] {
  let paths = try FileManager.default.subpathsOfDirectory(atPath: root + "Sources").filter { $0.hasSuffix(ending) }
  return try paths.sorted().map { ($0, try text(of: "Sources/" + $0)) }
}

private func folder(of path: String) -> String { String(path.prefix { $0 != "/" }) }
