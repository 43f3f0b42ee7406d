import ListingRuntime
import Searching

/// All breakpoints, watchpoints and catchpoints. Tables by line, module, layer and operation make the lookup
/// at each instruction fast.
public struct BreakpointTable: Sendable {
  public private(set) var all: [Breakpoint] = []
  public private(set) var outline: ListingOutline
  let layerLoop: LayerLoop?
  private var nextID = 1
  /// IDs of enabled breakpoints, by file and line of the statement.
  private var byLine: [String: [Int: [Int]]] = [:]
  /// IDs of enabled module breakpoints by module path. A breakpoint is entered under every path that its pattern
  /// matches.
  private var byModule: [String: [Int]] = [:]
  /// IDs of enabled layer breakpoints by layer number.
  private var byLayer: [Int: [Int]] = [:]
  /// IDs of enabled operation breakpoints by operation name in lower case.
  private var byOperation: [String: [Int]] = [:]
  /// Whether an enabled breakpoint matches a builtin layer. A builtin layer has no statements, so the table must test
  /// before each instruction whether the instruction calls the layer.
  private(set) var watchesBuiltinModules = false
  /// Enabled watchpoints, sorted by ID. `catches` holds the enabled catchpoints.
  private(set) var watches: [Breakpoint] = []
  private(set) var catches: [Breakpoint] = []

  init(outline: ListingOutline, layerLoop: LayerLoop?) {
    self.outline = outline
    self.layerLoop = layerLoop
  }

  public subscript(id: Int) -> Breakpoint? { position(of: id).map { all[$0] } }

  /// The index of a breakpoint in `all`, which is sorted by ID; nil when no breakpoint has this ID.
  private func position(of id: Int) -> Int? {
    let place = all.partitioningIndex { $0.id >= id }
    return place < all.count && all[place].id == id ? place : nil
  }

  /// The number of module paths at the last call of `takeUpNewFiles`.
  private var modulePathCount = 0

  /// Whether a breakpoint waits for a file, function or module that the listing has not loaded.
  private(set) var hasPending = false

  /// Whether no enabled breakpoint has a location. If so, only watchpoints and catchpoints can stop the pass.
  var hasNoPlaces: Bool { byLine.isEmpty && byModule.isEmpty && byLayer.isEmpty && byOperation.isEmpty }
  /// Whether a breakpoint can stop within a statement. The history does not record such stops, so a search backward
  /// must replay them.
  var stopsWithinStatements: Bool { watchesBuiltinModules || !byOperation.isEmpty }
  var isIdle: Bool { hasNoPlaces && watches.isEmpty && catches.isEmpty }

  // MARK: Changing

  mutating func add(
    _ kind: Breakpoint.Kind, _ location: Breakpoint.Location, _ resolution: Breakpoint.Resolution, isTemporary: Bool,
    condition: String?, _ machine: Machine
  ) -> Breakpoint {
    var breakpoint = Breakpoint(
      id: nextID, kind: kind, location: location, resolution: resolution, isTemporary: isTemporary)
    breakpoint.condition = condition
    nextID += 1
    all.append(breakpoint)
    enter(breakpoint, machine)
    return breakpoint
  }

  mutating func remove(_ id: Int, _ machine: Machine) {
    guard let position = position(of: id) else { return }
    leave(all.remove(at: position), machine)
  }

  mutating func change(_ id: Int, _ machine: Machine, _ body: (inout Breakpoint) -> Void) -> Bool {
    guard let position = position(of: id) else { return false }
    let before = all[position]
    body(&all[position])
    leave(before, machine)
    enter(all[position], machine)
    return true
  }

  /// Counts a hit and returns whether the breakpoint stops. While the ignore count is above zero, each hit decreases
  /// the ignore count by 1 and does not stop the pass.
  mutating func reach(_ id: Int) -> Bool {
    guard let position = position(of: id) else { return false }
    all[position].hitCount += 1
    if all[position].ignoreCount > 0 {
      all[position].ignoreCount -= 1
      return false
    }
    return true
  }

  private mutating func index(_ machine: Machine) {
    (byLine, byModule, byLayer, byOperation) = ([:], [:], [:], [:])
    (watchesBuiltinModules, hasPending) = (false, false)
    (watches, catches) = ([], [])
    for breakpoint in all { enter(breakpoint, machine) }
  }

