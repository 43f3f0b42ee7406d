import ListingSyntax
import Testing

struct LimitTests {
  private func messages(_ text: String) -> [String] {
    parseListing(SourceFile(name: "test.py", text: text)).diagnostics.map(\.message)
  }

  private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  @Test func nestingIsAllowedUpToALimit() {
    #expect(messages("x = " + repeated("(", 95) + "1" + repeated(")", 95)) == [])
    #expect(
      messages("x = " + repeated("[", 5000) + repeated("]", 5000)) == ["this expression nests deeper than 100 levels"])
    #expect(messages("x = " + repeated("{1: f(a[", 900) + "1" + repeated("])}", 900)).count == 1)
    #expect(messages("x = " + repeated("-", 5000) + "1") == ["this expression nests deeper than 100 levels"])
    #expect(messages("x = " + repeated("not ", 5000) + "1").count == 1)
    #expect(messages("x = " + repeated("2 ** ", 5000) + "1").count == 1)
    #expect(messages("x = " + repeated("lambda: ", 5000) + "1").count == 1)
    #expect(messages("x = " + repeated("1 if a else ", 5000) + "1").count == 1)
    #expect(messages("x = " + repeated("f'{", 50_000)).contains("this expression nests deeper than 100 levels"))
    #expect(messages("x = " + repeated("[a for a in ", 5000)).contains("this expression nests deeper than 100 levels"))
    #expect(messages("x = " + repeated("[a for (", 5000)).contains("this expression nests deeper than 100 levels"))
    #expect(
      messages("x = " + repeated("[a for a in b if ", 5000)).contains("this expression nests deeper than 100 levels"))
    #expect(messages(repeated("yield ", 5000)).contains("this expression nests deeper than 100 levels"))
    #expect(messages("x = " + repeated("f'{", 300) + "1" + repeated("}'", 300)).count == 1)
    #expect(messages("x = f'" + repeated("{a:", 300) + repeated("}", 300) + "'").count == 1)
    #expect(messages(repeated("(", 100_000)).contains("'(' was never closed"))
    #expect(messages("x = " + repeated("*", 5000)).count == 1)
  }

  @Test func chainsAreAllowedUpToALimit() {
    #expect(messages("x = 1" + repeated(" + 1", 900)) == [])
    let chain = "this expression is a chain of more than 1000 steps"
    #expect(messages("x = 1" + repeated(" + 1", 10_000)) == [chain])
    #expect(messages("x = a" + repeated(".b", 10_000)) == [chain])
    #expect(messages("x = a" + repeated("()", 10_000)) == [chain])
    #expect(messages("x = a" + repeated("[0]", 10_000)) == [chain])
    #expect(messages("x = a" + repeated(" and a", 10_000)) == [chain])
    #expect(messages("x = a" + repeated(" or a", 10_000)) == [chain])
    #expect(messages("x = [a" + repeated(" for a in b", 10_000) + "]") == [chain])
  }

  @Test func aChainWithinAChainCountsOnce() {
    let inner = "(1" + repeated(" + 1", 600) + ")"
    #expect(messages("x = \(inner) * \(inner)") == [])
    #expect(messages("x = \(inner)" + repeated(" * 1", 600)).count == 1)
  }

  @Test func flatCodeMayBeLong() {
    #expect(messages("x = [" + repeated("-1 + 2, ", 10_000) + "]") == [])
    #expect(messages("x = f(" + repeated("a, ", 10_000) + ")") == [])
    #expect(messages("x = " + repeated("'a' ", 10_000)) == [])
    #expect(messages("x = a" + repeated(" < a", 10_000)) == [])
    #expect(messages(repeated("x = 1\n", 10_000)) == [])
    #expect(messages("x = f(" + (0..<5000).map { "a\($0)=1" }.joined(separator: ", ") + ")") == [])
    #expect(messages("if a: pass\n" + repeated("elif a: pass\n", 300)) == [])
  }

  @Test func blocksAreAllowedUpToALimit() {
    func nested(_ depth: Int) -> String {
      (0..<depth).map { repeated(" ", $0) + "if a:\n" }.joined() + repeated(" ", depth) + "pass\n"
    }
    #expect(messages(nested(90)) == [])
    #expect(messages(nested(1000)) == ["blocks nest too deep here"])
    #expect(messages("if a: pass\n" + repeated("elif a: pass\n", 5000)) == ["this 'if' has too many branches"])
  }
}
