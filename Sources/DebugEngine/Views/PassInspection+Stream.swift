import ListingRuntime
import Tensors

/// A finished chunk of a stream.
public struct ChunkView: Sendable {
  /// The chunk's number, counted from 1.
  public let number: Int
  /// Shapes of the variables in `ChunkLoop.shown` after the chunk: `att_cache (6, 4, 16, 32)`.
  public let shapes: [(name: String, shape: [Int])]
}

extension PassInspection {
  /// The iteration of the chunk loop that contains the cursor, also within functions that the loop calls. Nil outside
  /// the loop.
  public var chunkPosition: LoopPosition? {
    guard let loop = profile?.chunkLoop else { return nil }
    return machine.frames.lazy.compactMap { loop.position(in: $0, machine) }.first.map(LoopPosition.init)
  }

  /// The chunks that are finished at the cursor's clock.
  public var chunkViews: [ChunkView] {
    let passed = log.chunks.filter { $0.clock <= machine.clock }
    return passed.filter { $0.began == passed.last?.began && $0.iteration > 0 }.map {
      ChunkView(number: $0.iteration, shapes: $0.shapes)
    }
  }

  /// The recognized tokens with their times, one list per utterance; nil before the pass has computed a token ID for
  /// each encoder frame.
  public var tokens: [[TimedToken]]? {
    guard let place = profile?.frameTokens, let ids = log.frameIDs(at: machine.clock) else { return nil }
    let numbers = ids.converted(to: .int64).withElements(of: Int64.self) { $0.map(Int.init) }
    let frames = ids.shape[1]
    return (0..<ids.shape[0]).map { place.read(Array(numbers[$0 * frames..<($0 + 1) * frames])) }
  }
}
