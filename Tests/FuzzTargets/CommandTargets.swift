import Commands
import Glibc

/// The command language: commands at the prompt, scripts, and files of saved breakpoints.
let commandTargets = [
  FuzzTarget("commands", about: "the prompt: commands with arguments of every kind, in any order", shortCount: 12) {
    random in
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 1..<25, using: &random) {
      var line = commandLines.randomElement(using: &random) ?? []
      if Int.random(in: 0..<3, using: &random) == 0 {
        line = (names.randomElement(using: &random) ?? []) + [0x20] + (operands.randomElement(using: &random) ?? [])
      }
      if Int.random(in: 0..<3, using: &random) == 0 { line = random.mutation(of: line, pieces: operands) }
      text += line + [0x0A]
    }
    return text
  } check: {
    try checkCommands($0)
  },
  FuzzTarget("saved-breakpoints", about: "files of breakpoints from a session before", shortCount: 40) { random in
    random.mutation(of: savedBreakpoints, pieces: operands)
  } check: {
    var session = try tinySession.get()
    let (results, _) = session.restoreBreakpoints(from: String(decoding: $0, as: UTF8.self))
    for result in results { _ = result.result.text }
    // A file of saved breakpoints sets breakpoints. It must not move the cursor.
    if session.debugger.machine.clock != (try tinySession.get()).debugger.machine.clock {
      throw FuzzFailure("the pass was moved")
    }
  },
]

/// Runs each line as a command. Expects that each answer has a JSON form and contains no control characters. Afterwards
/// the command `start` must still work.
private func checkCommands(_ bytes: [UInt8]) throws {
  var session = try tinySession.get()
  for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
    // Skips `save` and `export`, because these commands write a file and the random path could be any file of the
    // developer.
    if ["sa", "ex"].contains(where: line.drop(while: \.isWhitespace).hasPrefix) { continue }
    let end = time(nil) + 2
    let result = session.execute(String(line), isInterrupted: { time(nil) > end })
    if result.isQuit { continue }
    let text = result.text
    if text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }) {
      throw FuzzFailure("an answer that a terminal obeys, to \(line)")
    }
    _ = result.json.text
    _ = session.completions(of: String(line))
  }
  _ = session.execute("end")
  let start = session.execute("start")
  if let failure = start.failure { throw FuzzFailure("there is no way back to the beginning: \(failure)") }
}

private let names: [[UInt8]] = CommandTable.all.map { Array($0.name.utf8) }

private let operands: [[UInt8]] = [
  "1", "0", "-1", "99999999999999999999", "22", "encoder.py:22", "Attention.forward", "encoders.*", "encoders.1",
  "layer 2",
  "scores", "x", "self", "self.h", "xs[0]", "x[:, ::-1]", "scores.mean()", "(", ")", "[", "'", "\"", "{x}", "if i == 1",
  "if", "nan", "inf", "range x 0 1", "op softmax", "op softmax in encoders.1", "stop 3", "$", "x = x * 0", "x = None",
  "= 3", "randn(3, 3)", "'a' * 3", "[i for i in range(9)]", "lambda: 0", "你好", "\u{0}", "\u{1B}]0;x\u{7}", "\t", "  ",
  "/values", "-p", "/0", "#", ";", "\\", "print x", "end", "softmax", "mask", "head 1", "heads", "all", "breakpoints",
].map { Array($0.utf8) }

private let commandLines: [[UInt8]] = [
  "break 22", "break 17 if self.h == 2", "tbreak Attention.forward", "break encoders.*", "break layer 2",
  "break op softmax", "logpoint 22 \"{time} {scores.max()}\"", "condition 1 i > 1", "ignore 1 2", "commands 1",
  "print x",
  "end", "disable 1", "enable", "delete", "delete 1", "info breakpoints", "catch nan", "catch error", "watch x",
  "watch -p scores.max() > 1", "display scores", "undisplay", "step", "next", "finish", "continue", "until",
  "advance 20",
  "reverse-step", "reverse-next 2", "reverse-finish", "reverse-continue", "run", "start", "goto layer 3", "goto stop 5",
  "mark here", "goto here", "up", "down 2", "frame 1", "backtrace", "list", "list 5", "print scores", "print/values x",
  "print x.shape", "set var x = x * 0", "set x[0] = 1", "undo", "return x", "omit", "ablate encoders.1",
  "info timeline",
  "layers", "tree", "weights", "help", "help print", "info stubs", "debug randn(2, 2)", "leave", "history x", "why x",
  "skip function main", "stats x", "compare x xs", "echo hello", "x", "x = 3", "1 / 0", "raise ValueError(1)",
].map { Array($0.utf8) }

private let savedBreakpoints = Array(
  """
  # Breakpoints of /models/digits
  # in the listing tiny@1
  skip function main
  break encoder.py:22 if self.h == 2
  ignore $ 3
  commands
    print scores
    echo here
  end
  disable $
  tbreak Attention.forward
  logpoint encoder.py:17 "{x}"
  watch -p xs.max() > 1
  catch nan

  """.utf8)
