import Glibc
import ListingRuntime
import ListingSyntax

/// The lexer and the parser on any text, and the machine on text that parses.
let listingTargets = [
  FuzzTarget("parser-bytes", about: "lexer and parser: random bytes", shortCount: 300) { random in
    random.bytes(upTo: 200)
  } check: {
    try checkParser($0)
  },
  FuzzTarget("parser-soup", about: "lexer and parser: tokens of the language in any order", shortCount: 250) { random in
    (0..<Int.random(in: 1..<80, using: &random)).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
  } check: {
    try checkParser($0)
  },
  FuzzTarget("parser-listings", about: "lexer and parser: real listings with a few changes", shortCount: 60) { random in
    random.mutation(of: corpus.randomElement(using: &random) ?? [], pieces: pieces)
  } check: {
    try checkParser($0)
  },
  FuzzTarget("machine", about: "compiler and machine: changed listings, run for some instructions", shortCount: 60) {
    random in
    let isCrossed = Int.random(in: 0..<3, using: &random) == 0
    let text = isCrossed ? random.crossing(of: small) : small.randomElement(using: &random) ?? []
    return random.mutation(of: text, pieces: pieces)
  } check: {
    try checkMachine($0)
  },
]

/// Parses the text. Expects that all ranges lie inside the text, that every error has a description, and that the
/// coloured parts cover each line.
private func checkParser(_ bytes: [UInt8]) throws {
  let text = String(decoding: bytes, as: UTF8.self)
  let file = SourceFile(name: "fuzz.py", text: text)
  let length = text.utf8.count
  for parsed in [parseListing(file), parseInteractive(file)] {
    let ranges = parsed.diagnostics.map(\.range) + allRanges(of: parsed.module.body)
    guard ranges.allSatisfy({ 0 <= $0.start && $0.start <= $0.end && $0.end <= length }) else {
      throw FuzzFailure("a range lies outside the file")
    }
    for diagnostic in parsed.diagnostics.prefix(3) where describe(diagnostic, in: file).isEmpty {
      throw FuzzFailure("a diagnostic without words")
    }
  }
  let expression = parseExpression(file)
  guard (expression.expression == nil) == expression.diagnostics.contains(where: { $0.severity == .error }) else {
    throw FuzzFailure("an expression is there or an error is, not both or neither")
  }
  let lines = highlight(file)
  guard lines.count == file.lines.count else { throw FuzzFailure("not every line is coloured") }
  for (spans, line) in zip(lines, file.lines) {
    var end = 0
    for span in spans {
      guard span.columns.lowerBound >= end, span.columns.upperBound <= line.count else {
        throw FuzzFailure("a coloured span overlaps another or leaves its line")
      }
      end = span.columns.upperBound
    }
  }
}

/// If the text parses, runs it and reads everything that a debugger shows. Ends at an error, at the end of the listing,
/// or at the instruction limit.
private func checkMachine(_ bytes: [UInt8]) throws {
  let text = String(decoding: bytes, as: UTF8.self)
  let sources = ListingSources(name: "fuzz", files: ["main.py": text])
  if !sources.errors().isEmpty { return }
  var machine = Machine(sources: sources)
  guard (try? machine.begin("import main", name: "<fuzz>")) != nil else { return }
  for count in 0..<2000 {
    if machine.isFinished || machine.bytesMade > 1 << 27 || machine.output.utf8.count > 1 << 22 { return }
    do throws(ListingError) { try machine.step() } catch {
      guard error.traceback.count == machine.traceback().count || error.isInterruption else {
        throw FuzzFailure("the traceback of an error is not where the machine stands")
      }
      _ = error.description
      look(at: machine)
      return
    }
    if count % 97 == 0 { look(at: machine) }
  }
}

private func look(at machine: Machine) {
  _ = machine.traceback()
  for frame in machine.frames.suffix(3) {
    for variable in machine.inspector.variables(of: frame).prefix(10) {
      _ = machine.inspector.preview(of: variable.value, limit: 40)
      _ = machine.representation(of: variable.value)
      for child in machine.inspector.children(of: variable.value, in: 0..<3) {
        _ = machine.inspector.preview(of: child.value, limit: 40)
      }
    }
  }
}

// MARK: Material

/// The text of every listing in the repository.
private let corpus: [[UInt8]] =
  texts(below: packageFolder + "/Tests/Listings")
  + texts(below: packageFolder + "/Sources/Models/Listings")
private let small = corpus.filter { $0.count < 6000 }

private let pieces: [[UInt8]] = [
  "a", "b ", " c", "self.", "1", "2.5", "0x", "'s'", "\"", "'''", "f'", "f\"{", "{", "}", "(", ")", "[", "]", ",", ":",
  ";", ".", "...", "->", ":=", "=", "==", "!=", "!", "<", ">", "+", "-", "*", "**", "/", "//", "%", "@", "&", "|", "^",
  "~", "+=", "\\\n", "\n", "\n    ", "\n\t", "\n  ", "\r\n", "# (a, b)\n", " if ", " else ", "elif ", "for ", " in ",
  " is ", " not ", "and ", " or ", "lambda ", "def f(", "class A", "return ", "import ", "from ", "with ", " as ",
  "while ", "try:", "except", "match x:\n case 1:\n", "async ", "await ", "yield ", "del ", "assert ", "raise ",
  "global ", "nonlocal ", "print ", "None", "pass", "break", "continue", "True", "层", "\u{FEFF}", "\u{0}", "`", "$",
  "\\N{", "{{", "}}", "range(", "len(", "super()", "iter(", "next(", "zip(", "sorted(", "torch.zeros(", ".view(",
  ".append(", ".keys()", ".items()", "print(", "str(", "isinstance(", "@property\n", "[::-1]", "9223372036854775807",
  "1e400", "-1", "0", "__init__", "__iter__", "__next__", "__getitem__", "__eq__", "__repr__",
].map { Array($0.utf8) }

let packageFolder = "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

/// The bytes of every `.py` file below a folder, in the order of the paths.
private func texts(below folder: String) -> [[UInt8]] {
  guard let directory = opendir(folder) else { return [] }
  var names: [String] = []
  while let entry = readdir(directory) {
    names.append(withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
  }
  closedir(directory)
  return names.sorted().flatMap { name -> [[UInt8]] in
    if name.hasPrefix(".") || name.hasPrefix("make_") { return [] }
    if name.hasSuffix(".py") { return readFile(folder + "/" + name).map { [$0] } ?? [] }
    return name.contains(".") && !name.contains("@") ? [] : texts(below: folder + "/" + name)
  }
}

/// The bytes of a file; nil if the file cannot be read.
public func readFile(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65536)
  while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
  return bytes
}
