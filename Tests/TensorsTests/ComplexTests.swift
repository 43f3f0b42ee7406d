import Testing

@testable import Tensors

@Suite struct ComplexTests {
  private let compute = Compute()
  private let z = Tensor(complexParts: Tensor([3, 4, 0, -2, -1, 0] as [Float], shape: [3, 2]))

  @Test func partsAreViewsAndElementsHaveTwoNumbers() throws {
    #expect(z.dtype == .complex64 && z.shape == [3])
    #expect(z.parts.floats == [3, 4, 0, -2, -1, 0] && z.parts.storage.serial == z.storage.serial)
    #expect(z.realPart.floats == [3, 0, -1] && z.imaginaryPart.strides == [2])
    #expect(try z.element(at: [1]) == .complex(real: 0, imaginary: -2))
    #expect(Layout(shape: [2, 2], strides: [2, 1], offset: 1).ofComplex == nil)
    #expect(Layout(shape: [2, 2], strides: [1, 2]).ofComplex == nil)
  }

  /// Statistics and pictures of a complex tensor use the magnitudes of its elements.
  @Test func panesSeeMagnitudes() throws {
    let summary = z.summary()
    #expect(summary.count == 3 && summary.min == 1 && summary.max == 5 && summary.mean == 8.0 / 3)
    #expect(z.histogram(bins: 2)?.counts == [2, 1])
    let plane = try z.reshaped(to: [1, 3])
    #expect(try plane.pooledGrid(rowAxis: 0, columnAxis: 1, maxRows: 1, maxColumns: 3).values == [5, 2, 1])
    let moved = try compute.add(z, Scalar.complex(real: 0, imaginary: 1))
    #expect(try compare(moved, with: z).maxDifference == 1)
  }

  @Test func conversionsKeepOrDropTheImaginaryPart() throws {
    #expect(z.converted(to: .complex128).converted(to: .complex64).parts.floats == z.parts.floats)
    #expect(z.converted(to: .float32).floats == [3, 0, -1])
    #expect(z.converted(to: .bool).floats == [1, 1, 1])
    #expect(Tensor([2, 5] as [Int], shape: [2]).converted(to: .complex128).parts.floats == [2, 0, 5, 0])
    #expect(DType.promoted(.complex64, .float64) == .complex128 && DType.promoted(.int64, .complex64) == .complex64)
  }

  /// An operation that is not defined for complex numbers throws an error. It does not read the tensor as a real
  /// tensor.
  @Test func operationsWithoutAMeaningThrow() throws {
    for call in [
      { try compute.reduce(.max, z) }, { try compute.binary(.less, z, z) }, { try compute.unary(.relu, z) },
      { try compute.sort(z).values }, { try compute.argmax(z) }, { try compute.softmax(z, axis: 0) },
      { try compute.map("x", z) { $0 } }, { try compute.logSumExp(z) },
    ] as [() throws -> Tensor] {
      #expect(throws: TensorError.self) { try call() }
    }
  }

  /// Compares the Fourier transform with its definition, Σ x[j] · exp(−2πi·j·k / n).
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 12, 13, 30, 37, 64, 74, 97, 127, 128, 210])
  func aTransformMatchesItsDefinition(n: Int) throws {
    let values = (0..<n).map { Float(($0 * 37 + 11) % 23) / 8 - 1 }
    let x = Tensor(values, shape: [n]).converted(to: .float64)
    let found = try compute.fourier(x, axis: 0)
    let angles = try compute.multiply(
      compute.multiply(
        compute.arange(to: .int(n)).unsqueezed(at: 1), compute.arange(to: .int(n))
      ).converted(to: .float64), -2 * Double.pi / Double(n))
    let roots = try compute.complex(real: compute.unary(.cos, angles), imaginary: compute.unary(.sin, angles))
    let wanted = try compute.matmul(roots, x)
    #expect(try compare(found, with: wanted).maxDifference < 1e-10 * Double(n))
    let back = try compute.fourier(found, axis: 0, isInverse: true)
    #expect(try compare(back.realPart, with: x).maxDifference < 1e-13 * Double(n))
    let half = try compute.realFourier(x, axis: 0)
    #expect(half.shape == [n / 2 + 1])
    #expect(
      try compare(compute.inverseRealFourier(half, axis: 0, length: n), with: x).maxDifference < 1e-13 * Double(n))
  }

  @Test func sizesOfTransformsAreChecked() {
    let x = Tensor([1, 2] as [Float], shape: [2])
    #expect(throws: TensorError.self) { try compute.fourier(x, axis: 0, length: 0) }
    #expect(throws: TensorError.self) { try compute.fourier(x, axis: 0, length: 1 << 60) }
    #expect(throws: TensorError.self) { try compute.inverseRealFourier(x, axis: 0, length: Int.min) }
    #expect(throws: TensorError.self) { try compute.fourier(Tensor(scalar: 1), axis: 0) }
  }
}
