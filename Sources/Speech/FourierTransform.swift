import CKissFFT
import Glibc

/// Computes the power spectrum of real frames that all have the same length.
struct FourierTransform: ~Copyable {
  enum Precision { case single, double }

  /// The number of samples in a frame: positive and even.
  let length: Int
  private let memory: UnsafeMutableRawPointer
  private let plan: kiss_fftr_cfg
  private let spectrum: UnsafeMutableBufferPointer<kiss_fft_cpx>
  private let precise: PreciseTransform?

  /// - Parameter precision: the precision of the computation. For double precision, which the library does not support,
  ///   the length must be a power of two.
  init(length: Int, precision: Precision = .single) {
    precondition(length > 0 && length % 2 == 0 && length <= 1 << 24, "a real transform has an even, sane length")
    // The memory is allocated here, not by the library: the library frees its memory with a macro, and Swift cannot
    // call macros.
    var byteCount = 0
    _ = kiss_fftr_alloc(Int32(length), 0, nil, &byteCount)
    memory = .allocate(byteCount: byteCount, alignment: 64)
    guard let plan = kiss_fftr_alloc(Int32(length), 0, memory, &byteCount) else {
      preconditionFailure("the memory has the size that the library requested")
    }
    self.length = length
    self.plan = plan
    spectrum = .allocate(capacity: length / 2 + 1)
    spectrum.initialize(repeating: kiss_fft_cpx(r: 0, i: 0))
    precise = precision == .double ? PreciseTransform(length: length) : nil
  }

  deinit {
    spectrum.deallocate()
    memory.deallocate()
  }

  /// Writes |X[k]|² for each k in 0 ..< length / 2 + 1. The transform is not scaled.
  func power(of frame: UnsafeBufferPointer<Float>, into power: UnsafeMutableBufferPointer<Float>) {
    precondition(frame.count == length && power.count == length / 2 + 1, "buffers fit the transform")
    if let precise { return precise.power(of: frame, into: power) }
    kiss_fftr(plan, frame.baseAddress!, spectrum.baseAddress!)
    for k in 0..<power.count {
      let value = spectrum[k]
      power[k] = value.r * value.r + value.i * value.i
    }
  }
}

/// A Fourier transform in double precision by the radix-2 algorithm: a transform of 2n samples is computed from two
/// transforms of n samples.
private struct PreciseTransform {
  private let length: Int
  /// `cosines[k]` is cos(2πk / length); `sines[k]` is −sin(2πk / length).
  private let cosines: [Double]
  private let sines: [Double]
  /// The position of each sample in the first step: its index with the bits reversed.
  private let order: [Int]

  init(length: Int) {
    precondition(length & (length - 1) == 0, "halving ends at 1")
    self.length = length
    let bits = length.trailingZeroBitCount
    cosines = (0..<length / 2).map { cos(2 * .pi * Double($0) / Double(length)) }
    sines = (0..<length / 2).map { -sin(2 * .pi * Double($0) / Double(length)) }
    order = (0..<length).map { index in
      (0..<bits).reduce(0) { $0 | (index >> $1 & 1) << (bits - 1 - $1) }
    }
  }

  func power(of frame: UnsafeBufferPointer<Float>, into power: UnsafeMutableBufferPointer<Float>) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * length) { memory in
      let real = UnsafeMutableBufferPointer(rebasing: memory[..<length])
      let imaginary = UnsafeMutableBufferPointer(rebasing: memory[length...])
      for index in 0..<length {
        real[index] = Double(frame[order[index]])
        imaginary[index] = 0
      }
      var half = 1
      while half < length {
        let turn = length / (2 * half)
        for start in stride(from: 0, to: length, by: 2 * half) {
          for offset in 0..<half {
            let (c, s) = (cosines[offset * turn], sines[offset * turn])
            let (first, second) = (start + offset, start + offset + half)
            let (r, i) = (real[second] * c - imaginary[second] * s, real[second] * s + imaginary[second] * c)
            (real[second], imaginary[second]) = (real[first] - r, imaginary[first] - i)
            (real[first], imaginary[first]) = (real[first] + r, imaginary[first] + i)
          }
        }
        half *= 2
      }
      for k in 0..<power.count { power[k] = Float(real[k] * real[k] + imaginary[k] * imaginary[k]) }
    }
  }
}
