import Testing

@testable import Traces

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

  @Test(arguments: [
    ("encoder.0", "encoder.0"), ("encoder.0@1", "encoder.0"), ("encoder.0@1:f.x#1", "encoder.0:f.x#1"),
    ("encoder.0@12:f.x", "encoder.0@12:f.x"), ("encoder.0[0]", "encoder.0"), ("encoder.0[0][1]", "encoder.0[0][1]"),
    ("encoder@1[2]", "encoder[2]"), ("odd@1name", "odd@1name"),
  ])
  func redundantPartsOfANameAreDropped(name: String, canonical: String) {
    #expect(canonicalName(name) == canonical)
  }
}
