import ArgumentParser
import Commands
import Curses
import Foundation
import Launch
import LineFrontEnd
import Screen
import TUI
import Tensors

struct ScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen", abstract: "Opens the debugger on the screen. The word `screen` can be left out.")

  @OptionGroup var model: ModelOptions
  @OptionGroup var input: InputOptions
  @OptionGroup var history: HistoryOptions

  @Flag(
    inversion: .prefixedNo, help: "Use the mouse to click and scroll. Without it the terminal selects text as usual.")
  var mouse = true

  @Option(help: "Colours for a light or a dark background; auto asks the terminal.")
  var theme = ThemeChoice.auto

  @Flag(inversion: .prefixedNo, help: "Run the commands of ~/.config/fwdb/init first, when it exists.")
  var `init` = true

  @Flag(
    inversion: .prefixedNo, help: "Restore the model's breakpoints of the last session, and save them for the next one."
  )
  var savedBreakpoints = true

  func run() throws {
    var options = CursesTerminal.Options()
    options.mouse = mouse
    options.theme = theme.theme

    let cancellation = Cancellation()
    let pass = try PreparedPass(LaunchOptions(model, input, history), cancellation: cancellation)
    var session = pass.session()
    let begun = pass.begin(&session)
    var notes = pass.notes
    if `init`, let path = UserFiles.initFile {
      let result = session.execute("source \(path)")
      if let failure = result.failure { notes.append("\(path): \(failure)") }
      if result.isQuit { return }
    }

    var saved = savedBreakpoints ? pass.savedBreakpoints : nil
    notes += saved?.restore(into: &session) ?? []
    var warnings: [String] = []
    // Print warnings only after the screen is closed.
    defer { for warning in warnings { printNote(warning) } }

    let terminal: CursesTerminal
    do { terminal = try CursesTerminal(options) } catch {
      switch error {
      case .cannotMoveCursor, .termNotSet, .unknownTerminal:
        // This terminal can only print lines, so use the line front end.
        for note in notes { print("note: \(note)") }
        print("note: \(error), so fwdb shows a prompt instead of the screen")
        print(begun.text)
        MainActor.assumeIsolated { LineFrontEnd.run(&session) }
        return
      case .notATerminal, .alreadyOpen, .system, .hungUp:
        throw Failure("\(error)\nWithout a screen, use: fwdb debug \(model.model ?? "--make") …")
      }
    }
    defer { terminal.close() }
    var program = ScreenProgram(session: session, on: CursesDevice(terminal: terminal), notes: notes)
    _ = try program.run { session in
      if let warning = saved?.save(session) { warnings.append(warning) }
    }
  }
}

enum ThemeChoice: String, ExpressibleByArgument, CaseIterable {
  case light, dark, auto

  var theme: Theme? {
    switch self {
    case .light: .light
    case .dark: .dark
    case .auto: nil
    }
  }
}

/// Adapts a Curses terminal to the screen program's device protocol.
private struct CursesDevice: TerminalDevice {
  let terminal: CursesTerminal

  var size: Size { terminal.size }
  var appearance: Appearance { terminal.appearance }
  var wake: @Sendable () -> Void {
    let waker = terminal.waker
    return { waker.wake() }
  }

  func draw(_ picture: ScreenBuffer, cursor: Point?) { terminal.draw(picture, cursor: cursor) }

  func copy(_ text: String) { terminal.copy(text) }

  func setMouse(_ isOn: Bool) { terminal.setMouse(isOn) }

  func nextEvent(timeout milliseconds: Int?) throws(CursesError) -> Event? {
    try terminal.nextEvent(timeout: milliseconds)
  }
}
