import DebugEngine

/// `info WHAT`: what there is, from one small table.
enum InfoCommands {
  static let all: [Command] = [
    Command(
      "info", "i", group: .data, usage: "info WHAT", help: "Show " + infos.map(\.name).joined(separator: ", ") + ".",
      argument: .words(infos.map(\.name))
    ) { session, arguments in
      let word = arguments.words.first ?? ""
      let found = infos.filter { $0.name.hasPrefix(word) && !word.isEmpty }
      guard let info = found.first(where: { $0.name == word }) ?? found.first else {
        throw arguments.usageError("there is info " + infos.map(\.name).joined(separator: ", "))
      }
      return try info.show(session, arguments.text.dropFirst(word.count).trimmed)
    }
  ]

  struct Info: Sendable {
    let name: String
    /// - Parameter rest: what stands behind the word.
    let show: @Sendable (_ session: Session, _ rest: String) throws -> CommandResult
  }

  static let infos: [Info] = [
    Info(name: "breakpoints") { session, _ in .breakpoints(session.debugger.breakpoints.all) },
    Info(name: "watchpoints") { session, _ in .watches(session.debugger.watches) },
    Info(name: "skip") { session, _ in .skips(session.debugger.skips.all) },
    Info(name: "calls") { session, _ in .calls(session.debugger.callsOfStatement) },
    Info(name: "operation") { session, _ in
      session.debugger.operation.map(CommandResult.operation)
        ?? .text("No tensor operation has just run: 'stepi' runs one.")
    },
    Info(name: "marks") { session, _ in .timeline(session.debugger.timeline) },
    Info(name: "locals") { session, _ in
      _ = try session.currentFrame()
      let all = session.debugger.variables(ofFrame: session.selectedFrame)
      return .variables(all.filter { $0.kind == .local }, what: "locals")
    },
    Info(name: "args") { session, _ in
      _ = try session.currentFrame()
      let all = session.debugger.variables(ofFrame: session.selectedFrame)
      return .variables(all.filter { $0.kind != .local }, what: "arguments")
    },
    Info(name: "frame") { session, _ in
      let frame = try session.currentFrame()
      return .frameDetails(
        FrameDetails(
          frame: frame, caller: session.debugger.frame(session.selectedFrame + 1), layer: session.debugger.layerPosition
        ))
    },
    Info(name: "loop") { session, _ in
      let frame = try session.currentFrame()
      return .loops(frame.loops, function: frame.function)
    },
    Info(name: "display") { session, _ in .displays(session.displays) },
    Info(name: "module") { session, path in
      let wanted = path.isEmpty ? try session.currentFrame().modulePath ?? "" : path
      guard let details = session.debugger.moduleDetails(at: wanted) else {
        if session.debugger.modules.isEmpty { throw CommandError.noModel }
        throw CommandError.noModule(wanted, nearest: nearest(wanted, among: session.debugger.modules.map(\.path)))
      }
      return .module(details)
    },
    Info(name: "interventions") { session, _ in .interventions(session.debugger.interventions) },
    Info(name: "memory") { session, _ in .memory(session.debugger.memoryUse) },
    Info(name: "stubs") { session, _ in
      let notes = session.debugger.machine.notes
      return .text(notes.isEmpty ? "The listing needs nothing that fwdb has not." : notes.joined(separator: "\n"))
    },
    Info(name: "timeline") { session, _ in
      let changes = session.debugger.changeViews
      let timeline = CommandResult.timeline(session.debugger.timeline)
      return changes.isEmpty ? timeline : .sequence([timeline, .changes(changes)])
    },
  ]
}
