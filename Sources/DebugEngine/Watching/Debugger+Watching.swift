import ListingRuntime

extension Debugger {
  /// Sets a watchpoint: a motion stops when the expression's value changes. This applies to motions forward and
  /// backward.
  ///
  /// If the expression uses local variables of the frame, the watchpoint belongs to the frame's call and is deleted
  /// when the call returns. If the expression uses global names of the frame's file, the expression has a value only
  /// while a function of this file is on the call stack. If the watchpoint belongs to no call but its condition uses
  /// local variables, the condition is evaluated in the frame's call.
  /// - Parameter isPredicate: true to stop only when the expression becomes true.
  public mutating func addWatch(
    _ expression: String, isPredicate: Bool = false, condition: String? = nil, frame: Int = 0
  ) throws(BreakpointProblem) -> NewBreakpoint {
    try check(expression)
    if let condition { try check(condition) }
    let index = machineFrame(frame)
    let names = Machine.names(in: expression)
    var scope: Watch.Scope?
    var file: String?
    if let index {
      let home = pass.machine.frames[index]
      let isGlobal = if case .success = pass.machine.evaluating(expression, frame: nil) { true } else { false }
      if usesVariables(names, ofFrame: index) {
        scope = Watch.Scope(function: home.code.qualifiedName, began: home.began)
      } else if !isGlobal {
        if case .failure(let error) = pass.machine.evaluating(expression, frame: index) {
          throw .badWatch(expression, reason: error.summary)
        }
        file = home.code.file.name
      }
    } else if case .failure(let error) = pass.machine.evaluating(expression, frame: nil) {
      throw .badWatch(expression, reason: error.summary)
    }
    let isName = scope != nil && names == [expression.filter { $0 != " " }]
    let watch = Watch(
      expression: expression, isPredicate: isPredicate, scope: scope, file: file, isName: isName, names: names)
    let breakpoint = breakpoints.add(
      .watch(watch), .everywhere, .everywhere, isTemporary: false, condition: condition, pass.machine)
    let home = scope == nil ? self.scope(ofCondition: condition, frame: frame) : nil
    _ = breakpoints.change(breakpoint.id, pass.machine) { $0.conditionScope = home }
    let value = watchedValue(of: watch)
    watchedValues[breakpoint.id] = value
    return NewBreakpoint(breakpoint: breakpoint, problem: nil, movedFrom: nil, watched: value?.view)
  }

  /// Whether any of the names is a variable of the frame.
  private func usesVariables(_ names: Set<String>, ofFrame index: Int) -> Bool {
    let call = pass.machine.frames[index]
    return !names.isDisjoint(with: call.code.locals)
      || !names.isDisjoint(with: pass.machine.inspector.variables(of: call).map(\.name))
  }

  /// The frame's call, if the condition uses variables of this frame; otherwise nil.
  func scope(ofCondition condition: String?, frame: Int) -> Watch.Scope? {
    guard let condition, let index = machineFrame(frame),
      usesVariables(Machine.names(in: condition), ofFrame: index)
    else { return nil }
    return Watch.Scope(function: pass.machine.frames[index].code.qualifiedName, began: pass.machine.frames[index].began)
  }

  /// All watchpoints, with their values at the cursor.
  public var watches: [WatchView] {
    breakpoints.all.compactMap { breakpoint in
      guard let watch = breakpoint.watch else { return nil }
      let index = watch.index(in: pass.machine)
      let isUnderWay = !watch.isOut(of: pass.machine)
      return WatchView(
        id: breakpoint.id, watch: watch, isEnabled: breakpoint.isEnabled, hitCount: breakpoint.hitCount,
        condition: breakpoint.condition,
        value: isUnderWay
          ? pass.machine.evaluating(watch.expression, frame: index).map { view(of: $0.value, in: $0.machine) } : nil)
    }
  }

  // MARK: While the machine runs

  /// The watched value at the machine's position; nil when the expression has no value at this position.
  func watchedValue(of watch: Watch) -> WatchedValue? {
    let index = watch.index(in: pass.machine)
    if index == nil, watch.scope != nil || watch.file != nil { return nil }
    if watch.isName, let index {
      let name = watch.expression.trimmingBlanks
      return pass.machine.variable(name, of: index).map {
        WatchedValue($0, in: pass.machine, view: view(of: $0, in: pass.machine, withSummary: false))
      }
    }
    switch pass.machine.evaluating(watch.expression, frame: index) {
    case .success(let (value, machine)):
      if watch.isPredicate {
        guard case .success(let isTrue) = pass.machine.isTrue(watch.expression, frame: index) else { return nil }
        let text = ValueView.text(isTrue ? "True" : "False", type: "bool")
        return WatchedValue(isTrue ? .bool(true) : .bool(false), in: machine, view: text)
      }
      return WatchedValue(value, in: machine, view: view(of: value, in: machine, withSummary: false))
    case .failure: return nil
    }
  }

