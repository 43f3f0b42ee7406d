import re
pats = [r'a', r'a+', r'(a)(b)?', r'\d+', r'\w+', r'\bfoo\b', r'^a', r'a$', r'(?i)ABC', r'[a-z]+', r'[^a-z]+', r'(?P<x>\w)(?P=x)', r'(a|b)*c', r'', r'x*', r'(?<=a)b', r'(?<!a)b', r'a{2,3}', r'a{2,3}?', r'a{,2}', r'{', r'a{', r'a{1', r'a{1,', r'\.', r'[\d\s]', r'[\W]', r'[^\W\d]', r'(?:a|ab)(?:c|bcd)(?:d*)', r'(?s).+', r'.+', r'(?m)^.', r'(?m).$', r'\A\w', r'\w\Z', r'\t|\n', r'\x41', r'\u00e9', r'[\u00e0-\u00ff]', r'(?x) a b # c', r'(a(?P<n>b)?)', r'((ab))', r'(?:(a)|(b))*', r'(a)|b', r'(?(1)a|b)', r'(a)?(?(1)b|c)', r'(?>a+)b', r'a++b', r'a*+', r'\B', r'\b', r'(?i:a)B', r'(?-i:a)', r'[]a]', r'[^]a]', r'[a-]', r'[-a]', r'\\', r'[\]]', r'(?#c)a', r'\0', r'\07', r'\1', r'(a)\1', r'[\b]', r'é', r'\s+', r'(\w+)\s(\w+)', r'a|b|', r'(|a)+', r'(a*)*', r'(a*)+', r'(?=a)', r'(?!a).', r'[[]', r'\S', r'\D', r'\W']
bad = [r'(', r')', r'[', r'*', r'a**', r'a{3,2}', r'(?P<1>a)', r'(?P<a>x)(?P<a>y)', r'(?P=z)', r'\q', r'\z', r'\8', r'(?', r'(?<a', r'(?P', r'(?Px', r'(?z)', r'[z-a]', r'[a-\d]', r'(?<=a+)b', r'\x1', r'\u12', r'a(?i)b', r'(?P<>a)', r'(?P<a', r'(?(2)a|b)', r'(?(1', r'(?(0)a)', r'(?#', '\\', r'[\8]', r'(?i', r'(?-', r'(?-a:b)', r'(?au:a)', r'(?i-i:a)', r'^*', r'(?:', r'(a', r'a)b', r'(?=a', r'(?P<n', r'(?L)a', r'x{99999999999}', r'(?(n)a)', r'(\1)', r'(?(1)a|b|c)', r'\400', r'[\400]', r'(?iz)', r'+', r'|*', '(?<=(a)\\1)', 'a\n(b']
texts = ['', 'ab', 'aab cab', 'foo bar', 'x\ny\n', 'é è', 'A.b [x]']
def show(m):
    if m is None: return None
    return (m.span(), m.groups(), m.lastindex, m.lastgroup, m.group(0), m.groupdict())
for p in pats:
    try: c = re.compile(p)
    except re.error as e:
        print(p, 'error', e, e.pos); continue
    except Exception as e:
        print(p, type(e).__name__, e); continue
    print(p, c.groups, c.flags, dict(c.groupindex), c)
    for t in texts:
        print(' ', repr(t), show(c.search(t)), show(c.match(t)), show(c.fullmatch(t)), c.findall(t), c.split(t), c.sub('<\\g<0>>', t), c.subn('-', t, 1), [m.span() for m in c.finditer(t)])
for p in bad:
    try: print(p, 'ok', re.compile(p).groups)
    except re.error as e: print(p, '| error', e, e.pos, e.lineno, e.colno, e.msg)
    except Exception as e: print(p, '|', type(e).__name__, e)
for fl in [re.I, re.M, re.S, re.X, re.A, re.I|re.A]:
    for p in ['a.b', '^b', 'b$', 'A B', r'\w+', r'\d', '[A-C]+', r'\bé', r'\s', 'é', 'É', '[É]', 'k', 's']:
        for t in ['a\nb', 'b', 'a b', 'AB', 'é1', '٣', 'abcABC', ' é', '\x1c', 'É', '\u212a', 'ſ', 'c\nb\n']:
            m = re.compile(p, fl).search(t)
            print(int(fl), p, repr(t), m and m.span())
print(re.sub(r'(\w+) (\w+)', r'\2 \1', 'hello world'), re.sub('a', lambda m: m.group().upper(), 'banana'), re.sub('a', r'\n\t\\', 'bab'))
for t in [r'\3', r'\g<x>', r'\g<1', r'\q', r'\g', r'\g<>', '\\', r'\g<-1>', r'\g<9>', r'\400', r'\0', r'\07x', r'\.']:
    try: print(t, repr(re.sub('(a)', t, 'bab')))
    except Exception as e: print(t, type(e).__name__, e)
print(re.escape('a.b*c [x] é-_'), re.split(r'(,)\s*', 'a, b,c'), re.split('x*', 'axbc'), re.split(r'\s+', ' a b ', maxsplit=1))
m = re.match(r'(?P<first>\w+) (?P<second>\w+)?', 'Isaac ')
print(m, m['first'], m.group('first', 'second'), m.groups('z'), m.groupdict('q'), m.start('second'), m.expand(r'\1-\2'), m.regs, m.re.pattern, m.string, m.pos, m.endpos)
try: m.group(5)
except IndexError as e: print(e)
try: m['nope']
except IndexError as e: print(e)
p = re.compile(r'(?P<NUM>\d+)|(?P<ID>[a-z]+)|(?P<OP>[+*])')
print([(m.lastgroup, m.group()) for m in p.finditer('12+ab*c3')])
print(re.compile('a').search('bab', 2), re.compile('^a').search('ba', 1), re.compile('a$').search('ab', 0, 1), re.compile('a') == re.compile('a'), bool(re.match('', '')))
print(re.compile('a', re.I | re.M), re.findall('(a)(b)?', 'abaa'), re.fullmatch('a|ab', 'ab'))
print(re.sub('', '-', 'abc'), re.sub('x*', '-', 'abxd'), re.subn('b*', 'X', 'abc'))
