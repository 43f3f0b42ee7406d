import Testing

/// Errors in tokens, brackets and indentation.
struct TokenDiagnosticTests {
  @Test func unexpectedCharacters() {
    expectDiagnostics("x = 1 1️⃣$ 2", "1️⃣ '$' has no meaning in a listing")
    expectDiagnostics("x = 1️⃣“a, b!”", #"1️⃣ '“' is a typographic quotation mark | write ""#)
    expectDiagnostics("x = 1 1️⃣− 2", "1️⃣ '−' is not the minus sign of the keyboard | write -")
    expectDiagnostics("f(a1️⃣，b)", "1️⃣ '，' is a full-width character | write ,")
    expectDiagnostics("x = a &1️⃣& b", "1️⃣ expected a value after '&', found '&' | write and")
    expectDiagnostics(
      """
      if 1️⃣!x:
          pass
      """,
      "1️⃣ '!' has no meaning in a listing | write 'not' before a condition, '!=' between two values")
    expectDiagnostics("x = 1️⃣`y`", "1️⃣ backquotes have no meaning in a listing | write repr(…)")
    expectDiagnostics("x = 11️⃣\u{200B}", "1️⃣ an invisible character, U+200B, stands here | remove it")
  }

  @Test func bracketsLeftOpen() {
    expectDiagnostics(
      """
      x = 1️⃣(1, 2
      y = 3
      """,
      "1️⃣ '(' was never closed | write the ')' that belongs to it")
    expectDiagnostics(
      """
      x = 1️⃣(1, 2
      self.y = 3
      z = 1 +2️⃣
      """,
      "1️⃣ '(' was never closed | write the ')' that belongs to it",
      "2️⃣ expected a value after '+', found the end of the line")
    expectDiagnostics(
      """
      def f1️⃣(x:
          return x
      """,
      "1️⃣ '(' was never closed | write the ')' that belongs to it")
    expectDiagnostics("x = [1, 21️⃣)", "1️⃣ ')' does not close the '[' | close the inner bracket with ']' first")
    expectDiagnostics(
      """
      x = (a, [1, 21️⃣)
      y = 1 +2️⃣
      """,
      "1️⃣ ')' does not close the '[' | close the inner bracket with ']' first",
      "2️⃣ expected a value after '+', found the end of the line")
    expectDiagnostics("x = 11️⃣)", "1️⃣ ')' closes nothing | remove it, or write the bracket that it should close")
    expectDiagnostics(
      """
      x = f1️⃣(a, (b)
      def g():
          return 1 +2️⃣
      """,
      "1️⃣ '(' was never closed | write the ')' that belongs to it",
      "2️⃣ expected a value after '+', found the end of the line")
  }

  @Test func stringsLeftOpen() {
    expectDiagnostics(
      """
      x = 1️⃣'abc
      y = 1
      """,
      "1️⃣ this string is not closed on its line | write ' where it ends, or begin it with '''")
    expectDiagnostics(
      """
      x = f(1️⃣'abc)
      y = 1
      """,
      "1️⃣ this string is not closed on its line | write ' where it ends, or begin it with '''")
    expectDiagnostics(
      #"""
      x = 1️⃣"""abc
      y = 1
      """#,
      #"1️⃣ this string is never closed | write """ where it ends"#)
    expectDiagnostics(#"x = 1️⃣f"abc"#, #"1️⃣ this f-string is never closed | write " where it ends"#)
    expectDiagnostics(
      #"x = 1️⃣f"{a""#,
      "1️⃣ the field of this f-string is not closed | write the closing '}' before the quote")
    expectDiagnostics(#"x = 1️⃣f"{a"#, #"1️⃣ this f-string is never closed | write " where it ends"#)
  }

  @Test func fieldsOfFormattedStrings() {
    expectDiagnostics(
      #"x = f"1️⃣{}""#,
      "1️⃣ this field of the f-string is empty | write an expression, or {{ for the character")
    expectDiagnostics(#"x = f"{a!1️⃣x}""#, "1️⃣ expected r, s or a after '!', found 'x'")
    expectDiagnostics(#"x = f"a1️⃣}""#, "1️⃣ a single '}' in an f-string closes nothing | write }} for the character")
    expectDiagnostics(
      #"x = 1️⃣f"{a:>{w}""#,
      "1️⃣ the field of this f-string is not closed | write the closing '}' before the quote")
    expectDiagnostics(#"x = f"{a 1️⃣b}""#, "1️⃣ expected '}' after the expression of the field, found 'b'")
    expectDiagnostics(#"x = f"{1️⃣*a}""#, "1️⃣ '*' stands alone here | a tuple of it is '*x,'")
  }

  @Test func unknownEscapes() {
    expectDiagnostics(
      #"x = '1️⃣\q'"#,
      #"1️⃣ warning: '\q' is no escape: the backslash stays in the string | write two backslashes, or r before the string"#
    )
    expectDiagnostics(#"x = '1️⃣\xZ1'"#, "1️⃣ this escape needs 2 hexadecimal digits")
    expectDiagnostics(
      #"x = '1️⃣\N{NO SUCH NAME}'"#,
      #"1️⃣ no character is called 'NO SUCH NAME' | write its number: \u and four digits"#)
    expectDiagnostics(
      #"x = '1️⃣\N'"#,
      #"1️⃣ \N needs the name of a character in braces | for instance \N{GREEK SMALL LETTER ALPHA}"#)
    expectDiagnostics(#"x = '1️⃣\ud800'"#, #"1️⃣ '\ud800' is half of a surrogate pair, not a character"#)
    expectDiagnostics(#"x = '1️⃣\U00110000'"#, #"1️⃣ '\U00110000' is beyond the last character"#)
    expectDiagnostics(
      "x = b'ab1️⃣ç'",
      #"1️⃣ bytes can only contain ASCII characters | write its number, such as \x80, or encode a string"#)
    expectDiagnostics(
      "x = b'a' 1️⃣'b'", "1️⃣ a string and bytes cannot be joined | write both with b, or none")
  }

  @Test func malformedNumbers() {
    expectDiagnostics(
      #"x = 1 1️⃣\ 2"#,
      "1️⃣ a backslash outside a string joins two lines and must end its line | remove what follows it")
    expectDiagnostics(
      "x = 1️⃣1" + String(repeating: "0", count: 4300),
      "1️⃣ this integer has more than 4300 digits | write a hexadecimal number")
    expectDiagnostics("x = 1️⃣012", "1️⃣ a number does not begin with 0 | write 0o… if it is octal")
    expectDiagnostics("x = 1️⃣1__0", "1️⃣ '_' in a number must be between two digits")
    expectDiagnostics("x = 1️⃣0b12", "1️⃣ '0b12' is not a number in base 2")
    expectDiagnostics("x = 1️⃣0x", "1️⃣ '0x' is not a number in base 16")
    expectDiagnostics("x = 1️⃣2__0j", "1️⃣ '_' in a number must be between two digits")
    expectDiagnostics("x = 1️⃣3abc", "1️⃣ '3abc' is neither a number nor a name | a name cannot begin with a digit")
    expectDiagnostics("x = 1️⃣1e", "1️⃣ '1e' is neither a number nor a name | a name cannot begin with a digit")
  }

  @Test func indentation() {
    expectDiagnostics(
      """
      if x:
      1️⃣pass
      """,
      "1️⃣ expected an indented block after 'if' | write 'pass' where nothing is to be done")
    expectDiagnostics(
      """
      if x:
              a = 1
      1️⃣    b = 2
      """,
      "1️⃣ this line lines up with no block around it | line it up with column 1 or with the block before it")
    expectDiagnostics(
      """
      if x:
          a = 1
              1️⃣b = 2
      """,
      "1️⃣ this line is indented deeper than the block it is in | line it up with the line before")
    expectDiagnostics(
      """
      if x:
      	a = 1
      1️⃣        b = 2
      """,
      "1️⃣ tabs and spaces are mixed so that the indentation of this line is unclear | indent with spaces only")
  }
}
