import Glibc
import Testing

@testable import ListingRuntime

/// A listing of Tests/Listings, with the output or the error in its `# expect` comments.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
  /// The folder and the name of the case, for example `sequences/slices`.
  let name: String
  let files: [String: String]
  let main: String

  var testDescription: String { name }

  private func comments(_ mark: String) -> [String] {
    files[main]!.split(whereSeparator: \.isNewline).compactMap { line in
      guard let range = line.firstRange(of: mark) else { return nil }
      return String(
        line[range.upperBound...].hasPrefix(" ") ? line[range.upperBound...].dropFirst() : line[range.upperBound...])
    }
  }

  var expected: [String] { comments("# expect:") }
  var error: String? { comments("# error:").first }

  static let all: [ConformanceCase] = {
    let root = packageFolder + "/Tests/Listings"
    var cases: [ConformanceCase] = []
    func visit(_ folder: String) {
      let entries = folderEntries(folder)
      let path = String(folder.dropFirst(root.count + 1))
      if entries.contains("main.py") {
        var files: [String: String] = [:]
        gather(folder, "", into: &files)
        return cases.append(ConformanceCase(name: path, files: files, main: "main.py"))
      }
      for entry in entries {
        if entry.hasSuffix(".py"), !entry.hasPrefix("make_"), let text = contents(of: folder + "/" + entry) {
          cases.append(ConformanceCase(name: "\(path)/\(entry.dropLast(3))", files: [entry: text], main: entry))
        } else if !entry.contains(".") {
          visit(folder + "/" + entry)
        }
      }
    }
    func gather(_ folder: String, _ prefix: String, into files: inout [String: String]) {
      for entry in folderEntries(folder) {
        if entry.hasSuffix(".py") {
          files[prefix + entry] = contents(of: folder + "/" + entry)
        } else if !entry.contains(".") {
          gather(folder + "/" + entry, prefix + entry + "/", into: &files)
        }
      }
    }
    visit(root)
    return cases
  }()
}

@Suite struct ConformanceTests {
  @Test(arguments: ConformanceCase.all) func everyListingPrintsItsExpectedOutput(_ listing: ConformanceCase) {
    let outcome = run(files: listing.files, main: listing.main)
    let (found, expected) = (outcome.output, listing.expected)
    let line =
      zip(found, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(found.count, expected.count)
    if found != expected {
      Issue.record(
        """
        line \(line + 1) of what \(listing.name) prints
          expected \(line < expected.count ? expected[line] : "(nothing)")
          found    \(line < found.count ? found[line] : "(nothing)")
        """)
    }
    switch (listing.error, outcome.error) {
    case (nil, nil): break
    case (let wanted?, let error?):
      let parts = wanted.split(separator: ":", maxSplits: 1).map { String($0.drop { $0 == " " }) }
      #expect(error.kind == parts[0])
      #expect(parts.count < 2 || error.message.contains(parts[1]))
    case (let wanted?, nil): Issue.record("it should fail with \(wanted)")
    case (nil, let error?): Issue.record("\(error)")
    }
  }

  @Test func listingsAreFound() { #expect(ConformanceCase.all.count > 40) }

  /// Python must print the output in the listings' `# expect` comments.
  @Test(.enabled(if: system("command -v python3 >/dev/null 2>&1") == 0, "there is no python3"))
  func pythonAgreesWithTheExpectations() throws {
    let pipe = try #require(popen("'\(packageFolder)/scripts/check-listings' 2>&1", "r"))
    var text = ""
    var chunk = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&chunk, 1, chunk.count, pipe), count > 0 {
      text += String(decoding: chunk[..<count], as: UTF8.self)
    }
    #expect(pclose(pipe) == 0, "\(text)")
  }
}

@Suite struct OperandStackTests {
  /// At the start of a statement, a frame's stack contains only the iterators of the enclosing loops. Each iterator is
  /// at the stack index that its loop records. The test skips listings and library functions with `with`, `except` or
  /// `finally`, because these statements keep other values on the stack.
  @Test(
    arguments: ConformanceCase.all.filter { listing in
      !listing.files.values.contains { $0.contains("with ") || $0.contains("except") || $0.contains("finally:") }
    })
  func aStatementBeginsWithTheIteratorsAroundItAlone(_ listing: ConformanceCase) throws {
    var machine = Machine(sources: ListingSources(name: "test", files: listing.files))
    guard let code = try? machine.compileSnippet("import \(listing.main.dropLast(3))", name: "<start>", dialect: .torch)
    else { return }
    let names = machine.heap.add(.namespace(Namespace()))
    machine.begin(code, names: names, globals: names)
    while let frame = machine.frames.last, machine.clock < 30_000 {
      if frame.isAtStop, !frame.code.isLibrary || frame.code.handlers.isEmpty {
        let loops = frame.code.loops.filter { $0.body.contains(frame.next) }
        #expect(frame.stack.count == loops.count, "\(frame.code.file.name):\(frame.line)")
        for loop in loops where loop.stackIndex < frame.stack.count {
          guard case .iterator = frame.stack[loop.stackIndex] else {
            Issue.record(
              "\(frame.code.file.name):\(frame.line): the iterator of the loop at line \(loop.line) is not where it says"
            )
            continue
          }
        }
      }
      do throws(ListingError) { try machine.step() } catch { return }
    }
  }
}
