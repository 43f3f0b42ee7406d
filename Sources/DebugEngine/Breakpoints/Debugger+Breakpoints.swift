import ListingRuntime

extension Debugger {
  /// A breakpoint that was set, with notes for the user.
  public struct NewBreakpoint: Sendable {
    public let breakpoint: Breakpoint
    /// Why it waits: nothing matches yet.
    public let problem: BreakpointProblem?
    /// The line that the user asked for, when the breakpoint moved because that line has no code.
    public let movedFrom: Int?
    /// The watched value; nil for anything but a watchpoint, or when there is no value yet.
    public var watched: ValueView?
  }

  /// Sets a breakpoint at a location that the user wrote; see `location(_:frame:)`.
  ///
  /// - Parameter frame: the frame whose file a bare line number means; 0 is the innermost.
  public mutating func addBreakpoint(
    at text: String, isTemporary: Bool = false, condition: String? = nil, logging template: String? = nil,
    frame: Int = 0
  ) throws(BreakpointProblem) -> NewBreakpoint {
    try addBreakpoint(
      at: try location(text, frame: frame), isTemporary: isTemporary, condition: condition, logging: template)
  }

  /// Sets a breakpoint.
  ///
  /// - Parameter template: makes it a log point, which prints this text and continues: `{i}: {x.std():.3f}`.
  public mutating func addBreakpoint(
    at location: Breakpoint.Location, isTemporary: Bool = false, condition: String? = nil,
    logging template: String? = nil
  ) throws(BreakpointProblem) -> NewBreakpoint {
    if let condition { try check(condition) }
    if let template { try check(Self.expression(ofTemplate: template)) }
    let place = try resolve(location)
    let breakpoint = breakpoints.add(
      template.map(Breakpoint.Kind.log) ?? .stop, location, place.resolution, isTemporary: isTemporary,
      condition: condition, pass.machine)
    return NewBreakpoint(breakpoint: breakpoint, problem: place.problem, movedFrom: place.movedFrom)
  }

  public mutating func removeBreakpoint(_ id: Int) throws(BreakpointProblem) {
    guard breakpoints[id] != nil else { throw .noBreakpoint(id) }
    discardBreakpoint(id)
  }

  /// Deletes a breakpoint if it still exists.
  public mutating func discardBreakpoint(_ id: Int) {
    breakpoints.remove(id, pass.machine)
    watchedValues[id] = nil
  }

  public mutating func setEnabled(_ isEnabled: Bool, breakpoint id: Int) throws(BreakpointProblem) {
    if !breakpoints.change(id, pass.machine, { $0.isEnabled = isEnabled }) { throw .noBreakpoint(id) }
  }

  /// - Parameters:
  ///   - condition: nil removes the condition.
  ///   - frame: the frame whose variables it may use, for a watchpoint without its own scope.
  public mutating func setCondition(
    _ condition: String?, breakpoint id: Int, frame: Int = 0
  ) throws(BreakpointProblem) {
    if let condition { try check(condition) }
    let isFree = breakpoints[id]?.watch.map { $0.scope == nil } ?? false
    let home = isFree ? scope(ofCondition: condition, frame: frame) : nil
    let isThere = breakpoints.change(id, pass.machine) { ($0.condition, $0.conditionScope) = (condition, home) }
    if !isThere { throw .noBreakpoint(id) }
  }

  public mutating func setIgnoreCount(_ count: Int, breakpoint id: Int) throws(BreakpointProblem) {
    if !breakpoints.change(id, pass.machine, { $0.ignoreCount = max(0, count) }) { throw .noBreakpoint(id) }
  }

  /// The commands that front ends carry out when the breakpoint stops; empty removes them.
  public mutating func setCommands(_ commands: [String], breakpoint id: Int) throws(BreakpointProblem) {
    if !breakpoints.change(id, pass.machine, { $0.commands = commands }) { throw .noBreakpoint(id) }
  }

  func check(_ condition: String) throws(BreakpointProblem) {
    if let error = Machine.syntaxError(in: condition) { throw .badCondition(error.summary) }
  }

  /// A template as an f-string of the listing language.
  static func expression(ofTemplate template: String) -> String {
    var text = "f\""
    // In a field, a double quote would end the f-string, so it becomes a single quote.
    var depth = 0
    for character in template {
      switch character {
      case "{": depth += 1
      case "}": depth = max(0, depth - 1)
      default: break
      }
      switch character {
      case "\"": text += depth > 0 ? "'" : "\\\""
      case "\n": text += "\\n"
      default: text.append(character)
      }
    }
    return text + "\""
  }

