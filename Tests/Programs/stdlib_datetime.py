import datetime
from datetime import date, timedelta, timezone
D = datetime.datetime
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
ts = [timedelta(1), timedelta(hours=-5), timedelta(1.5, 0.25, 3.7), timedelta(milliseconds=1234), timedelta(weeks=2, minutes=-3), timedelta(0), timedelta(microseconds=-1), timedelta(seconds=1e9), timedelta(days=0.1), timedelta(seconds=0.1, microseconds=0.5), timedelta(milliseconds=0.0005)]
for a in ts:
    print(repr(a), str(a), a.total_seconds(), bool(a), -a, abs(a), a * 3, a * 0.5, a / 2, a // 7, a / 1.5)
    for b in ts:
        print(a < b, a == b, a + b, a - b, end=' ')
        if b: print(a / b, a // b, a % b)
for y in [1, 4, 100, 400, 1900, 1970, 1999, 2000, 2023, 2024, 9999]:
    for m, d in [(1, 1), (2, 28), (2, 29), (3, 1), (12, 31), (6, 15)]:
        try: x = date(y, m, d)
        except ValueError as e: print(e); continue
        print(x, repr(x), x.toordinal(), x.weekday(), tuple(x.isocalendar()), x.strftime('%m %d %H %j %U %W %a %A %b %B %y %w %%'), x.ctime(), date.fromordinal(x.toordinal()), x.isoweekday(), x.timetuple if 0 else '')
        t(lambda: x + timedelta(31)); t(lambda: x - timedelta(365)); t(lambda: x - date(2000, 1, 1)); t(lambda: x.replace(day=30))
for x in [D(2024, 2, 29, 13, 5, 7, 123456), D(2023, 1, 1), D(1999, 12, 31, 23, 59, 59), D(2024, 6, 1, 12, tzinfo=timezone.utc), D(2024, 6, 1, 12, tzinfo=timezone(timedelta(hours=5, minutes=30)))]:
    print(x, repr(x), x.isoformat(), x.isoformat(' ', 'minutes'), x.isoformat(timespec='milliseconds'), x.date(), x.time(), repr(x.time()), x.strftime('%Y-%m-%dT%H:%M:%S.%f %p %I %z|%Z|%c %x %X'), x + timedelta(hours=30), x - timedelta(days=1, seconds=3), x.replace(hour=1), x.utcoffset(), x.tzname(), x.ctime(), f'{x:%H:%M}', f'{x}', hash(x) == hash(x), x == D.fromisoformat(x.isoformat()))
    t(lambda: x - D(2000, 1, 1)); t(lambda: x < D(2024, 1, 1)); t(lambda: x == D(2024, 1, 1)); t(lambda: x.timestamp() if x.tzinfo else 0); t(lambda: x.astimezone(timezone.utc) if x.tzinfo else 0)
for s in ['2024-01-01', '20240101', '2024-1-1', 'x', '2024-13-01', '2024-01-01T10', '2024-01-01T10:20', '2024-01-01 10:20:30.5', '2024-01-01T10:20:30+05:30', '2024-01-01T10:20:30Z', '2024-01-01T25:00', '2024-02-30']:
    t(lambda: repr(date.fromisoformat(s))); t(lambda: repr(D.fromisoformat(s)))
for s, f in [('2024-03-04 05:06:07', '%Y-%m-%d %H:%M:%S'), ('4 Mar 24', '%d %b %y'), ('March 4, 2024 3PM', '%B %d, %Y %I%p'), ('2024-03-04', '%Y/%m/%d'), ('2024-03-04x', '%Y-%m-%d'), ('12:30:01.5', '%H:%M:%S.%f'), ('2024-060', '%Y-%j'), ('2024-01-01T00:00:00+0100', '%Y-%m-%dT%H:%M:%S%z'), ('99', '%y'), ('13', '%m'), ('Tue', '%a')]:
    t(lambda: repr(D.strptime(s, f)))
t(lambda: date(2024, 2, 30)); t(lambda: D(2024, 1, 1, 24)); t(lambda: date(0, 1, 1)); t(lambda: timezone(timedelta(1)))
t(lambda: D.fromtimestamp(0, timezone.utc)); t(lambda: D.fromtimestamp(1700000000.25, timezone.utc)); t(lambda: D.combine(date(2020, 1, 2), datetime.time(3, 4))); t(lambda: repr(timezone.utc)); t(lambda: repr(timezone(timedelta(hours=-3), 'X'))); t(lambda: timezone(timedelta(hours=-3)))
t(lambda: date.min); t(lambda: D.max); t(lambda: isinstance(D(2020,1,1), date)); t(lambda: D(2019,1,1) < D(2020,1,2))
