import ListingSyntax
import Testing

@Suite struct SourceNameTests {
  @Test(
    arguments: [
      ("x = self.linear_q(query)", ["x", "self", "self.linear_q", "query"]),
      ("y = f(x)[0].real + a.b", ["y", "f", "x", "-", "a", "a.b"]),
      ("z = 'text x' # comment y", ["z"]), ("好 = 名.权重", ["好", "名", "名.权重"]),
      ("a.b.c(d=e).f", ["a", "a.b", "a.b.c", "d", "e", "-"]),
    ] as [(String, [String])])
  func namesHaveWhatToType(_ line: String, _ expected: [String]) {
    let found = names(in: SourceFile(name: "a.py", text: line + "\n"))[0]
    #expect(found.map { $0.expression ?? "-" } == expected)
    let characters = Array(line)
    for span in found { #expect(String(characters[span.columns]) == span.name) }
  }

  @Test func brokenTextHasNamesToo() {
    #expect(names(in: SourceFile(name: "a.py", text: "x = (\n  y z\n$ w")).count == 3)
    #expect(names(in: SourceFile(name: "a.py", text: "")) == [[]])
  }
}
