print('it\'s', "a\"b", "tab\there", 'new\\n', r"raw\n", "a" 'b' """c""")
# expect: it's a"b tab	here new\n raw\n abc
print("""two
lines""")
# expect: two
# expect: lines
print("\x41\u00e9\N{BULLET}\101\0x" == "A\u00e9\u2022A\x00x")  # expect: True
print(len("é漢字"), "漢字"[1], "a" + "b" * 3, 3 * "ab", "x" * 0, "x" * -1)  # expect: 3 字 abbb ababab  
print(repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("tab\t nl\n cr\r bs\\ bell\x07"), repr("é漢"))
# expect: "a'b" 'a"b' 'a\'b"c' 'tab\t nl\n cr\r bs\\ bell\x07' 'é漢'
print(repr(""), repr(" "), str("x"), str(1.0), str(None), str([1, "a"]), str("q'"))
# expect: '' ' ' x 1.0 None [1, 'a'] q'
print("a\
b")  # expect: ab