  /// Adds one breakpoint to the indexes. Rebuilding all indexes would be slow for a script that sets thousands of
  /// breakpoints.
  private mutating func enter(_ breakpoint: Breakpoint, _ machine: Machine) {
    if !breakpoint.isEnabled { return }
    let id = breakpoint.id
    switch breakpoint.resolution {
    case .line(let file, let line): byLine[file, default: [:]][line, default: []].insertInOrder(id)
    case .functions(let places):
      for place in places { byLine[place.file, default: [:]][place.firstLine, default: []].insertInOrder(id) }
    case .modules(let pattern, _):
      for path in machine.inspector.allModulePaths where matches(path, pattern) {
        byModule[path, default: []].insertInOrder(id)
        if let handle = machine.module(at: path), machine.isBuiltinModule(handle) { watchesBuiltinModules = true }
      }
    case .layer(let number): byLayer[number, default: []].insertInOrder(id)
    case .operation(let name, _): byOperation[name.lowercased(), default: []].insertInOrder(id)
    case .everywhere:
      if breakpoint.watch != nil { watches.insert(breakpoint, at: watches.count { $0.id < id }) }
      if breakpoint.caught != nil { catches.insert(breakpoint, at: catches.count { $0.id < id }) }
    case .pending: hasPending = true
    }
  }

  /// Removes one breakpoint from the indexes.
  private mutating func leave(_ breakpoint: Breakpoint, _ machine: Machine) {
    if !breakpoint.isEnabled { return }
    let id = breakpoint.id
    switch breakpoint.resolution {
    case .line(let file, let line): leave(id, line: line, of: file)
    case .functions(let places): for place in places { leave(id, line: place.firstLine, of: place.file) }
    // Rebuild all indexes: another breakpoint may match a builtin layer too. In that case `watchesBuiltinModules` must
    // stay true.
    case .modules: index(machine)
    case .layer(let number): byLayer.remove(id, of: number)
    case .operation(let name, _): byOperation.remove(id, of: name.lowercased())
    case .everywhere:
      watches.removeAll { $0.id == id }
      catches.removeAll { $0.id == id }
    case .pending: break
    }
  }

  private mutating func leave(_ id: Int, line: Int, of file: String) {
    byLine[file]?.remove(id, of: line)
    if byLine[file]?.isEmpty == true { byLine[file] = nil }
  }

  // MARK: Asking

  /// Whether a breakpoint may be at this stop. Tests the line, the function's name and the layer loop, but not
  /// conditions and module paths.
  func concerns(_ stop: StopRecord, _ code: Code) -> Bool {
    byLine[code.file.name]?[Int(stop.line)] != nil || !byModule.isEmpty && code.name == "forward"
      || !byLayer.isEmpty && layerLoop?.functions.contains(code.qualifiedName) == true
  }

  /// IDs of the breakpoints at the machine's position, ascending. Conditions are not evaluated.
  func candidates(at machine: Machine) -> [Int] {
    guard let frame = machine.frames.last else { return [] }
    if !byOperation.isEmpty, let name = machine.operationNameAhead {
      let ids = operationNames(name).flatMap { byOperation[$0] ?? [] }.filter { isWithin($0, machine) }
      if !ids.isEmpty { return Set(ids).sorted() }
    }
    if watchesBuiltinModules, let handle = machine.builtinModuleCalledNext, let path = machine.modulePath(of: handle),
      let ids = byModule[path]
    {
      return ids
    }
    guard machine.isAtVisibleStop else { return [] }
    var ids: [Int] = []
    for id in byLine[frame.code.file.name]?[frame.line] ?? [] {
      guard let breakpoint = self[id] else { continue }
      if case .functions(let places) = breakpoint.resolution {
        if isAtEntry(of: places, machine, frame) { ids.append(id) }
      } else if frame.beginsLine {
        ids.append(id)
      }
    }
    if !byModule.isEmpty, let path = enteredModule(machine, frame) { ids += byModule[path] ?? [] }
    if !byLayer.isEmpty, let layer = layerLoop?.iterationBegun(in: frame, machine) { ids += byLayer[layer] ?? [] }
    return ids.sorted()
  }

  /// Whether the machine is at a location. The location may have no breakpoint.
  func isReached(_ place: Breakpoint.Resolution, _ machine: Machine) -> Bool {
    guard let frame = machine.frames.last else { return false }
    switch place {
    case .operation(let name, let pattern):
      guard let ahead = machine.operationNameAhead, operationNames(ahead).contains(name.lowercased()) else {
        return false
      }
      return pattern.map { isIn(modulePath(at: machine), $0) } ?? true
    case .modules(let pattern, _):
      if let handle = machine.builtinModuleCalledNext, let path = machine.modulePath(of: handle) {
        return matches(path, pattern)
      }
      guard machine.isAtVisibleStop, let path = enteredModule(machine, frame) else { return false }
      return matches(path, pattern)
    case .line(let file, let line):
      return machine.isAtVisibleStop && frame.code.file.name == file && frame.line == line && frame.beginsLine
    case .functions(let places): return machine.isAtVisibleStop && isAtEntry(of: places, machine, frame)
    case .layer(let number):
      return machine.isAtVisibleStop && layerLoop?.iterationBegun(in: frame, machine) == number
    case .everywhere, .pending: return false
    }
  }

