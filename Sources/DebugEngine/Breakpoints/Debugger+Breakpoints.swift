import ListingRuntime

extension Debugger {
  /// A breakpoint that was just set, with notes for the user.
  public struct NewBreakpoint: Sendable {
    public let breakpoint: Breakpoint
    /// Why the breakpoint is pending; nil when its location resolved.
    public let problem: BreakpointProblem?
    /// The line that the user named, if it has no code and the breakpoint moved to the next line with code. Otherwise
    /// nil.
    public let movedFrom: Int?
    /// The watched value; nil when the breakpoint is not a watchpoint, or when its expression has no value yet.
    public var watched: ValueView?
  }

  /// Sets a breakpoint at a location written by the user; see `location(_:frame:)` for the syntax.
  ///
  /// - Parameter frame: a line number without a file refers to this frame's file; 0 is the innermost.
  public mutating func addBreakpoint(
    at text: String, isTemporary: Bool = false, condition: String? = nil, logging template: String? = nil,
    frame: Int = 0
  ) throws(BreakpointProblem) -> NewBreakpoint {
    try addBreakpoint(
      at: try location(text, frame: frame), isTemporary: isTemporary, condition: condition, logging: template)
  }

  /// Sets a breakpoint at a location.
  ///
  /// - Parameter template: the text of a log point, written like the inside of an f-string: `{i}: {x.std():.3f}`. The
  ///   log point prints the text and continues. If nil, a breakpoint is set instead of a log point.
  public mutating func addBreakpoint(
    at location: Breakpoint.Location, isTemporary: Bool = false, condition: String? = nil,
    logging template: String? = nil
  ) throws(BreakpointProblem) -> NewBreakpoint {
    if let condition { try check(condition) }
    if let template { try check(Self.expression(ofTemplate: template)) }
    if case .line(let name, _) = location { readFile(named: name) }
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

  /// Deletes a breakpoint. Does nothing if no breakpoint has this ID.
  public mutating func discardBreakpoint(_ id: Int) {
    breakpoints.remove(id, pass.machine)
    watchedValues[id] = nil
  }

  public mutating func setEnabled(_ isEnabled: Bool, breakpoint id: Int) throws(BreakpointProblem) {
    if !breakpoints.change(id, pass.machine, { $0.isEnabled = isEnabled }) { throw .noBreakpoint(id) }
  }

  /// Sets or removes a breakpoint's condition.
  ///
  /// - Parameters:
  ///   - condition: an expression; nil removes the condition.
  ///   - frame: for a watchpoint without a scope, the frame whose variables the condition may use; 0 is the innermost.
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

  /// Sets the commands that front ends run after the breakpoint stops. An empty array removes them.
  public mutating func setCommands(_ commands: [String], breakpoint id: Int) throws(BreakpointProblem) {
    if !breakpoints.change(id, pass.machine, { $0.commands = commands }) { throw .noBreakpoint(id) }
  }

  func check(_ condition: String) throws(BreakpointProblem) {
    if let error = Machine.syntaxError(in: condition) { throw .badCondition(error.summary) }
  }

  /// Converts a template to an f-string literal of the listing language: escapes quotes and newlines.
  static func expression(ofTemplate template: String) -> String {
    var text = "f\""
    // `depth` is the nesting depth of braces. Within a field, a double quote would end the f-string, so write a single
    // quote instead.
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

  /// Parses a location.
  ///
  /// - Parameters:
  ///   - text: `57`, `attention.py:57`, `forward_attention`, `ConformerEncoder.forward`,
  ///     `encoder.encoders.*.self_attn`, `layer 7`, `op softmax`, `op @ in encoder.encoders.3`. Empty text means the
  ///     frame's current line.
  ///   - frame: a line number without a file refers to this frame's file; 0 is the innermost.
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

  /// Parses a location and resolves it in the listing.
  ///
  /// - Throws: a `BreakpointProblem` when nothing matches the location yet, even if a pending breakpoint could be set.
  public func place(_ text: String, frame: Int = 0) throws(BreakpointProblem) -> Breakpoint.Resolution {
    let place = try resolve(try location(text, frame: frame))
    if let problem = place.problem { throw problem }
    return place.resolution
  }

  /// Reads a file of the listing that the pass has not imported. Front ends can then show its lines and set breakpoints
  /// in it.
  public mutating func readFile(named name: String) {
    if breakpoints.file(named: name) != nil { return }
    let inspector = pass.machine.inspector
    _ = inspector.reads(name) || inspector.reads(name + ".py")
    takeUpNewFiles()
  }

  /// Reads the listing's file at a path. Does nothing if the file does not exist, has errors, or was read before.
  mutating func readFile(at path: String) {
    if breakpoints.outline.files[path] == nil, pass.machine.inspector.reads(path) { takeUpNewFiles() }
  }

  /// Adds the files that the machine has newly read to the outline, and resolves pending breakpoints in these files.
  mutating func takeUpNewFiles() {
    if pass.machine.sourceCount == breakpoints.outline.files.count { return }
    breakpoints.takeUpNewFiles(pass.machine)
  }

  /// Whether a file has syntax errors.
  private func isBroken(_ path: String) -> Bool {
    !pass.machine.inspector.errors(in: path).isEmpty
  }

  /// A location resolved in the current listing and model.
  private struct Place {
    let resolution: Breakpoint.Resolution
    /// Why the location is pending; nil when it resolved.
    var problem: BreakpointProblem?
    /// The line that the user named, if it has no code and the next line with code is used. Otherwise nil.
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
        if lines.isEmpty, isBroken(file) { return Place(resolution: .pending, problem: .brokenFile(file)) }
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
