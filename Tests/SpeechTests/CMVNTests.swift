import Tensors
import Testing

@testable import Speech

@Suite struct CMVNTests {
  let folder = TemporaryFolder()

  @Test func normalisedFeaturesMatchPaddleSpeech() throws {
    let statistics = try CMVN.read(json: fixture("mean_std.json"))
    let features = Tensor(try fixtureFloats("fbank.paddlespeech.f32"), shape: [29, 80])
    let normalised = try statistics.apply(to: features)
    #expect(normalised.shape == [29, 80])
    let expected = try fixtureFloats("cmvn.paddlespeech.f32")
    // PaddleSpeech normalised the same float32 features. Only the order of rounding differs.
    for (value, wanted) in zip(normalised.floats, expected) { #expect(abs(value - wanted) < 1e-5) }
  }

  @Test func sumsBecomeMeanAndDeviation() throws {
    let json = #"{"mean_stat": [4, 10], "var_stat": [40, 50], "frame_num": 2, "comment": "more keys do no harm"}"#
    let statistics = try CMVN.read(json: try folder.write(json, to: "a.json"))
    // The variances are 40/2 − 2² = 16 and 50/2 − 5² = 0. The variance 0 is replaced by 1e-20.
    #expect(statistics == CMVN(mean: [2, 5], inverseStandardDeviation: [0.25, 1e10]))
    let batch = try statistics.apply(to: Tensor([2, 5, 6, 5] as [Float], shape: [1, 2, 2]))
    #expect(batch.shape == [1, 2, 2])
    #expect(batch.floats == [0, 0, 1, 0])
  }

  @Test(arguments: [[3], [2, 3], [], [2, 0]]) func featuresOfAnotherWidthAreRefused(_ shape: [Int]) {
    let statistics = CMVN(mean: [0, 0], inverseStandardDeviation: [1, 1])
    let features = Tensor([Float](repeating: 0, count: shape.reduce(1, *)), shape: shape)
    #expect(throws: SpeechError.featureWidth(found: shape, expected: 2)) { try statistics.apply(to: features) }
  }

  @Test(arguments: [
    ("", "it is not JSON"),
    ("{", "it is not JSON"),
    ("[1, 2]", "it is not a JSON object"),
    (#"{"mean_stat": [1], "frame_num": 1}"#, "var_stat is missing"),
    (#"{"mean_stat": [1], "var_stat": [1]}"#, "frame_num is missing"),
    (#"{"mean_stat": 1, "var_stat": [1], "frame_num": 1}"#, "mean_stat is not what it should be"),
    (#"{"mean_stat": [1], "var_stat": [null], "frame_num": 1}"#, "var_stat[0] is not what it should be"),
    (#"{"mean_stat": [1, "x"], "var_stat": [1], "frame_num": 1}"#, "mean_stat[1] is not what it should be"),
    (#"{"mean_stat": [], "var_stat": [], "frame_num": 1}"#, "mean_stat is empty"),
    (#"{"mean_stat": [1, 2], "var_stat": [1], "frame_num": 1}"#, "mean_stat has 2 values and var_stat has 1"),
    (#"{"mean_stat": [1], "var_stat": [1], "frame_num": 0}"#, "frame_num is 0.0"),
    (#"{"mean_stat": [1], "var_stat": [1], "frame_num": -5}"#, "frame_num is -5.0"),
    (#"{"mean_stat": [1e300], "var_stat": [1], "frame_num": 1}"#, "the sums of feature 0 are too large"),
    (#"{"mean_stat": [1e999], "var_stat": [1], "frame_num": 1}"#, "it is not JSON"),
    (String(repeating: "[", count: 100_000), "it is not JSON"),
  ])
  func badStatisticsAreRefusedInWords(_ json: String, _ reason: String) throws {
    let path = try folder.write(json, to: "bad.json")
    #expect(throws: SpeechError.badStatistics(path: path, reason: reason)) { try CMVN.read(json: path) }
  }

  @Test(arguments: [" [ 4 10 2\n 40 50 0 ]\n", "global  [\n  4 10 2 \n  4e1 50 0 ]"])
  func kaldisTextFormHoldsTheSameStatistics(_ text: String) throws {
    let statistics = try CMVN.read(try folder.write(text, to: "cmvn"))
    #expect(statistics == CMVN(mean: [2, 5], inverseStandardDeviation: [0.25, 1e10]))
  }

  @Test(arguments: [
    ("[ 4 10 2 40 50 ]", "its matrix has 5 values; two rows of a value a feature and one more are needed"),
    ("[ ]", "its matrix has 0 values; two rows of a value a feature and one more are needed"),
    ("[ 4 x 2 40 50 0 ]", "'x' is not a number"), ("[ 4 10 2 40 50 0", "it has no matrix: [ … ]"),
    ("] [", "it has no matrix: [ … ]"), ("[ 4 10 0 40 50 0 ]", "frame_num is 0.0"),
    ("\0BFM ", "it is Kaldi's binary form; compute-cmvn-stats --binary=false writes the text form"),
  ])
  func badTextOfKaldisIsRefusedInWords(_ text: String, _ reason: String) throws {
    let path = try folder.write(text, to: "bad")
    #expect(throws: SpeechError.badStatistics(path: path, reason: reason)) { try CMVN.read(path) }
  }

  @Test func deviationsAreInverted() throws {
    let statistics = try CMVN(mean: [1, 2], standardDeviation: [4, 0], path: "a.npz")
    #expect(statistics.inverseStandardDeviation == [0.25, 1e14])
    #expect(throws: SpeechError.badStatistics(path: "a.npz", reason: "mean has 2 values and std has 1")) {
      try CMVN(mean: [1, 2], standardDeviation: [4], path: "a.npz")
    }
    #expect(
      throws: SpeechError.badStatistics(path: "a.npz", reason: "feature 0 has a mean of nan and a deviation of 1.0")
    ) {
      try CMVN(mean: [.nan], standardDeviation: [1], path: "a.npz")
    }
  }
}