  // MARK: Locations

  /// The location that a text names.
  ///
  /// - Parameters:
  ///   - text: `57`, `attention.py:57`, `forward_attention`, `ConformerEncoder.forward`,
  ///     `encoder.encoders.*.self_attn`, `layer 7`, `op softmax`, `op @ in encoder.encoders.3`; empty for the line of
  ///     the frame.
  ///   - frame: the frame whose file a bare line number means.
  public func location(_ text: String, frame: Int = 0) throws(BreakpointProblem) -> Breakpoint.Location {
    if text.isEmpty || Int(text) != nil {
      guard let index = machineFrame(frame) else { throw .badLocation(text) }
      let current = pass.machine.frames[index]
      return .line(file: current.code.file.name, line: Int(text) ?? current.line)
    }
    let words = text.split(separator: " ").map(String.init)
    if words.count == 2, words[0] == "layer" {
      guard let number = Int(words[1]), number > 0 else { throw .badLocation(text) }
      return .layer(number)
    }
    if words.first == "op" {
      guard words.count == 2 || words.count == 4 && words[2] == "in" else { throw .badLocation(text) }
      return .operation(words[1], within: words.count == 4 ? words[3] : nil)
    }
    if let colon = text.lastIndex(of: ":") {
      guard let line = Int(text[text.index(after: colon)...]) else { throw .badLocation(text) }
      return .line(file: String(text[..<colon]), line: line)
    }
    let isPath = text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      part == "*"
        || !part.isEmpty && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "<" || $0 == ">" }
    }
    if !isPath { throw .badLocation(text) }
    if !breakpoints.functions(named: text).isEmpty { return .function(text) }
    let isModule = pass.machine.inspector.allModulePaths.contains {
      matches($0, text) || $0.hasPrefix(text.prefix { $0 != "." } + ".")
    }
    return isModule || text.contains("*") ? .modules(text) : .function(text)
  }

  /// The place in the listing that a text names, for a motion to go to.
  ///
  /// - Throws: also when nothing matches yet, where a breakpoint would wait.
  public func place(_ text: String, frame: Int = 0) throws(BreakpointProblem) -> Breakpoint.Resolution {
    let place = try resolve(try location(text, frame: frame))
    if let problem = place.problem { throw problem }
    return place.resolution
  }

  /// A location resolved in this listing and model.
  private struct Place {
    let resolution: Breakpoint.Resolution
    /// Why the breakpoint waits.
    var problem: BreakpointProblem?
    /// The line that the user asked for, when the breakpoint moved to the next line with code.
    var movedFrom: Int?
  }

  private func resolve(_ location: Breakpoint.Location) throws(BreakpointProblem) -> Place {
    switch location {
    case .line(let name, let line):
      guard let file = breakpoints.file(named: name) else {
        return Place(
          resolution: .pending,
          problem: .unknownFile(name, nearest: nearest(name, among: Array(breakpoints.outline.files.keys))))
      }
      let lines = breakpoints.outline.lines[file] ?? []
      guard line > 0, let found = lines.first(where: { $0 >= line }) else {
        throw .noCode(file: file, line: line, lastLine: lines.last ?? 0)
      }
      return Place(resolution: .line(file: file, line: found), movedFrom: found == line ? nil : line)
    case .function(let name):
      let functions = breakpoints.functions(named: name)
      if !functions.isEmpty { return Place(resolution: .functions(functions)) }
      let names = breakpoints.outline.functions.flatMap { [$0.qualifiedName, $0.name] }
      return Place(resolution: .pending, problem: .unknownFunction(name, nearest: nearest(name, among: names)))
    case .modules(let pattern):
      let paths = pass.machine.inspector.allModulePaths
      let count = paths.count { matches($0, pattern) }
      if count > 0 { return Place(resolution: .modules(pattern: pattern, count: count)) }
      return Place(resolution: .pending, problem: .noModule(pattern, nearest: nearest(pattern, among: paths)))
    case .layer(let number):
      return profile?.layerLoop == nil
        ? Place(resolution: .pending, problem: .noLayerLoop) : Place(resolution: .layer(number))
    case .operation(let name, let within): return Place(resolution: .operation(name, within: within))
    case .everywhere: return Place(resolution: .everywhere)
    }
  }
}
