import math


def shown(make):
    try:
        return repr(make())
    except Exception as error:
        return type(error).__name__


print(shown(lambda: 10**20 + 1))  # expect: 100000000000000000001
print(shown(lambda: 2**200 % 10**9))  # expect: 835301376
print(shown(lambda: -7**30 // 2**40))  # expect: -20499410575842
print(shown(lambda: (1 << 100) - 1 & 0xFFFF))  # expect: 65535
print(shown(lambda: ~(1 << 70)))  # expect: -1180591620717411303425
print(shown(lambda: -(1 << 70) >> 65))  # expect: -32
print(shown(lambda: pow(3, 10**20, 10**9 + 7)))  # expect: 139421235
print(shown(lambda: pow(3, -1, 7)))  # expect: 5
print(shown(lambda: pow(2, -1, 4)))  # expect: ValueError
print(shown(lambda: int('9' * 30)))  # expect: 999999999999999999999999999999
print(shown(lambda: (int('zz', 36), int('-0xff', 16), int('0b11', 0), int('0777', 0))))  # expect: ValueError
print(shown(lambda: (hex(2**70), oct(-2**70), bin(2**65))))
# expect: ('0x400000000000000000', '-0o200000000000000000000000', '0b100000000000000000000000000000000000000000000000000000000000000000')
print(shown(lambda: divmod(-10**20, 7)))  # expect: (-14285714285714285715, 5)
print(shown(lambda: (2**64 == 2.0**64, 2**64 < 2.0**64 + 4096.0, 2**53 + 1 == float(2**53 + 1))))
# expect: (True, True, False)
print(shown(lambda: (float(2**1023), 2**1024 / 2**1000)))  # expect: (8.98846567431158e+307, 16777216.0)
print(shown(lambda: float(2**1024)))  # expect: OverflowError
print(shown(lambda: 2**1024 * 1.0))  # expect: OverflowError
print(shown(lambda: 10**400 / 10**399))  # expect: 10.0
print(shown(lambda: (math.factorial(30), math.comb(100, 50), math.perm(30, 20))))
# expect: (265252859812191058636308480000000, 100891344545564193334812497256, 73096577329197271449600000)
print(shown(lambda: (math.isqrt(10**41), math.gcd(10**30, 6**40), math.lcm(10**12, 2**50))))
# expect: (316227766016837933199, 1073741824, 274877906944000000000000)
print(shown(lambda: ((10**25).bit_length(), (-10**25).to_bytes(12, 'big', signed=True), int.from_bytes(b'\xff' * 9, 'little'))))
# expect: (84, b'\xff\xf7\xbaj\xe9\xeb\xfe\xb7\xb6\x00\x00\x00', 4722366482869645213695)
print(shown(lambda: f'{10**25:,} {2**70:x} {-2**70:#_x} {10**20:e} {2**64:>30}'))
# expect: '10,000,000,000,000,000,000,000,000 400000000000000000 -0x40_0000_0000_0000_0000 1.000000e+20           18446744073709551616'
print(shown(lambda: '%d %x %+d' % (10**20, 2**70, 2**65)))
# expect: '100000000000000000000 400000000000000000 +36893488147419103232'
print(shown(lambda: (round(123456789012345678901234567890, -25), round(2**70 + 0.5), round(1e300) == int(1e300))))
# expect: (123460000000000000000000000000, 1180591620717411303424, True)
print(shown(lambda: (sum([2**63, 2**63, -1]), max(2**70, 1e30), sorted([2**65, -1.5, 2**64, 1e19]))))
# expect: (18446744073709551615, 1e+30, [-1.5, 1e+19, 18446744073709551616, 36893488147419103232])
print(shown(lambda: ({2**64: 'a'}[2.0**64], hash(2**70) == hash(2.0**70), hash(-1), hash(2**61 - 1))))
# expect: ('a', True, -2, 0)
print(shown(lambda: (isinstance(2**70, int), type(-2**63 - 1).__name__, bool(2**70))))
# expect: (True, 'int', True)
print(shown(lambda: [1, 2][2**70]))  # expect: IndexError
print(shown(lambda: ([1, 2][:2**70], 'abc'[-2**70:])))  # expect: ([1, 2], 'abc')
print(shown(lambda: 'a' * 2**70))  # expect: OverflowError
print(shown(lambda: (str(10**4299)[:5], len(str(10**4299)))))  # expect: ('10000', 4300)
print(shown(lambda: str(10**4300)))  # expect: ValueError
print(shown(lambda: (18446744073709551615 + 1, 0xFFFF_FFFF_FFFF_FFFF_F, -9223372036854775808)))
# expect: (18446744073709551616, 295147905179352825855, -9223372036854775808)
print(shown(lambda: (0b101).__float__()))  # expect: 5.0
print(shown(lambda: pow(-9223372036854775808, 0, 9)))  # expect: 1
print(shown(lambda: (9223372036854775807) << (5)))  # expect: 295147905179352825824
print(shown(lambda: round(9007199254740993, 0)))  # expect: 9007199254740993
print(shown(lambda: (1) >= (9007199254740993)))  # expect: False
print(shown(lambda: (0x1F) | (1267650600228229401496703205377)))  # expect: 1267650600228229401496703205407
print(shown(lambda: (-117464914737352524131457086019879941393) & (17)))  # expect: 1
print(shown(lambda: (15127744579888453742960) << (74)))  # expect: 285755015861912703689909390263437841022320640
print(shown(lambda: (1) / (10)))  # expect: 0.1
print(shown(lambda: repr((False))))  # expect: 'False'
print(shown(lambda: pow(1000, -150053963621312084680413378, False)))  # expect: ValueError
print(shown(lambda: (256) - (-4)))  # expect: 260
print(shown(lambda: (0).conjugate()))  # expect: 0
print(shown(lambda: (256).numerator))  # expect: 256
print(shown(lambda: repr((7))))  # expect: '7'
print(shown(lambda: bin((3))))  # expect: '0b11'
print(shown(lambda: pow(14205240063778759, -4, 9223372036854775808)))  # expect: 6779122595892859297
print(shown(lambda: (29878455096831470262409707).real))  # expect: 29878455096831470262409707
print(shown(lambda: (1) < (2147483648)))  # expect: True
print(shown(lambda: pow(160744956259339010228850879276093351, 12345, 0)))  # expect: ValueError
print(shown(lambda: round(18446744073709551616, 3)))  # expect: 18446744073709551616
print(shown(lambda: (255) & (False)))  # expect: 0
print(shown(lambda: ~((-2))))  # expect: 1
print(shown(lambda: (2394940297772041236733776056293) ^ (3)))  # expect: 2394940297772041236733776056294
print(shown(lambda: (256) + (3)))  # expect: 259
print(shown(lambda: math.floor((2147483648))))  # expect: 2147483648
print(shown(lambda: (18446744073709551616) % (9223372036854775807)))  # expect: 2
print(shown(lambda: (-98765) ** (11)))  # expect: -8722354804954460786208195238347488245779944330908203125
print(shown(lambda: (9007199254740993) ** (-2)))  # expect: 1.232595164407831e-32
print(shown(lambda: (0x1F) == (-436)))  # expect: False
print(shown(lambda: (18).__add__(3)))  # expect: 21
print(shown(lambda: (9223372036854775807) ** (-1)))  # expect: 1.0842021724855044e-19
print(shown(lambda: (12519836647).__radd__(1.5)))  # expect: NotImplemented
print(shown(lambda: (False) > (True)))  # expect: False
print(shown(lambda: (14).__class__.__name__))  # expect: 'int'
print(shown(lambda: math.log10((14))))  # expect: 1.146128035678238
print(shown(lambda: (-3) <= (3)))  # expect: True
print(shown(lambda: bool((0b101))))  # expect: True
print(shown(lambda: (0o17).real))  # expect: 15
print(shown(lambda: math.copysign(4, 10)))  # expect: 4.0
print(shown(lambda: (256) - (0b101)))  # expect: 251
print(shown(lambda: (6) >> (36)))  # expect: 0
print(shown(lambda: divmod(45765154565995865980768791333448271929, 70512)))
# expect: (649040653590819519808951544892334, 16921)
print(shown(lambda: (9) | (80140868990810072245808309120055)))  # expect: 80140868990810072245808309120063
print(shown(lambda: round(-36865574576789321822341008055194296, -28)))
# expect: -36865570000000000000000000000000000
print(shown(lambda: pow(-229253628783142491414274, 1, 19)))  # expect: 9
print(shown(lambda: (1000) << (1)))  # expect: 2000
print(shown(lambda: (1153110564334871) * (19)))  # expect: 21909100722362549
print(shown(lambda: (0).as_integer_ratio()))  # expect: (0, 1)
print(shown(lambda: (-186984158126780187590823314786366933535) << (0)))
# expect: -186984158126780187590823314786366933535
print(shown(lambda: min(-533067422800332079540268783737433272, 1)))  # expect: -533067422800332079540268783737433272
print(shown(lambda: (False) // (-248943990189790346768)))  # expect: 0
print(shown(lambda: (0x1F) ^ (-1)))  # expect: -32
print(shown(lambda: (1).real))  # expect: 1
print(shown(lambda: ~((1267650600228229401496703205377))))  # expect: -1267650600228229401496703205378
print(shown(lambda: (-10000000000000000000000000) ** (1)))  # expect: -10000000000000000000000000
print(shown(lambda: max(0b101, 19)))  # expect: 19
print(shown(lambda: (0o17) ^ (67723497971997436238)))  # expect: 67723497971997436225
print(shown(lambda: pow(True, 11, 0o17)))  # expect: 1
print(shown(lambda: pow(10, 17, 9223372036854775807)))  # expect: 100000000000000000
