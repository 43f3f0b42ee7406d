import Tensors

extension MachineInspector {
  /// A `for` loop that a frame is running.
  public struct ActiveLoop: Sendable {
    public let loop: ForLoop
    /// The number of the current iteration, counted from 1.
    public let iteration: Int
    /// The total number of iterations; nil if counting them would run code.
    public let count: Int?
  }

  /// The `for` loops that the frame is running and whose first iteration has begun, outermost loop first.
  public func loops(of frame: Frame) -> [ActiveLoop] {
    frame.code.loops.filter { $0.body.contains(frame.next) }.sorted { $0.stackIndex < $1.stackIndex }.compactMap {
      loop in
      guard loop.stackIndex < frame.stack.count, case .iterator(let handle) = frame.stack[loop.stackIndex],
        case .iterator(let iterator) = machine.heap[handle], iterator.position > 0
      else { return nil }
      return ActiveLoop(loop: loop, iteration: iterator.position, count: count(of: iterator))
    }
  }

  private func count(of iterator: IteratorObject) -> Int? {
    func inner(_ handle: Handle) -> Int? {
      if case .iterator(let iterator) = machine.heap[handle] { count(of: iterator) } else { nil }
    }
    switch iterator.kind {
    case .list(let handle): return machine.heap.list(handle).count
    case .values(let values), .set(_, let values): return values.count
    case .view(_, let count): return count
    case .generator, .asking, .ended: return nil
    case .range(let range): return range.count
    case .tensor(let reference): return reference.shape.first
    case .enumerate(let handle, _): return inner(handle)
    case .zip(let handles, _):
      return handles.map(inner).reduce(Int?.some(.max)) { a, b in a.flatMap { a in b.map { min(a, $0) } } }
    }
  }
}
