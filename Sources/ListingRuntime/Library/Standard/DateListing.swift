/// `datetime`, in the listing language. Functions that read the computer's clock, such as `now`, raise an error.
enum DateListing {
  static let text = #"""
    import math as _math

    MINYEAR = 1
    MAXYEAR = 9999

    _DAYS_BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    _MONTHS = ['', 'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
               'November', 'December']
    _DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

    def _is_leap(year):
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

    def _days_in_month(year, month):
        if month == 2:
            return 29 if _is_leap(year) else 28
        return 30 if month in (4, 6, 9, 11) else 31

    def _ordinal(year, month, day):
        before = year - 1
        leap = 1 if month > 2 and _is_leap(year) else 0
        return before * 365 + before // 4 - before // 100 + before // 400 + _DAYS_BEFORE_MONTH[month] + leap + day

    def _from_ordinal(n):
        n -= 1
        n400, n = divmod(n, 146097)
        year = n400 * 400 + 1
        n100, n = divmod(n, 36524)
        n4, n = divmod(n, 1461)
        n1, n = divmod(n, 365)
        year += n100 * 100 + n4 * 4 + n1
        if n1 == 4 or n100 == 4:
            return year - 1, 12, 31
        month = 1
        while n >= _days_in_month(year, month):
            n -= _days_in_month(year, month)
            month += 1
        return year, month, n + 1

    def _refused(name):
        refuse(f'{name} asks for the time of day, which a pass does not have')

    def _check_date(year, month, day):
        for value in (year, month, day):
            if not isinstance(value, int):
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        if not MINYEAR <= year <= MAXYEAR:
            raise ValueError(f'year {year} is out of range')
        if not 1 <= month <= 12:
            raise ValueError('month must be in 1..12')
        if not 1 <= day <= _days_in_month(year, month):
            raise ValueError('day is out of range for month')

    def _check_time(hour, minute, second, microsecond):
        if not 0 <= hour <= 23:
            raise ValueError('hour must be in 0..23')
        if not 0 <= minute <= 59:
            raise ValueError('minute must be in 0..59')
        if not 0 <= second <= 59:
            raise ValueError('second must be in 0..59')
        if not 0 <= microsecond <= 999999:
            raise ValueError('microsecond must be in 0..999999')

    def _modf(number):
        whole = float(int(number))
        return number - whole, whole

    def _rounded_quotient(a, b):
        q, r = divmod(a, b)
        r *= 2
        over = r > b if b > 0 else r < b
        return q + 1 if over or r == b and q % 2 == 1 else q