  private func isAtEntry(of places: [FunctionPlace], _ machine: Machine, _ frame: Frame) -> Bool {
    frame.isAtEntry(clock: machine.clock)
      && places.contains { $0.name == frame.code.qualifiedName && $0.file == frame.code.file.name }
  }

  private func isWithin(_ id: Int, _ machine: Machine) -> Bool {
    guard case .operation(_, let pattern?)? = self[id]?.resolution else { return true }
    return isIn(modulePath(at: machine), pattern)
  }

  private func modulePath(at machine: Machine) -> String? {
    if let handle = machine.builtinModuleCalledNext, let path = machine.modulePath(of: handle) { return path }
    return machine.frames.reversed().lazy.compactMap { machine.modulePath(of: $0) }.first
  }

  /// The path of the module whose `forward` or `__call__` is about to run its first statement; nil at other positions.
  /// A call of `super().forward(…)` inside the same module does not count.
  private func enteredModule(_ machine: Machine, _ frame: Frame) -> String? {
    guard frame.code.name == "forward" || frame.code.name == "__call__", frame.isAtEntry(clock: machine.clock),
      let path = machine.modulePath(of: frame)
    else { return nil }
    let caller = machine.frames.dropLast().last { !$0.code.isLibrary }
    if let caller, caller.code.name == frame.code.name, machine.modulePath(of: caller) == path { return nil }
    return path
  }

  // MARK: Names

  /// The functions whose name or qualified name is `name`, or whose qualified name ends in `name` after a dot:
  /// `Encoder.forward` also finds `model.Encoder.forward`.
  public func functions(named name: String) -> [FunctionPlace] {
    places(of: name, among: outline.functions[...])
  }

  /// The functions in `functions` that have the given name, sorted by file name and line.
  private func places(of name: String, among functions: ArraySlice<ListingOutline.Function>) -> [FunctionPlace] {
    functions.filter { $0.qualifiedName == name || $0.name == name || $0.qualifiedName.hasSuffix("." + name) }
      .sorted { ($0.file, $0.line) < ($1.file, $1.line) }
      .map { FunctionPlace(name: $0.qualifiedName, file: $0.file, line: $0.line, firstLine: $0.lines[0]) }
  }

  /// The path of a file of the listing; nil if no file has the name. The name can be the whole path, or the last part
  /// of the path with or without `.py`.
  public func file(named name: String) -> String? { Self.file(named: name, among: outline.files.keys.sorted()) }

  private static func file(named name: String, among files: [String]) -> String? {
    func last(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
    return files.first { $0 == name } ?? files.first { last($0) == name } ?? files.first { last($0) == name + ".py" }
  }
}

extension [Int] {
  /// The index of a number in a sorted array. If the array lacks the number, the index at which to insert the number.
  private func place(of number: Int) -> Int {
    guard let last, last >= number else { return count }
    return partitioningIndex { $0 >= number }
  }

  /// Inserts a number into a sorted array. Does nothing if the array contains the number.
  fileprivate mutating func insertInOrder(_ number: Int) {
    let place = place(of: number)
    if place == count || self[place] != number { insert(number, at: place) }
  }

