import Commands
import Foundation
import Testing

/// Transcripts of every command and of the tutorial's walk, run with the built program.
struct TranscriptFileTests {
  private static let folder = "Tests/EndToEndTests/Transcripts"
  private static let walk = "examples/spoken-digits/walk.md"
  private static let interface = "docs/machine-interface.md"

  private static let files: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Program.root + "/" + folder)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().map { folder + "/" + $0 }
  }()

  @Test(arguments: files)
  func theProgramAnswersAsWritten(path: String) throws { try Transcript(path).check() }

  @Test func everyCommandHasATranscript() throws {
    var shown = Set<String>()
    for path in Self.files {
      for line in try Transcript(path).commands {
        let word = line.prefix { $0.isLetter || $0 == "-" || $0 == "?" }
        if let command = try? CommandTable.find(String(word)) { shown.insert(command.name) }
      }
    }
    let missing = CommandTable.all.map(\.name).filter { !shown.contains($0) }
    #expect(
      missing.isEmpty,
      "write a few lines with \(missing.joined(separator: ", ")) into a file of \(Self.folder), then RECORD=1")
  }

  @Test func thePageOfTheWalkIsWhatTheProgramShows() throws { try Transcript(Self.walk).check() }

  @Test func theScriptOfTheWalkHasThePagesCommands() throws {
    let script = try String(contentsOfFile: Program.root + "/examples/spoken-digits/walk.fwdb", encoding: .utf8)
    let lines = script.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    #expect(lines == (try Transcript(Self.walk).commands))
  }

  @Test func theMachineInterfaceIsAsDocumented() throws { try Transcript(Self.interface).check() }

  @Test func onlyTextThatDependsOnTheRunMayDiffer() {
    #expect(Transcript.isSame("mean 0.5001 in 3.2 ms", "mean 0.5002 in 12 s"))
    #expect(Transcript.isSame("|▁▂ █| 3 snapshots", "|▂▂ █| 5 snapshots"))
    #expect(Transcript.isSame("cosine 0.9999999999999998", "cosine 1"))
    #expect(!Transcript.isSame("mean 0.5001", "mean 0.6001"))
    #expect(!Transcript.isSame("stop 3 of 5", "stop 4 of 5"))
    #expect(!Transcript.isSame("text: two nine", "text: two one"))
    #expect(!Transcript.isSame(["a", "b"], ["a"]))
  }
}
