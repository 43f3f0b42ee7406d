import Tensors
import Testing

@testable import ListingRuntime

/// A row of Tests/Listings/tensors/*.rows. It contains expressions, the operands of these expressions, and the
/// framework's answers.
struct TensorRow: Sendable, CustomTestStringConvertible {
  let dialect: Dialect
  /// The index of the row's first expression among all expressions of the dialect.
  let first: Int
  let parts: [String]
  /// The indices of the row's operands among all operands.
  let operands: [Int]
  /// The framework's answers. The first index is the operand, the second the expression.
  let answers: [[String]]

  var testDescription: String { "\(dialect.rawValue): \(parts[0])" }

  static let operands: [(group: String, text: String)] = grouped("operands.txt").map { ($0[0], $1) }

  static let all: [TensorRow] = Dialect.allCases.flatMap(rows)

  /// A listing with one function for each operand and one for each expression of the dialect's rows.
  static func listing(_ dialect: Dialect) -> String {
    let library = dialect.rawValue
    let rows = all.filter { $0.dialect == dialect }.flatMap(\.parts)
    return """
      import \(library)
      import \(library) as T
      import \(library).nn as nn
      import \(library).nn.functional as F
      V = T.\(dialect == .torch ? "tensor" : "to_tensor")
      operands = [
      \(operands.map { "lambda: (\($0.text),)," }.joined(separator: "\n"))
      ]
      rows = [
      \(rows.map { "lambda x, y=None: (\($0))," }.joined(separator: "\n"))
      ]
      """
  }

  private static func rows(_ dialect: Dialect) -> [TensorRow] {
    let answers = lines("\(dialect.rawValue).answers.rows")
    let rows = grouped("\(dialect.rawValue).rows")
    precondition(answers.count == rows.count, "make_answers.py has not been run since the rows changed")
    var first = 0
    return zip(rows, answers).map { row, line in
      let parts = parts(of: row.line)
      defer { first += parts.count }
      return TensorRow(
        dialect: dialect, first: first, parts: parts,
        operands: row.names.flatMap { name in operands.indices.filter { operands[$0].group == name } },
        answers: line.split(" | ").map { $0.split(" ; ") })
    }
  }

  private static func lines(_ file: String) -> [String] {
    contents(of: packageFolder + "/Tests/Listings/tensors/\(file)")!.split(separator: "\n").map(String.init)
  }

  /// The lines of a file except the headings. Each line is paired with the names in the heading above it.
  private static func grouped(_ file: String) -> [(names: [String], line: String)] {
    var names: [String] = []
    var result: [(names: [String], line: String)] = []
    for line in lines(file) where !line.hasPrefix("#") {
      if line.hasPrefix("= ") {
        names = line.dropFirst(2).split(separator: " ").map(String.init)
      } else {
        result.append((names, line))
      }
    }
    return result
  }

  /// Splits a line at its outermost commas.
  private static func parts(of line: String) -> [String] {
    var (parts, depth) = ([""], 0)
    for character in line {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts.map { String($0.drop { $0 == " " }) }
  }
}

extension String {
  fileprivate func split(_ separator: String) -> [String] {
    var (parts, rest) = ([String](), self[...])
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}

@Suite struct TensorRowTests {
  /// A machine for each dialect, after it loaded the listing of rows. Each case runs on a copy of the machine.
  private static let outcomes: [Dialect: Outcome] = Dictionary(
    uniqueKeysWithValues: Dialect.allCases.map { ($0, run(TensorRow.listing($0))) })

  @Test(arguments: TensorRow.all) func everyRowMatchesItsFramework(_ row: TensorRow) throws {
    let outcome = try #require(Self.outcomes[row.dialect])
    try #require(outcome.error == nil, "\(outcome.error!)")
    let rows = try #require(outcome["rows"].flatMap { outcome.machine.items(of: $0) })
    let operands = try #require(outcome["operands"].flatMap { outcome.machine.items(of: $0) })
    for (index, answers) in zip(row.operands, row.answers) {
      for (part, wanted) in answers.enumerated() where wanted != "absent" {
        var machine = outcome.machine
        let place = "\(row.dialect.rawValue): \(row.parts[part])   of   \(TensorRow.operands[index].text)"
        let found: String
        do throws(ListingError) {
          let given = machine.items(of: try machine.call(operands[index], [])) ?? []
          found = AnswerText.answer(try machine.call(rows[row.first + part], given), machine)
        } catch {
          if wanted != "error" { Issue.record("\(place): \(error.summary)") }
          continue
        }
        if wanted == "error" {
          Issue.record("\(place): should be refused, but gave \(found)")
        } else if let difference = AnswerText.difference(found, wanted) {
          Issue.record("\(place): \(difference)")
        }
      }
    }
  }

