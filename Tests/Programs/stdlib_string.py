import string
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for s in ['$a and ${b}', '$$x', '$', '$1', 'a$b', '${', '${a', '$a$b$$', 'x\ny $', '${a}b']:
    T = string.Template(s)
    t(lambda: T.substitute(a=1, b='z')); t(lambda: T.safe_substitute({'a': 5})); t(lambda: T.substitute({'a': 3})); t(lambda: T.is_valid()); t(lambda: T.get_identifiers())
print(string.capwords('hello  big world'), string.capwords('a-b', '-'), string.punctuation, repr(string.whitespace))
