def shown(make):
    try:
        return repr(make())
    except Exception as error:
        return type(error).__name__


print(shown(lambda: ('{} {}'.format(1, 2), '{1} {0}'.format(1, 2), '{a}{b}'.format(a=1, b=2))))
# expect: ('1 2', '2 1', '12')
print(shown(lambda: '{0.real} {0.imag} {1[0]} {1[k]}'.format(3 + 4j, {0: 'a', 'k': 'b'})))  # expect: '3.0 4.0 a b'
print(shown(lambda: '{:{}} {:{w}.{p}f}'.format('a', 5, 1.5, w=8, p=3)))  # expect: 'a        1.500'
print(shown(lambda: '{} {0}'.format(1)))  # expect: ValueError
print(shown(lambda: '{'.format(1)))  # expect: ValueError
print(shown(lambda: '}'.format(1)))  # expect: ValueError
print(shown(lambda: '{a}'.format()))  # expect: KeyError
print(shown(lambda: '{3}'.format(1)))  # expect: IndexError
print(shown(lambda: '{!r:>8}|{!s}|{!a}'.format('é', 'é', 'é')))  # expect: "     'é'|é|'\\xe9'"
print(shown(lambda: '{{}} {{{}}}'.format(1)))  # expect: '{} {1}'
print(shown(lambda: '%s %r %a %c %% %5.1f|%-5d|%05d|%+d|% d' % ('é', 'é', 'é', 65, 2.25, 3, 4, 5, 6)))
# expect: "é 'é' '\\xe9' A %   2.2|3    |00004|+5| 6"
print(shown(lambda: '%(a)s %(b)03d' % {'a': 1, 'b': 2}))  # expect: '1 002'
print(shown(lambda: '%*d|%-*d|%.*f' % (5, 1, 5, 2, 2, 3.14159)))  # expect: '    1|2    |3.14'
print(shown(lambda: '%d' % '1'))  # expect: TypeError
print(shown(lambda: '%s'))  # expect: '%s'
print(shown(lambda: '%s %s' % (1,)))  # expect: TypeError
print(shown(lambda: '%s' % (1, 2)))  # expect: TypeError
print(shown(lambda: ('a' % [1], '%s' % [1], '%s' % {'a': 1})))  # expect: ('a', '[1]', "{'a': 1}")
print(shown(lambda: '%d %i %x %X %o %#x %#o' % (3.7, 3, 255, 255, 8, 255, 8)))
# expect: '3 3 ff FF 10 0xff 0o10'
print(shown(lambda: '%x' % 1.5))  # expect: TypeError
print(shown(lambda: '%e %g %G %.3s %10s|%-10s|' % (12345.678, 1e-5, 1e20, 'abcdef', 'r', 'l')))
# expect: '1.234568e+04 1e-05 1E+20 abc          r|l         |'
print(shown(lambda: (format(1234567.891, ',.2f'), format(0.000123, 'g'), format(1e16), format(-0.0, 'z.1f'), format(3, '+'))))
# expect: ('1,234,567.89', '0.000123', '1e+16', '0.0', '+3')
print(shown(lambda: format([1], '>5')))  # expect: TypeError
print(shown(lambda: format(1, 's')))  # expect: ValueError
print(shown(lambda: format('a', 'd')))  # expect: ValueError
print(shown(lambda: (format(1234, '010,'), format(1.5, '=+8'), format('a', '*^5'), format(255, '#010x'), format(0.25, '.0%'))))
# expect: ('00,001,234', '+    1.5', '**a**', '0x000000ff', '25%')
print(shown(lambda: '{0} {}'.format('123', (9999999999999998.0))))  # expect: ValueError
print(shown(lambda: format(-1, '_^#1_.0o')))
# expect: ValueError
print(shown(lambda: format(73.60906142865934, 'x^-1.2')))  # expect: '7.4e+01'
print(shown(lambda: '<%0# 12.3f>' % (-21j,)))
# expect: TypeError
print(shown(lambda: '{'.format((-1.577029748671803e+22), (6.820616997888829e-06))))  # expect: ValueError
print(shown(lambda: '{:+01.1G}'.format(-4.300850760275896e-27)))  # expect: '-4E-27'
print(shown(lambda: format(-317305230336461335780437766569745, 'é=+#,x')))
# expect: ValueError
print(shown(lambda: '<%.3x>' % ('Ǆ',)))  # expect: TypeError
print(shown(lambda: '{0!a:>20}|{1}'.format((-98765), (0o17))))  # expect: '              -98765|15'
print(shown(lambda: format(complex(9999999999999998.0, -1376168931381345.2), '>+z012,%')))  # expect: ValueError
print(shown(lambda: format({}, '<3')))  # expect: TypeError
print(shown(lambda: '<%+ .0F>' % (None,)))  # expect: TypeError
print(shown(lambda: '{2}'.format('½²٣', 'ab ab ab')))  # expect: IndexError
print(shown(lambda: format(2143118.586883652, '^030G')))  # expect: '0000000002.14312E+060000000000'
print(shown(lambda: format('a\tb\nc', '>+d')))  # expect: ValueError
print(shown(lambda: '<%-.10f>' % (6.135544752509147e+22,)))  # expect: '<61355447525091470999552.0000000000>'
print(shown(lambda: '{0!a:>20}|{1}'.format('a\r\nb\x1cc\x85d', (-15.745521646823164))))
# expect: "  'a\\r\\nb\\x1cc\\x85d'|-15.745521646823164"
print(shown(lambda: '{:{w}.{p}f}'.format(117.7, w=0, p=5)))  # expect: '117.70000'
print(shown(lambda: f'{[1, 2]!r:>{7}}'))  # expect: ' [1, 2]'
print(shown(lambda: '<%-0+.0%>' % (-2-1j,)))  # expect: ValueError
print(shown(lambda: '{0.real} {1}'.format('äöü', (10))))  # expect: AttributeError
print(shown(lambda: format([1], '>10')))  # expect: TypeError
print(shown(lambda: format('a,b,,c', '=1,.10s')))  # expect: ValueError
print(shown(lambda: '<%+ 12G>' % ()))  # expect: TypeError
print(shown(lambda: '{{{}}}{}'.format((273.0), (-197944665907697874132909433592261194643))))
# expect: '{273.0}-197944665907697874132909433592261194643'
print(shown(lambda: format(9223372036854775808, '_^+30%')))  # expect: '+922337203685477580800.000000%'
print(shown(lambda: format('e\u0301', 'é^z,d')))  # expect: ValueError
print(shown(lambda: '<%0-*.x>' % (-1, 0,)))  # expect: '<0>'
print(shown(lambda: '{0:{1}}'.format('ab ab ab', 'a-b_c')))  # expect: ValueError
print(shown(lambda: format(10j, '#012,')))
# expect: ValueError
print(shown(lambda: format(range(3), 's')))  # expect: TypeError
print(shown(lambda: '<%0+#.3u>' % (32j, 1,)))
# expect: TypeError
print(shown(lambda: '{0:{1}}'.format((-72.74304290509619), 'aaaa')))  # expect: ValueError
print(shown(lambda: '{:{w}.{p}f}'.format(608.2, w=2, p=4)))  # expect: '608.2000'
print(shown(lambda: format(0.52j, '>-#0_E')))
# expect: ValueError
print(shown(lambda: '<%-.*E>' % (6, 'äöü',)))  # expect: TypeError
print(shown(lambda: '{x[k]}{y}'.format(x={'k': 'e\u0301'}, y=(5))))  # expect: 'é5'
print(shown(lambda: format(-818.0, '12_.50n')))  # expect: ValueError
print(shown(lambda: format(5, '=-z5_.0o')))  # expect: ValueError
print(shown(lambda: '<%5g>' % ([1],)))  # expect: TypeError
print(shown(lambda: '{'.format('x\x00y', (5.146466560723146e-13))))  # expect: ValueError
print(shown(lambda: format('Hello World', '=#0,.10s')))
# expect: ValueError
print(shown(lambda: format(-36373308782195, '0>#12_.3g')))
# expect: '000-3.64e+13'
print(shown(lambda: '<%# -o>' % ()))
# expect: TypeError
print(shown(lambda: '}}{{{0}'.format((10945418664359762345158902931497), 'a-b_c')))
# expect: '}{10945418664359762345158902931497'
print(shown(lambda: format(0, '> z#030.3o')))
# expect: ValueError
print(shown(lambda: format(-0.0-0.5j, '< 12,E')))  # expect: '-0.000000E+00-5.000000E-01j'
print(shown(lambda: '<% 0#12.10r>' % ('e\u0301',)))
# expect: "<        'é'>"
print(shown(lambda: '{0} {1}'.format('½²٣', '"q"')))  # expect: '½²٣ "q"'
print(shown(lambda: format(-602.1859, '>z012.0E')))  # expect: '000000-6E+02'
print(shown(lambda: format(-5, '= #30%')))
# expect: '-                  500.000000%'
print(shown(lambda: '<%+-*.*g>' % (2, 6, 18,)))  # expect: '<+18>'
print(shown(lambda: '{a} {b!r}'.format(a='ß', b='"q"')))  # expect: 'ß \'"q"\''
print(shown(lambda: format('Hello World', '+5.2d')))  # expect: ValueError
print(shown(lambda: format(complex(123456789.0, -583.222), '^z#030_.0E')))
# expect: ValueError
print(shown(lambda: '<% 012.10i>' % (None,)))  # expect: TypeError
print(shown(lambda: '{0} {1}'.format('日本語', (0o17))))  # expect: '日本語 15'
print(shown(lambda: format(-58.14251598383926, '< z0G')))  # expect: '-58.1425'
print(shown(lambda: format(-19.0, '-z.1%')))  # expect: '-1900.0%'
print(shown(lambda: '<%#-0i>' % ([1],)))
# expect: TypeError
print(shown(lambda: '{a}'.format_map({'a': '123', 'b': 'Ǆ'})))  # expect: '123'
print(shown(lambda: format(798994069718085673660305734751831898, '0>12,d')))
# expect: '798,994,069,718,085,673,660,305,734,751,831,898'
print(shown(lambda: format(-0.0-0.5j, '5.17')))  # expect: '(-0-0.5j)'
print(shown(lambda: '<%+#5.*e>' % (2, 1j,)))
# expect: TypeError
print(shown(lambda: '{2}'.format('😀x', '%')))  # expect: IndexError
print(shown(lambda: format(-0.02j, 'x^+z030,.0n')))  # expect: ValueError
print(shown(lambda: format(-0j, '0>-1_.17')))  # expect: ValueError
print(shown(lambda: '<%-12X>' % (-2083657243369386717,)))  # expect: '<-1CEAA33920B3B2DD>'
print(shown(lambda: '{0!a:>20}|{1}'.format((1), (-626982503147210456303566))))
# expect: '                   1|-626982503147210456303566'
print(shown(lambda: format(-98765, '< 12y')))  # expect: ValueError
print(shown(lambda: format(complex(5772.823822928625, -6.503028902992924), '5,')))
# expect: '(5,772.823822928625-6.503028902992924j)'
print(shown(lambda: '<%+- 12.*s>' % (4, None,)))  # expect: '<None        >'
print(shown(lambda: '{0.real} {1}'.format((629.6), '\x7f\x80\u2028')))  # expect: '629.6 \x7f\x80\u2028'
print(shown(lambda: format(-1, '+,.0x')))  # expect: ValueError
print(shown(lambda: format(b'a', '<3')))  # expect: TypeError
print(shown(lambda: '<%012.3G>' % ([1],)))  # expect: TypeError
print(shown(lambda: '{0!x}'.format('a,b,,c', '')))  # expect: ValueError
print(shown(lambda: format(7.043667427551137e-30, '0>30_n')))  # expect: ValueError
print(shown(lambda: format(complex(49.3583497136909, -0.007140854432677977), '^-z5_.2%')))  # expect: ValueError
print(shown(lambda: '<%#5.3G>' % (complex(-28.057143156929115, -0.042962627069036266),)))
# expect: TypeError
print(shown(lambda: '{0!x}'.format('a\r\nb\x1cc\x85d', '')))  # expect: ValueError
print(shown(lambda: format(7.167243988599068, '<12,.20')))  # expect: '7.1672439885990684161'
print(shown(lambda: format(01j, '^-01.17g')))  # expect: ValueError
print(shown(lambda: '<%#12.f>' % ('a\tb\nc',)))
# expect: TypeError
print(shown(lambda: '{x[k]}{y}'.format(x={'k': 'aaaa'}, y=(1.0371543666308103e-14))))
# expect: 'aaaa1.0371543666308103e-14'
print(shown(lambda: format(2147483648, '-1_y')))  # expect: ValueError
print(shown(lambda: format(-6341012407283.058, '< #30_.2g')))
# expect: '-6.3e+12                      '
print(shown(lambda: '<%0+*.0s>' % (7, 5e-324,)))  # expect: '<       >'
print(shown(lambda: '{0.nope}'.format((8716118039594437948310096399083882485), (1e300))))  # expect: AttributeError
print(shown(lambda: format(0b101, '>+030_d')))  # expect: '0000000000000000000000000000+5'
