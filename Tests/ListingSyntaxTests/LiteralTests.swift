import ListingSyntax
import Testing

struct LiteralTests {
  @Test func numbers() {
    expectTree("1_000", "1000")
    expectTree("0xFF + 0o17 + 0b1_01", "(+ (+ 255 15) 5)")
    expectTree("0X_ff", "255")
    expectTree("00", "0")
    expectTree("9223372036854775807", "9223372036854775807")
    expectTree("1.5", "1.5")
    expectTree("1.", "1.0")
    expectTree(".5e1", "5.0")
    expectTree("1e-5", "1e-05")
    expectTree("1_0.0_1E+1_0", "100100000000.0")
    expectTree("1e400", "inf")
    expectTree("1.e3", "1000.0")
    expectTree("1if x else 2", "(if x 1 2)")
    expectTree("1 .real", "(. 1 real)")
    expectTree("1..real", "(. 1.0 real)")
    expectTree("9223372036854775808", "9223372036854775808")
    expectTree("0xFFFF_FFFFFFFFFFFFF", "FFFFFFFFFFFFFFFFF(base 16)")
    expectTree("2j + 1.5J + 1_0e2j + .5j", "(+ (+ (+ 2.0j 1.5j) 1000.0j) 0.5j)")
  }

  @Test func bytes() {
    expectTree(#"b'a\n\x80\377\0' B"q" rb'\x' b''"#, "(bytes 97 10 128 255 0 113 92 120)")
    expectTree("b'''a\r\nb'''", "(bytes 97 10 98)")
  }

  @Test func constants() {
    expectTree("(None, True, False, ...)", "(tuple None True False ...)")
  }

  @Test func stringsOfEveryKind() {
    expectTree("'a'", "'a'")
    expectTree("\"a'b\"", "'a'b'")
    expectTree("'''a\n'b'''", "'a<10>'b'")
    expectTree("\"\"\"a\"b\"\"\"", "'a\"b'")
    expectTree("''", "''")
    expectTree("r'\\n\\''", "'\\n\\''")
    expectTree("R'\\\\'", "'\\\\'")
    expectTree("u'a'", "'a'")
    expectTree("'a' \"b\" r'\\c'", "'ab\\c'")
    expectTree("('a'\n 'b')", "'ab'")
    expectTree("'层'", "'层'")
  }

  @Test func escapes() {
    expectTree(#"'\a\b\f\n\r\t\v\\\'\"'"#, #"'<7><8><12><10><13><9><11>\'"'"#)
    expectTree(#"'\0\12\101\1012'"#, "'<0><10>AA2'")
    expectTree(#"'\x41\u0042\U00000043'"#, "'ABC'")
    expectTree(#"'\N{GREEK SMALL LETTER ALPHA}\N{bullet}'"#, "'α•'")
    expectTree("'a\\\nb'", "'ab'")
    expectTree("'a\\\r\nb'", "'ab'")
  }

  @Test func lineEndsInStringsBecomeOneCharacter() {
    expectTree("'''a\r\nb\rc'''", "'a<10>b<10>c'")
    expectTree("r'''a\r\nb'''", "'a<10>b'")
  }

  @Test func formattedStrings() {
    expectTree("f'a{b}c'", "(f 'a' {b} 'c')")
    expectTree("f''", "(f)")
    expectTree("f'{{}}'", "(f '{}')")
    expectTree("f'{a!r}{b!s:>5}'", "(f {a!r} {b!s:'>5'})")
    expectTree("f'{a:{b}.{c}f}'", "(f {a:{b} '.' {c} 'f'})")
    expectTree("f'{a=}'", "(f 'a=' {a!r})")
    expectTree("f'{ a = }'", "(f ' a = ' {a!r})")
    expectTree("f'{a=:.2f}'", "(f 'a=' {a:'.2f'})")
    expectTree("f'{a=!s}'", "(f 'a=' {a!s})")
    expectTree("f'{a == b}{a != b}{a <= b}'", "(f {(compare a == b)} {(compare a != b)} {(compare a <= b)})")
    expectTree("f'{x[1:2]}'", "(f {(at x (slice 1 2 _))})")
    expectTree("f'{ {1: 2}[1] }'", "(f {(at (dict (1 2)) 1)})")
    expectTree("f'{(lambda x: x)(1)}'", "(f {(call (lambda [x] x) 1)})")
    expectTree("f'{a, b}'", "(f {(tuple a b)})")
    expectTree("f'{a:%H:%M}'", "(f {a:'%H:%M'})")
    expectTree(#"f'\t{a}\n'"#, "(f '<9>' {a} '<10>')")
    expectTree(#"rf'\t{a}'"#, #"(f '\t' {a})"#)
    expectTree(#"rf'\{a}'"#, #"(f '\' {a})"#)
    expectTree("f'''{\n  a\n}'''", "(f {a})")
    expectTree("'a' f'{b}' 'c'", "(f 'a' {b} 'c')")
  }

  @Test func formattedStringsNest() {
    expectTree("f'{f\"{a}\"}'", "(f {(f {a})})")
    expectTree("f'{x['a']}'", "(f {(at x 'a')})")
    expectTree("f'{a:{f\"{b}\"}}'", "(f {a:{(f {b})}})")
  }
}
