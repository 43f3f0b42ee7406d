import Tensors

/// Fourier transforms (`torch.fft`, `paddle.fft`), `stft` and `istft`.
enum FourierOperations {
  static let rows: [Operation] = transforms + helpers + shortTime

  // MARK: Transforms

  private static let transforms: [Operation] = [
    single("fft") { m, x, axis, n, scale in try m.compute.fourier(x, axis: axis, length: n, scale: scale) },
    single("ifft") { m, x, axis, n, scale in
      try m.compute.fourier(x, axis: axis, length: n, isInverse: true, scale: scale)
    },
    single("rfft") { m, x, axis, n, scale in try m.compute.realFourier(x, axis: axis, length: n, scale: scale) },
    single("irfft") { m, x, axis, n, scale in
      try m.compute.inverseRealFourier(x, axis: axis, length: n, scale: scale)
    },
    single("hfft", hermitian), single("ihfft", inverseHermitian),
    several("fftn", nil), several("fft2", [-2, -1]), several("ifftn", nil), several("ifft2", [-2, -1]),
    several("rfftn", nil), several("rfft2", [-2, -1]), several("irfftn", nil), several("irfft2", [-2, -1]),
    several("hfftn", nil), several("hfft2", [-2, -1]), several("ihfftn", nil), several("ihfft2", [-2, -1]),
  ]

  private typealias Transform = @Sendable (Machine, Tensor, Int, Int?, FourierScale) throws -> Tensor

  /// `hfft`: the real transform of a Hermitian signal. `ihfft` is the inverse transform.
  private static let hermitian: Transform = { m, x, axis, n, scale in
    try m.compute.inverseRealFourier(conjugate(x, m), axis: axis, length: n, scale: scale.swapped)
  }

  private static let inverseHermitian: Transform = { m, x, axis, n, scale in
    try conjugate(m.compute.realFourier(x, axis: axis, length: n, scale: scale.swapped), m)
  }

  private static func conjugate(_ x: Tensor, _ m: Machine) throws -> Tensor {
    x.dtype.isComplex ? try m.compute.complexFunction(.conjugate, x) : x
  }

  /// Makes the `Operation` for a Fourier transform along one axis.
  private static func single(_ name: String, _ transform: @escaping Transform) -> Operation {
    Operation(
      .fourier, torch: "\(name)(input, n=None, dim=-1, norm=None)",
      paddle: "\(name)(x, n=None, axis=-1, norm='backward', name=None)"
    ) { m, a in
      let x = try a.tensor(0, m)
      return try m.new(transform(m, x, a.axis(2, of: x.layout, m), a.optionalInt(1, m), scale(a, 3, m)))
    }
  }

  /// Makes the `Operation` for a Fourier transform along several axes.
  private static func several(_ name: String, _ axes: [Int]?) -> Operation {
    Operation(
      .fourier, torch: "\(name)(input, s=None, dim=None, norm=None)",
      paddle: "\(name)(x, s=None, axes=None, norm='backward', name=None)"
    ) { m, a in
      let x = try a.tensor(0, m)
      let sizes = try a.axes(1, m)
      let given = try a.axes(2, m) ?? axes
      var places: [Int]
      if let given {
        places = try x.layout.distinctAxes(given, operation: name)
        if let sizes, sizes.count != places.count {
          throw ListingError(.runtimeError, "\(name): \(sizes.count) sizes are given for \(places.count) axes")
        }
      } else {
        let count = sizes?.count ?? x.rank
        guard count <= x.rank else {
          throw ListingError(.runtimeError, "\(name): \(count) sizes are given for \(x.rank) axes")
        }
        places = Array((x.rank - count)..<x.rank)
      }
      let scale = try scale(a, 3, m)
      guard let last = places.popLast() else {
        if ["fftn", "ifftn", "fft2", "ifft2"].contains(name) { return try m.new(x.converted(to: x.dtype.complex)) }
        throw ListingError(.runtimeError, "\(name): at least one axis must be transformed")
      }
      func size(_ index: Int) -> Int? { sizes.flatMap { $0[index] == -1 ? nil : $0[index] } }
      func each(_ x: Tensor, inverse: Bool) throws -> Tensor {
        try places.indices.reduce(x) { x, index in
          try m.compute.fourier(x, axis: places[index], length: size(index), isInverse: inverse, scale: scale)
        }
      }
      let n = size(places.count)
      let c = m.compute
      let kind = name.dropLast()
      switch kind {
      case "fft", "ifft":
        let inverse = kind == "ifft"
        return try m.new(c.fourier(each(x, inverse: inverse), axis: last, length: n, isInverse: inverse, scale: scale))
      case "rfft": return try m.new(each(c.realFourier(x, axis: last, length: n, scale: scale), inverse: false))
      case "irfft":
        return try m.new(c.inverseRealFourier(each(x, inverse: true), axis: last, length: n, scale: scale))
      case "hfft": return try m.new(hermitian(m, each(x, inverse: false), last, n, scale))
      default: return try m.new(each(inverseHermitian(m, x, last, n, scale), inverse: true))
      }
    }
  }

