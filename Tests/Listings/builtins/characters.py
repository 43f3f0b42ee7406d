print(chr(97), ord("a"), chr(ord("好")), hex(255), oct(8), bin(-5), hex(-255), bin(0), [chr(i) for i in range(65, 68)])
# expect: a 97 好 0xff 0o10 -0b101 -0xff 0b0 ['A', 'B', 'C']
ord("ab")
# error: TypeError
