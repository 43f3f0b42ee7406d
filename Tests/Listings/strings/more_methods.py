def shown(make):
    try:
        return repr(make())
    except Exception as error:
        return type(error).__name__


print(shown(lambda: ('abc'.translate(str.maketrans('ab', 'xy', 'c')), 'abc'.translate({97: None, 98: 'BB'}))))
# expect: ('xy', 'BBc')
print(shown(lambda: '{a}'.format_map({'a': 1})))  # expect: '1'
print(shown(lambda: (ascii('é€😀\n'), repr('\x00\x7f\x80\xad\u2028é'), ascii(['é']))))
# expect: ("'\\xe9\\u20ac\\U0001f600\\n'", "'\\x00\\x7f\\x80\\xad\\u2028é'", "['\\xe9']")
print(shown(lambda: ('Hello World'.istitle(), 'HELLO'.istitle(), 'a\n'.isprintable(), 'é'.isprintable())))
# expect: (True, False, False, True)
print(shown(lambda: ('ΣΑΣ'.lower(), 'ς'.casefold(), 'ß'.casefold(), 'ﬁ'.upper(), 'ŉ'.title())))
# expect: ('σας', 'σ', 'ss', 'FI', 'ʼN')
print(shown(lambda: (chr(0x1F600), ord('é'), ord(b'a'))))  # expect: ('😀', 233, 97)
print(shown(lambda: chr(-1)))  # expect: ValueError
print(shown(lambda: chr(0x110000)))  # expect: ValueError
print(shown(lambda: ord('ab')))  # expect: TypeError
print(shown(lambda: ord(1)))  # expect: TypeError
print(shown(lambda: (bin(-5), hex(-255), oct(8), hex(True))))  # expect: ('-0b101', '-0xff', '0o10', '0x1')
print(shown(lambda: hex(1.5)))  # expect: TypeError
print(shown(lambda: ('abc'.startswith(('x', 'a')), 'abc'.endswith('', 5), 'abc'.count('', 4))))
# expect: (True, False, 0)
print(shown(lambda: 'abc'.startswith(1)))  # expect: TypeError
print(shown(lambda: (float(' 1_0.5e1 '), float('infinity'), float('-nan'), int(' 7_0 '), int('٣'))))
# expect: (105.0, inf, nan, 70, 3)
print(shown(lambda: float('1__0')))  # expect: ValueError
print(shown(lambda: int('1.5')))  # expect: ValueError
print(shown(lambda: '日本語'.islower()))  # expect: False
print(shown(lambda: 'ŉ'.isalpha()))  # expect: True
print(shown(lambda: int('5.')))  # expect: ValueError
print(shown(lambda: '\x7f\x80\u2028'.find('a', '')))  # expect: TypeError
print(shown(lambda: '{}'.splitlines()))  # expect: ['{}']
print(shown(lambda: int('inf', 37)))  # expect: ValueError
print(shown(lambda: 'aaaa'.replace('%', 'äöü', -10)))  # expect: 'aaaa'
print(shown(lambda: 'e\u0301' < 'b'))  # expect: False
print(shown(lambda: complex('12a')))  # expect: ValueError
print(shown(lambda: 'ŉ'.replace('{}', 'Ǆ', -1)))  # expect: 'ŉ'
print(shown(lambda: 'İ'.expandtabs(4)))  # expect: 'İ'
print(shown(lambda: float('1'*30)))  # expect: 1.111111111111111e+29
print(shown(lambda: '😀x'.isdecimal()))  # expect: False
print(shown(lambda: 'x\x00y'.endswith(' ', '日本語')))  # expect: TypeError
print(shown(lambda: float('0o17')))  # expect: ValueError
print(shown(lambda: 'ab ab ab'.strip('aaaa')))  # expect: 'b ab ab'
print(shown(lambda: 'abc'.find('a', 3, 2)))  # expect: -1
print(shown(lambda: complex('0.1'*1)))  # expect: (0.1+0j)
print(shown(lambda: 'x\x00y'.removesuffix('  x y  ')))  # expect: 'x\x00y'
print(shown(lambda: '%'.title()))  # expect: '%'
print(shown(lambda: complex(' ')))  # expect: ValueError
print(shown(lambda: '  x y  '.splitlines(True)))  # expect: ['  x y  ']
print(shown(lambda: 'e\u0301'.isalpha()))  # expect: False
print(shown(lambda: float.fromhex('0x1p-1074')))  # expect: 5e-324
print(shown(lambda: '\x7f\x80\u2028'.__len__()))  # expect: 3
print(shown(lambda: 'It\'s'.isprintable()))  # expect: True
print(shown(lambda: complex(b'12')))  # expect: TypeError
print(shown(lambda: 'Hello World'.startswith('ab', '"q"')))  # expect: TypeError
print(shown(lambda: 'a\tb\nc'.isprintable()))  # expect: False
print(shown(lambda: float.fromhex(' 0xap0 ')))  # expect: 10.0
print(shown(lambda: '{}'.endswith('😀x')))  # expect: False
print(shown(lambda: 'a\r\nb\x1cc\x85d'.encode().decode()))  # expect: 'a\r\nb\x1cc\x85d'
print(shown(lambda: float('nan+infj')))  # expect: ValueError
print(shown(lambda: '日本語'.rsplit('ß')))  # expect: ['日本語']
print(shown(lambda: 'ab ab ab'.replace('½²٣', 'äöü', 100)))  # expect: 'ab ab ab'
print(shown(lambda: complex('nan')))  # expect: (nan+0j)
print(shown(lambda: 'ß'.replace('ABC def', 'It\'s', 1)))  # expect: 'ß'
print(shown(lambda: 'abc'.title()))  # expect: 'Abc'
print(shown(lambda: int(' ( 1+1j ) ', 16)))  # expect: ValueError
print(shown(lambda: ord('"q"')))  # expect: TypeError
print(shown(lambda: sorted('a')))  # expect: ['a']
print(shown(lambda: complex('ff')))  # expect: ValueError
print(shown(lambda: '{}'.partition('😀x')))  # expect: ('{}', '', '')
print(shown(lambda: 'Ǆ'.find('a', '123')))  # expect: TypeError
print(shown(lambda: complex('1'*30)))  # expect: (1.111111111111111e+29+0j)
print(shown(lambda: '\x7f\x80\u2028'.islower()))  # expect: False
print(shown(lambda: 'a\r\nb\x1cc\x85d'.replace('a,b,,c', 'e\u0301', 10)))  # expect: 'a\r\nb\x1cc\x85d'
print(shown(lambda: float('-1e-400')))  # expect: -0.0
print(shown(lambda: '%'.splitlines()))  # expect: ['%']
print(shown(lambda: '"q"'.encode()))  # expect: b'"q"'
print(shown(lambda: float(' ')))  # expect: ValueError
print(shown(lambda: 'a'.join('a\r\nb\x1cc\x85d')))  # expect: 'aa\ra\naba\x1caca\x85ad'
print(shown(lambda: '½²٣'.__eq__('ABC def')))  # expect: False
print(shown(lambda: int('-2.5e3-1.5j')))  # expect: ValueError
print(shown(lambda: 'Hello World'.replace('\x7f\x80\u2028', 'ABC def', -1)))  # expect: 'Hello World'
print(shown(lambda: 'aaaa'.startswith(' ', 0)))  # expect: False
print(shown(lambda: float.fromhex('1.8')))  # expect: 1.5
print(shown(lambda: 'İ'.isupper()))  # expect: True
print(shown(lambda: 'a\tb\nc'.encode('utf-16')))  # expect: b'\xff\xfea\x00\t\x00b\x00\n\x00c\x00'
print(shown(lambda: int('0b11', 2)))  # expect: 3
print(shown(lambda: 'ABC def'[-2:]))  # expect: 'ef'
print(shown(lambda: 'aaaa'.split(None, 5)))  # expect: ['aaaa']
print(shown(lambda: float('1j')))  # expect: ValueError
print(shown(lambda: chr(37547)))  # expect: '銫'
print(shown(lambda: 'e\u0301'.rjust(8, '*')))  # expect: '******é'
print(shown(lambda: float.fromhex('0x1.8p3')))  # expect: 12.0
print(shown(lambda: ''.index('ŉ', 'ß')))  # expect: TypeError
print(shown(lambda: 'äöü'.rjust(8, '*')))  # expect: '*****äöü'
print(shown(lambda: complex('1+2j')))  # expect: (1+2j)
print(shown(lambda: 'x\x00y'.center(9)))  # expect: '   x\x00y   '
print(shown(lambda: 'ab ab ab'.replace('ŉ', 'äöü', 100)))  # expect: 'ab ab ab'
print(shown(lambda: int('_1', -1)))  # expect: ValueError
print(shown(lambda: 'äöü'.center(9)))  # expect: '   äöü   '
print(shown(lambda: 'Hello World'.encode()))  # expect: b'Hello World'
print(shown(lambda: complex('-')))  # expect: ValueError
print(shown(lambda: 'Σας ΣΑΣ'.rfind('a', 2)))  # expect: -1
print(shown(lambda: 'Ǆ'.strip()))  # expect: 'Ǆ'
print(shown(lambda: float.fromhex('1p')))  # expect: ValueError
print(shown(lambda: ''.replace('ABC def', 'ab ab ab', 100)))  # expect: ''
print(shown(lambda: len('"q"')))  # expect: 3
