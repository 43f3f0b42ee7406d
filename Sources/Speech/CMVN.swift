#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Tensors

/// Global mean and variance normalisation of features. Each feature becomes `(x − mean) · inverseStandardDeviation`.
public struct CMVN: Sendable, Equatable {
  /// The mean of each feature.
  public let mean: [Float]
  /// 1 / √variance of each feature.
  public let inverseStandardDeviation: [Float]

  /// - Precondition: `mean` and `inverseStandardDeviation` have the same length.
  public init(mean: [Float], inverseStandardDeviation: [Float]) {
    precondition(mean.count == inverseStandardDeviation.count, "a mean and a deviation per feature")
    self.mean = mean
    self.inverseStandardDeviation = inverseStandardDeviation
  }

  /// Creates the normalisation from means and standard deviations. Like PaddleSpeech, adds 1e-14 to the standard
  /// deviations before it divides by them.
  ///
  /// - Parameter path: the path of the statistics file, for error messages.
  public init(mean: [Float], standardDeviation: [Float], path: String) throws(SpeechError) {
    func refuse(_ reason: String) -> SpeechError { .badStatistics(path: path, reason: reason) }
    if mean.isEmpty { throw refuse("mean is empty") }
    if mean.count != standardDeviation.count {
      throw refuse("mean has \(mean.count) values and std has \(standardDeviation.count)")
    }
    for (feature, (average, deviation)) in zip(mean, standardDeviation).enumerated()
    where !average.isFinite || !(deviation >= 0 && deviation.isFinite) {
      throw refuse("feature \(feature) has a mean of \(average) and a deviation of \(deviation)")
    }
    self.init(mean: mean, inverseStandardDeviation: standardDeviation.map { Float(1 / (Double($0) + 1e-14)) })
  }

  /// Reads a statistics file of PaddleSpeech (`mean_std.json`) or WeNet (`global_cmvn`). The contents determine whether
  /// the file is JSON or Kaldi's text format.
  public static func read(_ path: String) throws(SpeechError) -> CMVN {
    let bytes = try InputFile.bytes(of: path, limit: 16 << 20)
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw .badStatistics(
        path: path,
        reason: bytes.starts(with: [0, UInt8(ascii: "B")])
          ? "it is Kaldi's binary form; compute-cmvn-stats --binary=false writes the text form" : "it is not text")
    }
    // In a Kaldi archive, a name precedes the `[` of the matrix. Therefore search the beginning of the text for `[`.
    let isMatrix = text.first { !$0.isWhitespace } != "{" && text.prefix(1024).contains("[")
    return isMatrix ? try CMVN(kaldi: text, path: path) : try read(json: path)
  }

  /// Reads JSON with sums over all training frames: `mean_stat` (sums of the features), `var_stat` (sums of their
  /// squares) and `frame_num` (the number of frames). A variance below 1e-20 is replaced by 1e-20.
  public static func read(json path: String) throws(SpeechError) -> CMVN {
    let bytes = try InputFile.bytes(of: path, limit: 16 << 20)
    let sums: Sums
    do { sums = try JSONDecoder().decode(Sums.self, from: Data(bytes)) } catch {
      throw .badStatistics(path: path, reason: wording(of: error))
    }
    return try CMVN(sums, path: path)
  }

  /// Returns the normalised features as a contiguous tensor.
  ///
  ///     features  […, features]
  ///     result    […, features] float32
  public func apply(to features: Tensor) throws(SpeechError) -> Tensor {
    if features.shape.last != mean.count { throw .featureWidth(found: features.shape, expected: mean.count) }
    let input = features.floats
    return Tensor(shape: features.shape, dtype: .float32, of: Float.self) { output in
      var position = 0
      while position < output.count {
        for feature in mean.indices {
          output[position + feature] = (input[position + feature] - mean[feature]) * inverseStandardDeviation[feature]
        }
        position += mean.count
      }
    }
  }
}

struct Sums: Decodable {
  let mean_stat: [Double]
  let var_stat: [Double]
  let frame_num: Double
}

extension CMVN {
  init(_ sums: Sums, path: String) throws(SpeechError) {
    func refuse(_ reason: String) -> SpeechError { .badStatistics(path: path, reason: reason) }
    let (means, squares, frames) = (sums.mean_stat, sums.var_stat, sums.frame_num)
    if means.isEmpty { throw refuse("mean_stat is empty") }
    if means.count != squares.count {
      throw refuse("mean_stat has \(means.count) values and var_stat has \(squares.count)")
    }
    if !(frames >= 1) { throw refuse("frame_num is \(frames)") }
    var mean: [Float] = []
    var inverse: [Float] = []
    for (feature, (sum, squareSum)) in zip(means, squares).enumerated() {
      let average = sum / frames
      let variance = max(squareSum / frames - average * average, 1e-20)
      mean.append(Float(average))
      inverse.append(Float(1 / variance.squareRoot()))
      if !mean[feature].isFinite || !variance.isFinite { throw refuse("the sums of feature \(feature) are too large") }
    }
    self.init(mean: mean, inverseStandardDeviation: inverse)
  }
}

private func wording(of error: any Error) -> String {
  func place(_ context: DecodingError.Context) -> String {
    context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined()
  }
  switch error {
  case DecodingError.keyNotFound(let key, _): return "\(key.stringValue) is missing"
  case DecodingError.typeMismatch(_, let context) where context.codingPath.isEmpty: return "it is not a JSON object"
  case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
    return "\(place(context)) is not what it should be"
  default: return "it is not JSON"
  }
}
