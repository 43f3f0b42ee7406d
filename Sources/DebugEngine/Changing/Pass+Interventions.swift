import ListingRuntime
import Tensors

/// Interventions change the whole pass, as if the model had been different from the beginning. The pass is computed
/// again from the first affected call up to the cursor's clock.
extension Pass {
  /// Sets a module's return value to zeros, or only slices of its tensors along one axis.
  ///
  /// - Parameters:
  ///   - path: a module path. It may match several modules: `encoder.encoders.*.self_attn`.
  ///   - axis: the name of an axis in shape comments of the module's code, or the number of an axis of the module's
  ///     return value.
  ///   - indices: the slices along the axis to set to zeros.
  /// - Returns: the intervention and the stop reason. `.step` means that the cursor stopped at its former line, or at
  ///   the next statement when the changed pass takes another path.
  mutating func ablate(
    _ path: String, _ axis: Intervention.Axis? = nil, _ indices: [Int] = [], isInterrupted: () -> Bool = { false }
  ) throws(ChangeProblem) -> (Intervention, StopReason) {
    let known = machine.inspector.allModulePaths
    guard let first = known.first(where: { matches($0, path) }), let handle = machine.module(at: first) else {
      throw .noModule(path, nearest: nearest(path, among: known))
    }
    if case .named(let name)? = axis {
      let names = machine.inspector.axisNames(ofModule: handle)
      if !names.contains(name) { throw .noAxis(name, path: first, known: names.sorted()) }
    }
    var before = self
    before.evictSnapshots(above: Self.sharedBudgetPart)
    let intervention = Intervention(id: changes.nextIntervention, path: path, axis: axis, indices: indices)
    changes.nextIntervention += 1
    changes.interventions.append(intervention)
    let reason = computeAgain(where: path, isInterrupted)
    remember(before, "ablate " + intervention.text)
    return (changes.interventions.first { $0.id == intervention.id } ?? intervention, reason)
  }

  /// Removes an intervention and computes the pass again without it.
  mutating func removeIntervention(
    _ id: Int, isInterrupted: () -> Bool = { false }
  ) throws(ChangeProblem) -> StopReason {
    guard let gone = changes.interventions.first(where: { $0.id == id }) else { throw .noIntervention(id) }
    var before = self
    before.evictSnapshots(above: Self.sharedBudgetPart)
    changes.interventions.removeAll { $0.id == id }
    let reason = computeAgain(where: gone.path, isInterrupted)
    remember(before, "delete intervention \(id)")
    return reason
  }

  /// Computes the pass again from the first call of a matching module. Ends at the cursor's clock, or at the end of the
  /// pass if the cursor was at the end.
  private mutating func computeAgain(where path: String, _ isInterrupted: () -> Bool) -> StopReason {
    let (here, origin) = (machine.clock, machine)
    let call = changes.calls.first { call in machine.modulePath(of: call.module).map { matches($0, path) } ?? false }
    guard let call else { return .step }
    if call.clock >= here {
      forgetFuture()
      return .step
    }
    machine = history.snapshot(atOrBefore: call.clock).machine
    forgetFuture()
    changes.problems = []
    for index in changes.interventions.indices { changes.interventions[index].uses = 0 }
    while origin.isFinished ? !machine.isFinished : machine.clock < here {
      if machine.isFinished { return .finished }
      if isInterrupted() { return .interrupted }
      do throws(ListingError) { try tick() } catch { return error.isInterruption ? .interrupted : .error(error) }
    }
    previous = origin
    if origin.isFinished { return .finished }
    // The changed pass may be at another line at this clock. If so, run to its next statement.
    let isSame =
      machine.frames.last?.code === origin.frames.last?.code && machine.frames.last?.line == origin.frames.last?.line
    return isSame ? .step : forward(isInterrupted) { $0.machine.isAtVisibleStop ? .step : nil }
  }

