import DebugEngine
import Foundation
import ListingRuntime
import Models
import Tensors

/// Estimates the memory that a pass needs before the pass begins. Throws an error if less memory is free.
struct MemoryCheck {
  let input: ModelInput
  let format: InputFormat
  let isStream: Bool
  /// Returns a machine in which the pass has begun on the given input.
  let begin: (ModelInput) throws -> Machine

  /// - Throws: a `Failure` with the estimate and advice, when the pass needs more memory than is free.
  func callAsFunction() throws {
    guard let free = FreeMemory.bytes, length > probes[2], mayMatter(free) else { return }
    guard let forecast = MemoryForecast(probes: probes, begin: pass) else { return }
    let peak = forecast.peak(length: length)
    if peak <= free { return }
    var advice = ["a computer with more memory"]
    if batch > 1 { advice.insert("fewer of them in one batch", at: 0) }
    if format.canStream, !isStream { advice.insert("--stream, which goes chunk by chunk", at: 0) }
    let longest = forecast.longest(within: free, upTo: length)
    if longest >= format.minimumFrames {
      let seconds = Double(longest) * format.secondsPerFeatureFrame
      let duration = format.takesTokenIDs ? "" : " (\(String(format: "%.0f", seconds)) s)"
      advice.insert("an input of at most \(longest) of its \(length) frames\(duration)", at: 0)
    }
    throw Failure(
      "\(input.name): the pass needs about \(gigabytes(peak)) for its tensors, but only \(gigabytes(free)) are free, so "
        + "it was not started.\nThis would help: \(advice.joined(separator: "; ")).")
  }

  private var timeAxis: Int { format.timeAxis(of: input.features) }
  private var length: Int { input.features.shape[timeAxis] }
  private var batch: Int { input.lengths.count }

  /// Whether the pass may need more than half of the free memory. If not, no estimate is computed, because an estimate
  /// takes about as long as a pass over a recording of two seconds. Assumes 32 attention matrices of float32 alive at
  /// once, and 0.5 MiB for each frame.
  private func mayMatter(_ free: Int) -> Bool {
    let frames = Double(length), encoded = frames / Double(max(format.subsamplingRate, 1))
    return Double(batch) * (encoded * encoded * 128 + frames * 0x1p19) > Double(free) / 2
  }

  /// The lengths of three short inputs. Subsampling rounds, so these lengths and the real length have the same
  /// remainder when divided by the subsampling rate.
  private var probes: [Int] {
    let rate = max(format.subsamplingRate, 1)
    // Use twice the rate, because the subsampling rounds at each of its steps.
    let unit = rate * 2
    let first = (max(format.minimumFrames, 8 * unit) + unit - 1) / unit * unit + length % unit
    return [first, first + 4 * unit, first + 8 * unit]
  }

  private func pass(_ length: Int) throws -> Machine {
    var part = input
    part.features = try input.features.sliced(axis: timeAxis, start: 0, stop: length)
    part.lengths = input.lengths.map { min($0, length) }
    return try begin(part)
  }

  private func gigabytes(_ bytes: Int) -> String { String(format: "%.1f GB", Double(bytes) / 1e9) }
}
