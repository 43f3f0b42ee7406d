import Glibc
import Testing

@testable import Tensors

/// Softmax, norms, gates and convolutions, compared with their formulas in double.
@Suite struct NeuralTests {
  let compute = Compute(threads: 2)

  @Test(arguments: [([3, 5], 1), ([3, 5], 0), ([2, 3, 4], 1), ([2, 37], 1), ([4, 1], 1), ([1, 500], -1)])
  func softmaxAlongAnyAxis(shape: [Int], axis: Int) throws {
    for arrangement in Arrangement.allCases {
      let x = try compute.multiply(Samples.tensor(shape, arrangement, seed: 1), 20.0)
      let resolved = axis < 0 ? axis + shape.count : axis
      let expected = try Naive.along(x, axis: resolved) { line in
        let greatest = line.max() ?? 0
        let powers = line.map { exp($0 - greatest) }
        return powers.map { $0 / powers.reduce(0, +) }
      }
      try expectClose(try compute.softmax(x, axis: axis), shape, expected, 3e-7)  // an absolute error
      try expectClose(try compute.logSoftmax(x, axis: axis), shape, expected.map { log($0) }, 1e-6)
    }
  }

  @Test func aMaskedRowIsNaNAndAMaskedElementIsZero() throws {
    let x = Tensor([-.infinity, -.infinity, 1, -.infinity, 0, .nan] as [Float], shape: [3, 2])
    let rows = try compute.softmax(x, axis: 1).floats
    #expect(rows.map(\.isNaN) == [true, true, false, false, true, true])
    #expect(rows[2] == 1 && rows[3] == 0)
    #expect(try compute.logSoftmax(x, axis: 1).floats[3] == -.infinity)
  }

