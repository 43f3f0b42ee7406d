import Testing

/// Python syntax that the listing language refuses, statements in the wrong place, and parsing after an error.
struct SubsetDiagnosticTests {
  @Test func refused() {
    expectDiagnostics(
      """
      try:
          x = 1 +1️⃣
      except (ValueError, TypeError) as e:
          raise
      except KeyError:
          pass
      else:
          pass
      finally:
          y = 1 +2️⃣
      """,
      "1️⃣ expected a value after '+', found the end of the line",
      "2️⃣ expected a value after '+', found the end of the line")
    expectDiagnostics(
      """
      1️⃣async def f():
          2️⃣await g()
          3️⃣async with a as b:
              pass
          4️⃣async for x in y:
              pass
      """,
      "1️⃣ 'async' is outside the listing language | write it without 'async'",
      "2️⃣ 'await' is outside the listing language | call the function directly",
      "3️⃣ 'async' is outside the listing language | write it without 'async'",
      "4️⃣ 'async' is outside the listing language | write it without 'async'")
    expectDiagnostics(
      """
      def f():
          x = yield 1
          yield
          yield from x
          g((yield), 1️⃣yield, a + 2️⃣yield)
          h = [(3️⃣yield i) for i in x]
      class A:
          4️⃣yield 1
      5️⃣yield
      """,
      "1️⃣ 'yield' needs parentheses here | write (yield …)",
      "2️⃣ expected a value after '+', found 'yield'",
      "3️⃣ 'yield' stands in a comprehension | write the loop out",
      "4️⃣ 'yield' stands outside a function",
      "5️⃣ 'yield' stands outside a function")
    expectDiagnostics(
      """
      match x:
          case 1:
              pass
          case [*a, 1️⃣*b]:
              pass
      match x:
          case {2️⃣key: 1}:
              pass
      match = [n for x in y if n 3️⃣:= x]
      """,
      "1️⃣ a sequence pattern has at most one '*' | remove the others",
      "2️⃣ a key is a value, not the name 'key' | quote it, or write a dotted name",
      "3️⃣ ':=' needs parentheses here | write (name := value)")
    expectDiagnostics(
      """
      if (1️⃣a.n := len(a)) > 1:
          pass
      n 2️⃣:= 3
      """,
      "1️⃣ ':=' assigns to a name alone | assign on a line of its own before",
      "2️⃣ ':=' assigns within an expression | write 'n = …' here")
    expectDiagnostics(
      """
      1️⃣print "a"
      2️⃣print >> f, "b"
      3️⃣exec code
      print(1)
      """,
      "1️⃣ 'print' as a statement is outside the listing language | write print(…)",
      "2️⃣ 'print' as a statement is outside the listing language | write print(…)",
      "3️⃣ 'exec' as a statement is outside the listing language | write the code itself")
    expectDiagnostics("x = [a 1️⃣async for a in b]", "1️⃣ 'async' is outside the listing language | write a plain 'for'")
  }

  @Test func statementsInTheWrongPlace() {
    expectDiagnostics(
      """
      @a 1️⃣b
      def f(): pass
      """,
      "1️⃣ expected the end of the line after the decorator, found 'b'")
    expectDiagnostics(
      """
      @a
      1️⃣x = 1
      """,
      "1️⃣ expected 'def' or 'class' after the decorator, found 'x'")
    expectDiagnostics("if x: 1️⃣if y: pass", "1️⃣ 'if' needs a line of its own")
    expectDiagnostics("x = 1;1️⃣; y = 2", "1️⃣ expected a statement, found ';'")
    expectDiagnostics("raise ValueError from e 1️⃣from f", "1️⃣ expected the end of the statement, found 'from'")
    expectDiagnostics("f(1️⃣a.b=1)", "1️⃣ only a name can stand before '=' in a call | write == to compare")
    expectDiagnostics("x++1️⃣", "1️⃣ expected a value after '+', found the end of the line | write += 1")
    expectDiagnostics(
      "x = y 1️⃣? 1 : 2",
      "1️⃣ '?' has no meaning in a listing | a conditional expression is 'a if condition else b'")
    expectDiagnostics(
      """
      1️⃣except ValueError:
          pass
      """,
      "1️⃣ 'except' belongs to nothing before it | check the indentation")
  }

