import Foundation
import Testing

@Test func everyFileImportsOnlyWhatItsRoomMayKnow() throws {
  let files = try sourceFiles(".swift")
  #expect(files.count > 100, "the files are found")
  for (path, text) in files {
    for module in importedModules(text) {
      let objection = Picture.objection(to: module, inFile: path)
      #expect(objection == nil, "\(objection ?? "")")
    }
  }
}

/// If module A imports module B, a Swift file that imports only A can still use B. So imports are not enough: the test
/// looks for module names before a dot, as in `Screen.Color`.
@Test func noFileMentionsARoomThatItMustNotKnow() throws {
  let names = Picture.rooms.map(\.name) + Picture.cRooms.map(\.name)
  for (path, text) in try sourceFiles(".swift") {
    for module in mentionedModules(text, among: names) where module != Picture.room(ofFile: path)?.name {
      let objection = Picture.objection(to: module, inFile: path)
      #expect(objection == nil, "\(objection ?? "")")
    }
  }
}

@Test func aSystemLibraryIsUsedInOnePlace() throws {
  let imports = try sourceFiles(".swift").map { (path: $0.path, modules: importedModules($0.text)) }
  let headers = try sourceFiles(".h") + sourceFiles(".c")
  for cRoom in Picture.cRooms {
    let users = imports.filter { $0.modules.contains(cRoom.name) }.map(\.path)
    #expect(!users.isEmpty, "no file uses \(cRoom.name)")
    if !cRoom.user.hasSuffix("/") { #expect(users.count <= 1, "\(cRoom.name) is used in \(users)") }
    for (path, text) in headers where includedHeaders(text).contains(cRoom.header) {
      #expect(path.hasPrefix(cRoom.name + "/"), "\(path) includes <\(cRoom.header)>, which only \(cRoom.name) may")
    }
  }
}

@Test func thePackageDeclaresThePicture() throws {
  let manifest = Manifest(try projectText("Package.swift"))
  for room in Picture.rooms {
    let target = manifest.targets.first { $0.name == room.name }
    let cRooms = Picture.cRooms.filter { folder(of: $0.user) == room.folder }.map(\.name)
    let declared = try #require(target, "\(room.name) is in the picture and not in Package.swift")
    #expect(
      Set(declared.dependencies) == Set(room.knows + room.packages + cRooms),
      "the dependencies of \(room.name) in Package.swift differ from the picture")
  }
  for cRoom in Picture.cRooms {
    let kind = manifest.targets.first { $0.name == cRoom.name }?.kind
    #expect(kind == (cRoom.isOurs ? .target : .systemLibrary), "\(cRoom.name)")
  }
  // Test targets and the targets listed here are not rooms.
  let shared = ["TestSupport", "FuzzTargets", "fwdb-fuzz", "fwdb-cost", "fwdb-bytecode"]
  let others = manifest.targets.filter { $0.kind != .testTarget && !shared.contains($0.name) }.map(\.name)
  #expect(Set(others) == Set(Picture.rooms.map(\.name) + Picture.cRooms.map(\.name)))
}

@Test func everyFolderOfSourcesIsARoom() throws {
  let folders = try FileManager.default.contentsOfDirectory(atPath: root + "Sources").filter { !$0.hasPrefix(".") }
  let rooms = Picture.rooms.map { folder(of: $0.folder + "/") } + Picture.cRooms.map(\.name)
  #expect(Set(folders) == Set(rooms))
}

@Test func noArrowsFormACycle() {
  for room in Picture.rooms {
    #expect(!Picture.reach(of: room.name).contains(room.name), "the arrows lead from \(room.name) back to it")
    for other in room.knows { #expect(Picture.room(other) != nil, "\(room.name) knows \(other), which is not a room") }
  }
}

/// The page has a table row for each room. The row begins with the room's name and lists the rooms that it depends on.
@Test func theArchitecturePageDescribesEveryRoom() throws {
  let rows = try projectText("docs/architecture.md").split { $0.isNewline }.map { row in
    row.split(separator: "|").map { $0.filter { $0 != "*" && $0 != "`" }.trimmingCharacters(in: .whitespaces) }
  }
  func names(_ cell: String) -> Set<String> {
    Set(cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0 != "–" })
  }
  for room in Picture.rooms {
    let row = rows.first { $0.first == room.name && $0.count >= 3 }
    let cRooms = Picture.cRooms.filter { folder(of: $0.user) == room.folder }.map(\.name)
    let found = try #require(row, "docs/architecture.md has no row for \(room.name)")
    #expect(
      names(found[1]) == Set(room.knows + cRooms),
      "the row of \(room.name) in docs/architecture.md differs from the picture")
  }
  for cRoom in Picture.cRooms {
    #expect(
      rows.contains { $0.first == cRoom.name && $0.count >= 3 }, "docs/architecture.md has no row for \(cRoom.name)")
  }
}

@Test func theArchitecturePageNamesExistingFiles() throws {
  let words = try projectText("docs/architecture.md").components(separatedBy: "`").enumerated()
    .compactMap { $0.offset % 2 == 1 ? $0.element : nil }
  let paths = words.filter { word in
    word.contains("/") && word.allSatisfy { $0.isLetter || $0.isNumber || "/+._-".contains($0) }
  }
  #expect(paths.count > 10, "the paths are found")
  for path in paths {
    let exists = ["", "Sources/"].contains { FileManager.default.fileExists(atPath: root + $0 + path) }
    #expect(exists, "docs/architecture.md names \(path), which does not exist")
  }
}

// MARK: The project's files

/// The project's folder, with a slash at its end.
let root = "\(#filePath)".components(separatedBy: "/").dropLast(3).joined(separator: "/") + "/"

func projectText(_ path: String) throws -> String { try String(contentsOfFile: root + path, encoding: .utf8) }

/// The files below `Sources` whose names end in `ending`, with their paths below `Sources`.
func sourceFiles(_ ending: String) throws -> [(path: String, text: String)] {
  let paths = try FileManager.default.subpathsOfDirectory(atPath: root + "Sources").filter { $0.hasSuffix(ending) }
  return try paths.sorted().map { ($0, try projectText("Sources/" + $0)) }
}

func folder(of path: String) -> String { String(path.prefix { $0 != "/" }) }