  @Test(arguments: [[3, 8], [2, 3, 37], [1, 512], [0, 4]])
  func layerNormalization(shape: [Int]) throws {
    let n = shape[shape.count - 1]
    let (weight, bias) = (Samples.tensor([n], seed: 3), Samples.tensor([n], seed: 4))
    let (w, b) = (weight.floats.map(Double.init), bias.floats.map(Double.init))
    for (arrangement, eps) in zip(Arrangement.allCases, [1e-5, 1e-12, 1e-3]) {
      let x = Samples.tensor(shape, arrangement, seed: 2)
      let expected = try Naive.along(x, axis: shape.count - 1) { line in
        let mean = line.reduce(0, +) / Double(n)
        let variance = line.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n)
        return line.indices.map { (line[$0] - mean) / (variance + eps).squareRoot() * w[$0] + b[$0] }
      }
      let found = try compute.layerNorm(x, normalizedShape: [n], weight: weight, bias: bias, eps: eps)
      try expectClose(found, shape, expected, 2e-6)
      let squares = try Naive.along(x, axis: shape.count - 1) { line in
        let mean = line.reduce(0) { $0 + $1 * $1 } / Double(n)
        return line.indices.map { line[$0] / (mean + eps).squareRoot() * w[$0] }
      }
      try expectClose(try compute.rmsNorm(x, normalizedShape: [n], weight: weight, eps: eps), shape, squares, 2e-6)
    }
  }

  @Test func batchAndGroupNormalization() throws {
    let shape = [2, 4, 5]
    let x = Samples.tensor(shape, .reversed, seed: 5)
    let (weight, bias, mean) = (
      Samples.tensor([4], seed: 6), Samples.tensor([4], seed: 7), Samples.tensor([4], seed: 8)
    )
    let variance = try compute.unary(.square, Samples.tensor([4], seed: 9))
    let (w, b, m, v) = (weight.floats, bias.floats, mean.floats, variance.floats)
    let batch = try Naive.indices(shape).map { index in
      let c = index[1]
      let u = try x.element(at: index).double
      return (u - Double(m[c])) / (Double(v[c]) + 1e-5).squareRoot() * Double(w[c]) + Double(b[c])
    }
    let found = try compute.batchNorm(x, mean: mean, variance: variance, weight: weight, bias: bias)
    try expectClose(found, shape, batch, 2e-6)
    let last = try compute.batchNorm(
      try x.transposed(1, 2), mean: mean, variance: variance, weight: weight, bias: bias, channelAxis: -1)
    try expectClose(try last.transposed(1, 2), shape, batch, 2e-6)

    let grouped = try x.reshaped(to: [2, 2, 10])
    let normal = try Naive.along(grouped, axis: 2) { line in
      let mean = line.reduce(0, +) / 10
      let variance = line.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 10
      return line.map { ($0 - mean) / (variance + 1e-5).squareRoot() }
    }
    let expected = normal.enumerated().map { index, u in u * Double(w[index / 5 % 4]) + Double(b[index / 5 % 4]) }
    try expectClose(try compute.groupNorm(x, groups: 2, weight: weight, bias: bias), shape, expected, 2e-6)
  }

  @Test(arguments: [([3, 8], 1), ([4, 3], 0), ([2, 6, 5], 1), ([2, 3, 90], 2), ([2, 4, 9000], 1)])
  func gates(shape: [Int], axis: Int) throws {
    let x = Samples.tensor(shape, .spaced, seed: 10)
    var half = shape
    half[axis] /= 2
    let expected = try Naive.indices(half).map { index in
      var gate = index
      gate[axis] += half[axis]
      return try x.element(at: index).double / (1 + exp(-x.element(at: gate).double))
    }
    try expectClose(try compute.glu(x, axis: axis), half, expected, 3e-7)
    #expect(throws: TensorError.self) { try compute.glu(Samples.tensor([3]), axis: 0) }
  }

  struct ConvolutionCase: Sendable {
    var input: [Int]
    var weight: [Int]
    var stride = [1, 1]
    var padding = [0, 0]
    var dilation = [1, 1]
    var groups = 1
  }

  @Test(arguments: [
    ConvolutionCase(input: [1, 1, 11, 9], weight: [4, 1, 3, 3], stride: [2, 2]),
    ConvolutionCase(input: [1, 1, 90, 91], weight: [7, 1, 3, 3], stride: [2, 2]),
    ConvolutionCase(input: [2, 3, 7, 8], weight: [5, 3, 3, 2], stride: [1, 2], padding: [1, 2]),
    ConvolutionCase(input: [1, 8, 21, 33], weight: [6, 8, 3, 3], stride: [2, 2], padding: [1, 0]),
    ConvolutionCase(input: [1, 4, 9, 9], weight: [6, 2, 3, 3], padding: [2, 1], dilation: [2, 1], groups: 2),
    ConvolutionCase(input: [2, 4, 6, 7], weight: [4, 1, 3, 3], stride: [2, 2], padding: [1, 1], groups: 4),
    ConvolutionCase(input: [1, 3, 5, 70], weight: [6, 1, 3, 5], padding: [0, 4], dilation: [1, 2], groups: 3),
    ConvolutionCase(input: [1, 8, 1, 50], weight: [16, 8, 1, 1]),
    ConvolutionCase(input: [2, 6, 1, 100], weight: [6, 1, 1, 15], padding: [0, 7], groups: 6),
    ConvolutionCase(input: [1, 5, 1, 40], weight: [7, 5, 1, 3], padding: [0, 2], dilation: [1, 2]),
    ConvolutionCase(input: [1, 16, 30, 40], weight: [8, 16, 3, 3]),
    ConvolutionCase(input: [1, 2, 3, 3], weight: [2, 2, 3, 3], padding: [5, 5]),
  ])
  func convolutions(_ given: ConvolutionCase) throws {
    let weight = Samples.tensor(given.weight, seed: 12)
    let bias = Samples.tensor([given.weight[0]], seed: 13)
    for arrangement in Arrangement.allCases {
      let x = Samples.tensor(given.input, arrangement, seed: 11)
      let expected = naive(x, weight, bias, given)
      let found = try compute.convolution2d(
        x, weight, bias: bias, stride: given.stride, padding: given.padding, dilation: given.dilation,
        groups: given.groups)
      try expectClose(found, expected.shape, expected.values, 1e-6 * Double(given.weight[1...].reduce(1, *)))
      guard given.input[2] == 1 else { continue }
      let line = try compute.convolution1d(
        try x.squeezed(2), try weight.squeezed(2), bias: bias, stride: given.stride[1], padding: given.padding[1],
        dilation: given.dilation[1], groups: given.groups)
      #expect(line.floats == found.floats)
    }
  }

  @Test(arguments: Arrangement.allCases)
  func aKernelOfOneCellIsAProduct(arrangement: Arrangement) throws {
    // The tensors are large enough that several threads share the work.
    let (weight, bias) = (Samples.tensor([640, 96], seed: 16), Samples.tensor([640], seed: 17))
    let x = Samples.tensor([2, 96, 300], arrangement, seed: 18)
    let found = try compute.convolution1d(x, try weight.unsqueezed(at: 2), bias: bias)
    let expected = try compute.add(try compute.matmul(weight, x), try bias.unsqueezed(at: 1))
    try expectClose(found, [2, 640, 300], expected.floats.map(Double.init), 1e-5)
  }

  @Test func convolutionsRefuseShapesThatDoNotFit() {
    let x = Samples.tensor([1, 3, 5])
    #expect(throws: TensorError.self) { try compute.convolution1d(x, Samples.tensor([2, 3, 6])) }
    #expect(throws: TensorError.self) { try compute.convolution1d(x, Samples.tensor([2, 2, 3])) }
    #expect(throws: TensorError.self) { try compute.convolution1d(x, Samples.tensor([2, 3, 3]), stride: 0) }
    #expect(throws: TensorError.self) { try compute.convolution1d(x, Samples.tensor([2, 3, 3]), padding: .max) }
    #expect(throws: TensorError.self) { try compute.convolution1d(x, Samples.tensor([2, 3, 3]), groups: 2) }
  }

  @Test func everyNumberOfThreadsGivesTheSameBits() throws {
    let (x, weight) = (Samples.tensor([1, 32, 40, 40], seed: 14), Samples.tensor([48, 32, 3, 3], seed: 15))
    let one = try Compute(threads: 1).convolution2d(x, weight).floats
    for threads in [2, 3] { #expect(try Compute(threads: threads).convolution2d(x, weight).floats == one) }
    let (line, wide) = (Samples.tensor([1, 96, 300], seed: 19), Samples.tensor([640, 96, 1], seed: 20))
    let gate = Samples.tensor([1, 128, 700], seed: 21)
    let product = try Compute(threads: 1).convolution1d(line, wide).floats
    let gated = try Compute(threads: 1).glu(gate, axis: 1).floats
    for threads in [2, 3] {
      #expect(try Compute(threads: threads).convolution1d(line, wide).floats == product)
      #expect(try Compute(threads: threads).glu(gate, axis: 1).floats == gated)
    }
  }

  private func naive(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor, _ given: ConvolutionCase
  ) -> (shape: [Int], values: [Double]) {
    let out = (0..<2).map { axis in
      let reach = given.dilation[axis] * (given.weight[axis + 2] - 1) + 1
      return (given.input[axis + 2] + 2 * given.padding[axis] - reach) / given.stride[axis] + 1
    }
    let shape = [given.input[0], given.weight[0], out[0], out[1]]
    let (w, b, u) = (weight.floats, bias.floats, x.floats)
    let perGroup = given.weight[1]
    let values = Naive.indices(shape).map { index in
      let group = index[1] / (given.weight[0] / given.groups)
      var sum = Double(b[index[1]])
      for c in 0..<perGroup {
        for kh in 0..<given.weight[2] {
          for kw in 0..<given.weight[3] {
            let h = index[2] * given.stride[0] + kh * given.dilation[0] - given.padding[0]
            let v = index[3] * given.stride[1] + kw * given.dilation[1] - given.padding[1]
            guard h >= 0, h < given.input[2], v >= 0, v < given.input[3] else { continue }
            let channel = group * perGroup + c
            let from = ((index[0] * given.input[1] + channel) * given.input[2] + h) * given.input[3] + v
            let tap = ((index[1] * perGroup + c) * given.weight[2] + kh) * given.weight[3] + kw
            sum += Double(u[from]) * Double(w[tap])
          }
        }
      }
      return sum
    }
    return (shape, values)
  }

  private func expectClose(
    _ found: Tensor, _ shape: [Int], _ expected: [Double], _ tolerance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(found.shape == shape, sourceLocation: sourceLocation)
    let values = found.floats
    try #require(values.count == expected.count, sourceLocation: sourceLocation)
    let worst = zip(values, expected).first { !agree(Double($0), $1, tolerance) }
    #expect(worst == nil, sourceLocation: sourceLocation)
  }
}
