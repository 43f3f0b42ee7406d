import CKissFFT

/// The power spectrum of real frames of one length.
struct FourierTransform: ~Copyable {
  /// Samples in a frame: a positive even number.
  let length: Int
  private let memory: UnsafeMutableRawPointer
  private let plan: kiss_fftr_cfg
  private let spectrum: UnsafeMutableBufferPointer<kiss_fft_cpx>

  init(length: Int) {
    precondition(length > 0 && length % 2 == 0 && length <= 1 << 24, "a real transform has an even, sane length")
    // Memory of our own: what the library would allocate is freed by a macro, which Swift cannot call.
    var byteCount = 0
    _ = kiss_fftr_alloc(Int32(length), 0, nil, &byteCount)
    memory = .allocate(byteCount: byteCount, alignment: 64)
    guard let plan = kiss_fftr_alloc(Int32(length), 0, memory, &byteCount) else {
      preconditionFailure("the memory is as large as the library asked for")
    }
    self.length = length
    self.plan = plan
    spectrum = .allocate(capacity: length / 2 + 1)
    spectrum.initialize(repeating: kiss_fft_cpx(r: 0, i: 0))
  }

  deinit {
    spectrum.deallocate()
    memory.deallocate()
  }

  /// Writes |X[k]|² for k in 0 ..< length / 2 + 1. There is no scaling.
  func power(of frame: UnsafeBufferPointer<Float>, into power: UnsafeMutableBufferPointer<Float>) {
    precondition(frame.count == length && power.count == length / 2 + 1, "buffers fit the transform")
    kiss_fftr(plan, frame.baseAddress!, spectrum.baseAddress!)
    for k in 0..<power.count {
      let value = spectrum[k]
      power[k] = value.r * value.r + value.i * value.i
    }
  }
}
