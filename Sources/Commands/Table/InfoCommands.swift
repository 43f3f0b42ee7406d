import DebugEngine

/// The command `info`, and the table of its subjects.
enum InfoCommands {
  static let all: [Command] = [
    Command(
      "info", "i", group: .data, usage: "info WHAT",
      help: "Show information about the session. WHAT may be abbreviated.\n"
        + infos.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"),
      examples: ["info locals", "info module encoder.embed"], seeAlso: ["backtrace", "layers", "timeline"],
      argument: .words(infos.map(\.name))
    ) { session, arguments in
      let word = arguments.words.first ?? ""
      let found = infos.filter { $0.name.hasPrefix(word) && !word.isEmpty }
      guard let info = found.first(where: { $0.name == word }) ?? found.first else {
        throw arguments.usageError("expected one of " + infos.map(\.name).joined(separator: ", "))
      }
      return try info.show(session, arguments.text.dropFirst(word.count).trimmed)
    }
  ]

  struct Info: Sendable {
    let name: String
    /// The subject's line in the help of `info`.
    let summary: String
    /// - Parameter rest: the text after the subject's name.
    let show: @Sendable (_ session: Session, _ rest: String) throws -> CommandResult
  }

  static let infos: [Info] = [
    Info(name: "breakpoints", summary: "breakpoints, watchpoints and catchpoints, with conditions and hit counts") {
      session, _ in .breakpoints(session.debugger.breakpoints.all)
    },
    Info(name: "watchpoints", summary: "watchpoints with their current values") { session, _ in
      .watches(session.debugger.watches)
    },
    Info(name: "skip", summary: "skips of functions and files, enabled and disabled") { session, _ in
      .skips(session.debugger.skips.all)
    },
    Info(name: "calls", summary: "calls of this statement that 'step into' can enter") { session, _ in
      .calls(session.debugger.callsOfStatement)
    },
    Info(name: "operation", summary: "the last tensor operation, with operands and results") { session, _ in
      session.debugger.operation.map(CommandResult.operation)
        ?? .text("No tensor operation has just run: 'stepi' runs one.")
    },
    Info(name: "marks", summary: "the timeline with its marks") { session, _ in .timeline(session.debugger.timeline) },
    Info(name: "locals", summary: "local variables of the selected frame") { session, _ in
      _ = try session.currentFrame()
      let all = session.debugger.variables(ofFrame: session.selectedFrame)
      return .variables(all.filter { $0.kind == .local }, what: "locals")
    },
    Info(name: "args", summary: "arguments of the selected frame") { session, _ in
      _ = try session.currentFrame()
      let all = session.debugger.variables(ofFrame: session.selectedFrame)
      return .variables(all.filter { $0.kind != .local }, what: "arguments")
    },
    Info(name: "frame", summary: "the selected frame, its caller, its loops and its layer") { session, _ in
      let frame = try session.currentFrame()
      return .frameDetails(
        FrameDetails(
          frame: frame, caller: session.debugger.frame(session.selectedFrame + 1), layer: session.debugger.layerPosition
        ))
    },
    Info(name: "loop", summary: "loops around the selected frame's current line") { session, _ in
      let frame = try session.currentFrame()
      return .loops(frame.loops, function: frame.function)
    },
    Info(name: "display", summary: "expressions that are shown at every stop") { session, _ in
      .displays(session.displays)
    },
    Info(name: "module", summary: "the module of the selected frame, or with a path, the module at PATH") {
      session, path in
      let wanted = path.isEmpty ? try session.currentFrame().modulePath ?? "" : path
      guard let details = session.debugger.moduleDetails(at: wanted) else {
        if session.debugger.modules.isEmpty { throw CommandError.noModel }
        throw CommandError.noModule(wanted, nearest: nearest(wanted, among: session.debugger.modules.map(\.path)))
      }
      return .module(details)
    },
    Info(name: "interventions", summary: "interventions that 'ablate' made") { session, _ in
      .interventions(session.debugger.interventions)
    },
    Info(name: "memory", summary: "memory of tensors, weights, snapshots and the process") { session, _ in
      .memory(session.debugger.memoryUse)
    },
    Info(name: "stubs", summary: "names that the listing uses and fwdb does not have") { session, _ in
      let notes = session.debugger.machine.notes
      return .text(notes.isEmpty ? "The listing uses no name that fwdb does not have." : notes.joined(separator: "\n"))
    },
    Info(name: "files", summary: "files of the listing: read, not read yet, or with errors") { session, _ in
      let files = session.debugger.machine.inspector.fileStates
      let width = files.map(\.path.count).max() ?? 0
      return .text(
        files.map { path, state in
          let padding = String(repeating: " ", count: width - path.count)
          switch state {
          case .read: return "\(path)\(padding)  read"
          case .notRead: return "\(path)\(padding)  not read: nothing has imported it"
          case .broken(let errors): return "\(path)\(padding)  error\n" + errors.joined(separator: "\n")
          }
        }.joined(separator: "\n"))
    },
    Info(name: "timeline", summary: "the cursor's position in the pass, marks, layers and changes") { session, _ in
      let changes = session.debugger.changeViews
      let timeline = CommandResult.timeline(session.debugger.timeline)
      return changes.isEmpty ? timeline : .sequence([timeline, .changes(changes)])
    },
  ]
}
