import DebugEngine
import Foundation
import ListingRuntime
import Models
import Tensors

/// Refuses a pass that the computer has not the memory for, before it begins.
struct MemoryCheck {
  let model: LoadedModel
  let source: FeatureSource
  let settings: PassSettings

  /// - Throws: a `Failure` with the estimate and what would help.
  func callAsFunction() throws {
    guard let free = FreeMemory.bytes, length > probes[2], mayMatter(free) else { return }
    guard let forecast = MemoryForecast(probes: probes, begin: pass) else { return }
    let peak = forecast.peak(length: length)
    if peak <= free { return }
    var advice = ["a computer with more memory"]
    if batch > 1 { advice.insert("fewer of them in one batch", at: 0) }
    if model.chunking != .none, !settings.isStream { advice.insert("--stream, which goes chunk by chunk", at: 0) }
    let longest = forecast.longest(within: free, upTo: length)
    if longest >= model.minimumFrames {
      let seconds = Double(longest) * model.secondsPerFeatureFrame
      let duration = model.takesIDs ? "" : " (\(String(format: "%.0f", seconds)) s)"
      advice.insert("an input of at most \(longest) of its \(length) frames\(duration)", at: 0)
    }
    throw Failure(
      "\(source.name): the pass was not begun, for it needs about \(gigabytes(peak)) for the tensors of its fullest "
        + "moment, and \(gigabytes(free)) are free.\nWhat would help: \(advice.joined(separator: "; ")).")
  }

  private var timeAxis: Int { source.features.rank - (model.takesIDs ? 1 : 2) }
  private var length: Int { source.features.shape[timeAxis] }
  private var batch: Int { source.lengths.count }

  /// Trying costs as much as a second or two of sound. So it is left to inputs that might be too large for a network
  /// that has 32 attention matrices alive at once, and half a megabyte a frame besides.
  private func mayMatter(_ free: Int) -> Bool {
    let frames = Double(length), encoded = frames / Double(max(model.subsamplingRate, 1))
    return Double(batch) * (encoded * encoded * 128 + frames * 0x1p19) > Double(free) / 2
  }

  /// Short, and leaving what the length leaves when the subsampling divides it.
  private var probes: [Int] {
    let rate = max(model.subsamplingRate, 1)
    // Once for the subsampling, and once more because it rounds at each of its steps.
    let unit = rate * 2
    let first = (max(model.minimumFrames, 8 * unit) + unit - 1) / unit * unit + length % unit
    return [first, first + 4 * unit, first + 8 * unit]
  }

  private func pass(_ length: Int) throws -> Machine {
    var model = model
    let part = try source.features.sliced(axis: timeAxis, start: 0, stop: length)
    try model.beginPass(features: part, lengths: source.lengths.map { min($0, length) }, settings: settings)
    return model.machine
  }

  private func gigabytes(_ bytes: Int) -> String { String(format: "%.1f GB", Double(bytes) / 1e9) }
}
