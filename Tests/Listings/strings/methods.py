print("a,b,,c".split(","), " a  b ".split(), "".split(), "".split(","), "abc".split("abc"))
# expect: ['a', 'b', '', 'c'] ['a', 'b'] [] [''] ['', '']
print(",".join(["x", "y"]), "".join([]), "-".join("abc"))  # expect: x,y  a-b-c
print("Hello".lower(), "Hello".upper(), "  hi \n".strip(), "xxhixx".strip("x"), "  a".lstrip(), "a  ".rstrip())
# expect: hello HELLO hi hi a a
print("hello".replace("l", "L"), "hello".replace("x", "y"), "aaa".replace("aa", "b"), "hello".replace("l", "L", 1))
# expect: heLLo hello ba heLlo
print("hello".startswith("he"), "hello".endswith("lo"), "hello".startswith(("x", "h")), "hello".endswith(""))
# expect: True True True True
print("hello".find("l"), "hello".find("z"), "hello".count("l"), "hello".index("e"))  # expect: 2 -1 2 1
print("encoder.layers.3".split("."), "a.b.c".split(".", 1), "a.b.c".rsplit(".", 1))
# expect: ['encoder', 'layers', '3'] ['a', 'b.c'] ['a.b', 'c']
print("abc".isdigit(), "123".isdigit(), "abc".isalpha(), "a".title(), "hello world".title(), "hello".capitalize())
# expect: False True True A Hello World Hello
print("7".zfill(3), "-7".zfill(4), "a".ljust(3) + "|", "a".rjust(3) + "|", "a".center(5, "*"))
# expect: 007 -007 a  |   a| **a**
print("abc" "def", "%d items" % 3, "%s and %s" % ("a", "b"), "%.2f%%" % 12.345, "%5d|%-5d|%05d" % (1, 2, 3))
# expect: abcdef 3 items a and b 12.35%     1|2    |00003
print("%r %x %e" % ("a", 255, 12345.678), "%s" % [1, 2], "%s" % (1,))  # expect: 'a' ff 1.234568e+04 [1, 2] 1
print("{} {}".format(1, "a"), "{0} {1} {0}".format("x", "y"), "{name}: {value:.3f}".format(name="pi", value=3.14159))
# expect: 1 a x y x pi: 3.142
print("{:>5}|{:<5}|{:^5}|".format("a", "b", "c"), "{{}}".format(), "{!r}".format("x"))
# expect:     a|b    |  c  | {} 'x'
print("a\nb\nc".splitlines(), "k=v=w".partition("="), "prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"))
# expect: ['a', 'b', 'c'] ('k', '=', 'v=w') x x
print("abcd".center(9, "*"), "abc".center(8, "*"), "ab".replace("", "-"), "ab".replace("", "-", 2))
# expect: ***abcd** **abc*** -a-b- -a-b
print(round(True), round(False, 2), round(15, -1), round(25, -1), round(-15, -1), round(149, -2), round(0.05, 1), round(12345.678, -3))
# expect: 1 0 20 20 -20 100 0.1 12000.0
