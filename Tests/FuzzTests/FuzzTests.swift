import FuzzTargets
import Testing

/// A short run of all fuzz targets, with the same inputs each time.
@Suite struct FuzzTests {
  @Test(arguments: FuzzTarget.all.map(\.name)) func aReaderSurvives(_ name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    var random = FuzzRandom(seed: 1)
    for index in 0..<target.shortCount {
      let bytes = target.input(&random)
      do { try target.check(bytes) } catch {
        Issue.record("input \(index): \(error): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
      }
    }
  }
}