  /// Stores the current values of all watched expressions. Called before a motion starts.
  mutating func armWatches() {
    pendingChanges = [:]
    for breakpoint in breakpoints.watches {
      guard let watch = breakpoint.watch else { continue }
      // While no function of the file is on the call stack, the value is unknown. The first known value is not reported
      // as a change.
      let isUnknown = watch.file != nil && watch.isOut(of: pass.machine)
      watchedValues[breakpoint.id] = isUnknown ? nil : .some(watchedValue(of: watch))
    }
  }

  /// The watched expressions whose values the last instruction changed. Stores the new values.
  mutating func changesOfWatches() -> [WatchChange] {
    guard mayHaveChanged else { return [] }
    var changes: [WatchChange] = []
    for breakpoint in breakpoints.watches {
      guard let watch = breakpoint.watch else { continue }
      if watch.isOut(of: pass.machine) { continue }
      let new = watchedValue(of: watch)
      guard let old = watchedValues[breakpoint.id] else {
        watchedValues[breakpoint.id] = .some(new)
        continue
      }
      let isSame =
        switch (old, new) {
        case (nil, nil): true
        case (let old?, let new?): old.isSame(as: new)
        default: false
        }
      if isSame { continue }
      watchedValues[breakpoint.id] = .some(new)
      if watch.isPredicate, new?.view.line != "True" { continue }
      changes.append(
        WatchChange(id: breakpoint.id, expression: watch.expression, old: old?.view, new: new?.view))
    }
    return changes
  }

  /// IDs of the watchpoints whose call has returned.
  func endedWatches() -> [Int] {
    breakpoints.watches.filter { breakpoint in
      guard let scope = breakpoint.watch?.scope else { return false }
      return scope.index(in: pass.machine) == nil && pass.machine.clock > scope.began
        && (watchedValues[breakpoint.id] ?? nil) != nil
    }.map(\.id)
  }

  /// The stop reason of watchpoints after an instruction that ran forward; nil to continue.
  ///
  /// A change is reported at the end of the statement that made the change, or earlier if the pass stops for another
  /// reason.
  mutating func watchReached(stopsAnyway: Bool) -> StopReason? {
    if breakpoints.watches.isEmpty { return nil }
    for change in changesOfWatches() {
      let answer = condition(of: change.id)
      if !answer.stops || !breakpoints.reach(change.id) { continue }
      let first = pendingChanges[change.id]
      pendingChanges[change.id] = WatchChange(
        id: change.id, expression: change.expression, old: first.map(\.old) ?? change.old, new: change.new,
        conditionError: answer.error ?? first?.conditionError)
    }
    if !pendingChanges.isEmpty, stopsAnyway || pass.machine.isAtVisibleStop || pass.machine.isFinished {
      defer { pendingChanges = [:] }
      return .watch(pendingChanges.values.sorted { $0.id < $1.id })
    }
    let ended = mayHaveChanged ? endedWatches() : []
    if ended.isEmpty || !(pass.machine.isFinished || pass.machine.frames.last?.code.isLibrary == false) { return nil }
    let watches = ended.compactMap { breakpoints[$0]?.watch?.expression }
    for id in ended { discardBreakpoint(id) }
    return .watchEnded(ended, watches)
  }

  /// Evaluates the condition of a watchpoint or catchpoint at the machine's position.
  func condition(of id: Int) -> ConditionAnswer {
    guard let breakpoint = breakpoints[id], let condition = breakpoint.condition else { return .holds }
    var frame = breakpoint.watch?.index(in: pass.machine) ?? pass.machine.visibleFrame
    if let home = breakpoint.conditionScope {
      guard let index = home.index(in: pass.machine) else {
        return .error(
          ListingError(
            kind: "NameError",
            message: "'\(condition)' uses variables of a call of \(home.function) that is not on the call stack"))
      }
      frame = index
    }
    switch pass.machine.isTrue(condition, frame: frame) {
    case .success(let isTrue): return isTrue ? .holds : .fails
    case .failure(let error): return .error(error)
    }
  }
}

/// The result of evaluating a condition.
enum ConditionAnswer {
  case holds, fails
  /// The condition raised this error.
  case error(ListingError)

  /// Stop unless the condition is false. A condition that raises an error also stops, to show the error to the user.
  var stops: Bool { if case .fails = self { false } else { true } }

  var error: ListingError? { if case .error(let error) = self { error } else { nil } }
}

extension StringProtocol {
  /// The text without spaces at its beginning and end.
  var trimmingBlanks: String {
    guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[first...last])
  }
}

extension ValueView {
  fileprivate var line: String { if case .text(let text, _) = self { text } else { "" } }
}