  /// Returns and clears the messages about edits that failed in replays.
  mutating func takeChangeProblems() -> [String] {
    defer { changes.problems = [] }
    return changes.problems
  }

  // MARK: While the machine runs

  /// Runs one instruction, then applies the interventions and the edits at the new clock.
  mutating func stepWithChanges() throws(ListingError) {
    let effect = machine.nextEffect
    if case .calls(let module) = effect, machine.clock >= history.frontier {
      changes.calls.append((machine.clock, module))
    }
    if changes.interventions.isEmpty { try stepObserved() } else { try stepIntervening(effect) }
    if changes.edits.isEmpty || history.edited(at: machine.clock) != nil { return }
    for edit in changes.edits where edit.clock == machine.clock {
      do throws(ListingError) { try edit.apply(to: &machine) } catch {
        changes.problems.append("\(edit.text) could not be made again: \(error.summary)")
      }
    }
  }

  private mutating func stepObserved() throws(ListingError) {
    if let observer { try observer.step(&machine) } else { try machine.step() }
  }

  private mutating func stepIntervening(_ effect: Machine.NextEffect) throws(ListingError) {
    let depth = machine.frames.count
    var path: String?
    switch effect {
    case .calls(let module): path = machine.modulePath(of: module)
    case .returns: path = machine.isWholeModuleCall ? machine.frames.last.flatMap(machine.modulePath(of:)) : nil
    case .stores: path = machine.frames.last.flatMap(machine.modulePath(of:))
    case .other: break
    }
    try stepObserved()
    guard let path else { return }
    for (number, intervention) in changes.interventions.enumerated() where matches(path, intervention.path) {
      switch (effect, intervention.axis) {
      case (.stores(let slot), .named(let name)?):
        guard let axis = machine.axes(ofLocal: slot)?.firstIndex(of: name), let tensor = machine.tensor(inLocal: slot),
          let changed = zeroed(tensor, axis, intervention.indices)
        else { continue }
        machine.replaceLocal(slot, with: changed)
      case (.calls, nil), (.calls, .number?), (.returns, nil), (.returns, .number?):
        // The call began a frame of the listing, so its return value does not exist yet. When the frame returns, the
        // `.returns` case changes the value.
        if case .calls = effect, machine.frames.count != depth { continue }
        guard let tensor = machine.lastTensor else { continue }
        var axis: Int?
        if case .number(let number)? = intervention.axis {
          let counted = number < 0 ? number + tensor.rank : number
          guard 0..<tensor.rank ~= counted else { continue }
          axis = counted
        }
        guard let changed = zeroed(tensor, axis, intervention.indices) else { continue }
        machine.replaceLastTensor(with: changed)
      default: continue
      }
      if machine.clock > history.frontier { changes.interventions[number].uses += 1 }
    }
  }

  /// A copy of the tensor with zeros in the given slices. If `axis` is nil, all elements of the copy are zeros. Nil
  /// when the tensor has none of the slices.
  private func zeroed(_ tensor: Tensor, _ axis: Int?, _ indices: [Int]) -> Tensor? {
    guard let axis else { return try? machine.compute.zeros(tensor.shape, dtype: tensor.dtype) }
    var copy = tensor.copied()
    var isChanged = false
    for index in indices {
      guard let place = try? copy.layout.selected(axis: axis, index: index),
        let storage = try? machine.compute.writing(
          Tensor(scalar: 0), into: copy.storage, dtype: copy.dtype, at: place)
      else { continue }
      copy = Tensor(storage: storage, dtype: copy.dtype, layout: copy.layout)
      isChanged = true
    }
    return isChanged ? copy : nil
  }
}

extension PassInspection {
  /// The named axes in the shape comments of a module's code, sorted; empty when no module matches.
  public func axisNames(ofModulesAt path: String) -> [String] {
    guard let first = machine.inspector.allModulePaths.first(where: { matches($0, path) }),
      let handle = machine.module(at: first)
    else { return [] }
    return machine.inspector.axisNames(ofModule: handle).sorted()
  }
}
