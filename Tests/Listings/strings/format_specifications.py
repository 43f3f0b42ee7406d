x, width, precision, fill = 3.14159, 12, 3, "*"
print(f"{x:{width}.{precision}f}|{x:{fill}^{width}.{precision}}|{x:{'>' if width > 5 else '<'}{width}}|{x:{width}}")
# expect:        3.142|****3.14****|     3.14159|     3.14159
print(f"{{{x:.{precision}f}}} {'{}'} {{}} {{{{}}}}")  # expect: {3.142} {} {} {{}}
print(f"{'a' if x > 3 else 'b'} {x!r:>10} {[i for i in range(3)]!s:^15}| {(lambda v: v * 2)(2)} {x if x else 0:.1f}")
# expect: a    3.14159    [0, 1, 2]   | 4 3.1
print(f"{dict(a=1)['a']} {({'k': 2})['k']:03d} { {'k': 3}['k'] } {x == 3} {x != 3} {x >= 3:d} {width!r}")
# expect: 1 002 3 False True 1 12
print(f"{x:10.3e}|{x:<10.2%}|{-x:=+10.2f}|{x: .2f}|{width:+d}|{width:#06x}|{width:#b}|{width:o}|{width:e}|{width:,}")
# expect:  3.142e+00|314.16%   |-     3.14| 3.14|+12|0x000c|0b1100|14|1.200000e+01|12
print(f"{10 ** 9:,} {10 ** 9:_} {1234.5:,.1f} {255:#X} {255:08b} {-255:#x} {3:<4}|{3:^4}|{3:>4}|{3:=4}|{3:04}")
# expect: 1,000,000,000 1_000_000_000 1,234.5 0XFF 11111111 -0xff 3   | 3  |   3|   3|0003
print(f"{'text':10}|{'text':>10}|{'text':^10}|{'text':.2}|{'text':-^11.3}|{True!s:6}|{None!s:>6}|{'é':>3}|{'漢':<3}|")
# expect: text      |      text|   text   |te|----tex----|True  |  None|  é|漢  |
print(f"{x = :.2f} {width=} { width = } {x + 1=:.1f} {fill=!s} {fill = !r:>6}")
# expect: x = 3.14 width=12  width = 12 x + 1=4.1 fill=* fill =    '*'
print(f'''{x:.1f}
{width}''', rf"\d{width}\n", f"\t{width}\x41\N{BULLET}", F"{width}" fr"\{fill}" Rf"{fill}")
# expect: 3.1
# expect: 12 \d12\n 	12A• 12\**
print(f"{f'{width:>4}'}", f"{'nested ' + f'{x:.{precision - 1}f}'}")  # expect:   12 nested 3.14
print(f"{1_000:_} {0x_ff:d} {1e3:g} {1.5e-3:g}", f"{x:g} {1e-10:g} {1e20:g} {100000.0} {x:G}")
# expect: 1_000 255 1000 0.0015 3.14159 1e-10 1e+20 100000.0 3.14159
print(format(x, ".2f"), format(width, ">5"), format("a", "^3"))  # expect: 3.14    12  a 
