import Foundation
import Testing

/// The values shown on the way backward equal the values on the way forward, bit for bit.
struct BackwardWalkTests {
  /// Runs the tutorial's script and reads every variable at each stop.
  @Test func theTutorialsWalkShowsTheSameBitsGoingBack() throws {
    let script = try String(contentsOfFile: Program.root + "/examples/spoken-digits/walk.fwdb", encoding: .utf8)
    let commands = script.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    let turn = try #require(commands.firstIndex { $0.hasPrefix("reverse-") })
    let conversation = try Conversation([Example.model, "--audio", Example.recording])
    var seen = [try #require(conversation.start.clock): try conversation.variables()]
    var again: Set<Int> = []
    for (number, command) in commands.enumerated() {
      if command.hasPrefix("what-if") { break }
      let answer = try conversation.ask(command)
      #expect(answer.kind != "error", "\(command): \(answer.members)")
      guard let clock = answer.clock else { continue }
      let variables = try conversation.variables()
      if let before = seen[clock] {
        #expect(variables == before, "\(command), at \(clock)")
        if number >= turn { again.insert(clock) }
      }
      seen[clock] = variables
    }
    // The script goes from the layer loop to the softmax and back, so it visits the stops on this way twice.
    #expect(again.count >= 20, "\(again.count) of \(seen.count) stops were seen twice")
  }

  /// Moves from the end of a pass to its first line: by layers, and by lines in the last layer.
  ///
  /// `FWDB_WALK="MODEL FRAMES HISTORY"` in the environment selects a large model. HISTORY is the snapshots' budget in
  /// megabytes. With `FWDB_WALK`, the test also prints times and the peak memory. Example:
  /// `FWDB_WALK="~/models/512x12 6003 2000" swift test -c release --filter BackwardWalkTests`.
  @Test func aSmallHistoryIsEnoughToGoBackThroughAPass() throws {
    let wanted = ProcessInfo.processInfo.environment["FWDB_WALK"]?.split(separator: " ").map(String.init)
    let words = wanted ?? [Example.model, "600", "4"]
    try #require(words.count == 3, "FWDB_WALK is a model, a number of frames, and megabytes")
    let conversation = try Conversation([words[0], "--random", "\(words[1])x80", "--history", words[2]])
    var most = 0
    func rest() { most = max(most, conversation.privateMemory ?? 0) }
    let clock = ContinuousClock()
    let began = clock.now

    var seen: [(clock: Int, variables: [String: String])] = []
    func note(_ stop: Conversation.Answer) throws {
      seen.append((try #require(stop.clock), try conversation.variables()))
      rest()
    }
    try note(conversation.start)
    var layer = 1
    while true {
      let stop = try conversation.ask("goto layer \(layer)")
      if stop.kind != "stop" { break }
      try note(stop)
      layer += 1
    }
    let lastLayer = seen.count - 1
    while true {
      let stop = try conversation.ask("step")
      rest()
      guard stop["reason"] as? String == "step" else {
        #expect(stop["reason"] as? String == "finished")
        break
      }
      let isInLayer = (stop["layer"] as? [String: Any])?["iteration"] as? Int == layer - 1
      if isInLayer { try note(stop) } else { seen.append((try #require(stop.clock), [:])) }
    }
    let turned = clock.now
    var (stops, values) = (0, 0)
    func compare(_ stop: Conversation.Answer, _ known: (clock: Int, variables: [String: String])) throws {
      #expect(stop.clock == known.clock)
      rest()
      if known.variables.isEmpty { return }
      #expect(try conversation.variables() == known.variables, "at \(known.clock)")
      stops += 1
      values += known.variables.count
    }
    for known in seen[lastLayer...].reversed() { try compare(conversation.ask("reverse-step"), known) }
    for number in (1..<lastLayer).reversed() { try compare(conversation.ask("goto layer \(number)"), seen[number]) }
    try compare(conversation.ask("goto start"), seen[0])
    let beginning = try conversation.ask("reverse-continue")
    #expect(beginning["reason"] as? String == "beginning")
    #expect(values > 300)

    if wanted != nil {
      print(
        "forward \(began.duration(to: turned)), back \(turned.duration(to: clock.now)): \(stops) stops and \(values) "
          + "values alike; at most \(most / 1_000_000) MB beside mapped files with \(words[2]) MB of history")
    }
  }
}
