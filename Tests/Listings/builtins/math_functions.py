import math


def shown(make):
    try:
        return repr(make())
    except Exception as error:
        return type(error).__name__


print(shown(lambda: (math.frexp(8.5), math.ldexp(0.5, 4), math.modf(-2.5), math.fmod(-7, 3), math.remainder(7, 4))))
# expect: ((0.53125, 4), 8.0, (-0.5, -2.0), -1.0, -1.0)
print(shown(lambda: (math.copysign(1, -0.0), math.nextafter(1, 2), math.ulp(1.0), math.degrees(math.pi), math.radians(180))))
# expect: (-1.0, 1.0000000000000002, 2.220446049250313e-16, 180.0, 3.141592653589793)
print(shown(lambda: (math.hypot(3, 4, 12), math.dist([0, 0], [3, 4]), math.fsum([0.1] * 10), math.prod([2, 3.5], start=2))))
# expect: (13.0, 5.0, 1.0, 14.0)
print(shown(lambda: (math.comb(5, 2), math.perm(5), math.isqrt(17), math.gcd(), math.lcm(4, 6), math.gcd(12, 18, 27))))
# expect: (10, 120, 4, 0, 12, 3)
print(shown(lambda: (math.log(8, 2), math.log2(2**2000), math.log10(10**400), math.log(10**400), math.cbrt(27.0), math.exp2(10))))
# expect: (3.0, 2000.0, 400.0, 921.0340371976182, 3.0000000000000004, 1024.0)
print(shown(lambda: math.sqrt(-1)))  # expect: ValueError
print(shown(lambda: math.log(0)))  # expect: ValueError
print(shown(lambda: math.exp(1000)))  # expect: OverflowError
print(shown(lambda: (math.pow(0, -1), 1)))  # expect: ValueError
print(shown(lambda: math.factorial(2.0)))  # expect: TypeError
print(shown(lambda: (math.floor(-1.5), math.ceil(1e300) == int(1e300), math.trunc(-1.5))))  # expect: (-2, True, -1)
print(shown(lambda: math.floor(float('inf'))))  # expect: OverflowError
print(shown(lambda: (math.gamma(5), math.lgamma(1))))  # expect: (24.0, 0.0)
print(shown(lambda: math.acos(2)))  # expect: ValueError
print(shown(lambda: ((0.1).hex(), float.fromhex('0x1.8p1'), (2.5).as_integer_ratio(), (0.1).as_integer_ratio())))
# expect: ('0x1.999999999999ap-4', 3.0, (5, 2), (3602879701896397, 36028797018963968))
print(shown(lambda: (round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5, -2), round(1e300, -299))))
# expect: (2, 4, -2, 2.67, 1200.0, 1e+300)
print(shown(lambda: ((5).real, (5).imag, (5).numerator, (5).denominator, True.real, (2.5).imag, (5).conjugate())))
# expect: (5, 0, 5, 1, 1, 0.0, 5)
print(shown(lambda: ((5).bit_length(), (-5).bit_count(), (5).__index__(), (5).__add__(2.0), (5).__pow__(2), int.__add__(1, 2))))
# expect: (3, 2, 5, NotImplemented, 25, 3)
print(shown(lambda: (True + True, ~True, True & False, True | 2, True ^ True, True << 2, -True, True / 2, sum([True, True]))))
# expect: (2, -2, False, 3, False, 4, -1, 0.5, 2)
print(shown(lambda: (sum([[1], [2]], []), sum([1, 2], start=10))))  # expect: ([1, 2], 13)
print(shown(lambda: sum(['a'], '')))  # expect: TypeError
print(shown(lambda: math.nextafter((-16755889998990778198289), (2))))  # expect: -1.6755889998990777e+22
print(shown(lambda: divmod((-495.2325), (0))))  # expect: ZeroDivisionError
print(shown(lambda: divmod(12345, -9223372036854775808)))  # expect: (-1, -9223372036854763463)
print(shown(lambda: math.log((-33.79278400545813), (4))))  # expect: ValueError
print(shown(lambda: divmod((0), (626.76))))  # expect: (0.0, 0.0)
print(shown(lambda: (0x1F) < (19)))  # expect: False
print(shown(lambda: (0x1F).__floor__()))  # expect: 31
print(shown(lambda: (9223372036854775807) == (1267650600228229401496703205377)))  # expect: False
print(shown(lambda: (3) ** (-1)))  # expect: 0.3333333333333333
print(shown(lambda: math.atan((-49.96555796479414))))  # expect: -1.5507852120272103
print(shown(lambda: bool((110860566557121699803))))  # expect: True
print(shown(lambda: (9) ** (5)))  # expect: 59049
print(shown(lambda: round(1e23, -11)))  # expect: 1e+23
print(shown(lambda: (-958.6772) == (-19.397450260983803)))  # expect: False
print(shown(lambda: (0).to_bytes(6, 'little', signed=True)))  # expect: b'\x00\x00\x00\x00\x00\x00'
print(shown(lambda: (12) // (3689058895701)))  # expect: 0
print(shown(lambda: (677887070932.1045) < (12)))  # expect: False
print(shown(lambda: (9223372036854775808) ^ (59353992981755899925292)))  # expect: 59344769609719045149484
print(shown(lambda: round(10.796771061252429, 10)))  # expect: 10.7967710613
print(shown(lambda: (9223372036854775808) <= (-18446744073709551615)))  # expect: False
print(shown(lambda: pow(18, True, 722797016629638493)))  # expect: 18
print(shown(lambda: (18446744073709551616).__round__()))  # expect: 18446744073709551616
print(shown(lambda: (11).hex()))  # expect: AttributeError
print(shown(lambda: divmod(9007199254740993, -10000000000000000000000000)))
# expect: (-1, -9999999990992800745259007)
print(shown(lambda: round(711.3, 5)))  # expect: 711.3
print(shown(lambda: round(1e22, -1)))  # expect: 1e+22
print(shown(lambda: (-31061305272400492388752467).__float__()))  # expect: -3.1061305272400493e+25
print(shown(lambda: (10) >= (1000)))  # expect: False
print(shown(lambda: (0o17) / (-1e308)))  # expect: -1.5e-307
print(shown(lambda: (True) == (1)))  # expect: True
print(shown(lambda: math.hypot((26250781902339724898410261277864), (0.0001))))  # expect: 2.6250781902339725e+31
print(shown(lambda: bool((9121328303678367515))))  # expect: True
print(shown(lambda: (False) >> (1)))  # expect: 0
print(shown(lambda: repr((9223372036854775808))))  # expect: '9223372036854775808'
print(shown(lambda: max((4033814542034468194536528107650361), (32.649780153067695))))
# expect: 4033814542034468194536528107650361
print(shown(lambda: (9007199254740993) ^ (-147733825859835989494312430498716465123)))
# expect: -147733825859835989494303423299461724132
print(shown(lambda: math.comb(70, 35)))  # expect: 112186277816662845432
print(shown(lambda: math.isqrt(712030941497505756096681)))  # expect: 843819258785
print(shown(lambda: (1) ** (0)))  # expect: 1
print(shown(lambda: (-5960845372383208833801592504215921729) + (1e300)))  # expect: 1e+300
print(shown(lambda: math.remainder((14), (-0.0))))  # expect: ValueError
print(shown(lambda: (False).to_bytes(14, 'big', signed=True)))
# expect: b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
print(shown(lambda: math.isclose((51625114), (1))))  # expect: False
print(shown(lambda: hash((0.00010515819514755553))))  # expect: 720818418668421880
print(shown(lambda: (True) <= (False)))  # expect: False
print(shown(lambda: round(123456789.0, -10)))  # expect: 0.0
print(shown(lambda: math.hypot(29.237, 153839.91954274624, 204.6)))  # expect: 153840.05837518655
print(shown(lambda: (256).__eq__(2.0)))  # expect: NotImplemented
print(shown(lambda: math.hypot(399.63, -61.2, 0.5)))  # expect: 404.28928615534693
print(shown(lambda: bool((82.80377049817304))))  # expect: True
print(shown(lambda: (-48334232035367856667937071952929381638) ** (2)))
# expect: 2336197986448780380312520079630904425340886416936418246328210984981051563044
print(shown(lambda: math.perm(15, 2)))  # expect: 210
print(shown(lambda: divmod((float('nan')), (0x1F))))  # expect: (nan, nan)
print(shown(lambda: (255) == (10)))  # expect: False
print(shown(lambda: bool((-287045221176577755466043))))  # expect: True
print(shown(lambda: round(1234567.891, 5)))  # expect: 1234567.891
print(shown(lambda: int((1000))))  # expect: 1000
print(shown(lambda: math.prod([(1), (-18446744073709551615), (-1.5239701375211024e-32)])))
# expect: 2.8112287102827726e-13
print(shown(lambda: round(388.0, -4)))  # expect: 0.0
print(shown(lambda: (-2) + (-14731496315809243484732117)))  # expect: -14731496315809243484732119
