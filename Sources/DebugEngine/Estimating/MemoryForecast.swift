import ListingRuntime

/// How much memory the tensors of a pass will take at its fullest moment, told from passes over a little of its input.
///
/// A tensor of a network grows with the length of the input, or with its square. So what is alive at each operation
/// does, and three short passes tell the curve of each operation. Where the passes do not do the same operations, as
/// with chunks, the fullest moments of the three stand for it. What kernels need while they compute is not in it.
public struct MemoryForecast: Sendable {
  /// Lengths of the passes that were run, rising.
  public let probes: [Int]
  /// For each moment what was alive in the three, in bytes.
  private let moments: [[Double]]

  /// Runs three passes.
  ///
  /// - Parameters:
  ///   - probes: three lengths of the input, rising. Where the network divides the length, what they leave over should be
  ///     what the real one leaves.
  ///   - begin: gives a machine with a pass begun on so much of the input.
  /// - Returns: nil when one of the passes cannot be run.
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

  /// Bytes alive at the fullest moment of a pass over an input of that length.
  public func peak(length: Int) -> Int {
    let x = Double(length), at = probes.map(Double.init)
    var peak = 0.0
    for bytes in moments {
      let (first, second) = ((bytes[1] - bytes[0]) / (at[1] - at[0]), (bytes[2] - bytes[1]) / (at[2] - at[1]))
      // Newton's form of the parabola through the three; where it would bend down, the line through the last two.
      let curvature = max(0, (second - first) / (at[2] - at[0]))
      peak = max(peak, bytes[2] + (x - at[2]) * (second + curvature * (x - at[1])))
    }
    return Int(min(max(peak, 0), 0x1p62))
  }

  /// The greatest length, up to a limit, whose pass stays below so many bytes.
  public func longest(within bytes: Int, upTo limit: Int) -> Int {
    var (low, high) = (0, limit)
    while low < high {
      let middle = low + (high - low + 1) / 2
      if peak(length: middle) <= bytes { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// What is alive right after each operation that makes a tensor, with what it was given still there; nil when the
  /// pass fails.
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