  private static func scale(_ a: Arguments, _ index: Int, _ m: Machine) throws -> FourierScale {
    if a.isNone(index) { return .backward }
    guard let scale = FourierScale(rawValue: try a.string(index, m)) else {
      throw ListingError(
        .runtimeError, "\(a.function): norm must be 'backward', 'forward' or 'ortho', not '\(try a.string(index, m))'")
    }
    return scale
  }

  // MARK: Frequencies and shifts

  private static let helpers: [Operation] = [
    frequencies("fftfreq") { n in (0..<n).map { $0 < (n + 1) / 2 ? $0 : $0 - n } },
    frequencies("rfftfreq") { n in Array(0...(n / 2)) },
    shift("fftshift") { $0 / 2 }, shift("ifftshift") { -($0 / 2) },
  ]

  private static func frequencies(_ name: String, _ numbers: @escaping @Sendable (Int) -> [Int]) -> Operation {
    Operation(
      .fourier, torch: "\(name)(n, d=1.0, *, dtype=None, device=None, requires_grad=False)",
      paddle: "\(name)(n, d=1.0, dtype=None, name=None)"
    ) { m, a in
      let (n, distance) = (try a.int(0, m), try a.double(1, m))
      guard 0...Machine.itemLimit ~= n else {
        throw ListingError(.valueError, "\(name): n must be between 0 and \(Machine.itemLimit), not \(n)")
      }
      let values = n == 0 ? (name == "fftfreq" ? [] : [0]) : numbers(n)
      let dtype = try a.dtype(2, m) ?? .float32
      guard dtype.isFloatingPoint else { throw TensorError.unsupportedType(operation: name, dtype) }
      let whole = Tensor(values, shape: [values.count]).converted(to: dtype)
      return try m.new(m.compute.multiply(whole, 1 / (Double(n) * distance)))
    }
  }

  private static func shift(_ name: String, _ amount: @escaping @Sendable (Int) -> Int) -> Operation {
    Operation(.fourier, torch: "\(name)(input, dim=None)", paddle: "\(name)(x, axes=None, name=None)") { m, a in
      let x = try a.tensor(0, m)
      let axes = try a.axes(1, m) ?? Array(0..<x.rank)
      let places = try axes.map { try x.layout.resolvedAxis($0, operation: name) }
      return try m.new(m.compute.dense(m.compute.roll(x, shifts: places.map { amount(x.shape[$0]) }, axes: places)))
    }
  }

  // MARK: Short-time transforms

