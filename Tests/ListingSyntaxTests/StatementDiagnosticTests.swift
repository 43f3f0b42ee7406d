import Testing

/// Errors in statements and expressions.
struct StatementDiagnosticTests {
  @Test func headers() {
    expectDiagnostics(
      """
      if x 1️⃣= 1:
          pass
      """,
      "1️⃣ expected ':' after 'if', found '=' | write == to compare")
    expectDiagnostics(
      """
      if x1️⃣
          pass
      """,
      "1️⃣ expected ':' after 'if', found the end of the line")
    expectDiagnostics(
      """
      1️⃣else:
          pass
      """,
      "1️⃣ 'else' belongs to nothing before it | check the indentation")
    expectDiagnostics(
      """
      if x:
          pass
      else 1️⃣if y:
          pass
      """,
      "1️⃣ expected ':' after 'else', found 'if' | write elif")
  }

  @Test func placesOfStatements() {
    expectDiagnostics("1️⃣return 1", "1️⃣ 'return' stands outside a function")
    expectDiagnostics(
      """
      class A:
          1️⃣return 1
      """,
      "1️⃣ 'return' stands outside a function")
    expectDiagnostics("1️⃣break", "1️⃣ 'break' stands outside a loop")
    expectDiagnostics(
      """
      for i in x:
          def f():
              1️⃣continue
      """,
      "1️⃣ 'continue' stands outside a loop")
  }

  @Test func parameters() {
    expectDiagnostics("def f(a, 1️⃣a): pass", "1️⃣ two parameters are called 'a'")
    expectDiagnostics(
      "def f(a=1, 1️⃣b): pass",
      "1️⃣ the parameter 'b' without a default follows one with a default | give it a default, or put it before")
    expectDiagnostics(
      "def f(1️⃣*, **k): pass",
      "1️⃣ a bare '*' must be followed by a parameter | name the keyword-only parameters after it")
    expectDiagnostics("def f(*a, 1️⃣*b): pass", "1️⃣ '*' can stand only once among the parameters")
    expectDiagnostics("def f(**k, 1️⃣a): pass", "1️⃣ nothing can follow the '**' parameter | put it last")
    expectDiagnostics(
      "def f(a, /, b, 1️⃣/): pass",
      "1️⃣ '/' stands once, after the parameters that it makes positional and before any '*'")
    expectDiagnostics("def f(*a1️⃣=1): pass", "1️⃣ '*a' cannot have a default")
    expectDiagnostics("def f(1️⃣1): pass", "1️⃣ expected the name of a parameter, found '1'")
    expectDiagnostics(
      "def 1️⃣class(): pass",
      "1️⃣ expected the name of the function, found 'class' | 'class' is a keyword; choose another name")
    expectDiagnostics(
      "x = lambda 1️⃣*: 1",
      "1️⃣ a bare '*' must be followed by a parameter | name the keyword-only parameters after it")
  }

  @Test func targets() {
    expectDiagnostics("1️⃣1 = x", "1️⃣ cannot assign to a number | write == to compare")
    expectDiagnostics(
      "1️⃣f() = x",
      "1️⃣ cannot assign to the result of a call | write == to compare, or [ ] for an element")
    expectDiagnostics("1️⃣x + 1 = y", "1️⃣ cannot assign to the result of an operation | write == to compare")
    expectDiagnostics("1️⃣None = x", "1️⃣ cannot assign to None | write == to compare")
    expectDiagnostics(
      "a, 1️⃣f() = x",
      "1️⃣ cannot assign to the result of a call | write == to compare, or [ ] for an element")
    expectDiagnostics("1️⃣x if y else z = 1", "1️⃣ cannot assign to a conditional expression")
    expectDiagnostics("1️⃣[a for a in b] = c", "1️⃣ cannot assign to a comprehension")
    expectDiagnostics("1️⃣*a = b", "1️⃣ a target with '*' stands in a list or tuple | write '*x, = …'")
    expectDiagnostics("*a, 1️⃣*b = c", "1️⃣ only one target can have a '*'")
    expectDiagnostics(
      "1️⃣a, b += c",
      "1️⃣ several targets cannot share one augmented assignment | write one line for each")
    expectDiagnostics("1️⃣f() += 1", "1️⃣ cannot assign to the result of a call")
    expectDiagnostics("1️⃣a, b: int = c", "1️⃣ several targets cannot share one annotation | write one line for each")
    expectDiagnostics("1️⃣f(): int", "1️⃣ cannot assign to the result of a call")
    expectDiagnostics("for 1️⃣f() in x: pass", "1️⃣ cannot assign to the result of a call")
    expectDiagnostics("for 1️⃣1 in x: pass", "1️⃣ cannot assign to a number")
    expectDiagnostics("for x 1️⃣y: pass", "1️⃣ expected 'in' after the targets of 'for', found 'y'")
    expectDiagnostics("with a as 1️⃣f(): pass", "1️⃣ cannot assign to the result of a call")
    expectDiagnostics("del 1️⃣f()", "1️⃣ cannot delete the result of a call")
    expectDiagnostics("del 1️⃣*a", "1️⃣ cannot delete '*…'")
    expectDiagnostics("[a for 1️⃣1 in b]", "1️⃣ cannot assign to a number")
  }

