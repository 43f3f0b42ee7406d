accented, single = "e\u0301", "\u00e9"
print(accented == single, len({accented: 1, single: 2}), len(accented), accented < single, single in accented)
# expect: False 2 2 True False
print("a\r\nb\nc\r".split("\n"), "a\r\nb\nc\r".splitlines(), "a\r\nb".find("\n"), "a\r\nb".index("\n"))
# expect: ['a\r', 'b', 'c\r'] ['a', 'b', 'c'] 2 2
text = "caf\u00e9 \U0001F600 \u4e2d"
print(len(text), ord(text[5]), text[-1] == "\u4e2d", text[3] == single, text.find("\u4e2d"), text.rfind(" "))
# expect: 8 128512 True True 7 6
print("abcabc".rfind("b"), "abcabc".find("b", 2), "abcabc".find("b", 2, 4), "abc".find("", 5), "aaa".rsplit("aa"))
# expect: 4 4 -1 -1 ['a', '']
print("k".rpartition("="), "x=1=2".rpartition("="), "x=1=2".partition("="))
# expect: ('', '', 'k') ('x=1', '=', '2') ('x', '=', '1=2')
print("  a b  ".split(None, 1), "  a b  ".rsplit(None, 1), "a b  c".split(), "a,b,,c".split(","))
# expect: ['a', 'b  '] ['  a', 'b'] ['a', 'b', 'c'] ['a', 'b', '', 'c']
print("Hello World".swapcase(), "hello world".title(), "ab".isidentifier(), "\u00b2".isdigit(), "\u00b2".isdecimal())
# expect: hELLO wORLD Hello World True True False
print("a".ljust(-9223372036854775807 - 1), "a".center(-9223372036854775807), "-7".zfill(-5), "abc".center(8, "*"), "abc".center(6, "*"))
# expect: a a -7 **abc*** *abc**
print("a\tb".expandtabs(4), "abc".endswith("bc", 1), "abc".startswith("b", 1), "stra\u00dfe".casefold())
# expect: a   b True True strasse
