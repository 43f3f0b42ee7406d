import Testing

@testable import Commands

/// The message of each error, and its kind in the machine interface.
struct CommandErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let error: CommandError
    let text: String
    var kind = "command"
    var testDescription: String { text }
  }

  static let cases = [
    Case(
      error: .unknownCommand("stpe", nearest: "step"),
      text: "There is no command 'stpe'. Did you mean 'step'? Try 'help'.", kind: "usage"),
    Case(error: .unknownCommand("x", nearest: nil), text: "There is no command 'x'. Try 'help'.", kind: "usage"),
    Case(
      error: .ambiguousCommand("und", ["undisplay", "undo"]),
      text: "'und' is ambiguous: it can mean undisplay, undo.", kind: "usage"),
    Case(
      error: .usage("expected a count", usage: "next [COUNT]"), text: "Expected a count. Usage: next [COUNT]",
      kind: "usage"),
    Case(error: .usage("a.py has 3 lines", usage: "list"), text: "a.py has 3 lines. Usage: list", kind: "usage"),
    Case(error: .breakpoint(.noBreakpoint(7)), text: "There is no breakpoint 7."),
    Case(
      error: .noFrame,
      text: "The pass is over: the call stack is empty. Go back with 'reverse-step', or to the start with 'start'.",
      kind: "over"),
    Case(error: .noSuchFrame(9, count: 4), text: "There is no frame 9: frames are numbered 0 to 3."),
    Case(error: .noDisplay(5), text: "There is no display 5."),
    Case(error: .noFile("a.fwdb"), text: "The file a.fwdb cannot be read."),
    Case(
      error: .noSource("frowad", nearest: "forward"),
      text: "There is no file or function 'frowad'. Did you mean 'forward'?"),
    Case(error: .noModel, text: "This session has no model, only a listing."),
    Case(error: .noModule("encoder.1", nearest: nil), text: "The model has no module 'encoder.1'."),
    Case(error: .noLayers, text: "The layer loop has not started, or this model declares none."),
    Case(error: .noTensor("3"), text: "3 is not a tensor."),
    Case(
      error: .nested("a.fwdb"),
      text: "a.fwdb is already running, or more than 20 files are: files cannot source each other in a circle."),
    Case(error: .tensor(.noTensor("3")), text: "3 is not a tensor."),
    Case(
      error: .tensor(.noPredicate("x", gives: "numbers")),
      text: "x returns numbers, not a boolean for each element. Use a comparison, such as x > 3."),
    Case(error: .outside("a.png: too large"), text: "a.png: too large", kind: "outside"),
    Case(error: .unavailable("write files"), text: "This session cannot write files."),
    Case(error: .noVariable("z", nearest: "i"), text: "The selected frame has no variable 'z'. Did you mean 'i'?"),
    Case(error: .noExpression, text: "No expression is being debugged. 'debug EXPRESSION' starts one."),
    Case(error: .noWeight("a.b", nearest: nil), text: "The model has no module or weight 'a.b'."),
    Case(error: .noMark("here"), text: "There is no mark 'here'."),
    Case(error: .noSkip(2), text: "There is no skip 2."),
    Case(error: .noCall("f", known: []), text: "This statement has no call to step into."),
    Case(error: .noCall("f", known: ["g", "h"]), text: "This statement does not call 'f'; it calls g, h."),
    Case(error: .cannotWrite("a", reason: "No space left"), text: "The file a cannot be written: No space left."),
    Case(error: .inFile("a.fwdb", line: 3, .noModel), text: "a.fwdb:3: This session has no model, only a listing."),
    Case(error: .inFile("a.fwdb", line: 3, .noFrame), text: "a.fwdb:3: \(CommandError.noFrame)", kind: "over"),
    Case(error: .noLayerDone, text: "The pass ends before the first layer finishes."),
  ]

  @Test(arguments: cases) func everyErrorHasItsText(_ one: Case) {
    #expect(one.error.description == one.text)
    #expect(one.error.json.text == "\"\(one.kind)\"")
  }
}
