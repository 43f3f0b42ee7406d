import Testing

@testable import Commands

struct NumberTextTests {
  @Test func elementsReadBackAsTheSameNumber() {
    #expect(NumberText.exact(.float(Double(Float(0.1))), .float32) == "0.1")
    #expect(NumberText.exact(.float(0.1), .float64) == "0.1")
    #expect(NumberText.exact(.float(Double(Float(1) / 3)), .float32) == "0.33333334")
    #expect(NumberText.exact(.float(-2), .float32) == "-2.0")
    #expect(NumberText.exact(.float(.nan), .float32) == "nan")
    #expect(NumberText.exact(.float(-.infinity), .float32) == "-inf")
    #expect(NumberText.exact(.int(7), .int64) == "7")
    #expect(NumberText.exact(.bool(true), .bool) == "True")
  }

  @Test(arguments: [
    (3.14159, "3.142"), (-0.0, "0"), (0.00001234, "1.234e-05"), (123456, "1.235e+05"), (.infinity, "inf"), (2, "2"),
  ])
  func measuredNumbers(number: Double, text: String) { #expect(NumberText.short(number) == text) }

  @Test func countsSizesAndTimes() {
    #expect([0, 999, 1000, 1_474_560, -12345].map(NumberText.count) == ["0", "999", "1,000", "1,474,560", "-12,345"])
    #expect(
      [640, 1200, 650_000_000, 8_000_000_000_000].map(NumberText.bytes) == ["640 B", "1.2 kB", "650 MB", "8.0 TB"])
    #expect([0.00021, 0.0123, 1.25].map(NumberText.seconds) == ["0.21 ms", "12.3 ms", "1.25 s"])
  }

  @Test func sparklinesAreAsHighAsTheirCounts() {
    #expect(TensorText.sparkline([0, 1, 4, 8]) == " ▁▄█")
    #expect(TensorText.sparkline([0, 0]) == "  ")
  }
}
