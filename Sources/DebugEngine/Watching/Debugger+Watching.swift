import ListingRuntime

extension Debugger {
  /// Sets a watch: the pass stops after what gave the expression another value, in both directions.
  ///
  /// An expression that uses variables of the frame's call belongs to that call and is gone with it.
  /// - Parameter isPredicate: to stop only where it becomes true.
  public mutating func addWatch(
    _ expression: String, isPredicate: Bool = false, condition: String? = nil, frame: Int = 0
  ) throws(BreakpointProblem) -> NewBreakpoint {
    try check(expression)
    if let condition { try check(condition) }
    let index = machineFrame(frame)
    let names = Machine.names(in: expression)
    var scope: Watch.Scope?
    if let index {
      let home = machine.frames[index]
      let own = Set(home.code.locals).union(machine.variables(of: home).map(\.name))
      let isGlobal = if case .success = machine.evaluating(expression, frame: nil) { true } else { false }
      if !names.isDisjoint(with: own) || !isGlobal {
        scope = Watch.Scope(function: home.code.qualifiedName, began: home.began)
        if names.isDisjoint(with: own), case .failure(let error) = machine.evaluating(expression, frame: index) {
          throw .badWatch(expression, reason: error.summary)
        }
      }
    } else if case .failure(let error) = machine.evaluating(expression, frame: nil) {
      throw .badWatch(expression, reason: error.summary)
    }
    let isName = scope != nil && names == [expression.filter { $0 != " " }]
    let watch = Watch(expression: expression, isPredicate: isPredicate, scope: scope, isName: isName)
    let breakpoint = breakpoints.add(
      .watch(watch), .everywhere, .everywhere, isTemporary: false, condition: condition, machine)
    let value = watchedValue(of: watch)
    watched[breakpoint.id] = value
    return NewBreakpoint(breakpoint: breakpoint, problem: nil, movedFrom: nil, watched: value?.view)
  }

  /// The watches with their values at the cursor.
  public var watches: [WatchView] {
    breakpoints.all.compactMap { breakpoint in
      guard let watch = breakpoint.watch else { return nil }
      let index = watch.scope.flatMap { $0.index(in: machine) }
      let isUnderWay = watch.scope == nil || index != nil
      return WatchView(
        id: breakpoint.id, watch: watch, isEnabled: breakpoint.isEnabled, hitCount: breakpoint.hitCount,
        condition: breakpoint.condition,
        value: isUnderWay
          ? machine.evaluating(watch.expression, frame: index).map { view(of: $0.value, in: $0.machine) } : nil)
    }
  }

  // MARK: While the machine runs

  /// The value at the machine; nil when there is none.
  func watchedValue(of watch: Watch) -> WatchedValue? {
    var index: Int?
    if let scope = watch.scope {
      index = scope.index(in: machine)
      if index == nil { return nil }
    }
    if watch.isName, let index {
      let name = watch.expression.trimmingBlanks
      return machine.variable(name, of: index).map {
        WatchedValue($0, in: machine, view: view(of: $0, in: machine, withSummary: false))
      }
    }
    switch machine.evaluating(watch.expression, frame: index) {
    case .success(let (value, machine)):
      if watch.isPredicate {
        guard case .success(let isTrue) = self.machine.isTrue(watch.expression, frame: index) else { return nil }
        let text = ValueView.text(isTrue ? "True" : "False", type: "bool")
        return WatchedValue(isTrue ? .bool(true) : .bool(false), in: machine, view: text)
      }
      return WatchedValue(value, in: machine, view: view(of: value, in: machine, withSummary: false))
    case .failure: return nil
    }
  }

  /// Notes the values where a motion begins.
  mutating func armWatches() {
    unshownChanges = [:]
    for breakpoint in breakpoints.watches {
      if let watch = breakpoint.watch { watched[breakpoint.id] = watchedValue(of: watch) }
    }
  }

  /// What the instruction that has just run has changed. The values are then the new ones.
  mutating func changesOfWatches() -> [WatchChange] {
    guard changedState else { return [] }
    var changes: [WatchChange] = []
    for breakpoint in breakpoints.watches {
      guard let watch = breakpoint.watch else { continue }
      if let scope = watch.scope, scope.index(in: machine) == nil { continue }
      let old = watched[breakpoint.id] ?? nil
      let new = watchedValue(of: watch)
      let isSame =
        switch (old, new) {
        case (nil, nil): true
        case (let old?, let new?): old.isSame(as: new)
        default: false
        }
      if isSame { continue }
      watched[breakpoint.id] = .some(new)
      if watch.isPredicate, new?.view.line != "True" { continue }
      changes.append(
        WatchChange(id: breakpoint.id, expression: watch.expression, old: old?.view, new: new?.view))
    }
    return changes
  }

  /// The watches whose call has just returned.
  func endedWatches() -> [Int] {
    breakpoints.watches.filter { breakpoint in
      guard let scope = breakpoint.watch?.scope else { return false }
      return scope.index(in: machine) == nil && machine.clock > scope.began && (watched[breakpoint.id] ?? nil) != nil
    }.map(\.id)
  }

  /// The reason to stop that watches give, after each instruction on the way forward.
  ///
  /// A change is shown where the statement that made it is over.
  mutating func watchReached() -> StopReason? {
    if breakpoints.watches.isEmpty { return nil }
    for change in changesOfWatches() {
      let answer = condition(of: change.id)
      if !answer.stops || !breakpoints.reach(change.id) { continue }
      let first = unshownChanges[change.id]
      unshownChanges[change.id] = WatchChange(
        id: change.id, expression: change.expression, old: first.map(\.old) ?? change.old, new: change.new,
        conditionError: answer.error ?? first?.conditionError)
    }
    if !unshownChanges.isEmpty, machine.isAtVisibleStop || machine.isFinished {
      defer { unshownChanges = [:] }
      return .watch(unshownChanges.values.sorted { $0.id < $1.id })
    }
    let ended = changedState ? endedWatches() : []
    if ended.isEmpty || !(machine.isFinished || machine.frames.last?.code.isLibrary == false) { return nil }
    let watches = ended.compactMap { breakpoints[$0]?.watch?.expression }
    for id in ended { discardBreakpoint(id) }
    return .watchEnded(ended, watches)
  }

  /// What the condition of a watch or a catch says where the machine stands.
  func condition(of id: Int) -> ConditionAnswer {
    guard let breakpoint = breakpoints[id], let condition = breakpoint.condition else { return .holds }
    let frame = breakpoint.watch?.scope.flatMap { $0.index(in: machine) } ?? machine.visibleFrame
    switch machine.isTrue(condition, frame: frame) {
    case .success(let isTrue): return isTrue ? .holds : .fails
    case .failure(let error): return .error(error)
    }
  }
}

/// What a condition says.
enum ConditionAnswer {
  case holds, fails
  /// It could not be computed.
  case error(ListingError)

  /// Where it cannot be computed it stops, so that the person learns of it.
  var stops: Bool { if case .fails = self { false } else { true } }

  var error: ListingError? { if case .error(let error) = self { error } else { nil } }
}

extension StringProtocol {
  /// Without blanks at its ends.
  var trimmingBlanks: String {
    guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[first...last])
  }
}

extension ValueView {
  fileprivate var line: String { if case .text(let text, _) = self { text } else { "" } }
}
