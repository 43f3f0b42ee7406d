import ListingRuntime
import Searching

/// The breakpoints, watches and catches, and which of them a place in the listing concerns.
public struct BreakpointTable: Sendable {
  public private(set) var all: [Breakpoint] = []
  public private(set) var outline: ListingOutline
  let layerLoop: LayerLoop?
  private var nextID = 1
  /// Enabled breakpoints by file and line of a statement they may stop at.
  private var byLine: [String: [Int: [Int]]] = [:]
  /// Enabled module breakpoints with the paths they mean.
  private var byModule: [String: [Int]] = [:]
  /// Enabled breakpoints at turns of the layer loop, by turn.
  private var byLayer: [Int: [Int]] = [:]
  /// Enabled breakpoints at operations, by what operations are called in lower case.
  private var byOperation: [String: [Int]] = [:]
  /// Whether one of them means a module whose call runs no text.
  private(set) var watchesBuiltinModules = false
  /// Enabled watches and catches.
  private(set) var watches: [Breakpoint] = []
  private(set) var catches: [Breakpoint] = []

  init(outline: ListingOutline, layerLoop: LayerLoop?) {
    self.outline = outline
    self.layerLoop = layerLoop
  }

  public subscript(id: Int) -> Breakpoint? { position(of: id).map { all[$0] } }

  /// Where a breakpoint is in `all`, which has them by their numbers.
  private func position(of id: Int) -> Int? {
    let place = all.partitioningIndex { $0.id >= id }
    return place < all.count && all[place].id == id ? place : nil
  }

  /// Whether no place stops.
  var hasNoPlaces: Bool { byLine.isEmpty && byModule.isEmpty && byLayer.isEmpty && byOperation.isEmpty }
  /// Whether some may stop between statements, which the log of stops does not tell.
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

  /// Counts a breakpoint as reached and tells whether it stops: not while it is to be ignored.
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
    watchesBuiltinModules = false
    (watches, catches) = ([], [])
    for breakpoint in all { enter(breakpoint, machine) }
  }

  /// Enters a breakpoint where it stops. The others stay where they are: a script can set thousands.
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
    case .pending: break
    }
  }

  /// Takes away what `enter` entered.
  private mutating func leave(_ breakpoint: Breakpoint, _ machine: Machine) {
    if !breakpoint.isEnabled { return }
    let id = breakpoint.id
    switch breakpoint.resolution {
    case .line(let file, let line): leave(id, line: line, of: file)
    case .functions(let places): for place in places { leave(id, line: place.firstLine, of: place.file) }
    // All are asked again whether one means a module whose call runs no text.
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

  /// Whether some breakpoint may stand on the line: asked of the log, without a machine.
  func concerns(_ stop: StopRecord, _ code: Code) -> Bool {
    byLine[code.file.name]?[Int(stop.line)] != nil || !byModule.isEmpty && code.name == "forward"
      || !byLayer.isEmpty && layerLoop?.functions.contains(code.qualifiedName) == true
  }

  /// The breakpoints that stand where the machine stands, whatever their conditions, in the order of their numbers.
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
    if !byLayer.isEmpty, let turn = layerLoop?.turnBegun(in: frame, machine) { ids += byLayer[turn] ?? [] }
    return ids.sorted()
  }

  /// Whether the machine stands at a place, as a breakpoint there would stop it.
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
      return machine.isAtVisibleStop && layerLoop?.turnBegun(in: frame, machine) == number
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

  /// The module whose forward the machine is about to begin; not once more for `super().forward(…)` within it.
  private func enteredModule(_ machine: Machine, _ frame: Frame) -> String? {
    guard frame.code.name == "forward" || frame.code.name == "__call__", frame.isAtEntry(clock: machine.clock),
      let path = machine.modulePath(of: frame)
    else { return nil }
    let caller = machine.frames.dropLast().last { !$0.code.isLibrary }
    if let caller, caller.code.name == frame.code.name, machine.modulePath(of: caller) == path { return nil }
    return path
  }

  // MARK: Names

  /// The functions that a name means: in full, or by its last parts.
  public func functions(named name: String) -> [FunctionPlace] {
    outline.functions.filter {
      $0.qualifiedName == name || $0.name == name || $0.qualifiedName.hasSuffix("." + name)
    }.map { FunctionPlace(name: $0.qualifiedName, file: $0.file, line: $0.line, firstLine: $0.lines[0]) }
  }

  /// The file that a name means: its path, its last part, or that without `.py`.
  public func file(named name: String) -> String? {
    let files = outline.files.keys.sorted()
    func last(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
    return files.first { $0 == name } ?? files.first { last($0) == name } ?? files.first { last($0) == name + ".py" }
  }
}

extension [Int] {
  /// Where a number is or would be among numbers in order.
  private func place(of number: Int) -> Int {
    guard let last, last >= number else { return count }
    return partitioningIndex { $0 >= number }
  }

  /// Inserts a number into numbers in order, once.
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
  /// Takes a number from a key's, and the key with the last of them.
  fileprivate mutating func remove(_ id: Int, of key: Key) {
    self[key]?.removeInOrder(id)
    if self[key]?.isEmpty == true { self[key] = nil }
  }
}

/// Whether a module's path fits a pattern in which `*` stands for one part.
func matches(_ path: String, _ pattern: String) -> Bool {
  let parts = path.split(separator: "."), wanted = pattern.split(separator: ".")
  return parts.count == wanted.count && zip(parts, wanted).allSatisfy { $1 == "*" || $0 == $1 }
}

/// Whether a path fits the pattern or lies below one that does.
func isIn(_ path: String?, _ pattern: String) -> Bool {
  guard let path else { return false }
  let parts = path.split(separator: "."), wanted = pattern.split(separator: ".")
  return parts.count >= wanted.count && zip(parts, wanted).allSatisfy { $1 == "*" || $0 == $1 }
}

/// What a tensor operation may be called, in lower case: an operator also by its name in the libraries.
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
  /// The same breakpoints in another version of the listing.
  ///
  /// - Parameter line: where a line of a file is now.
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