  @Test func callsAndDisplays() {
    expectDiagnostics("[1️⃣*a for a in b]", "1️⃣ '*' cannot stand before 'for' | nest a second 'for' to flatten")
    expectDiagnostics(
      "f(a=1, 1️⃣b)",
      "1️⃣ a positional argument follows the keyword argument 'a' | put it before, or name it too")
    expectDiagnostics("f(**k, 1️⃣a)", "1️⃣ a positional argument follows '**' | put it before")
    expectDiagnostics("f(a=1, 1️⃣a=2)", "1️⃣ the argument 'a' is given twice")
    expectDiagnostics(
      "f(1️⃣x for x in y, 1)",
      "1️⃣ a generator beside other arguments needs parentheses of its own | write f((x for x in y), …)")
    expectDiagnostics("f(1️⃣1=2)", "1️⃣ only a name can stand before '=' in a call | write == to compare")
    expectDiagnostics("f(a 1️⃣b)", "1️⃣ expected ',' or ')', found 'b'")
    expectDiagnostics("f(a,1️⃣, b)", "1️⃣ expected an argument or ')', found ','")
    expectDiagnostics("x[1️⃣]", "1️⃣ expected an index, found ']'")
    expectDiagnostics("x1️⃣[1", "1️⃣ '[' was never closed | write the ']' that belongs to it")
    expectDiagnostics("x = [1 1️⃣2]", "1️⃣ expected ',' or ']', found '2'")
    expectDiagnostics("x = {1: 2, 31️⃣}", "1️⃣ expected ':' after the key, found '}'")
    expectDiagnostics("x = {1, 2 1️⃣: 3}", "1️⃣ expected ',' or '}', found ':'")
    expectDiagnostics("x = {1: 2, 3 1️⃣, 4}", "1️⃣ expected ':' after the key, found ','")
    expectDiagnostics(
      "x = {1️⃣*a for a in b}", "1️⃣ '*' cannot stand before 'for' | nest a second 'for' to flatten")
    expectDiagnostics("1️⃣{a, b} = x", "1️⃣ cannot assign to a set")
    expectDiagnostics("x = {1️⃣*a: 1}", "1️⃣ '*' cannot stand before a key | write ** before a dictionary")
    expectDiagnostics("x = (1️⃣*a)", "1️⃣ '*' stands alone in parentheses | a tuple of it is '(*x,)'")
    expectDiagnostics("x = 1️⃣*a", "1️⃣ '*' stands alone here | a tuple of it is '*x,'")
  }

  @Test func missingParts() {
    expectDiagnostics("x =1️⃣", "1️⃣ expected a value after '=', found the end of the line")
    expectDiagnostics("x = 1 +1️⃣", "1️⃣ expected a value after '+', found the end of the line")
    expectDiagnostics("x = not1️⃣", "1️⃣ expected a value after 'not', found the end of the line")
    expectDiagnostics(
      "x = a if b1️⃣",
      "1️⃣ expected 'else', found the end of the line | a conditional expression is 'a if condition else b'")
    expectDiagnostics("x = a.1️⃣", "1️⃣ expected a name after '.', found the end of the line")
    expectDiagnostics("x = a.1️⃣if", "1️⃣ expected a name after '.', found 'if' | 'if' is a keyword; choose another name")
    expectDiagnostics("x = a 1️⃣<> b", "1️⃣ '<>' is not an operator | write !=")
    expectDiagnostics("import1️⃣", "1️⃣ expected the name of a module, found the end of the line")
    expectDiagnostics("import a.b as1️⃣", "1️⃣ expected a name after 'as', found the end of the line")
    expectDiagnostics("from x import1️⃣", "1️⃣ expected a name to import, found the end of the line")
    expectDiagnostics(
      "from 1️⃣import y",
      "1️⃣ expected the name of a module, found 'import' | 'import' is a keyword; choose another name")
    expectDiagnostics("from . import a 1️⃣b", "1️⃣ expected the end of the statement, found 'b'")
    expectDiagnostics(
      """
      def f():
          from x import 1️⃣*
      """,
      "1️⃣ 'import *' can stand only at the top of a file | name what is needed")
    expectDiagnostics("1️⃣nonlocal x", "1️⃣ 'nonlocal' stands outside a function")
    expectDiagnostics("global1️⃣", "1️⃣ expected a name, found the end of the line")
    expectDiagnostics(
      #"assert 1️⃣(x, "m")"#,
      "1️⃣ warning: a tuple is always true, so this cannot fail | remove the parentheses")
  }

  @Test func statementEnds() {
    expectDiagnostics("x 1️⃣y", "1️⃣ expected the end of the statement, found 'y'")
    expectDiagnostics("x = 1 1️⃣y = 2", "1️⃣ expected the end of the statement, found 'y'")
  }
}