  private static let shortTime: [Operation] = [
    Operation(
      torch: """
        stft(input, n_fft, hop_length=None, win_length=None, window=None, center=True, pad_mode='reflect', \
        normalized=False, onesided=None, return_complex=None, align_to_window=None)
        """
    ) { m, a in
      var x = try a.tensor(0, m)
      guard x.dtype.isFloatingPoint || x.dtype.isComplex, 1...2 ~= x.rank else {
        throw ListingError(
          .runtimeError,
          "stft: needs a tensor of floats with 1 or 2 axes, not \(x.dtype.name) of shape "
            + shapeDescription(x.shape))
      }
      let isSingle = x.rank == 1
      if isSingle { x = try x.unsqueezed(at: 0) }
      let frame = try Frame(a, count: 1, hop: 2, length: 3, window: 4, m)
      let isComplex = x.dtype.isComplex || frame.window?.dtype.isComplex == true
      let onesided = try a.isNone(8) ? !isComplex : a.bool(8, m)
      if onesided, isComplex { throw ListingError(.runtimeError, "stft: onesided=True needs real input and window") }
      if a.isNone(9), !isComplex {
        throw ListingError(
          .runtimeError,
          "stft requires the return_complex parameter be given for real inputs, and will further "
            + "require that return_complex=True in a future PyTorch release.")
      }
      if !a.isNone(10) { throw ListingError.unsupported("stft: align_to_window") }
      if try a.bool(5, m) { x = try centered(x, frame.count / 2, a.string(6, m), m) }
      let samples = x.shape[1]
      guard frame.count <= samples else {
        throw ListingError(
          .runtimeError, "stft: n_fft is \(frame.count), but the signal has \(samples) samples")
      }
      var frames = try m.compute.dense(x.unfolded(axis: 1, size: frame.count, step: frame.hop))
      if let window = frame.window { frames = try m.compute.multiply(frames, window) }
      let scale: FourierScale = try a.bool(7, m) ? .ortho : .backward
      let spectrum =
        onesided
        ? try m.compute.realFourier(frames, axis: 2, scale: scale)
        : try m.compute.fourier(frames, axis: 2, scale: scale)
      var result = try spectrum.transposed(1, 2)
      if isSingle { result = try result.squeezed(0) }
      if try a.isNone(9) || a.bool(9, m) { return try m.new(result) }
      return try m.new(m.compute.dense(result).parts)
    },
    Operation(
      torch: """
        istft(input, n_fft, hop_length=None, win_length=None, window=None, center=True, normalized=False, \
        onesided=None, length=None, return_complex=False)
        """, inverse),
  ]

