import FuzzTargets
import ListingSyntax
import Testing

struct RangeTests {
  @Test(arguments: [
    // Each row contains a listing and the text of each range in the listing. The ranges of statements are first, and
    // outer ranges are before inner ranges.
    ("f(x) . a [ 0 ]  # c", ["f(x) . a [ 0 ]", "f(x) . a [ 0 ]", "f(x) . a", "f(x)", "f", "x", "0"]),
    ("( a + b ) * c ;", ["( a + b ) * c", "( a + b ) * c", "a + b", "a", "b", "c"]),
    ("(a, b)", ["(a, b)", "(a, b)", "a", "b"]),
    ("a, b, ", ["a, b,", "a, b,", "a", "b"]),
    ("(a)", ["(a)", "a"]),
    ("x = -(a)", ["x = -(a)", "x", "-(a)", "a"]),
    ("sum(a for a in (b))", ["sum(a for a in (b))", "sum(a for a in (b))", "sum", "(a for a in (b))", "a", "a", "b"]),
    ("x[a : (b), 1]", ["x[a : (b), 1]", "x[a : (b), 1]", "x", "a : (b), 1", "a : (b)", "a", "b", "1"]),
    ("'a' 'b'", ["'a' 'b'", "'a' 'b'"]),
    ("(a) if (b) else (c)", ["(a) if (b) else (c)", "(a) if (b) else (c)", "b", "a", "c"]),
    ("return_(  *a, **b )", ["return_(  *a, **b )", "return_(  *a, **b )", "return_", "a", "b"]),
    ("größe = 'ü' + b", ["größe = 'ü' + b", "größe", "'ü' + b", "'ü'", "b"]),
    ("not (a)", ["not (a)", "not (a)", "a"]),
    ("(a) < (b)", ["(a) < (b)", "(a) < (b)", "a", "b"]),
    ("lambda: (a)", ["lambda: (a)", "lambda: (a)", "a"]),
    ("f'{a + b}'", ["f'{a + b}'", "f'{a + b}'", "a + b", "a", "b"]),
  ])
  func expressionsCoverTheirText(text: String, ranges: [String]) {
    let file = SourceFile(name: "test.py", text: text)
    let parsed = parseListing(file)
    #expect(parsed.diagnostics == [])
    #expect(allRanges(of: parsed.module.body).map(file.text(in:)) == ranges)
  }

  @Test func compoundStatementsReachToTheirLastStatement() {
    let file = SourceFile(
      name: "test.py",
      text: """
        if a:  # c
            b ;  # c

        elif c:
            d  # c
        # c
        @e
        def f(): pass  # c

        class G:
            def h(self):
                return i  # c


        """)
    let body = parseListing(file).module.body
    #expect(
      body.map { file.text(in: $0.range) } == [
        "if a:  # c\n    b ;  # c\n\nelif c:\n    d", "def f(): pass",
        "class G:\n    def h(self):\n        return i",
      ])
    guard case .if(_, _, let orElse)? = body.first?.kind else {
      Issue.record("no branches")
      return
    }
    #expect(orElse.map { file.text(in: $0.range) } == ["elif c:\n    d"])
  }

  @Test func identifiersHaveRanges() {
    let file = SourceFile(name: "test.py", text: "def forward(self, x): return self.norm(x, eps=1)")
    guard case .function(let function)? = parseListing(file).module.body.first?.kind,
      case .return(let value?)? = function.body.first?.kind,
      case .call(let callee, let arguments) = value.kind, case .attribute(_, let name) = callee.kind,
      case .keyword(let keyword)? = arguments.last?.kind
    else {
      Issue.record("no call")
      return
    }
    #expect(function.name.range == SourceRange(4, 11))
    #expect(function.parameters.map(\.name.range) == [SourceRange(12, 16), SourceRange(18, 19)])
    #expect(name.range == SourceRange(34, 38))
    #expect(keyword.range == SourceRange(42, 45))
  }
}
