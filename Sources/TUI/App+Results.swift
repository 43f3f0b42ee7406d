import Commands
import Screen

extension App {
  /// Shows a command's result: in the message line if it fits, otherwise in the output pane.
  mutating func tell(_ result: CommandResult) -> [Effect] {
    switch result {
    case .nothing, .frame: state.message = AppState.Message()
    case .quit: return [.quit]
    case .stopped(let report): tell(report)
    case .failure(let error): tell(error.description, .failure)
    case .transcript(let results):
      var effects: [Effect] = []
      for step in results { effects += tell(step.result) }
      return effects
    default: tell(result.text(width: state.screen.outputWidth), .text)
    }
    return []
  }

  /// Shows notes: a single note in the message line, several notes in the output pane.
  mutating func tell(_ notes: [String]) {
    for note in notes { state.panes.output.append(note, .text) }
    if let first = notes.first {
      say(notes.count == 1 ? first : "\(notes.count) notes: see \(PaneKind.output.label)", .warning)
    }
  }

  private mutating func tell(_ text: String, _ role: Theme.Role) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // Show an error of several lines as a warning: a page of white on red is hard to read.
    state.panes.output.append(text, role == .failure && lines.count > 1 ? .warning : role)
    say(lines.count > 1 ? "" : text, role)
    // Show several lines, or a line too long for the message line, in the output pane.
    if lines.count > 1 || text.displayWidth + 1 > state.screen.size.width { state.screen.coverWithOutput() }
  }

  private mutating func tell(_ report: StopReport) {
    if !report.output.isEmpty { state.panes.output.append(report.output.withoutLastLineEnd, .text) }
    for line in report.log { state.panes.output.append(line, .text) }
    for displayed in report.displays {
      let value =
        switch displayed.value {
        case .success(let value): value.view.line
        case .failure(let error): error.summary
        }
      state.panes.output.append("\(displayed.display.id): \(displayed.display.expression) = \(value)", .text)
    }
    let place = report.frame.map { "\($0.file.name):\($0.line)" } ?? ""
    switch report.reason {
    case .step: say(report.output.lastLine)
    case _ where !report.otherReasons.isEmpty: tell(TextRendering.told(report), .text)
    case .breakpoint(let ids): say("breakpoint \(ids.map(String.init).joined(separator: ", ")) at \(place)")
    case .conditionFailed(let id, let error):
      tell("the condition of breakpoint \(id) failed: \(error.summary)", .failure)
    case .returned(let value): say("returned \(value.line)")
    case .operation:
      // The Variables pane lists the operation's operands and result, so the output must not cover it.
      let text = TextRendering.told(report)
      state.panes.output.append(text, .text)
      let lines = text.split(separator: "\n").map { String($0.drop { $0 == " " }) }
      say([lines.first, lines.count > 1 ? lines.last : nil].compactMap(\.self).joined(separator: "  "))
    case .watch, .watchEnded, .caught, .errorCaught: tell(TextRendering.told(report), .text)
    case .finished:
      let given = report.text.map { $0.joined(separator: " / ") } ?? report.result?.line
      tellTimes(of: report.tokens ?? [])
      // If the recording is silent, the recognized text is empty.
      say("the pass is over" + (given.map { $0.isEmpty ? ", its text is empty" : ": \($0)" } ?? ""), .healthy)
    case .beginning: say("at the start of the pass", .warning)
    case .error(let error): tell(error.summary, .failure)
    case .interrupted: say("interrupted at \(place)", .warning)
    }
  }

  /// Prints the tokens and times of each utterance, wrapped to the output pane's width.
  private mutating func tellTimes(of utterances: [[TimedToken]]) {
    if utterances.allSatisfy(\.isEmpty) { return }
    let width = state.screen.outputWidth
    for (index, tokens) in utterances.enumerated() {
      var line = utterances.count > 1 ? "times \(index + 1):" : "times:"
      for token in tokens {
        let word = " \(token.time) \(token.text)"
        if (line + word).displayWidth > width {
          state.panes.output.append(line, .text)
          line = "  "
        }
        line += word
      }
      state.panes.output.append(line, .text)
    }
    state.screen.coverWithOutput()
  }
}

extension String {
  fileprivate var withoutLastLineEnd: String { last == "\n" ? String(dropLast()) : self }

  fileprivate var lastLine: String { split(separator: "\n").last.map(String.init) ?? "" }
}
