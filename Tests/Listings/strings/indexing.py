s = "conformer"
print(s[0], s[-1], s[2:5], s[:3], s[6:], s[::2], s[::-1], s[-3:], s[5:2], s[100:], s[-100:3])
# expect: c r nfo con mer cnomr remrofnoc mer   con
print(s[8:2:-2], s[:-1], len(s), "form" in s, s[1:2], [c for c in "abc"], list("ab"), tuple("ab"))
# expect: rmo conforme 9 True o ['a', 'b', 'c'] ['a', 'b'] ('a', 'b')
for i, c in enumerate("xy"):
    print(i, c)
# expect: 0 x
# expect: 1 y
print(max("hello"), min("hello"), sorted("banana"), "".join(reversed("abc")))
# expect: o e ['a', 'a', 'a', 'b', 'n', 'n'] cba
