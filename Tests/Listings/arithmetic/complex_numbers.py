import cmath
import math
import numbers


def shown(make):
    try:
        return repr(make())
    except Exception as error:
        return type(error).__name__


print(shown(lambda: (1j * 1j, (1 + 2j) / (3 - 4j), (1 + 2j) ** 2, 2 ** (1j))))
# expect: ((-1+0j), (-0.2+0.4j), (-3+4j), (0.7692389013639721+0.6389612763136348j))
print(shown(lambda: ((-8) ** (1 / 3), (-1.5) ** 0.5)))
# expect: ((1.0000000000000002+1.7320508075688772j), (7.499399432609231e-17+1.224744871391589j))
print(shown(lambda: (complex('1+2j'), complex(' ( -1.5e3-j ) '), complex(1, 2), complex(1j, 1j), complex('nan+infj'))))
# expect: ((1+2j), (-1500-1j), (1+2j), (-1+1j), (nan+infj))
print(shown(lambda: complex('1 + 2j')))  # expect: ValueError
print(shown(lambda: complex('1', 2)))  # expect: TypeError
print(shown(lambda: complex([])))  # expect: TypeError
print(shown(lambda: (abs(3 + 4j), (3 + 4j).conjugate(), (3 + 4j).real, (3 + 4j).imag, -(0 + 0j))))
# expect: (5.0, (3-4j), 3.0, 4.0, (-0-0j))
print(shown(lambda: (1 + 0j == 1, 1j == 1, {1 + 0j: 'a'}[1], hash(1 + 2j))))  # expect: (True, False, 'a', 2000007)
print(shown(lambda: 1j < 2j))  # expect: TypeError
print(shown(lambda: 1j // 2))  # expect: TypeError
print(shown(lambda: 1j / 0))  # expect: ZeroDivisionError
print(shown(lambda: int(1j)))  # expect: TypeError
print(shown(lambda: float(1j)))  # expect: TypeError
print(shown(lambda: f'{1 + 2j} {1.5 - 2.25j:.1f} {1j:>8} {-0.0 + 1j} {1 + 2j:e}'))
# expect: '(1+2j) 1.5-2.2j       1j 1j 1.000000e+00+2.000000e+00j'
print(shown(lambda: (str(-0.0 - 0j), repr(1e20 + 1e-7j), repr(complex('inf')), repr(2j))))
# expect: ('(-0+0j)', '(1e+20+1e-07j)', '(inf+0j)', '2j')
print(shown(lambda: (isinstance(1j, numbers.Complex), isinstance(1j, numbers.Real), isinstance(1, numbers.Complex))))
# expect: (True, False, True)
print(shown(lambda: (cmath.sqrt(-1), cmath.exp(1j * math.pi), cmath.phase(-1), cmath.polar(1j), cmath.rect(2, math.pi / 2))))
# expect: (1j, (-1+1.2246467991473532e-16j), 3.141592653589793, (1.0, 1.5707963267948966), (1.2246467991473532e-16+2j))
print(shown(lambda: (cmath.log(-1), cmath.log(8, 2), cmath.log10(100j))))
# expect: (3.141592653589793j, (3+0j), (2+0.6821881769209206j))
print(shown(lambda: cmath.log(0)))  # expect: ValueError
print(shown(lambda: (sum([1, 2.5, 1j]), pow(1 + 1j, 2), round(1.5))))  # expect: ((3.5+1j), 2j, 2)
print(shown(lambda: ((1.5-2.5j)).__eq__(1)))  # expect: False
print(shown(lambda: sum([0.5-1j, 1])))  # expect: (1.5-1j)
print(shown(lambda: (9999999999999998.0) == (complex(-8.679550988978457e-09, -3.850962673992209e-12))))
# expect: False
print(shown(lambda: (1e10j) * (1j)))  # expect: (-10000000000+0j)
print(shown(lambda: cmath.cosh(-2.8915947877288195+1.72643j)))  # expect: (-1.4010630036585563-8.874693934724164j)
print(shown(lambda: (9) + (complex(24.74260621544701, -76.195888585245))))
# expect: (33.74260621544701-76.195888585245j)
print(shown(lambda: ((1.5-2.5j)) // (5.512060293979905e-25)))  # expect: TypeError
print(shown(lambda: (complex(7.193886383751602e-29, 892.0)).imag))  # expect: 892.0
print(shown(lambda: (8.361743710666243e-10) * (complex(1e22, -3.8765786323729514e+20))))
# expect: (8361743710666.243-324149569981.47675j)
print(shown(lambda: cmath.asinh(31j)))  # expect: (4.1268741377911216+1.5707963267948966j)
print(shown(lambda: sorted([0j, 1])))  # expect: TypeError
print(shown(lambda: (complex(-60.2693604877289, 0.8747633822836696)) ** (complex(-656.3465, -394.6678))))
# expect: (nan+nanj)
print(shown(lambda: {-0.0-1j: 1}))  # expect: {(-0-1j): 1}
print(shown(lambda: (1_000) - (complex(4.820524451282703e-12, -498.0))))  # expect: (999.9999999999952+498j)
print(shown(lambda: (-1) - (1j)))  # expect: (-1-1j)
print(shown(lambda: (complex(-509.0, 65.3610607868267)) + (-0.5130565325133036)))
# expect: (-509.5130565325133+65.3610607868267j)
print(shown(lambda: sorted([12j, 1])))  # expect: TypeError
print(shown(lambda: sorted([32j, 1])))  # expect: TypeError
print(shown(lambda: (-21j).__add__(1)))  # expect: (1-21j)
print(shown(lambda: ((2+3j)) // (-22j)))  # expect: TypeError
print(shown(lambda: cmath.tanh(31j)))  # expect: -0.441695568020698j
print(shown(lambda: (-0j).__class__.__name__))  # expect: 'complex'
print(shown(lambda: complex((-1j))))  # expect: (-0-1j)
print(shown(lambda: cmath.rect(-291.4, -333469838.93901116)))  # expect: (-19.755434161018275+290.72956991181627j)
print(shown(lambda: (-1j).conjugate()))  # expect: (-0+1j)
print(shown(lambda: {complex(-673.3, 34.43727673406735): 1}))  # expect: {(-673.3+34.43727673406735j): 1}
print(shown(lambda: (complex(28.84913988479633, -205.0)) + (-1)))  # expect: (27.84913988479633-205j)
print(shown(lambda: cmath.exp(0-0.5j)))  # expect: (0.8775825618903728-0.479425538604203j)
print(shown(lambda: cmath.tanh(complex(-83.12805007854962, 5.815981642600956e-26))))
# expect: (-1+1.4540392750350887e-97j)
print(shown(lambda: (-0.01j).__eq__(1)))  # expect: False
print(shown(lambda: sorted([(1.5-2.5j), 1])))  # expect: TypeError
print(shown(lambda: (-1j) ** (-22j)))  # expect: (9.814317593532371e-16+0j)
print(shown(lambda: cmath.sinh(-2.7957856328700434+0.25434j)))  # expect: (-7.894789961955896+2.067773736683693j)
print(shown(lambda: cmath.polar(11j)))  # expect: (11.0, 1.5707963267948966)
print(shown(lambda: ((-0.0+1j)) ** (-0.02j)))  # expect: (1.0319146153122114-0j)
print(shown(lambda: (-0j) == (9007199254740993)))  # expect: False
print(shown(lambda: (31j).conjugate()))  # expect: -31j
print(shown(lambda: (complex(26.11357377385248, -10.756954901391836)).__class__.__name__))  # expect: 'complex'
print(shown(lambda: cmath.isclose(1-1j, -1j)))  # expect: False
print(shown(lambda: cmath.atan(1e10j)))  # expect: (1.5707963267948966+1e-10j)
print(shown(lambda: cmath.atanh((3.5))))  # expect: (0.29389333245105953+1.5707963267948966j)
print(shown(lambda: abs((-0.0-0.5j))))  # expect: 0.5
print(shown(lambda: (complex(62.65248416229224, 1e-5)).__eq__(1)))  # expect: False
print(shown(lambda: (complex(2.7182867867302285, 91.31)) < (complex(59.73636272054236, 9.166210233204938e-30))))
# expect: TypeError
print(shown(lambda: cmath.phase((2+3j))))  # expect: 0.982793723247329
print(shown(lambda: (10j) % (3)))  # expect: TypeError
print(shown(lambda: cmath.asin(10j)))  # expect: 2.99822295029797j
print(shown(lambda: (-3.3825568606100376) + (00j)))  # expect: (-3.3825568606100376+0j)
print(shown(lambda: sorted([complex(-166.302, 57.5), 1])))  # expect: TypeError
print(shown(lambda: (-0j) < (False)))  # expect: TypeError
print(shown(lambda: (3-1j) - (0j)))  # expect: (3-1j)
print(shown(lambda: (1e15) / (complex(6.327358896969006e+20, 42.61988385566718))))
# expect: (1.5804382464839e-06-1.0645530876787256e-25j)
print(shown(lambda: (complex(1e300, 1.0)).imag))  # expect: 1.0
print(shown(lambda: ((1.5-2.5j)) * (0.5)))  # expect: (0.75-1.25j)
print(shown(lambda: int(((-0.0+1j)))))  # expect: TypeError
print(shown(lambda: (-0.00j) * ((-0.0+1j))))  # expect: -0j
print(shown(lambda: (float('-inf')) == (complex(-9.683373255007363e+20, 998.1))))  # expect: False
print(shown(lambda: (18446744073709551616) / (complex(1e15, 1e22))))
# expect: (1.8446744073709364e-10-0.0018446744073709366j)
print(shown(lambda: -((-0.02j))))  # expect: 0.02j
