import ListingRuntime
import Searching

/// A rule: step over matching functions instead of into them.
public struct Skip: Sendable, Identifiable, Hashable {
  public let id: Int
  public let pattern: Pattern
  public internal(set) var isEnabled = true

  public enum Pattern: Sendable, Hashable {
    /// A function, or all functions of a class: `swish`, `PositionalEncoding.*`. `*` matches any characters.
    case function(String)
    /// All functions of a file.
    case file(String)
  }

  /// Whether the pattern names a function or the class that contains it.
  static func matches(_ qualifiedName: String, _ name: String, _ pattern: String) -> Bool {
    let names = NamePattern(pattern)
    return names.matches(qualifiedName) || names.matches(name) || qualifiedName.hasPrefix(pattern + ".")
  }
}

/// The skip rules. Stepping enters neither a skipped function nor the functions that it calls.
public struct SkipTable: Sendable {
  public private(set) var all: [Skip] = []
  private var nextID = 1

  mutating func add(_ pattern: Skip.Pattern) -> Skip {
    if let known = all.first(where: { $0.pattern == pattern }) { return known }
    let skip = Skip(id: nextID, pattern: pattern)
    nextID += 1
    all.append(skip)
    return skip
  }

  /// Deletes a skip. Returns false if no skip has this ID.
  mutating func remove(_ id: Int) -> Bool {
    let count = all.count
    all.removeAll { $0.id == id }
    return all.count < count
  }

  mutating func setEnabled(_ isEnabled: Bool, _ id: Int) -> Bool {
    guard let index = all.firstIndex(where: { $0.id == id }) else { return false }
    all[index].isEnabled = isEnabled
    return true
  }

  func contains(_ code: Code) -> Bool {
    all.contains { skip in
      guard skip.isEnabled else { return false }
      switch skip.pattern {
      case .file(let file): return code.file.name == file
      case .function(let pattern): return Skip.matches(code.qualifiedName, code.name, pattern)
      }
    }
  }

  /// Whether any frame with index `depth` or greater runs a skipped function.
  func skips(_ machine: Machine, above depth: Int) -> Bool {
    if all.isEmpty || machine.frames.count <= depth { return false }
    return machine.frames[depth...].contains { contains($0.code) }
  }
}

extension Debugger {
  /// Adds a skip for a function, a class, or all functions that match a pattern: `swish`, `PositionalEncoding`,
  /// `*.extra_repr`.
  ///
  /// - Throws: if the listing has no matching function.
  public mutating func skip(function pattern: String) throws(BreakpointProblem) -> Skip {
    let functions = breakpoints.outline.functions
    if !functions.contains(where: { Skip.matches($0.qualifiedName, $0.name, pattern) }) {
      let known = functions.flatMap { [$0.qualifiedName, $0.name] }
      throw .unknownFunction(pattern, nearest: nearest(pattern, among: known))
    }
    return skips.add(.function(pattern))
  }

  public mutating func skip(file name: String) throws(BreakpointProblem) -> Skip {
    guard let file = breakpoints.file(named: name) else {
      throw .unknownFile(name, nearest: nearest(name, among: Array(breakpoints.outline.files.keys)))
    }
    return skips.add(.file(file))
  }

  /// Deletes a skip. Returns false if no skip has this ID.
  public mutating func removeSkip(_ id: Int) -> Bool { skips.remove(id) }

  /// Enables or disables a skip. Returns false if no skip has this ID.
  public mutating func setEnabled(_ isEnabled: Bool, skip id: Int) -> Bool { skips.setEnabled(isEnabled, id) }

  /// Finds the last stop that is before the clock and not in a skipped call. `depth` is the number of frames at the
  /// start of the motion.
  func lastStopNotSkipped(before clock: Int, depth: Int) -> StopRecord? {
    if skips.all.isEmpty { return pass.history.lastStop(before: clock) { _ in true } }
    let stops = pass.history.stops
    var index = pass.history.stopCount(before: clock) - 1
    while index >= 0 {
      // A stop is skipped if its call, or a caller of its call, is skipped. Continue the search before the outermost
      // skipped call.
      var outermost: StopRecord?
      var call = stops[index]
      var place = index
      while Int(call.depth) > depth || isEarlierCall(call, depth: depth, clock: clock) {
        if skips.contains(pass.history.code(of: call)) { outermost = call }
        guard let caller = callerIndex(of: call, before: place) else { break }
        place = caller
        call = stops[caller]
      }
      guard let outermost else { return stops[index] }
      index = pass.history.stopCount(before: outermost.began + 1) - 1
    }
    return nil
  }

  /// Whether the stop's call has returned, so that its frame is no longer on the call stack.
  private func isEarlierCall(_ stop: StopRecord, depth: Int, clock: Int) -> Bool {
    let index = Int(stop.depth) - 1
    return !pass.machine.frames.indices.contains(index) || pass.machine.frames[index].began != stop.began
  }

  private func callerIndex(of stop: StopRecord, before index: Int) -> Int? {
    pass.history.stops[..<index].lastIndex { $0.depth < stop.depth && $0.clock <= stop.began }
  }
}
