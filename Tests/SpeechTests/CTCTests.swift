import Tensors
import Testing

@testable import Speech

private let vocabulary = Vocabulary(tokens: ["<blank>", "a", "b", "c"])

@Suite struct CTCTests {
  /// Each row has the frames' token IDs (one digit for each frame), the expected tokens, and the expected frames.
  @Test(arguments: [
    ("", ""),
    ("000", ""),
    ("1", "a0"),
    ("0110", "a1"),
    ("1122", "a0 b2"),
    ("101", "a0 a2"),
    ("0011001220301", "a2 a6 b7 c10 a12"),
    ("1212", "a0 b1 a2 b3"),
    ("9", "<id 9>0"),
  ])
  func repeatsMergeAndBlanksDrop(_ frames: String, _ expected: String) {
    let ids = frames.map { $0.wholeNumberValue! }
    let tokens = greedyCTC(ids: ids, vocabulary: vocabulary, secondsPerFrame: 0.04)
    #expect(tokens.map { "\($0.text)\($0.frame)" }.joined(separator: " ") == expected)
    #expect(tokens.allSatisfy { $0.seconds == Double($0.frame) * 0.04 && $0.text == vocabulary.token($0.id) })
  }

  @Test func theBlankMayHaveAnotherID() {
    let tokens = greedyCTC(ids: [3, 0, 0, 3, 0], blank: 3, vocabulary: vocabulary, secondsPerFrame: 1)
    #expect(tokens.map(\.frame) == [1, 4])
  }

  @Test(arguments: [[5, 4], [1, 5, 4]]) func theBestScoreOfEachFrameCounts(_ shape: [Int]) throws {
    let scores = Tensor(
      [
        -1, -2, -3, -4,  // blank
        -9, -1, -0.5, -2,  // b
        -9, -1, -0.5, -.infinity,  // b
        -1, -1, -1, -1,  // all scores are equal: the lowest ID, blank
        -9, -8, -7, 0.5,  // c
      ], shape: shape)
    #expect(try bestIDs(of: scores) == [0, 2, 2, 0, 3])
    let tokens = try greedyCTC(scores: scores, vocabulary: vocabulary, secondsPerFrame: 0.5)
    #expect(
      tokens == [CTCToken(id: 2, text: "b", frame: 1, seconds: 0.5), CTCToken(id: 3, text: "c", frame: 4, seconds: 2)])
  }

  @Test func noFramesAreNoTokens() throws {
    #expect(try greedyCTC(scores: Tensor([Float](), shape: [0, 4]), vocabulary: vocabulary, secondsPerFrame: 1) == [])
  }

  @Test(arguments: [[4], [2, 2, 1], [2, 0], [], [1, 1, 1, 4]]) func otherShapesAreRefused(_ shape: [Int]) {
    let scores = Tensor([Float](repeating: 0, count: shape.reduce(1, *)), shape: shape)
    #expect(throws: SpeechError.badScores(shape: shape)) { try bestIDs(of: scores) }
  }

  @Test func theErrorNamesAFrameWithNaN() {
    let scores = Tensor([0, 1, 0, .nan], shape: [2, 2])
    #expect(throws: SpeechError.scoreNotANumber(frame: 1)) { try bestIDs(of: scores) }
  }
}
