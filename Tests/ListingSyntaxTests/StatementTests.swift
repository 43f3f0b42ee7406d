import ListingSyntax
import Testing

struct StatementTests {
  @Test func assignments() {
    expectStatements("a = 1", "(= a 1)")
    expectStatements("a = b = c, d", "(= a b (tuple c d))")
    expectStatements("a, (b, *c) = d", "(= (tuple a (tuple b (* c))) d)")
    expectStatements("[a, b] = c", "(= (list a b) c)")
    expectStatements("*a, = b", "(= (tuple (* a)) b)")
    expectStatements("self.a[0], b.c = d", "(= (tuple (at (. self a) 0) (. b c)) d)")
    expectStatements("x[:, 0::2] = y", "(= (at x (tuple (slice _ _ _) (slice 0 _ 2))) y)")
    expectStatements("a = *b, c", "(= a (tuple (* b) c))")
    expectStatements("match = type = print = 1", "(= match type print 1)")
  }

  @Test(arguments: ["+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^"])
  func augmentedAssignments(operation: String) {
    expectStatements("a.b \(operation)= c, d", "(\(operation)= (. a b) (tuple c d))")
  }

  @Test func annotations() {
    expectStatements("a: int", "(: a int)")
    expectStatements("a: Dict[str, int] = {}", "(: a (at Dict (tuple str int)) (dict))")
    expectStatements("self.a: 'Tensor' = b", "(: (. self a) 'Tensor' b)")
  }

  @Test func simpleStatements() {
    expectStatements("a = 1; b = 2;\npass", "(= a 1)", "(= b 2)", "pass")
    expectStatements("assert a, 'm'", "(assert a 'm')")
    expectStatements("raise", "(raise)")
    expectStatements("raise E('m') from None", "(raise (call E 'm') from None)")
    expectStatements("del a, b[0]", "(del a (at b 0))")
    expectStatements("del (a, b)", "(del (tuple a b))")
    expectStatements("global a, b", "(global a b)")
    expectStatements("f(x)", "(call f x)")
  }

  @Test func imports() {
    expectStatements("import a", "(import a)")
    expectStatements("import a.b as c, d", "(import a.b as c d)")
    expectStatements("from a.b import c", "(from a.b c)")
    expectStatements("from ..x import (a as b, c,)", "(from ..x a as b c)")
    expectStatements("from ... import a", "(from ... a)")
    expectStatements("from .... a import b", "(from ....a b)")
    expectStatements("from x import *", "(from x *)")
    expectStatements("from x import (\n  a,\n  b\n)", "(from x a b)")
  }

  @Test func branches() {
    expectStatements(
      """
      if a:
          b
      elif c:
          d
          e
      elif f: g
      else:
          h
      i
      """, "(if a {b} {(if c {d; e} {(if f {g} {h})})})", "i")
    expectStatements("if a: b; c\nd", "(if a {b; c} {})", "d")
  }

  @Test func loops() {
    expectStatements(
      """
      for i, (a, *b) in enumerate(x):
          continue
      else:
          pass
      while a < b:
          break
      else: c
      """,
      "(for (tuple i (tuple a (* b))) (call enumerate x) {continue} {pass})",
      "(while (compare a < b) {break} {c})")
    expectStatements("for x in a, *b: pass", "(for x (tuple a (* b)) {pass} {})")
    expectStatements("for x.y in a: pass", "(for (. x y) a {pass} {})")
  }

  @Test func contexts() {
    expectStatements("with a as b, c: pass", "(with (a b) (c) {pass})")
    expectStatements("with torch.no_grad():\n  pass", "(with ((call (. torch no_grad))) {pass})")
    expectStatements("with (a as b, c as d,): pass", "(with (a b) (c d) {pass})")
    expectStatements("with (a, b): pass", "(with (a) (b) {pass})")
    expectStatements("with (a).b as c: pass", "(with ((. a b) c) {pass})")
    expectStatements("with a as (b, c): pass", "(with (a (tuple b c)) {pass})")
  }

  @Test func functions() {
    expectStatements("def f(): pass", "(def f [] {pass})")
    expectStatements(
      "def f(a, /, b: int = 1, *c: str, d, e=2, **g) -> Tuple[int, int]: return a, b",
      "(def f [a/ b:int=1 *c:str d! e!=2 **g] -> (at Tuple (tuple int int)) {(return (tuple a b))})")
    expectStatements("def f(a, *, b,): return", "(def f [a b!] {(return)})")
    expectStatements(
      """
      @a.b
      @c(1)
      def f(x):
          nonlocal y
          def g():
              return x
          return g
      """, "(def @(. a b) @(call c 1) f [x] {(nonlocal y); (def g [] {(return x)}); (return g)})")
  }

  @Test func classes() {
    expectStatements("class A: pass", "(class A (bases) {pass})")
    expectStatements("class A(): pass", "(class A (bases) {pass})")
    expectStatements(
      """
      @d
      class A(nn.Module):
          x: int = 1
          def f(self): return self
      """, "(class @d A (bases (. nn Module)) {(: x int 1); (def f [self] {(return self)})})")
  }

  @Test func docstrings() throws {
    let body = parseListing(
      SourceFile(
        name: "test.py",
        text: """
          class A:
              '''About A.'''
              def f(self):
                  "About " "f."
              def g(self):
                  f"No docstring."
          """)
    ).module.body
    guard case .classDefinition(let definition)? = body.first?.kind else {
      Issue.record("no class")
      return
    }
    let docstrings = definition.body.compactMap { statement -> String?? in
      if case .function(let function) = statement.kind { function.docstring } else { nil }
    }
    #expect(definition.docstring == "About A.")
    #expect(docstrings == ["About f.", nil])
  }

  @Test func linesAndIndentation() {
    expectStatements("if a:\r\n  b\r\nc\r\n", "(if a {b} {})", "c")
    expectStatements("if a:\r  b\rc\r", "(if a {b} {})", "c")
    expectStatements("\u{FEFF}a = 1\n", "(= a 1)")
    expectStatements("\n\n# a\n   # b\na\n  # c\nb", "a", "b")
    expectStatements("if a:\n\tb\n\tc\nd", "(if a {b; c} {})", "d")
    expectStatements("if a:\n  b\n# less\n  c", "(if a {b; c} {})")
    expectStatements("\u{0C}a\n", "a")
    expectStatements("a = 1 + \\\n    2\nb", "(= a (+ 1 2))", "b")
    expectStatements("")
    expectStatements("# only a comment")
  }

  @Test func thePromptAcceptsIndentedStatements() {
    let parsed = parseInteractive(SourceFile(name: "<prompt>", text: "  x[0] = 2; y = 1\n"))
    #expect(parsed.diagnostics == [])
    #expect(parsed.module.body.map(sExpression) == ["(= (at x 0) 2)", "(= y 1)"])
  }

  @Test func thePromptTakesOneExpression() {
    let parsed = parseExpression(SourceFile(name: "<prompt>", text: "x = 1"))
    #expect(parsed.expression == nil)
    #expect(parsed.diagnostics.map(\.message) == ["expected the end of the expression, found '='"])
    #expect(parseExpression(SourceFile(name: "<prompt>", text: "")).diagnostics.count == 1)
  }
}