  private static let inverse: BuiltinFunction.Native = { m, a in
    var x = try a.tensor(0, m)
    guard x.dtype.isComplex, 2...3 ~= x.rank, x.count > 0 else {
      throw ListingError(
        .runtimeError,
        "istft: needs a complex tensor with 2 or 3 axes that is not empty, not \(x.dtype.name) of shape "
          + shapeDescription(x.shape))
    }
    if try a.bool(9, m) { throw ListingError.unsupported("istft: return_complex=True") }
    let isSingle = x.rank == 2
    if isSingle { x = try x.unsqueezed(at: 0) }
    let frame = try Frame(a, count: 1, hop: 2, length: 3, window: 4, m)
    let n = frame.count
    let onesided = try a.isNone(7) ? x.shape[1] != n : a.bool(7, m)
    guard x.shape[1] == (onesided ? n / 2 + 1 : n) else {
      throw ListingError(
        .runtimeError, "istft: expected \(onesided ? n / 2 + 1 : n) frequencies for n_fft \(n), not \(x.shape[1])")
    }
    let c = m.compute
    let scale: FourierScale = try a.bool(6, m) ? .ortho : .backward
    let turned = try x.transposed(1, 2)
    var frames =
      onesided
      ? try c.inverseRealFourier(turned, axis: 2, length: n, scale: scale)
      : try c.fourier(turned, axis: 2, isInverse: true, scale: scale).realPart
    let window = try frame.window ?? c.ones([n], dtype: frames.dtype)
    if window.dtype.isComplex { throw ListingError.unsupported("istft with a complex window") }
    frames = try c.multiply(frames, window)
    // Add each frame to the signal at the frame's start. Add the squares of the window to the envelope at the same
    // indices.
    let count = frames.shape[1]
    let (span, overflow) = frame.hop.multipliedReportingOverflow(by: count - 1)
    guard !overflow, span < 1 << 40 else { throw TensorError.tooLarge(operation: "istft", shape: [frame.hop, count]) }
    let total = n + span
    let starts = try c.multiply(c.arange(to: .int(count)), frame.hop).unsqueezed(at: 1)
    let places = try c.add(starts, c.arange(to: .int(n))).reshaped(to: [count * n])
    let signal = try c.indexAdd(
      c.zeros([frames.shape[0], total], dtype: frames.dtype), axis: 1, places,
      frames.reshaped(to: [frames.shape[0], count * n]), operation: "istft")
    let squares = try c.dense(c.multiply(window, window).expanded(to: [count, n])).reshaped(to: [count * n])
    let envelope = try c.indexAdd(
      c.zeros([total], dtype: frames.dtype), axis: 0, places, squares.converted(to: frames.dtype), operation: "istft")
    let start = try a.bool(5, m) ? n / 2 : 0
    var stop = try a.bool(5, m) ? max(start, total - n / 2) : total
    let length = try a.optionalInt(8, m)
    if let length {
      guard 0...Machine.itemLimit ~= length else { throw ListingError(.valueError, "istft: length is \(length)") }
      stop = start + length
    }
    let (cut, part) = (
      try signal.sliced(axis: 1, start: start, stop: min(stop, total)),
      try envelope.sliced(axis: 0, start: start, stop: min(stop, total))
    )
    if part.count > 0 {
      let least = try c.reduce(.min, c.unary(.abs, part)).element(at: []).double
      if !(least > 1e-11) {
        throw ListingError(
          .runtimeError, "istft: the windows do not cover the signal: window overlap add min: \(least)")
      }
    }
    var result = try c.divide(cut, part)
    if stop > total { result = try c.pad(result, before: [0, 0], after: [0, stop - max(start, total)]) }
    return try m.new(isSingle ? result.squeezed(0) : result)
  }

  /// Pads both ends of the signal so that the frame i is centered on the signal's index i · hop.
  private static func centered(_ x: Tensor, _ amount: Int, _ mode: String, _ m: Machine) throws -> Tensor {
    let padding: Compute.Padding
    switch mode {
    case "reflect": padding = .reflect
    case "replicate": padding = .replicate
    case "circular": padding = .circular
    case "constant": padding = .constant(.int(0))
    default: throw ListingError(.notImplemented, "stft: unknown pad_mode '\(mode)'")
    }
    return try m.compute.pad(x, before: [0, amount], after: [0, amount], padding)
  }

  /// The size and hop of the frames, and the window, which is padded to the size of a frame.
  private struct Frame {
    let count: Int
    let hop: Int
    let window: Tensor?

    init(_ a: Arguments, count: Int, hop: Int, length: Int, window: Int, _ m: Machine) throws {
      self.count = try a.int(count, m)
      guard 1...Machine.itemLimit ~= self.count else {
        throw ListingError(.runtimeError, "\(a.function): n_fft must be positive, not \(self.count)")
      }
      self.hop = try a.optionalInt(hop, m) ?? self.count / 4
      let length = try a.optionalInt(length, m) ?? self.count
      guard 1...Machine.itemLimit ~= self.hop else {
        throw ListingError(
          .runtimeError, "\(a.function): hop_length must be between 1 and \(Machine.itemLimit), not \(self.hop)")
      }
      guard 1...self.count ~= length else {
        throw ListingError(.runtimeError, "\(a.function): win_length must be between 1 and n_fft, not \(length)")
      }
      var given = try a.optionalTensor(window, m)
      if let shape = given?.shape, shape != [length] {
        throw ListingError(
          .runtimeError, "\(a.function): the window must have shape (\(length),), not \(shapeDescription(shape))")
      }
      if length < self.count {
        let ones = try given ?? m.compute.ones([length])
        let left = (self.count - length) / 2
        given = try m.compute.pad(ones, before: [left], after: [self.count - length - left])
      }
      self.window = given
    }
  }
}
