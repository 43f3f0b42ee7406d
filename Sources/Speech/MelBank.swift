import Glibc

/// Triangular filters, equally spaced on the mel scale. Each filter begins at the centre of the previous filter and
/// ends at the centre of the next filter. Weights of zero are not stored.
///
/// The filters equal `get_mel_banks` of torchaudio's Kaldi module. As in torchaudio, the bin at the Nyquist frequency
/// belongs to no filter.
struct MelBank {
  private var filters: [Filter] = []
  private var weights: [Float] = []

  private struct Filter {
    /// The bins of the power spectrum that the filter covers.
    let bins: Range<Int>
    /// The index of the first bin's weight in `weights`.
    let start: Int
  }

  /// - Precondition: `0 ≤ low < high ≤ sampleRate / 2`, all in Hz.
  init(count: Int, transformLength: Int, sampleRate: Int, from low: Double, to high: Double) {
    let binWidth = Double(sampleRate) / Double(transformLength)
    let lowest = mel(low)
    let step = (mel(high) - lowest) / Double(count + 1)
    let mels = (0..<transformLength / 2).map { mel(Double($0) * binWidth) }
    for index in 0..<count {
      let left = lowest + Double(index) * step
      let right = left + 2 * step
      let first = mels.firstIndex { $0 > left } ?? mels.count
      let end = mels[first...].firstIndex { $0 >= right } ?? mels.count
      filters.append(Filter(bins: first..<end, start: weights.count))
      for bin in first..<end {
        weights.append(Float(min((mels[bin] - left) / step, (right - mels[bin]) / step)))
      }
    }
  }

  /// Writes ln(max(floor, energy)) for each filter. The energy is the weighted sum of the power spectrum.
  func logEnergies(
    of power: UnsafeBufferPointer<Float>, floor: Float, into output: UnsafeMutableBufferPointer<Float>
  ) {
    precondition(output.count == filters.count, "one energy a filter")
    weights.withUnsafeBufferPointer { weights in
      for (index, filter) in filters.enumerated() {
        var energy: Float = 0
        var position = filter.start
        for bin in filter.bins {
          energy += weights[position] * power[bin]
          position += 1
        }
        output[index] = logf(max(floor, energy))
      }
    }
  }

  /// The filters including zero weights, [count, transformLength / 2], for comparison with the filters of other
  /// programs.
  func dense(transformLength: Int) -> [[Float]] {
    filters.map { filter in
      var row = [Float](repeating: 0, count: transformLength / 2)
      for (position, bin) in filter.bins.enumerated() { row[bin] = weights[filter.start + position] }
      return row
    }
  }
}

/// Converts Hz to mel with Kaldi's formula.
private func mel(_ frequency: Double) -> Double { 1127 * log(1 + frequency / 700) }
