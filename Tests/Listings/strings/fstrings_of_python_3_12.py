# fwdb only: Python 3.11 does not parse these f-strings
x, d, items = 3.14159, {"a": {"b": 2}}, ["p", "q"]
print(f"{d["a"]["b"]} {", ".join(items)} {f"{x:.2f}"} {f"{f"{1}"}"}")  # expect: 2 p, q 3.14 1
print(f'{'\n'.join(items)!r} {"\t"!r} {'it\'s'}')  # expect: 'p\nq' '\t' it's
print(f"{
    x  # the number
    :.1f} {x
    + 1:.3f}")  # expect: 3.1 4.142
print(f"{x = :.2f} {x=!s} {x  =  } { x=:>8.1f}|")  # expect: x = 3.14 x=3.14159 x  =  3.14159  x=     3.1|
print(f"{x!r:>{10}} {x:{'>'}{8}.{2}f} {{}} {{{x:.0f}}} {x:%}")  # expect:    3.14159     3.14 {} {3} 314.159000%
print(f'''{
    [item.upper() for item in items]
}''' f"{(lambda y: y * 2)(4)}" "tail {x}")  # expect: ['P', 'Q']8tail {x}
print(f"{'a' if x > 3 else 'b'}{"" or 'c'}{d['a']!r:>10}{1,}{*items,}")  # expect: ac  {'b': 2}(1,)('p', 'q')
print(rf"\n{x:.1f}\{x:.0f}", f"\x41{x:.0f}\u00e9", f"{'\x41'}{"\N{bullet}"}")  # expect: \n3.1\3 A3é A•
print(f"{x:{"{"}>8.2f}|{x!s:{"^"}10}|{"}"}")  # expect: {{{{3.14| 3.14159  |}
print(f"{x:=+9.2f} {5:#b} {x != 3} {x == 3} {(y := 5)} {y:03d} {x!r}")  # expect: +    3.14 0b101 True False 5 005 3.14159