  @Test func oneBracketIsOneError() {
    expectDiagnostics(
      "x = [f(a1️⃣]), b])", "1️⃣ ']' does not close the '(' | close the inner bracket with ')' first")
    expectDiagnostics(
      """
      x = f([
          g([a])1️⃣),
      ])
      y = 12️⃣)
      """, "1️⃣ ')' does not close the '[' of line 1 | close the inner bracket with ']' first",
      "2️⃣ ')' closes nothing | remove it, or write the bracket that it should close")
    expectDiagnostics(
      """
      def f(x, g1️⃣(:
          if x:
              raise x
          return x +2️⃣
      """, "1️⃣ '(' was never closed | write the ')' that belongs to it",
      "2️⃣ expected a value after '+', found the end of the line")
  }

  @Test func parsingResumesAfterAnError() {
    expectDiagnostics(
      """
      class A1️⃣
          x = 1
      """,
      "1️⃣ expected ':' after the header of 'A', found the end of the line")
    expectDiagnostics(
      """
      def f()1️⃣
          return 1
      """,
      "1️⃣ expected ':' after the header of 'f', found the end of the line")
    expectDiagnostics(
      """
      def f(x)1️⃣
          return x +2️⃣
      y = 2 +3️⃣
      """,
      "1️⃣ expected ':' after the header of 'f', found the end of the line",
      "2️⃣ expected a value after '+', found the end of the line",
      "3️⃣ expected a value after '+', found the end of the line")
    expectDiagnostics(
      """
      for i in range(3)1️⃣
          x = 1
      """,
      "1️⃣ expected ':' after 'for', found the end of the line")
    expectDiagnostics(
      """
      x = 1 # fine
        1️⃣y = 2
      """,
      "1️⃣ this line is indented deeper than the block it is in | line it up with the line before")
    expectDiagnostics(
      "    1️⃣x = 1",
      "1️⃣ this line is indented deeper than the block it is in | line it up with the line before")
    expectDiagnostics("pass 1️⃣x", "1️⃣ expected the end of the statement, found 'x'")
    expectDiagnostics(
      """
      def f(): return
        1️⃣x = 1
      """,
      "1️⃣ this line is indented deeper than the block it is in | line it up with the line before")
    expectDiagnostics(
      """
      x = 1️⃣(1, 2
      y = 3
      z = 1 +2️⃣
      """,
      "1️⃣ '(' was never closed | write the ')' that belongs to it",
      "2️⃣ expected a value after '+', found the end of the line")
    expectDiagnostics(
      """
      x = f(
          a, [b, c1️⃣)
      y = g2️⃣(1
      z = 2
      def f(): pass
      """,
      "1️⃣ ')' does not close the '[' | close the inner bracket with ']' first",
      "2️⃣ '(' was never closed | write the ')' that belongs to it")
    expectDiagnostics("x = a |1️⃣| b", "1️⃣ expected a value after '|', found '|' | write or")
    expectDiagnostics(
      """
      if x == 11️⃣
          y = 2️⃣(2
      elif x:
          z = 1 +3️⃣
      else:
          pass
      """,
      "1️⃣ expected ':' after 'if', found the end of the line",
      "2️⃣ '(' was never closed | write the ')' that belongs to it",
      "3️⃣ expected a value after '+', found the end of the line")
    expectDiagnostics(
      """
      x = f"{(a1️⃣}"
      y = 1 +2️⃣
      """,
      "1️⃣ '}' does not close the '(' | close the inner bracket with ')' first",
      "2️⃣ expected a value after '+', found the end of the line")
    expectDiagnostics(
      """
      class A(B):
          def f(self):
          1️⃣def g(self):
              return 1
      """,
      "1️⃣ expected an indented block after the header of 'f' | write 'pass' where nothing is to be done")
  }
}
