import ListingRuntime
import Tensors

/// The chunks of a stream and the token IDs of encoder frames. Each chunk and each tensor of token IDs is recorded when
/// the pass first reaches it.
struct PassLog: Sendable {
  struct Chunk: Sendable {
    /// The number of finished chunks.
    let iteration: Int
    let clock: Int
    /// The clock when the call that contains the chunk loop began.
    let began: Int
    let shapes: [(name: String, shape: [Int])]
  }

  private struct Tokens: Sendable {
    let clock: Int
    let ids: Tensor
  }

  private(set) var chunks: [Chunk] = []
  private var tokens: [Tokens] = []

  /// Called at every new stop. At the header of the chunk loop, records the finished chunk. In a function that computes
  /// token IDs, records the token IDs if they exist.
  mutating func note(_ machine: Machine, _ profile: ModelProfile) {
    guard let frame = machine.frames.last else { return }
    let function = frame.code.qualifiedName
    if let loop = profile.chunkLoop, loop.functions.contains(function) { note(machine, frame, loop) }
    if let place = profile.frameTokens, place.functions.contains(function) { note(machine, frame, place) }
  }

  mutating func forget(after clock: Int) {
    chunks.removeAll { $0.clock > clock }
    tokens.removeAll { $0.clock > clock }
  }

  /// The token IDs of the frames, shape (batch, time), as known at a clock; nil when not computed yet.
  func frameIDs(at clock: Int) -> Tensor? { tokens.last { $0.clock <= clock }?.ids }

  private mutating func note(_ machine: Machine, _ frame: Frame, _ loop: ChunkLoop) {
    guard frame.code.loops.contains(where: { $0.target == loop.target && $0.line == frame.line }),
      let iteration = loop.position(in: frame, machine)?.iteration
    else { return }
    let shapes = loop.shown.compactMap { name -> (String, [Int])? in
      guard case .tensor(let reference)? = machine.variable(name, of: machine.frames.count - 1) else { return nil }
      return (name, reference.shape)
    }
    chunks.append(Chunk(iteration: iteration, clock: machine.clock, began: frame.began, shapes: shapes))
  }

  private mutating func note(_ machine: Machine, _ frame: Frame, _ place: FrameTokens) {
    guard let value = machine.variable(place.variable, of: machine.frames.count - 1),
      let ids = machine.tensor(in: value), ids.rank == 2, ids.dtype == .int64 || ids.dtype == .int32
    else { return }
    // Do not record the same tensor twice. If the listing assigns another tensor to the variable, the other tensor is
    // recorded too.
    if let last = tokens.last, last.ids.storage.bytes.baseAddress == ids.storage.bytes.baseAddress { return }
    tokens.append(Tokens(clock: machine.clock, ids: ids))
  }
}

extension ChunkLoop {
  /// The iteration of the chunk loop that the frame is in; nil outside the loop.
  func position(in frame: Frame, _ machine: Machine) -> MachineInspector.ActiveLoop? {
    guard functions.contains(frame.code.qualifiedName) else { return nil }
    return machine.inspector.loops(of: frame).first { $0.loop.target == target }
  }
}
