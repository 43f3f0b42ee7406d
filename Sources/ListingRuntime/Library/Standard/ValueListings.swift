/// `uuid`, in the listing language.
enum ValueListings {
  static let uuid = #"""
    _DIGITS = '0123456789abcdef'

    class UUID:
        def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *, is_safe=None):
            if hex is None or bytes is not None or bytes_le is not None or fields is not None or int is not None:
                refuse('uuid.UUID: fwdb makes one from its hexadecimal text only')
            text = hex.replace('urn:', '').replace('uuid:', '').strip('{}').replace('-', '').lower()
            if len(text) != 32 or [digit for digit in text if digit not in _DIGITS]:
                raise ValueError('badly formed hexadecimal UUID string')
            if version is not None:
                if not 1 <= version <= 5:
                    raise ValueError('illegal version number')
                text = text[:12] + str(version) + text[13:16] + '89ab'[_DIGITS.index(text[16]) % 4] + text[17:]
            self.hex = text

        @property
        def version(self):
            return int(self.hex[12], 16) if self.variant == 'specified in RFC 4122' else None

        @property
        def variant(self):
            digit = int(self.hex[16], 16)
            if digit < 8:
                return 'reserved for NCS compatibility'
            if digit < 12:
                return 'specified in RFC 4122'
            return 'reserved for Microsoft compatibility' if digit < 14 else 'reserved for future definition'

        @property
        def urn(self):
            return 'urn:uuid:' + str(self)

        @property
        def time_low(self):
            return int(self.hex[:8], 16)

        @property
        def node(self):
            return int(self.hex[20:], 16)

        def __str__(self):
            text = self.hex
            return f'{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}'

        def __repr__(self):
            return f"UUID('{self}')"

        def __hash__(self):
            return hash(self.hex)

        def __eq__(self, other):
            return self.hex == other.hex if isinstance(other, UUID) else NotImplemented

        def __lt__(self, other):
            return self.hex < other.hex if isinstance(other, UUID) else NotImplemented

        def __le__(self, other):
            return self.hex <= other.hex if isinstance(other, UUID) else NotImplemented

        def __gt__(self, other):
            return self.hex > other.hex if isinstance(other, UUID) else NotImplemented

        def __ge__(self, other):
            return self.hex >= other.hex if isinstance(other, UUID) else NotImplemented

    NAMESPACE_DNS = UUID('6ba7b810-9dad-11d1-80b4-00c04fd430c8')
    NAMESPACE_URL = UUID('6ba7b811-9dad-11d1-80b4-00c04fd430c8')
    NAMESPACE_OID = UUID('6ba7b812-9dad-11d1-80b4-00c04fd430c8')
    NAMESPACE_X500 = UUID('6ba7b814-9dad-11d1-80b4-00c04fd430c8')

    def _refused(name):
        def make(*values):
            refuse(f'uuid.{name} is refused: no two runs would make the same value')
        return make

    uuid1 = _refused('uuid1')
    uuid4 = _refused('uuid4')

    def _hashed(name):
        def make(*values):
            refuse(f'uuid.{name} needs a hash that is not part of fwdb')
        return make

    uuid3 = _hashed('uuid3')
    uuid5 = _hashed('uuid5')
    """#
}
