x, name, pi = 5, "conformer", 3.14159265
print(f"{x} {name} {pi}", f"{x + 1}", f"{{}} {{{x}}}", f"{name!r} {name!s:>12}|")
# expect: 5 conformer 3.14159265 6 {} {5} 'conformer'    conformer|
print(f"{pi:.2f} {pi:8.3f}| {pi:<8.3f}| {pi:^9.2f}| {pi:+.1f} {pi:e} {pi:g} {pi:.3g} {pi:%}")
# expect: 3.14    3.142| 3.142   |   3.14   | +3.1 3.141593e+00 3.14159 3.14 314.159265%
print(f"{x:d} {x:5d}| {x:<5}| {x:05d} {x:+d} {x:x} {255:X} {5:b} {8:o} {1234567:,} {1234567:_} {x:.1f}")
# expect: 5     5| 5    | 00005 +5 5 FF 101 10 1,234,567 1_234_567 5.0
print(f"{-5:05d} {-5:>5} {'a':*^5} {'abcdef':.3} {True} {None} {True:d} {1234.5:,.2f} {0.5:.0%}")
# expect: -0005    -5 **a** abc True None 1 1,234.50 50%
print(f"{[1, 2]} {(1,)} {dict(a=1)} {x if x > 3 else 0} {'nested ' + f'{x}'}")
# expect: [1, 2] (1,) {'a': 1} 5 nested 5
w, p = 10, 3
print(f"{pi:{w}.{p}f}| {pi:{w}}| {name:{w + 4}}|")  # expect:      3.142| 3.14159265| conformer     |
print(f"{x=} {x + 1 = } {name=}")  # expect: x=5 x + 1 = 6 name='conformer'
print(f"{1e10} {1e20:.3e} {1e-7:g} {123456789:g} {0.0001:g} {100000:g} {1000000:g} {1.0:g}")
# expect: 10000000000.0 1.000e+20 1e-07 1.23457e+08 0.0001 100000 1e+06 1
print(f"{float('inf'):5} {float('nan'):.2f} {-0.0:.1f} {2.5:.0f} {3.5:.0f}")  # expect:   inf nan -0.0 2 4
print(f"a" "b" f"{x}" 'c', f'{"quoted"}', f"{x!r:>4}")  # expect: ab5c quoted    5
print(f"{x:>{w}}", f"{'layer':<10}{3:>5}", f"{1:#x} {5:#b}")
# expect:          5 layer         3 0x1 0b101
print(f"{12.0} {12.0:g} {12:.3e} {1e6:,.0f} {-1234567.891:,.1f}")
# expect: 12.0 12 1.200e+01 1,000,000 -1,234,567.9
print(f"{3.0:.3} {100.0:.3} {99.96:.3} {1234.5:.3} {0.00012345:.3} {1e-5:.2} {0.5:.1} {12.5:.8}")
# expect: 3.0 1e+02 1e+02 1.23e+03 0.000123 1e-05 0.5 12.5
print(f"{float('inf'):%} {float('nan'):+} {True:5} {False!s:>6}")  # expect: inf% +nan     1  False
