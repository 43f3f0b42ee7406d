import ListingRuntime

/// Predicts the peak memory of a pass's tensors from three short passes.
///
/// The size of each tensor grows at most with the square of the input length. So the memory in use at each operation is
/// a quadratic function of the input length, and three short passes determine this function. If the three passes run
/// different numbers of operations, for example because a longer input has more chunks, only the three peaks are used.
/// Temporary memory of kernels is not included.
public struct MemoryForecast: Sendable {
  /// Input lengths of the three short passes, ascending.
  public let probes: [Int]
  /// For each operation, the bytes in use in the first, second and third pass. If the passes ran different numbers of
  /// operations, there is one entry with the three peaks.
  private let moments: [[Double]]

  /// Runs the three passes.
  ///
  /// - Parameters:
  ///   - probes: three input lengths, ascending. If the network divides the length by a number, these lengths should
  ///     leave the same remainder as the real length.
  ///   - begin: returns a machine at the beginning of a pass over an input of the given length.
  /// - Returns: nil when one of the passes fails.
  public init?(probes: [Int], begin: (_ length: Int) throws -> Machine) {
    precondition(probes.count == 3 && probes[0] < probes[1] && probes[1] < probes[2])
    var passes: [[Double]] = []
    for length in probes {
      guard let machine = try? begin(length), let pass = Self.bytesAlive(in: machine) else { return nil }
      passes.append(pass)
    }
    if Set(passes.map(\.count)).count > 1 { passes = passes.map { [$0.max() ?? 0] } }
    self.probes = probes
    moments = passes[0].indices.map { index in passes.map { $0[index] } }
  }

  /// The predicted peak memory, in bytes, of a pass over an input of the given length.
  public func peak(length: Int) -> Int {
    let x = Double(length), at = probes.map(Double.init)
    var peak = 0.0
    for bytes in moments {
      let (first, second) = ((bytes[1] - bytes[0]) / (at[1] - at[0]), (bytes[2] - bytes[1]) / (at[2] - at[1]))
      // Newton's form of the parabola through the three points. If the parabola opens downward, use the line through
      // the last two points.
      let curvature = max(0, (second - first) / (at[2] - at[0]))
      peak = max(peak, bytes[2] + (x - at[2]) * (second + curvature * (x - at[1])))
    }
    return Int(min(max(peak, 0), 0x1p62))
  }

  /// The greatest input length up to `limit` whose peak fits in `bytes`; 0 when none fits.
  public func longest(within bytes: Int, upTo limit: Int) -> Int {
    var (low, high) = (0, limit)
    while low < high {
      let middle = low + (high - low + 1) / 2
      if peak(length: middle) <= bytes { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The bytes of tensors in use just after each operation that computes a tensor. The operands of the operation count
  /// as in use. Nil when the pass fails.
  private static func bytesAlive(in machine: Machine) -> [Double]? {
    var machine = machine
    var result: [Double] = []
    while !machine.isFinished {
      let before = machine.operationAhead() == nil ? nil : held(by: machine)
      let made = machine.bytesMade
      do { try machine.step() } catch { return nil }
      if machine.bytesMade == made { continue }
      result.append(Double(before.map { $0 + machine.bytesMade - made } ?? held(by: machine)))
    }
    return result
  }

  private static func held(by machine: Machine) -> Int {
    machine.inspector.heldStorages().reduce(0) { $0 + $1.byteCount }
  }
}
