import Glibc
import Tensors
import Testing

@testable import ListingRuntime

/// A program of Tests/Listings/tensors with what the library itself answered.
struct TensorProgram: Sendable, CustomTestStringConvertible {
  let dialect: Dialect
  let lines: [String]
  let answer: String

  var testDescription: String { "\(dialect.rawValue): \(lines.last ?? "")" }

  /// The program as a listing whose `answer` is the value of its last line.
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
  @Test(arguments: TensorProgram.all) func aProgramAnswersAsItsLibraryDoes(_ program: TensorProgram) {
    let outcome = run(program.listing)
    if program.answer == "error" {
      #expect(outcome.error != nil, "it should be refused, but gave \(outcome.text("answer"))")
      return
    }
    guard outcome.error == nil, let value = outcome["answer"] else {
      Issue.record("\(outcome.error?.summary ?? "no answer")")
      return
    }
    let (found, expected) = (words(answer(value, outcome.machine)), words(program.answer))
    let different = zip(found, expected).enumerated().first { !agree($0.element.0, $0.element.1) }?.offset
    if let different {
      func near(_ words: [String]) -> String {
        words[max(0, different - 6)..<min(words.count, different + 4)].joined(separator: " ")
      }
      Issue.record("word \(different): expected … \(near(expected)) …, found … \(near(found)) …")
    } else {
      #expect(found.count == expected.count, "expected \(program.answer)\nfound \(answer(value, outcome.machine))")
    }
  }

  /// Words that numbers and brackets make.
  private func words(_ text: String) -> [String] {
    text.replacing("[", with: "[ ").replacing("]", with: " ]").replacing("(", with: "( ").replacing(")", with: " )")
      .replacing(",", with: " , ").split(separator: " ").map(String.init)
  }

  /// Floats may differ in their last digits (another order of summation, another exp); everything else is exact.
  private func agree(_ found: String, _ expected: String) -> Bool {
    if found == expected { return true }
    guard expected.contains(where: { ".ean".contains($0) }), let a = Double(found), let b = Double(expected) else {
      return false
    }
    if a.isNaN || b.isNaN { return a.isNaN && b.isNaN }
    return abs(a - b) <= 1e-6 + 2e-6 * abs(b)
  }

  private func answer(_ value: Value, _ machine: Machine) -> String {
    switch value {
    case .tensor(let reference):
      guard let tensor = try? machine.tensor(reference) else { return "no value" }
      let shape = shapeDescription(tensor.shape).replacing(" ", with: "")
      return (["\(tensor.dtype.name)", shape] + numbers(tensor, machine)).joined(separator: " ")
    case .list, .tuple, .record:
      return "[" + (machine.items(of: value) ?? []).map { answer($0, machine) }.joined(separator: ", ") + "]"
    case .dtype(let dtype): return dtype.name
    default: return machine.representation(of: value)
    }
  }

  private func numbers(_ tensor: Tensor, _ machine: Machine) -> [String] {
    if tensor.rank == 0 { return [(try? tensor.element(at: []).value).map(machine.representation) ?? "?"] }
    return (0..<tensor.shape[0]).flatMap { index in
      (try? tensor.selected(axis: 0, index: index)).map { numbers($0, machine) } ?? ["?"]
    }
  }
}
