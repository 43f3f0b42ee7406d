import Testing

@testable import ListingRuntime

/// A program of Tests/Listings/tensors and the framework's answer.
struct TensorProgram: Sendable, CustomTestStringConvertible {
  let dialect: Dialect
  let lines: [String]
  let answer: String

  var testDescription: String { "\(dialect.rawValue): \(lines.last ?? "")" }

  /// The program as a listing. It assigns the value of the program's last line to `answer`.
  var listing: String {
    let library = dialect.rawValue
    return """
      import \(library)
      import \(library) as T
      import \(library).nn as nn
      import \(library).nn.functional as F
      \(lines.dropLast().joined(separator: "\n"))
      answer = (\(lines.last ?? ""))
      """
  }

  static let all: [TensorProgram] = Dialect.allCases.flatMap { dialect in
    let folder = packageFolder + "/Tests/Listings/tensors/"
    let programs = (contents(of: folder + "common.txt")! + "\n" + contents(of: folder + "\(dialect.rawValue).txt")!)
      .split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("#") }
      .split(whereSeparator: \.isEmpty).map { $0.map(String.init) }
    let answers = contents(of: folder + "\(dialect.rawValue).answers")!.split(separator: "\n").map(String.init)
    precondition(programs.count == answers.count, "make_answers.py has not been run since the programs changed")
    return zip(programs, answers).map { TensorProgram(dialect: dialect, lines: $0, answer: $1) }
  }
}

@Suite struct TensorAnswersTests {
  @Test(arguments: TensorProgram.all) func everyProgramMatchesItsFramework(_ program: TensorProgram) {
    let outcome = run(program.listing)
    if program.answer == "error" {
      #expect(outcome.error != nil, "it should be refused, but gave \(outcome.text("answer"))")
      return
    }
    guard outcome.error == nil, let value = outcome["answer"] else {
      Issue.record("\(outcome.error?.summary ?? "no answer")")
      return
    }
    let found = AnswerText.answer(value, outcome.machine)
    if let difference = AnswerText.difference(found, program.answer) { Issue.record("\(difference)") }
  }
}
