import Tensors

/// A token found by CTC decoding, with its frame and time.
public struct CTCToken: Sendable, Equatable {
  public let id: Int
  public let text: String
  /// The first encoder frame in which this token has the highest score.
  public let frame: Int
  /// The start of frame `frame`, in seconds.
  public let seconds: Double

  public init(id: Int, text: String, frame: Int, seconds: Double) {
    self.id = id
    self.text = text
    self.frame = frame
    self.seconds = seconds
  }
}

/// Greedy CTC decoding: merges equal neighbouring IDs and removes blanks.
///
/// `ids` contains the best ID of each frame. Two equal IDs with a blank between them are two tokens. `secondsPerFrame`
/// is the duration of an encoder frame: the feature shift times the subsampling rate, 0.04 s for most models.
public func greedyCTC(
  ids: [Int], blank: Int = 0, vocabulary: Vocabulary, secondsPerFrame: Double
) -> [CTCToken] {
  var tokens: [CTCToken] = []
  var previous = blank
  for (frame, id) in ids.enumerated() {
    if id != previous && id != blank {
      tokens.append(
        CTCToken(id: id, text: vocabulary.token(id), frame: frame, seconds: Double(frame) * secondsPerFrame))
    }
    previous = id
  }
  return tokens
}

/// Greedy CTC decoding of scores: probabilities, log probabilities or logits. All three have the same best ID in each
/// frame.
///
///     scores  [frames, vocabulary], or [1, frames, vocabulary]
///
/// Throws when the shape is different or a score is NaN.
public func greedyCTC(
  scores: Tensor, blank: Int = 0, vocabulary: Vocabulary, secondsPerFrame: Double
) throws(SpeechError) -> [CTCToken] {
  let ids = try bestIDs(of: scores)
  return greedyCTC(ids: ids, blank: blank, vocabulary: vocabulary, secondsPerFrame: secondsPerFrame)
}

/// The ID with the highest score in each frame. Among equal scores, the lowest ID is returned.
///
///     scores  [frames, vocabulary], or [1, frames, vocabulary]
public func bestIDs(of scores: Tensor) throws(SpeechError) -> [Int] {
  let shape = scores.shape
  guard let width = shape.last, width > 0, scores.rank == 2 || scores.rank == 3 && shape[0] == 1 else {
    throw .badScores(shape: shape)
  }
  let values = scores.floats
  var ids: [Int] = []
  ids.reserveCapacity(values.count / width)
  for start in stride(from: 0, to: values.count, by: width) {
    var best = start
    for position in start..<start + width {
      if values[position].isNaN { throw .scoreNotANumber(frame: start / width) }
      if values[position] > values[best] { best = position }
    }
    ids.append(best - start)
  }
  return ids
}