  fileprivate mutating func removeInOrder(_ number: Int) {
    let place = place(of: number)
    if place < count, self[place] == number { remove(at: place) }
  }
}

extension Dictionary where Value == [Int] {
  /// Removes an ID from the array of a key. Removes the key when the array becomes empty.
  fileprivate mutating func remove(_ id: Int, of key: Key) {
    self[key]?.removeInOrder(id)
    if self[key]?.isEmpty == true { self[key] = nil }
  }
}

/// Whether a module path matches a pattern. `*` matches one part of a path.
func matches(_ path: String, _ pattern: String) -> Bool {
  let parts = path.split(separator: "."), wanted = pattern.split(separator: ".")
  return parts.count == wanted.count && zip(parts, wanted).allSatisfy { $1 == "*" || $0 == $1 }
}

/// Whether a module path, or the path of a module that contains this module, matches a pattern: `encoder.0.norm` is in
/// `encoder.*`.
func isIn(_ path: String?, _ pattern: String) -> Bool {
  guard let path else { return false }
  let parts = path.split(separator: "."), wanted = pattern.split(separator: ".")
  return parts.count >= wanted.count && zip(parts, wanted).allSatisfy { $1 == "*" || $0 == $1 }
}

/// All names of a tensor operation, in lower case. An operator also has the frameworks' function names: `+` is also
/// `add`.
func operationNames(_ name: String) -> [String] {
  let plain = name.lowercased()
  var bare = plain
  while bare.count > 1, bare.hasSuffix("_") { bare.removeLast() }
  if bare.hasSuffix("="), !["==", "!=", "<=", ">=", "[]="].contains(bare) { bare.removeLast() }
  let words: [String: [String]] = [
    "+": ["add"], "-": ["sub", "subtract", "neg"], "*": ["mul", "multiply"], "/": ["div", "divide"], "@": ["matmul"],
    "**": ["pow"], "//": ["floor_divide"], "%": ["remainder"], "~": ["logical_not", "bitwise_not"],
    "==": ["eq", "equal"],
    "!=": ["ne", "not_equal"], "<": ["lt", "less"], "<=": ["le", "less_equal"], ">": ["gt", "greater"],
    ">=": ["ge", "greater_equal"], "&": ["logical_and", "bitwise_and"], "|": ["logical_or", "bitwise_or"],
    "^": ["logical_xor", "bitwise_xor"], "[]": ["getitem", "index"], "[]=": ["setitem"],
  ]
  return Array(Set([plain, bare] + (words[bare] ?? [])))
}

extension BreakpointTable {
  /// Adds the files that the machine has newly read to the outline, and resolves breakpoints in these files. Each file
  /// is visited once, so the total time is linear in the number of files.
  mutating func takeUpNewFiles(_ machine: Machine) {
    let new = outline.addNewFiles(of: machine)
    if new.files.isEmpty { return }
    let hasNewModules = machine.inspector.modulePathCount != modulePathCount
    modulePathCount = machine.inspector.modulePathCount
    for index in all.indices {
      guard let resolution = resolution(of: all[index], in: new, hasNewModules, machine) else { continue }
      leave(all[index], machine)
      all[index].resolution = resolution
      enter(all[index], machine)
    }
    hasPending = all.contains { $0.isEnabled && $0.resolution == .pending }
  }

  /// The breakpoint's new resolution after new files were read; nil if the files do not change it.
  private func resolution(
    of breakpoint: Breakpoint, in new: (files: [String], functions: Range<Int>), _ hasNewModules: Bool,
    _ machine: Machine
  ) -> Breakpoint.Resolution? {
    switch (breakpoint.location, breakpoint.resolution) {
    case (.line(let name, let line), .pending):
      guard let file = Self.file(named: name, among: new.files.sorted()),
        let found = outline.lines[file]?.first(where: { $0 >= line })
      else { return nil }
      return .line(file: file, line: found)
    case (.function(let name), let resolution):
      let more = places(of: name, among: outline.functions[new.functions])
      if more.isEmpty { return nil }
      guard case .functions(let known) = resolution else { return .functions(more) }
      return .functions((known + more).sorted { ($0.file, $0.line) < ($1.file, $1.line) })
    case (.modules(let pattern), .pending) where hasNewModules:
      let count = machine.inspector.allModulePaths.count { matches($0, pattern) }
      return count == 0 ? nil : .modules(pattern: pattern, count: count)
    default: return nil
    }
  }

  /// Returns the same breakpoints, resolved in another version of the listing.
  ///
  /// - Parameter line: maps a line's old number to its new number.
  func moved(
    to outline: ListingOutline, _ machine: Machine, line: (_ file: String, _ line: Int) -> Int
  ) -> BreakpointTable {
    var table = self
    table.outline = outline
    for index in table.all.indices {
      switch table.all[index].location {
      case .line(let name, let number):
        var (file, wanted) = (table.file(named: name), number)
        if case .line(let resolved, let at) = table.all[index].resolution {
          (file, wanted) = (resolved, line(resolved, at))
        }
        let found = file.flatMap { file in outline.lines[file]?.first { $0 >= wanted } }
        if let file, let found {
          table.all[index].resolution = .line(file: file, line: found)
        } else {
          table.all[index].resolution = .pending
        }
      case .function(let name):
        let places = table.functions(named: name)
        table.all[index].resolution = places.isEmpty ? .pending : .functions(places)
      case .modules(let pattern):
        let count = machine.inspector.allModulePaths.count { matches($0, pattern) }
        table.all[index].resolution = count == 0 ? .pending : .modules(pattern: pattern, count: count)
      case .layer, .operation, .everywhere: break
      }
    }
    table.index(machine)
    return table
  }
}
