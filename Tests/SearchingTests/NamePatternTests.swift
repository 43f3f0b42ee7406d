import Testing

import Searching

struct NamePatternTests {
  @Test(
    arguments: [
      ("encoder.embed", "encoder.embed", []),
      ("encoder.embed", "encoder.embedding", nil),
      ("*", "", [""]),
      ("*.scores", "a:f.scores", ["a:f"]),
      ("*.scores", "a:f.scores#2", nil),
      ("*.scores#*", "a:f.scores#2", ["a:f", "2"]),
      ("encoder.*.x*", "encoder.a.x.b.x", ["a", ".b.x"]),
      ("a*b*c", "aXbYbZc", ["X", "YbZ"]),
      ("a*b", "ab", [""]),
      ("a*ba", "aba", [""]),
      ("ab*ba", "aba", nil),
      ("x#?", "x#3", []),
      ("x#?", "x#12", nil),
      ("层*", "层.1", [".1"]),
    ] as [(String, String, [String]?)])
  func starsStandForAnything(pattern: String, name: String, captures: [String]?) {
    #expect(NamePattern(pattern).captures(in: name) == captures)
    #expect(NamePattern(pattern).matches(name) == (captures != nil))
  }
}
