import ListingRuntime
import Tensors

/// A chunk of a stream that the model has processed.
public struct ChunkView: Sendable {
  /// Counted from 1.
  public let number: Int
  /// Shapes of the loop's shown variables after the chunk: `att_cache (6, 4, 16, 32)`.
  public let shapes: [(name: String, shape: [Int])]
}

extension PassInspection {
  /// The chunk of the stream that the cursor is in, at any depth.
  public var chunkPosition: LoopPosition? {
    guard let loop = profile?.chunkLoop else { return nil }
    return machine.frames.lazy.compactMap { loop.position(in: $0, machine) }.first.map(LoopPosition.init)
  }

  /// The chunks that are finished at the cursor.
  public var chunkViews: [ChunkView] {
    let passed = log.chunks.filter { $0.clock <= machine.clock }
    return passed.filter { $0.began == passed.last?.began && $0.turn > 0 }.map {
      ChunkView(number: $0.turn, shapes: $0.shapes)
    }
  }

  /// The recognized tokens with their times, one list per utterance; nil before the pass has computed them.
  public var tokens: [[TimedToken]]? {
    guard let place = profile?.frameTokens, let ids = log.frameIDs(at: machine.clock) else { return nil }
    let numbers = ids.converted(to: .int64).withElements(of: Int64.self) { $0.map(Int.init) }
    let frames = ids.shape[1]
    return (0..<ids.shape[0]).map { place.read(Array(numbers[$0 * frames..<($0 + 1) * frames])) }
  }
}
