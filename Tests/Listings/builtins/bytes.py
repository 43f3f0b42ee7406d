import struct


def shown(make):
    try:
        return repr(make())
    except Exception as error:
        return type(error).__name__


print(shown(lambda: (b'ab' + b'c', b'ab' * 2, b'abc'[0], b'abc'[-1:], b'abc'[::-1])))
# expect: (b'abc', b'abab', 97, b'c', b'cba')
print(shown(lambda: ([x for x in b'abc'], len(b'abc'), 97 in b'abc', b'bc' in b'abc')))
# expect: ([97, 98, 99], 3, True, True)
print(shown(lambda: 'a' in b'abc'))  # expect: TypeError
print(shown(lambda: (b'abc' == 'abc', b'a' < b'b', {b'a': 1}[b'a'])))  # expect: (False, True, 1)
print(shown(lambda: b'a' + 'a'))  # expect: TypeError
print(shown(lambda: ('héllo'.encode(), 'é'.encode('latin-1'), b'caf\xc3\xa9'.decode())))
# expect: (b'h\xc3\xa9llo', b'\xe9', 'café')
print(shown(lambda: b'\xff'.decode()))  # expect: UnicodeDecodeError
print(shown(lambda: 'é'.encode('ascii')))  # expect: UnicodeEncodeError
print(shown(lambda: (b'\xff\xfe'.decode('utf-8', 'replace'), b'a\xffb'.decode('ascii', 'ignore'))))
# expect: ('��', 'ab')
print(shown(lambda: (bytes(3), bytes([1, 2, 255]), bytes('é', 'utf-8'), bytes(range(3)), bytes(b'x'))))
# expect: (b'\x00\x00\x00', b'\x01\x02\xff', b'\xc3\xa9', b'\x00\x01\x02', b'x')
print(shown(lambda: bytes([256])))  # expect: ValueError
print(shown(lambda: bytes('a')))  # expect: TypeError
print(shown(lambda: (bytes.fromhex('00 ff'), b'\x00\xff'.hex(), b'abcd'.hex('-', 2))))
# expect: (b'\x00\xff', '00ff', '6162-6364')
print(shown(lambda: (b','.join([b'a', b'b']), b'a,b,,c'.split(b','), b' a b '.split(), b'a\nb'.splitlines())))
# expect: (b'a,b', [b'a', b'b', b'', b'c'], [b'a', b'b'], [b'a', b'b'])
print(shown(lambda: (b'abc'.find(b'c'), b'abc'.replace(b'b', b'xy'), b'  a '.strip(), b'abc'.startswith((b'x', b'ab')))))
# expect: (2, b'axyc', b'a', True)
print(shown(lambda: (repr(b'\x00\n\t\'"\\'), str(b'a'), f'{b"a"}')))
# expect: ('b\'\\x00\\n\\t\\\'"\\\\\'', "b'a'", "b'a'")
print(shown(lambda: (bytearray(b'abc'), bytearray(2), bytearray([1]) + b'a', bytearray(b'a') == b'a')))
# expect: (bytearray(b'abc'), bytearray(b'\x00\x00'), bytearray(b'\x01a'), True)
print(shown(lambda: hash(bytearray())))  # expect: TypeError
print(shown(lambda: (int.from_bytes(b'\x01\x02', 'big'), int.from_bytes(b'\xff', 'big', signed=True), (1024).to_bytes(2, 'little'))))
# expect: (258, -1, b'\x00\x04')
print(shown(lambda: (struct.pack('<if', 1, 2.5), struct.unpack('<if', b'\x01\x00\x00\x00\x00\x00 @'), struct.calcsize('bi'))))
# expect: (b'\x01\x00\x00\x00\x00\x00 @', (1, 2.5), 8)
print(shown(lambda: struct.pack('<B', 300)))  # expect: error
print(shown(lambda: struct.unpack('<i', b'a')))  # expect: error
print(shown(lambda: b'  x y '.isascii()))  # expect: True
print(shown(lambda: b'123'.decode('utf-8', 'backslashreplace')))  # expect: '123'
print(shown(lambda: bytes([1,2,255]).isupper()))  # expect: False
print(shown(lambda: bytearray(b'xyz').capitalize()))  # expect: bytearray(b'Xyz')
print(shown(lambda: b''.center(9)))  # expect: b'         '
print(shown(lambda: b'a\'b"c'.split()))  # expect: [b'a\'b"c']
print(shown(lambda: bytes(range(3))))  # expect: b'\x00\x01\x02'
print(shown(lambda: struct.pack('<fd', -42.07814273366475, 8.137177106428496)))
# expect: b'\x05P(\xc2\x98\xbd\xe3\x13<F @'
print(shown(lambda: struct.pack('5p', b'abcdefg')))  # expect: b'\x04abcd'
print(shown(lambda: b''[-1]))  # expect: IndexError
print(shown(lambda: b'aaaa'.capitalize()))  # expect: b'Aaaa'
print(shown(lambda: b'Hello World'.split()))  # expect: [b'Hello', b'World']
print(shown(lambda: {b'a\'b"c': 1}))  # expect: {b'a\'b"c': 1}
print(shown(lambda: bytearray.fromhex('0102')))  # expect: bytearray(b'\x01\x02')
print(shown(lambda: bytes([1,2,255]).removeprefix(b'  x y ')))  # expect: b'\x01\x02\xff'
print(shown(lambda: bytearray(b'123')))  # expect: bytearray(b'123')
print(shown(lambda: b'a,b,c'.strip()))  # expect: b'a,b,c'
print(shown(lambda: b'a' in b''))  # expect: False
print(shown(lambda: b''.zfill(6)))  # expect: b'000000'
print(shown(lambda: bytes([1,2,255]).strip(b'a,b,c')))  # expect: b'\x01\x02\xff'
print(shown(lambda: b'a\r\nb\nc'.endswith(bytearray(b'xyz'), 0, -10)))  # expect: False
print(shown(lambda: b'123'.endswith(b'a\'b"c', 5, 5)))  # expect: False
print(shown(lambda: b'a\'b"c'.expandtabs()))  # expect: b'a\'b"c'
print(shown(lambda: sum(b'123')))  # expect: 150
print(shown(lambda: b'aaaa'.hex('-', 2)))  # expect: '6161-6161'
print(shown(lambda: bytes(3)))  # expect: b'\x00\x00\x00'
print(shown(lambda: bytearray(b'xyz').hex(':')))  # expect: '78:79:7a'
print(shown(lambda: bytes.fromhex('00ff')))  # expect: b'\x00\xff'
print(shown(lambda: int.from_bytes(bytearray(b'xyz'), "little", signed=True)))  # expect: 8026488
print(shown(lambda: bytearray(b'xyz').__add__(b'abc')))  # expect: bytearray(b'xyzabc')
print(shown(lambda: b'abc'.startswith(b'aaaa', -10, -10)))  # expect: False
print(shown(lambda: b'Hello World'.upper()))  # expect: b'HELLO WORLD'
print(shown(lambda: struct.unpack('>d', b'\x40\x09\x21\xfb\x54\x44\x2d\x18')))  # expect: (3.141592653589793,)
print(shown(lambda: b'  x y '.expandtabs()))  # expect: b'  x y '
print(shown(lambda: bytes.maketrans(b'a', b'b')[97]))  # expect: 98
print(shown(lambda: b'123'.hex('-', 2)))  # expect: '31-3233'
print(shown(lambda: b'a\'b"c'.rfind(b'aaaa', 2, 5)))  # expect: -1
print(shown(lambda: b'123'.index(b'a\r\nb\nc')))  # expect: ValueError
print(shown(lambda: bytes(b'a\'b"c')))  # expect: b'a\'b"c'
print(shown(lambda: b'a,b,c'.decode('ascii', 'replace')))  # expect: 'a,b,c'
print(shown(lambda: bytes.fromhex('AbCd')))  # expect: b'\xab\xcd'
print(shown(lambda: bytearray(b'xyz').endswith(b'aaaa', -2, 2)))  # expect: False
print(shown(lambda: bytes([1, 2])))  # expect: b'\x01\x02'
print(shown(lambda: struct.calcsize('10x')))  # expect: 10
print(shown(lambda: bytes([1,2,255]).decode('ascii', 'replace')))  # expect: '\x01\x02�'
print(shown(lambda: b'aaaa'.rfind(bytearray(b'xyz'), 0, 2)))  # expect: -1
print(shown(lambda: b'a,b,c'.expandtabs()))  # expect: b'a,b,c'
print(shown(lambda: struct.unpack('<H', b'a')))  # expect: error
print(shown(lambda: bytes.fromhex(' 01 02 ')))  # expect: b'\x01\x02'
print(shown(lambda: b'a\'b"c'.isascii()))  # expect: True
print(shown(lambda: b'aaaa'.index(b'123')))  # expect: ValueError
print(shown(lambda: 'a' in b'\x00\xff'))  # expect: TypeError
print(shown(lambda: b'abc'.rfind(b'a\r\nb\nc', -2, 2)))  # expect: -1
print(shown(lambda: b'Hello World'.rjust(6, b'.')))  # expect: b'Hello World'
print(shown(lambda: struct.unpack('<q', b'\xff' * 8)))  # expect: (-1,)
print(shown(lambda: b'Hello World'.title()))  # expect: b'Hello World'
print(shown(lambda: b'Hello World'.rfind(b'a\'b"c', -1, 5)))  # expect: -1
print(shown(lambda: b'a\r\nb\nc'.index(b'Hello World')))  # expect: ValueError
print(shown(lambda: b''.rfind(b'a\'b"c', 1, -1)))  # expect: -1
print(shown(lambda: struct.unpack('<e', b'\x00\x3c')))  # expect: (1.0,)
