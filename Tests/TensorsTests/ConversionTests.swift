import Testing

@testable import Tensors

@Suite struct ConversionTests {
  /// Every finite float16 is the same after conversion to float32 and back. A value between two float16 numbers is
  /// rounded to the nearer number. If both numbers are equally near, the value is rounded to the even number.
  @Test func halvesRoundToNearestEven() throws {
    let all = Tensor(shape: [1 << 16], dtype: .float16, of: UInt16.self) { buffer in
      for bits in 0..<(1 << 16) { buffer[bits] = UInt16(bits) }
    }
    let back = all.converted(to: .float32).converted(to: .float16)
    back.withElements(of: UInt16.self) { bits in
      for value in 0..<(1 << 16) where value & 0x7fff <= 0x7c00 { #expect(bits[value] == UInt16(value)) }
      #expect(bits[0x7c01] & 0x7fff > 0x7c00)
    }
    let cases: [(Float, UInt16)] = [
      (65504, 0x7bff), (65519.996, 0x7bff), (65520, 0x7c00), (1 + 0x1p-11, 0x3c00), (1 + 3 * 0x1p-11, 0x3c02),
      (0x1p-24, 1), (0x1p-25, 0), (0x1.8p-25, 1), (-0x1p-14, 0x8400), (0x1.ffep-15, 0x0400), (-0.0, 0x8000),
    ]
    for (value, bits) in cases {
      let half = Tensor([value], shape: [1]).converted(to: .float16)
      #expect(half.withElements(of: UInt16.self) { $0[0] } == bits, "\(value)")
    }
  }

  @Test func brainFloatsRoundToNearestEven() {
    let cases: [(Float, UInt16)] = [
      (1, 0x3f80), (1 + 0x1p-8, 0x3f80), (1 + 3 * 0x1p-8, 0x3f82), (-.infinity, 0xff80), (3.4e38, 0x7f80), (0, 0),
    ]
    for (value, bits) in cases {
      let brain = Tensor([value], shape: [1]).converted(to: .bfloat16)
      #expect(brain.withElements(of: UInt16.self) { $0[0] } == bits, "\(value)")
    }
    #expect(Tensor([.nan] as [Float], shape: [1]).converted(to: .bfloat16).floats[0].isNaN)
  }

  @Test func allPairsKeepSmallWholeNumbers() {
    for from in DType.allCases {
      let x = Tensor([0, 1, 1, 0, 1], shape: [5]).converted(to: from)
      for to in DType.allCases {
        #expect(x.converted(to: to).dtype == to)
        #expect(x.converted(to: to).floats == [0, 1, 1, 0, 1], "\(from) → \(to)")
      }
    }
  }

  @Test func floatsBecomeIntegersTowardZeroAndIntegersWrap() {
    let x = Tensor([-2.7, 2.7, 300, .nan, .infinity, 1e30] as [Float], shape: [6])
    #expect(x.converted(to: .int64).withElements(of: Int64.self) { Array($0) } == [-2, 2, 300, .min, .min, .min])
    #expect(x.converted(to: .uint8).withElements(of: UInt8.self) { $0[2] } == 44)
    #expect(x.converted(to: .bool).floats == [1, 1, 1, 1, 1, 1])
  }

  @Test func viewsAreConvertedInTheirOwnOrder() throws {
    for arrangement in Arrangement.allCases {
      let x = Samples.tensor([3, 4, 5], arrangement, seed: 1)
      #expect(x.contiguous().layout.isContiguous)
      #expect(x.converted(to: .float64).floats == x.floats)
      let spread = try x.unsqueezed(at: 1).expanded(to: [3, 7, 4, 5])
      #expect(spread.converted(to: .float64).storage.bytes.count == 60 * 8)
      #expect(spread.converted(to: .float64).floats == spread.floats)
      #expect(try x.flipped([1]).contiguous().floats == x.flipped([1]).floats)
    }
    #expect(Samples.tensor([0, 4]).converted(to: .int64).floats == [])
  }
}
