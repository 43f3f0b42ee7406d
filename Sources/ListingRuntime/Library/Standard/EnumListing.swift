/// The part of Python's `enum` that is written in the listing language. It builds on `Enum` and `ReprEnum`.
enum EnumListing {
  static let text = """
    class IntEnum(int, ReprEnum):
        pass

    class StrEnum(str, ReprEnum):
        def __new__(cls, *values):
            if len(values) > 3:
                raise TypeError('too many arguments for str(): %r' % (values,))
            if len(values) == 1 and not isinstance(values[0], str):
                raise TypeError('%r is not a string' % (values[0],))
            member = str.__new__(cls, *values)
            member._value_ = str(*values)
            return member

        def _generate_next_value_(name, start, count, last_values):
            return name.lower()

    class FlagBoundary(StrEnum):
        STRICT = 'strict'
        CONFORM = 'conform'
        EJECT = 'eject'
        KEEP = 'keep'

    STRICT, CONFORM, EJECT, KEEP = FlagBoundary

    def _bits(value, count):
        digits = f'{value & (2 ** count - 1):0{count}b}'
        return f"0b{'1' if value < 0 else '0'} {digits}"

    class Flag(Enum):
        _is_flag_ = True
        _boundary_ = STRICT
        _ejects_ = False

        def _generate_next_value_(name, start, count, last_values):
            if not count:
                return start if start is not None else 1
            last = max(last_values)
            if not isinstance(last, int):
                raise TypeError(f'invalid flag value {last!r}')
            return 2 ** last.bit_length()

        @classmethod
        def _masks_(cls):
            mask = single = 0
            for member in cls._member_map_.values():
                value = int(member._value_)
                mask = mask | value
                if value > 0 and value & (value - 1) == 0:
                    single = single | value
            return mask, single, 2 ** mask.bit_length() - 1

        @classmethod
        def _missing_(cls, value):
            if not isinstance(value, int):
                raise ValueError(f'{value!r} is not a valid {cls.__qualname__}')
            given = value = int(value)
            mask, single, every = cls._masks_()
            if not ~every <= value <= every or value & (every ^ mask):
                if cls._boundary_ is STRICT:
                    count = max(value.bit_length(), mask.bit_length())
                    raise ValueError(
                        f'{cls!r} invalid value {value}\\n    given {_bits(value, count)}\\n  allowed {_bits(mask, count)}')
                if cls._boundary_ is CONFORM:
                    value = value & mask
                elif cls._boundary_ is EJECT:
                    return value
                elif value < 0:
                    value = max(every + 1, 2 ** value.bit_length()) + value
            if value < 0:
                value = every + 1 + value
            unknown = value & ~mask
            known = cls._value2member_map_.get(value)
            if known is None:
                name = None
                if value & mask:
                    name = '|'.join([member._name_ for member in cls if member._value_ & value])
                    if unknown:
                        name = f'{name}|{unknown}'
                known = enum_composite(cls, value, name)
                if not unknown:
                    cls._value2member_map_[value] = known
            if given < 0 and not unknown:
                cls._value2member_map_[given] = known
            return known

        def _operand_(self, other):
            if isinstance(other, type(self)):
                return int(other._value_)
            if self._member_type_ is not object and isinstance(other, self._member_type_):
                return int(other)
            return None

        def __or__(self, other):
            other = self._operand_(other)
            if other is None:
                return NotImplemented
            return type(self)(int(self._value_) | other)

        def __and__(self, other):
            other = self._operand_(other)
            if other is None:
                return NotImplemented
            return type(self)(int(self._value_) & other)

        def __xor__(self, other):
            other = self._operand_(other)
            if other is None:
                return NotImplemented
            return type(self)(int(self._value_) ^ other)

        __ror__ = __or__
        __rand__ = __and__
        __rxor__ = __xor__

        def __invert__(self):
            value = ~int(self._value_)
            if self._boundary_ is EJECT or self._boundary_ is KEEP:
                return type(self)(value)
            return type(self)(type(self)._masks_()[1] & value)

        def __contains__(self, other):
            if not isinstance(other, type(self)):
                names = f"'{type(other).__qualname__}' and '{type(self).__qualname__}'"
                raise TypeError(f"unsupported operand type(s) for 'in': {names}")
            return other._value_ & self._value_ == other._value_

        def __iter__(self):
            for member in type(self):
                if member._value_ & self._value_:
                    yield member

        def __len__(self):
            return bin(self._value_).count('1')

        def __bool__(self):
            return self._value_ != 0

    class IntFlag(int, ReprEnum, Flag):
        _boundary_ = KEEP
        __or__ = Flag.__or__
        __and__ = Flag.__and__
        __xor__ = Flag.__xor__
        __ror__ = Flag.__or__
        __rand__ = Flag.__and__
        __rxor__ = Flag.__xor__
        __invert__ = Flag.__invert__

    def unique(enumeration):
        duplicates = []
        for name, member in enumeration.__members__.items():
            if name != member.name:
                duplicates.append(f'{name} -> {member.name}')
        if duplicates:
            raise ValueError(f"duplicate values found in {enumeration!r}: {', '.join(duplicates)}")
        return enumeration

    class EnumCheck(StrEnum):
        CONTINUOUS = 'no skipped integer values'
        NAMED_FLAGS = 'multi-flag aliases may not contain unnamed flags'
        UNIQUE = 'one name per value'

    CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck

    class verify:
        def __init__(self, *checks):
            self.checks = checks

        def __call__(self, enumeration):
            for check in self.checks:
                if check is UNIQUE:
                    unique(enumeration)
                elif check is CONTINUOUS:
                    values = {member.value for member in enumeration}
                    if issubclass(enumeration, Flag):
                        refuse('verify(CONTINUOUS) of a flag is not supported')
                    missing = [value for value in range(min(values) + 1, max(values)) if value not in values]
                    if missing:
                        names = ', '.join([str(value) for value in missing])
                        raise ValueError(f"invalid enum '{enumeration.__name__}': missing values {names}")
                else:
                    refuse('verify(NAMED_FLAGS) is not supported')
            return enumeration

    property = property
    DynamicClassAttribute = property
    """
}
