import JSON
import Testing

@Suite struct JSONValueTests {
  @Test(
    arguments: [
      (.null, "null"), (.bool(true), "true"), (.int(-3), "-3"), (.number(0.25), "0.25"), (.number(3), "3"),
      (.number(-0.0), "0"), (.number(1e300), "1e+300"), (.number(.nan), #""nan""#), (.number(.infinity), #""inf""#),
      (.number(-.infinity), #""-inf""#), (.nullable(nil), "null"), (.nullable(1.5), "1.5"),
      (.string("a \"b\" \\ \n\r\t \u{1b}[1m\u{7f}\u{9b} é 👂"), #""a \"b\" \\ \n\r\t \u001b[1m\u007f\u009b é 👂""#),
      (.array([]), "[]"), (.ints([1, 2]), "[1,2]"), (.strings(["a", "b"]), #"["a","b"]"#), (.object([]), "{}"),
      (.object([("b", .int(1)), ("left out", nil), ("a", .object([("null", .null)]))]), #"{"b":1,"a":{"null":null}}"#),
    ] as [(JSONValue, String)])
  func aValueOnALine(value: JSONValue, text: String) {
    #expect(value.text == text)
  }

  @Test func linesAreForPeople() {
    let rows = JSONValue.array([.object([("n", .int(1)), ("of", .ints([1, 2]))]), .object([("n", .int(2))])])
    let value = JSONValue.object([
      ("name", .string("m")), ("nothing", nil), ("shape", .ints([2, 3])), ("rows", rows),
      ("tensors", .object([("a", .object([("shape", .ints([1, 2]))])), ("b", .object([]))])), ("none", .object([])),
    ])
    #expect(
      value.lines == """
        {
          "name": "m",
          "shape": [2, 3],
          "rows": [
            {"n": 1, "of": [1, 2]},
            {"n": 2}
          ],
          "tensors": {
            "a": {"shape": [1, 2]},
            "b": {}
          },
          "none": {}
        }

        """)
  }
}