    class timedelta:
        def __init__(self, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
            days += weeks * 7
            seconds += minutes * 60 + hours * 3600
            microseconds += milliseconds * 1000
            part = 0.0
            if isinstance(days, float):
                fraction, whole = _modf(days)
                fraction, more = _modf(fraction * 86400.0)
                days, whole_seconds, part = int(whole), int(more), fraction
            else:
                whole_seconds = 0
            if isinstance(seconds, float):
                fraction, whole = _modf(seconds)
                seconds, part = int(whole), part + fraction
            seconds += whole_seconds
            extra = part * 1e6
            if isinstance(microseconds, float):
                microseconds = round(microseconds + extra)
            else:
                microseconds = round(int(microseconds) + extra) if extra else int(microseconds)
            more, microseconds = divmod(microseconds, 1000000)
            more, seconds = divmod(seconds + more, 86400)
            days += more
            if abs(days) > 999999999:
                raise OverflowError(f'days={days}; must have magnitude <= 999999999')
            self.days = days
            self.seconds = seconds
            self.microseconds = microseconds

        def total_seconds(self):
            return self._microseconds() / 1000000

        def _microseconds(self):
            return (self.days * 86400 + self.seconds) * 1000000 + self.microseconds

        def __repr__(self):
            parts = []
            if self.days:
                parts.append(f'days={self.days}')
            if self.seconds:
                parts.append(f'seconds={self.seconds}')
            if self.microseconds:
                parts.append(f'microseconds={self.microseconds}')
            return f'datetime.{type(self).__name__}({", ".join(parts) or "0"})'

        def __str__(self):
            minutes, seconds = divmod(self.seconds, 60)
            hours, minutes = divmod(minutes, 60)
            text = f'{hours}:{minutes:02d}:{seconds:02d}'
            if self.days:
                text = f'{self.days} day{"" if abs(self.days) == 1 else "s"}, {text}'
            if self.microseconds:
                text += f'.{self.microseconds:06d}'
            return text

        def __add__(self, other):
            if not isinstance(other, timedelta):
                return NotImplemented
            return timedelta(self.days + other.days, self.seconds + other.seconds,
                             self.microseconds + other.microseconds)

        __radd__ = __add__

        def __sub__(self, other):
            if not isinstance(other, timedelta):
                return NotImplemented
            return timedelta(self.days - other.days, self.seconds - other.seconds,
                             self.microseconds - other.microseconds)

        def __neg__(self):
            return timedelta(-self.days, -self.seconds, -self.microseconds)

        def __pos__(self):
            return self

        def __abs__(self):
            return -self if self.days < 0 else self

        def __mul__(self, other):
            if isinstance(other, int):
                return timedelta(self.days * other, self.seconds * other, self.microseconds * other)
            if isinstance(other, float):
                return timedelta(0, 0, round(self._microseconds() * other))
            return NotImplemented

        __rmul__ = __mul__

        def __floordiv__(self, other):
            if isinstance(other, timedelta):
                return self._microseconds() // other._microseconds()
            if isinstance(other, int):
                return timedelta(0, 0, self._microseconds() // other)
            return NotImplemented

        def __truediv__(self, other):
            if isinstance(other, timedelta):
                return self._microseconds() / other._microseconds()
            if isinstance(other, int):
                return timedelta(0, 0, _rounded_quotient(self._microseconds(), other))
            if isinstance(other, float):
                return timedelta(0, 0, round(self._microseconds() / other))
            return NotImplemented

        def __mod__(self, other):
            if not isinstance(other, timedelta):
                return NotImplemented
            return timedelta(0, 0, self._microseconds() % other._microseconds())

        def __divmod__(self, other):
            return self // other, self % other

        def __eq__(self, other):
            return self._microseconds() == other._microseconds() if isinstance(other, timedelta) else NotImplemented

        def __lt__(self, other):
            return self._microseconds() < other._microseconds() if isinstance(other, timedelta) else NotImplemented

        def __le__(self, other):
            return self._microseconds() <= other._microseconds() if isinstance(other, timedelta) else NotImplemented

        def __gt__(self, other):
            return self._microseconds() > other._microseconds() if isinstance(other, timedelta) else NotImplemented

        def __ge__(self, other):
            return self._microseconds() >= other._microseconds() if isinstance(other, timedelta) else NotImplemented

        def __hash__(self):
            return hash((self.days, self.seconds, self.microseconds))

        def __bool__(self):
            return self.days != 0 or self.seconds != 0 or self.microseconds != 0

    timedelta.min = timedelta(-999999999)
    timedelta.max = timedelta(999999999, 86399, 999999)
    timedelta.resolution = timedelta(0, 0, 1)

    class tzinfo:
        def tzname(self, dt):
            raise NotImplementedError('tzinfo subclass must override tzname()')

        def utcoffset(self, dt):
            raise NotImplementedError('tzinfo subclass must override utcoffset()')

        def dst(self, dt):
            raise NotImplementedError('tzinfo subclass must override dst()')

    class timezone(tzinfo):
        def __init__(self, offset, name=None):
            if not isinstance(offset, timedelta):
                raise TypeError('offset must be a timedelta')
            if not timedelta(-1) < offset < timedelta(1):
                raise ValueError('offset must be a timedelta strictly between -timedelta(hours=24) and '
                                 f'timedelta(hours=24), not {offset!r}.')
            self._offset = offset
            self._name = name

        def utcoffset(self, dt):
            return self._offset

        def dst(self, dt):
            return None

        def tzname(self, dt):
            if self._name is not None:
                return self._name
            return 'UTC' + (_offset_text(self._offset) if self._offset else '')

        def __eq__(self, other):
            return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

        def __hash__(self):
            return hash(self._offset)

        def __str__(self):
            return self.tzname(None)

        def __repr__(self):
            if self is timezone.utc:
                return 'datetime.timezone.utc'
            if self._name is None:
                return f'datetime.timezone({self._offset!r})'
            return f'datetime.timezone({self._offset!r}, {self._name!r})'

    timezone.utc = timezone(timedelta(0))
    UTC = timezone.utc

    def _offset_text(offset, separator=':'):
        sign = '+'
        if offset.days < 0:
            sign = '-'
            offset = -offset
        hours, seconds = divmod(offset.seconds, 3600)
        minutes, seconds = divmod(seconds, 60)
        text = f'{sign}{hours:02d}{separator}{minutes:02d}'
        if seconds or offset.microseconds:
            text += f'{separator}{seconds:02d}'
            if offset.microseconds:
                text += f'.{offset.microseconds:06d}'
        return text

    def _formatted(format, when, hour, minute, second, microsecond, zone_of):
        parts = []
        place = 0
        while place < len(format):
            letter = format[place]
            place += 1
            if letter != '%' or place == len(format):
                parts.append(letter)
                continue
            code = format[place]
            place += 1
            year, month, day = when
            number = _ordinal(year, month, day)
            weekday = (number + 6) % 7
            of_year = number - _ordinal(year, 1, 1) + 1
            if code == 'Y':
                parts.append(str(year))
            elif code == 'm':
                parts.append(f'{month:02d}')
            elif code == 'd':
                parts.append(f'{day:02d}')
            elif code == 'e':
                parts.append(f'{day:2d}')
            elif code == 'H':
                parts.append(f'{hour:02d}')
            elif code == 'I':
                parts.append(f'{(hour + 11) % 12 + 1:02d}')
            elif code == 'M':
                parts.append(f'{minute:02d}')
            elif code == 'S':
                parts.append(f'{second:02d}')
            elif code == 'f':
                parts.append(f'{microsecond:06d}')
            elif code == 'p':
                parts.append('AM' if hour < 12 else 'PM')
            elif code == 'y':
                parts.append(f'{year % 100:02d}')
            elif code == 'C':
                parts.append(f'{year // 100:02d}')
            elif code == 'B':
                parts.append(_MONTHS[month])
            elif code in 'bh':
                parts.append(_MONTHS[month][:3])
            elif code == 'A':
                parts.append(_DAYS[weekday])
            elif code == 'a':
                parts.append(_DAYS[weekday][:3])
            elif code == 'w':
                parts.append(str((weekday + 1) % 7))
            elif code == 'u':
                parts.append(str(weekday + 1))
            elif code == 'j':
                parts.append(f'{of_year:03d}')
            elif code == 'U':
                parts.append(f'{(of_year + 6 - (weekday + 1) % 7) // 7:02d}')
            elif code == 'W':
                parts.append(f'{(of_year + 6 - weekday) // 7:02d}')
            elif code in 'GVg':
                iso = _iso_calendar(year, month, day)
                parts.append({'G': str(iso[0]), 'V': f'{iso[1]:02d}', 'g': f'{iso[0] % 100:02d}'}[code])
            elif code == 'F':
                parts.append(f'{year}-{month:02d}-{day:02d}')
            elif code == 'T':
                parts.append(f'{hour:02d}:{minute:02d}:{second:02d}')
            elif code == 'R':
                parts.append(f'{hour:02d}:{minute:02d}')
            elif code in 'Dx':
                parts.append(f'{month:02d}/{day:02d}/{year % 100:02d}')
            elif code == 'X':
                parts.append(f'{hour:02d}:{minute:02d}:{second:02d}')
            elif code == 'c':
                parts.append(f'{_DAYS[weekday][:3]} {_MONTHS[month][:3]} {day:2d} '
                             f'{hour:02d}:{minute:02d}:{second:02d} {year}')
            elif code == 'z':
                offset = zone_of.utcoffset() if zone_of is not None else None
                parts.append('' if offset is None else _offset_text(offset, ''))
            elif code == 'Z':
                name = zone_of.tzname() if zone_of is not None else None
                parts.append(name or '')
            elif code == 'n':
                parts.append('\n')
            elif code == 't':
                parts.append('\t')
            elif code == '%':
                parts.append('%')
            else:
                refuse(f'strftime: %{code} is not part of fwdb')
        return ''.join(parts)

    def _iso_calendar(year, month, day):
        def first_monday(year):
            number = _ordinal(year, 1, 1)
            weekday = (number + 6) % 7
            monday = number - weekday
            return monday + 7 if weekday > 3 else monday
        number = _ordinal(year, month, day)
        week, weekday = divmod(number - first_monday(year), 7)
        if week < 0:
            year -= 1
            week, weekday = divmod(number - first_monday(year), 7)
        elif week >= 52 and number >= first_monday(year + 1):
            year += 1
            week = 0
        return year, week + 1, weekday + 1

    def _digits(text, start, count):
        part = text[start:start + count]
        if len(part) != count or not (part.isascii() and part.isdecimal()):
            raise ValueError(part)
        return int(part)

    def _date_of(text):
        if len(text) == 10 and text[4] == '-' and text[7] == '-':
            return _digits(text, 0, 4), _digits(text, 5, 2), _digits(text, 8, 2)
        if len(text) == 8 and text.isdecimal():
            return _digits(text, 0, 4), _digits(text, 4, 2), _digits(text, 6, 2)
        raise ValueError(text)

    def _time_of(text):
        zone = None
        for place, letter in enumerate(text):
            if letter in '+-Z':
                if letter == 'Z':
                    if place != len(text) - 1:
                        raise ValueError(text)
                    zone = timezone.utc
                else:
                    hour, minute, second, microsecond, _ = _time_of(text[place + 1:])
                    offset = timedelta(hours=hour, minutes=minute, seconds=second, microseconds=microsecond)
                    if letter == '-':
                        offset = -offset
                    zone = timezone(offset) if offset else timezone.utc
                text = text[:place]
                break
        main, dot, fraction = text.replace(',', '.').partition('.')
        microsecond = 0
        if dot:
            if not (fraction.isascii() and fraction.isdecimal()):
                raise ValueError(text)
            microsecond = int((fraction + '00000')[:6])
        parts = main.split(':') if ':' in main else [main[place:place + 2] for place in range(0, len(main), 2)]
        if not 1 <= len(parts) <= 3 or dot and len(parts) < 3:
            raise ValueError(text)
        numbers = [_digits(part, 0, 2) if len(part) == 2 else _digits(part, 0, 9) for part in parts]
        hour, minute, second = (numbers + [0, 0])[:3]
        return hour, minute, second, microsecond, zone

    class date:
        def __init__(self, year, month, day):
            _check_date(year, month, day)
            self._year = year
            self._month = month
            self._day = day

        @property
        def year(self):
            return self._year

        @property
        def month(self):
            return self._month

        @property
        def day(self):
            return self._day

        @classmethod
        def today(cls):
            _refused(f'{cls.__name__}.today()')

        @classmethod
        def fromtimestamp(cls, *values):
            refuse('fromtimestamp() needs the time zone of the place, that a pass lacks')

        @classmethod
        def fromordinal(cls, n):
            if n < 1:
                raise ValueError('ordinal must be >= 1')
            year, month, day = _from_ordinal(n)
            if year > MAXYEAR:
                raise ValueError(f'year {year} is out of range')
            return cls(year, month, day)

        @classmethod
        def fromisoformat(cls, date_string):
            if not isinstance(date_string, str):
                raise TypeError('fromisoformat: argument must be str')
            try:
                parts = _date_of(date_string)
            except ValueError:
                raise ValueError(f'Invalid isoformat string: {date_string!r}') from None
            return cls(*parts)

        def toordinal(self):
            return _ordinal(self._year, self._month, self._day)

        def weekday(self):
            return (self.toordinal() + 6) % 7

        def isoweekday(self):
            return self.weekday() + 1

        def isocalendar(self):
            from collections import namedtuple
            kind = namedtuple('IsoCalendarDate', 'year week weekday')
            return kind(*_iso_calendar(self._year, self._month, self._day))

        def isoformat(self):
            return f'{self._year:04d}-{self._month:02d}-{self._day:02d}'

        def __str__(self):
            return self.isoformat()

        def __repr__(self):
            return f'datetime.{type(self).__name__}({self._year}, {self._month}, {self._day})'

        def __format__(self, format):
            return self.strftime(format) if format else str(self)

        def strftime(self, format):
            return _formatted(format, (self._year, self._month, self._day), 0, 0, 0, 0, None)

        def ctime(self):
            return self.strftime('%a %b %e 00:00:00 ') + f'{self._year:04d}'

        def replace(self, year=None, month=None, day=None):
            return type(self)(self._year if year is None else year, self._month if month is None else month,
                              self._day if day is None else day)

        def _key(self):
            return (self._year, self._month, self._day)

        def _comparable(self, other):
            return isinstance(other, date) and not isinstance(other, datetime)

        def __eq__(self, other):
            return self._key() == other._key() if self._comparable(other) else NotImplemented

        def __lt__(self, other):
            return self._key() < other._key() if self._comparable(other) else NotImplemented

        def __le__(self, other):
            return self._key() <= other._key() if self._comparable(other) else NotImplemented

        def __gt__(self, other):
            return self._key() > other._key() if self._comparable(other) else NotImplemented

        def __ge__(self, other):
            return self._key() >= other._key() if self._comparable(other) else NotImplemented

        def __hash__(self):
            return hash(self._key())

        def __add__(self, other):
            if not isinstance(other, timedelta):
                return NotImplemented
            number = self.toordinal() + other.days
            if not 1 <= number <= 3652059:
                raise OverflowError('date value out of range')
            return type(self).fromordinal(number)

        def __radd__(self, other):
            return self + other

        def __sub__(self, other):
            if isinstance(other, timedelta):
                return self + timedelta(-other.days)
            if isinstance(other, date):
                return timedelta(self.toordinal() - other.toordinal())
            return NotImplemented

    def _time_text(hour, minute, second, microsecond, timespec):
        if timespec == 'auto':
            timespec = 'microseconds' if microsecond else 'seconds'
        if timespec == 'hours':
            return f'{hour:02d}'
        if timespec == 'minutes':
            return f'{hour:02d}:{minute:02d}'
        if timespec == 'seconds':
            return f'{hour:02d}:{minute:02d}:{second:02d}'
        if timespec == 'milliseconds':
            return f'{hour:02d}:{minute:02d}:{second:02d}.{microsecond // 1000:03d}'
        if timespec == 'microseconds':
            return f'{hour:02d}:{minute:02d}:{second:02d}.{microsecond:06d}'
        raise ValueError('Unknown timespec value')

    class time:
        def __init__(self, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
            _check_time(hour, minute, second, microsecond)
            self.hour = hour
            self.minute = minute
            self.second = second
            self.microsecond = microsecond
            self.tzinfo = tzinfo
            self.fold = fold

        @classmethod
        def fromisoformat(cls, time_string):
            try:
                return cls(*_time_of(time_string.removeprefix('T')))
            except ValueError:
                raise ValueError(f'Invalid isoformat string: {time_string!r}') from None

        def utcoffset(self):
            return None if self.tzinfo is None else self.tzinfo.utcoffset(None)

        def tzname(self):
            return None if self.tzinfo is None else self.tzinfo.tzname(None)

        def isoformat(self, timespec='auto'):
            text = _time_text(self.hour, self.minute, self.second, self.microsecond, timespec)
            offset = self.utcoffset()
            return text if offset is None else text + _offset_text(offset)

        def strftime(self, format):
            return _formatted(format, (1900, 1, 1), self.hour, self.minute, self.second, self.microsecond, self)

        def replace(self, hour=None, minute=None, second=None, microsecond=None):
            return type(self)(self.hour if hour is None else hour, self.minute if minute is None else minute,
                              self.second if second is None else second,
                              self.microsecond if microsecond is None else microsecond, self.tzinfo)

        def __str__(self):
            return self.isoformat()

        def __format__(self, format):
            return self.strftime(format) if format else str(self)

        def __repr__(self):
            parts = [str(self.hour), str(self.minute)]
            if self.second or self.microsecond:
                parts.append(str(self.second))
            if self.microsecond:
                parts.append(str(self.microsecond))
            if self.tzinfo is not None:
                parts.append(f'tzinfo={self.tzinfo!r}')
            return f'datetime.{type(self).__name__}({", ".join(parts)})'

        def _key(self):
            key = (self.hour, self.minute, self.second, self.microsecond)
            return key if self.tzinfo is None else key + (self.utcoffset(),)

        def __eq__(self, other):
            return self._key() == other._key() if isinstance(other, time) else NotImplemented

        def __lt__(self, other):
            return self._key() < other._key() if isinstance(other, time) else NotImplemented

        def __le__(self, other):
            return self._key() <= other._key() if isinstance(other, time) else NotImplemented

        def __gt__(self, other):
            return self._key() > other._key() if isinstance(other, time) else NotImplemented

        def __ge__(self, other):
            return self._key() >= other._key() if isinstance(other, time) else NotImplemented

        def __hash__(self):
            return hash(self._key())

    time.min = time(0, 0)
    time.max = time(23, 59, 59, 999999)

    class datetime(date):
        def __init__(self, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
            super().__init__(year, month, day)
            _check_time(hour, minute, second, microsecond)
            self.hour = hour
            self.minute = minute
            self.second = second
            self.microsecond = microsecond
            self.tzinfo = tzinfo
            self.fold = fold

        @classmethod
        def now(cls, tz=None):
            _refused(f'{cls.__name__}.now()')

        @classmethod
        def utcnow(cls):
            _refused(f'{cls.__name__}.utcnow()')

        @classmethod
        def fromtimestamp(cls, timestamp, tz=None):
            if tz is None:
                refuse('fromtimestamp() needs the time zone of the place, that a pass lacks')
            whole = _math.floor(timestamp)
            microsecond = round((timestamp - whole) * 1000000)
            moment = cls(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=whole, microseconds=microsecond)
            return moment.astimezone(tz)

        @classmethod
        def utcfromtimestamp(cls, timestamp):
            return cls.fromtimestamp(timestamp, timezone.utc).replace(tzinfo=None)

        @classmethod
        def combine(cls, date, time, tzinfo=None):
            return cls(date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
                       time.tzinfo if tzinfo is None else tzinfo)

        @classmethod
        def fromisoformat(cls, date_string):
            if not isinstance(date_string, str):
                raise TypeError('fromisoformat: argument must be str')
            try:
                cut = 10 if date_string[4:5] == '-' else 8
                day = _date_of(date_string[:cut])
                if len(date_string) == cut:
                    return cls(*day)
                return cls(*day, *_time_of(date_string[cut + 1:]))
            except ValueError as error:
                if 'must be in' in str(error) or 'out of range' in str(error):
                    raise
                raise ValueError(f'Invalid isoformat string: {date_string!r}') from None

        @classmethod
        def strptime(cls, date_string, format):
            return _parsed(cls, date_string, format)

        def date(self):
            return date(self._year, self._month, self._day)

        def time(self):
            return time(self.hour, self.minute, self.second, self.microsecond)

        def timetz(self):
            return time(self.hour, self.minute, self.second, self.microsecond, self.tzinfo)

        def utcoffset(self):
            return None if self.tzinfo is None else self.tzinfo.utcoffset(self)

        def tzname(self):
            return None if self.tzinfo is None else self.tzinfo.tzname(self)

        def timestamp(self):
            if self.tzinfo is None:
                refuse('timestamp() needs the time zone of this place, which a pass does not have')
            return (self - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds()

        def astimezone(self, tz=None):
            if tz is None or self.tzinfo is None:
                refuse('astimezone() needs the time zone of this place, which a pass does not have')
            moment = self - self.utcoffset()
            return (moment + tz.utcoffset(self)).replace(tzinfo=tz)

        def isoformat(self, sep='T', timespec='auto'):
            text = (f'{self._year:04d}-{self._month:02d}-{self._day:02d}{sep}'
                    + _time_text(self.hour, self.minute, self.second, self.microsecond, timespec))
            offset = self.utcoffset()
            return text if offset is None else text + _offset_text(offset)

        def __str__(self):
            return self.isoformat(' ')

        def __repr__(self):
            parts = [self._year, self._month, self._day, self.hour, self.minute]
            if self.second or self.microsecond:
                parts.append(self.second)
            if self.microsecond:
                parts.append(self.microsecond)
            text = ', '.join([str(part) for part in parts])
            if self.tzinfo is not None:
                text += f', tzinfo={self.tzinfo!r}'
            return f'datetime.{type(self).__name__}({text})'

        def strftime(self, format):
            return _formatted(format, (self._year, self._month, self._day), self.hour, self.minute, self.second,
                              self.microsecond, self)

        def ctime(self):
            return self.strftime('%c')

        def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None,
                    tzinfo=True):
            return type(self)(
                self._year if year is None else year, self._month if month is None else month,
                self._day if day is None else day, self.hour if hour is None else hour,
                self.minute if minute is None else minute, self.second if second is None else second,
                self.microsecond if microsecond is None else microsecond, self.tzinfo if tzinfo is True else tzinfo)

        def _since(self):
            offset = self.utcoffset()
            seconds = self.hour * 3600 + self.minute * 60 + self.second
            moment = timedelta(self.toordinal(), seconds, self.microsecond)
            return moment if offset is None else moment - offset

        def _key(self):
            return (self._since(), self.tzinfo is None)

        def _comparable(self, other):
            return isinstance(other, datetime)

        def _ordered(self, other):
            if (self.utcoffset() is None) != (other.utcoffset() is None):
                raise TypeError("can't compare offset-naive and offset-aware datetimes")
            return self._since(), other._since()

        def __eq__(self, other):
            if not isinstance(other, datetime):
                return NotImplemented
            if (self.utcoffset() is None) != (other.utcoffset() is None):
                return False
            return self._since() == other._since()

        def __lt__(self, other):
            if not isinstance(other, datetime):
                return NotImplemented
            left, right = self._ordered(other)
            return left < right

        def __le__(self, other):
            if not isinstance(other, datetime):
                return NotImplemented
            left, right = self._ordered(other)
            return left <= right

        def __gt__(self, other):
            if not isinstance(other, datetime):
                return NotImplemented
            left, right = self._ordered(other)
            return left > right

        def __ge__(self, other):
            if not isinstance(other, datetime):
                return NotImplemented
            left, right = self._ordered(other)
            return left >= right

        def __hash__(self):
            return hash(self._since())

        def __add__(self, other):
            if not isinstance(other, timedelta):
                return NotImplemented
            seconds = self.hour * 3600 + self.minute * 60 + self.second
            moment = timedelta(self.toordinal(), seconds, self.microsecond) + other
            if not 1 <= moment.days <= 3652059:
                raise OverflowError('date value out of range')
            year, month, day = _from_ordinal(moment.days)
            hour, rest = divmod(moment.seconds, 3600)
            minute, second = divmod(rest, 60)
            return type(self)(year, month, day, hour, minute, second, moment.microseconds, self.tzinfo)

        def __sub__(self, other):
            if isinstance(other, timedelta):
                return self + -other
            if not isinstance(other, datetime):
                return NotImplemented
            if (self.utcoffset() is None) != (other.utcoffset() is None):
                raise TypeError("can't subtract offset-naive and offset-aware datetimes")
            return self._since() - other._since()

    date.min = date(1, 1, 1)
    date.max = date(9999, 12, 31)
    datetime.min = datetime(1, 1, 1)
    datetime.max = datetime(9999, 12, 31, 23, 59, 59, 999999)

    def _parsed(cls, text, format):
        def mismatch():
            return ValueError(f'time data {text!r} does not match format {format!r}')

        def number(place, most):
            end = place
            while end < len(text) and end < place + most and text[end] in '0123456789':
                end += 1
            if end == place:
                raise mismatch()
            return int(text[place:end]), end

        def named(place, names):
            for index, name in enumerate(names):
                if name and text[place:place + len(name)].lower() == name.lower():
                    return index, place + len(name)
            raise mismatch()

        found = {'Y': 1900, 'm': 1, 'd': 1, 'H': 0, 'M': 0, 'S': 0, 'f': 0}
        zone = None
        is_afternoon = None
        of_year = None
        place = 0
        at = 0
        format_text = format.replace('%F', '%Y-%m-%d').replace('%T', '%H:%M:%S').replace('%D', '%m/%d/%y')
        sizes = {'Y': 4, 'm': 2, 'd': 2, 'H': 2, 'M': 2, 'S': 2, 'y': 2, 'I': 2, 'j': 3}
        limits = {'m': (1, 12), 'd': (1, 31), 'H': (0, 23), 'M': (0, 59), 'S': (0, 61), 'I': (1, 12), 'j': (1, 366)}
        while at < len(format_text):
            letter = format_text[at]
            at += 1
            if letter.isspace():
                while place < len(text) and text[place].isspace():
                    place += 1
                continue
            if letter != '%':
                if text[place:place + 1].lower() != letter.lower():
                    raise mismatch()
                place += 1
                continue
            code = format_text[at:at + 1]
            at += 1
            if code in sizes and code:
                value, place_after = number(place, sizes[code])
                if code in limits:
                    low, high = limits[code]
                    while value > high and place_after > place + 1:
                        place_after -= 1
                        value = int(text[place:place_after])
                    if not low <= value <= high:
                        raise mismatch()
                if code == 'Y' and place_after - place != 4:
                    raise mismatch()
                place = place_after
                if code == 'y':
                    found['Y'] = value + (2000 if value < 69 else 1900)
                elif code == 'I':
                    found['H'] = value % 12
                elif code == 'j':
                    of_year = value
                else:
                    found[code] = value
            elif code == 'f':
                value, end = number(place, 6)
                found['f'] = int((text[place:end] + '00000')[:6])
                place = end
            elif code == 'B':
                found['m'], place = named(place, _MONTHS)
            elif code == 'b':
                found['m'], place = named(place, [name[:3] for name in _MONTHS])
            elif code == 'A':
                _, place = named(place, _DAYS)
            elif code == 'a':
                _, place = named(place, [name[:3] for name in _DAYS])
            elif code == 'p':
                is_afternoon, place = named(place, ['AM', 'PM'])
            elif code == 'z':
                if text[place:place + 1] == 'Z':
                    zone = timezone.utc
                    place += 1
                else:
                    end = place + 1
                    while end < len(text) and text[end] in '0123456789:.':
                        end += 1
                    try:
                        hour, minute, second, microsecond, _ = _time_of(text[place + 1:end])
                    except ValueError:
                        raise mismatch() from None
                    offset = timedelta(hours=hour, minutes=minute, seconds=second, microseconds=microsecond)
                    zone = timezone(-offset if text[place] == '-' else offset)
                    place = end
            elif code == '%':
                if text[place:place + 1] != '%':
                    raise mismatch()
                place += 1
            elif code in 'cxXZUWwuGV' and code:
                refuse(f'strptime: %{code} is not part of fwdb')
            else:
                raise ValueError(f"'{code}' is a bad directive in format '{format}'")
        if place != len(text):
            raise ValueError(f'unconverted data remains: {text[place:]}')
        if is_afternoon:
            found['H'] += 12
        if of_year is not None:
            found['Y'], found['m'], found['d'] = _from_ordinal(_ordinal(found['Y'], 1, 1) + of_year - 1)
        return cls(found['Y'], found['m'], found['d'], found['H'], found['M'], found['S'], found['f'], zone)
    """#
}