  /// Every operation and layer in the tables occurs in a case with the framework's answer.
  @Test(arguments: Dialect.allCases) func everyNameHasACase(_ dialect: Dialect) {
    var texts = TensorProgram.all.filter { $0.dialect == dialect && $0.answer != "error" }.map {
      $0.lines.joined(separator: "\n")
    }
    for row in TensorRow.all where row.dialect == dialect {
      for (part, text) in row.parts.enumerated()
      where row.answers.contains(where: { $0[part] != "error" && $0[part] != "absent" }) {
        texts.append(text)
      }
    }
    let used = Set(texts.flatMap(names))
    let operations = TensorOperations(dialect)
    let library = operations.functions.keys.map { "T.\($0)" } + operations.functional.keys.map { "F.\($0)" }
    let layers = (BuiltinLayers.all(dialect) + BuiltinLayers.functions(dialect, operations.functional)).map {
      "nn.\($0.name)"
    }
    let wanted = library + operations.methods.keys.map { ".\($0)" } + layers
    let missing = wanted.filter { !used.contains($0) && !Self.elsewhere.contains($0) }.sorted()
    #expect(missing.isEmpty, "without a case in \(dialect.rawValue).rows: \(missing.joined(separator: " "))")
  }

  /// Names that need no case in this folder. Layers with parameters need values first, so their cases are in
  /// Tests/Listings/modules_*. The cases of the names in the last lines are in Tests/Programs. `.cuda` has no case because the frameworks refuse devices that the computer does not
  /// have.
  private static let elsewhere: Set = [
    ".cuda",
    "nn.Linear", "nn.Conv1d", "nn.Conv2d", "nn.BatchNorm1d", "nn.BatchNorm2d", "nn.LayerNorm", "nn.Embedding",
    "nn.PReLU", "nn.ConvTranspose1d", "nn.ConvTranspose2d", "nn.Conv1D", "nn.Conv2D", "nn.BatchNorm1D",
    "nn.BatchNorm2D", "nn.Conv1DTranspose", "nn.Conv2DTranspose", "nn.Conv3d", "nn.ConvTranspose3d", "nn.BatchNorm3d",
    "nn.Bilinear", "nn.EmbeddingBag", "nn.Conv3D", "nn.Conv3DTranspose", "nn.BatchNorm3D", "nn.SyncBatchNorm",
    "nn.InstanceNorm1D", "nn.InstanceNorm2D", "nn.InstanceNorm3D",
    "T.poisson", "F.adaptive_log_softmax_with_loss", "F.feature_alpha_dropout", "F.gather_tree", "F.group_norm",
    "F.lp_pool1d", "F.lp_pool2d", "F.multi_label_margin_loss", "F.multi_margin_loss", "F.npair_loss", "F.pdist",
    "F.sequence_mask", "F.temporal_shift", "F.triplet_margin_with_distance_loss", "nn.BatchNorm",
    "nn.FeatureAlphaDropout", "nn.LPPool1D", "nn.LPPool2D", "nn.MaxUnPool1D", "nn.MaxUnPool2D", "nn.MaxUnPool3D",
    "nn.MultiLabelMarginLoss", "nn.MultiMarginLoss", "nn.Softmax2D", "nn.TripletMarginWithDistanceLoss",
    "nn.Unflatten", "nn.UpsamplingBilinear2D", "nn.UpsamplingNearest2D",
  ]

  /// The names that a text uses: `T.name`, `F.name` and `nn.Name` for names in the library's modules, and `.name` for
  /// an attribute of any other value.
  private func names(in text: String) -> [String] {
    var found: [String] = []
    var word = ""
    var owner: String?
    for character in text + " " {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
        continue
      }
      if let owner, !word.isEmpty {
        let library = ["torch": "T", "paddle": "T", "T": "T", "F": "F", "nn": "nn", "functional": "F"][owner]
        found.append("\(library ?? "").\(word)")
      }
      owner = character == "." ? word : nil
      word = ""
    }
    return found
  }
}
