"""Random programs for scripts/fuzz-against-python: of Python's language, and of tensor code.

A program is a list of statements, each with the lines of its block. Every statement prints what it computes. A
statement that raises prints the kind of the error, so that the rest of the program runs. A program without some of its
statements is a program too: a statement that uses a name without a value prints NameError.
"""

import random

# The line that each statement prints before its own output.
MARK = "----"

INTS = ["0", "1", "-1", "2", "3", "7", "-5", "10", "255", "1000003", "2**40", "-2**63", "2**63 - 1", "2**70", "True"]
FLOATS = [
    "0.0", "-0.0", "0.5", "1.5", "-2.25", "3.0", "1e-7", "1e22", "123456.789", "float('inf')", "float('nan')", "1/3"
]
TEXTS = [
    "''", "'a'", "'abc'", "'Hello, World'", "' x  y '", "'12'", "'-3.5'", "'a,b,,c'", "'line\\nnext'",
    "'\\u00e9t\\u00e9'", "'e\\u0301'", "'\\U0001F600!'", "'tab\\there'", '"it\'s"', "'ABC abc'", "'%d'", "'{}'"
]
SPECS = [
    "", "d", "5d", "<6", ">6", "^7", "05d", "+", ",", "x", "#x", "b", "08b", "o", "e", ".3f", "8.2f", ".2e", ".4g", "%",
    ".1%", "*^9", "_", "+.3f", "-10.3f", "s", "10s", ".2s", "c", "n", "#o", "=+8d", "<8.3f"
]
STRING_METHODS = [
    "upper()", "lower()", "title()", "capitalize()", "swapcase()", "strip()", "lstrip()", "rstrip()", "split()",
    "split(',')", "rsplit(',', 1)", "partition(',')", "rpartition('b')", "splitlines()", "replace('a', 'bb')",
    "replace('', '-')", "find('b')", "rfind('b')", "count('a')", "startswith('a')", "endswith(('c', 'd'))", "isdigit()",
    "isalpha()", "isalnum()", "isspace()", "isupper()", "islower()", "istitle()", "isidentifier()", "isnumeric()",
    "isdecimal()", "isascii()", "zfill(6)", "center(9, '*')", "ljust(5)", "rjust(5, '.')", "expandtabs(4)",
    "casefold()", "encode()", "index('a')", "join(['x', 'y', 'z'])", "removeprefix('a')", "removesuffix('c')",
    "strip('abc')", "translate({97: 'X', 98: None})", "format(1)", "encode('utf-8').hex()"
]
LIST_METHODS = [
    "append(9)", "extend([4, 5])", "insert(1, 8)", "insert(-1, 8)", "pop()", "pop(0)", "remove(1)", "reverse()",
    "sort()", "sort(reverse=True)", "index(2)", "count(1)", "copy()", "clear()", "sort(key=lambda v: -v)"
]
DICT_METHODS = [
    "get('a')", "get('zz', 0)", "keys()", "values()", "items()", "pop('a')", "pop('zz', None)", "setdefault('n', [])",
    "update(b=9)", "update({'c': 1})", "popitem()", "copy()"
]
SET_METHODS = [
    "union({7})", "intersection({1, 2})", "difference({1})", "symmetric_difference([1, 9])", "issubset({1, 2, 3, 4})",
    "issuperset({1})", "isdisjoint({5})", "add(5)", "discard(1)", "remove(9)"
]
BINARY = ["+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>"]
COMPARISONS = ["==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"]
BUILTINS = [
    "len", "sum", "max", "min", "sorted", "list", "tuple", "reversed", "any", "all", "str", "repr", "bool", "enumerate",
    "hash"
]


class Program:
    """A random program. `statements` is a list; each statement is a list of lines."""

    def __init__(self, seed, kind):
        self.choose = random.Random(seed)
        self.kind = kind
        self.names = {}
        self.count = 0
        maker = Tensors(self) if kind == "tensors" else Language(self)
        self.prologue = maker.prologue
        self.statements = [maker.statement() for _ in range(self.choose.randint(4, 16))]

    def text(self, statements=None):
        blocks = self.statements if statements is None else statements
        return "\n".join(self.prologue + [line for block in blocks for line in [f"print('{MARK}')"] + block])

    def fresh(self, kind):
        self.count += 1
        name = f"{kind}{self.count}"
        self.names.setdefault(kind, []).append(name)
        return name

    def name(self, kind):
        known = self.names.get(kind)
        return self.choose.choice(known) if known else None


def guarded(lines):
    """Returns the lines in a block that prints the kind of the error if a line raises."""
    return (["try:"] + ["    " + line for line in lines] +
            ["except Exception as error:", "    print('raises', type(error).__name__)"])


def attempted(lines):
    """Returns the lines in a block that prints `raises` if a line raises.

    The block does not print the kind of the error, because it differs between versions of the frameworks."""
    return ["try:"] + ["    " + line for line in lines] + ["except Exception:", "    print('raises')"]


class Language:
    prologue = [
        "import math", "from functools import partial, reduce",
        "from collections import OrderedDict, namedtuple, deque", "from contextlib import contextmanager"
    ]

    def __init__(self, program):
        self.program, self.choose = program, program.choose

    def pick(self, *options):
        return self.choose.choice(options)

    def integer(self, depth=0):
        kind = self.choose.randrange(7 if depth < 3 else 3)
        if kind < 2:
            return self.choose.choice(INTS)
        if kind == 2:
            return self.program.name("n") or self.choose.choice(INTS)
        if kind == 3:
            return f"({self.integer(depth + 1)} {self.choose.choice(BINARY[:6])} {self.small(depth + 1)})"
        if kind == 4:
            return f"len({self.sequence(depth + 1)})"
        if kind == 5:
            return self.pick("int", "abs", "round", "-", "~", "+", "bool") + f"({self.number(depth + 1)})"
        return f"({self.integer(depth + 1)} if {self.condition(depth + 1)} else {self.integer(depth + 1)})"

    def small(self, depth=0):
        return self.pick("1", "2", "3", "-2", "5", "0")

    def real(self, depth=0):
        kind = self.choose.randrange(5 if depth < 3 else 2)
        if kind < 2:
            return self.choose.choice(FLOATS)
        if kind == 2:
            return self.program.name("f") or self.choose.choice(FLOATS)
        if kind == 3:
            return f"({self.number(depth + 1)} {self.pick('+', '-', '*', '/', '//', '%')} {self.number(depth + 1)})"
        return (
            f"math.{self.pick('floor', 'sqrt', 'exp', 'cos', 'fabs', 'ceil', 'trunc', 'log1p')}({self.real(depth + 1)})"
        )

    def number(self, depth=0):
        return self.integer(depth) if self.choose.random() < 0.6 else self.real(depth)

    def text(self, depth=0):
        kind = self.choose.randrange(6 if depth < 3 else 2)
        if kind < 1:
            return self.choose.choice(TEXTS)
        if kind == 1:
            return self.program.name("s") or self.choose.choice(TEXTS)
        if kind == 2:
            return f"({self.text(depth + 1)} + {self.text(depth + 1)})"
        if kind == 3:
            return f"{self.text(depth + 1)}{self.slice()}"
        if kind == 4:
            value = self.any(depth + 1).replace("\\", "").replace("\n", "")
            quote = '"' if "'" in value else "'"
            if '"' in value or "{" in value or "}" in value or "lambda" in value or ":" in value or "!" in value:
                return self.choose.choice(TEXTS)
            return f"f{quote}<{{{value}{self.pick('', '!r', '!s')}:{self.choose.choice(SPECS)}}}>{quote}"
        return f"{self.text(depth + 1)}.{self.pick('upper()', 'strip()', 'title()', 'lower()')}"

    def slice(self):
        part = lambda: self.pick("", "0", "1", "2", "-1", "-2", "5", "100", "-100")
        return self.pick(f"[{part()}:{part()}]", f"[{part()}:{part()}:{self.pick('1', '2', '-1', '-2', '')}]")

    def sequence(self, depth=0):
        kind = self.choose.randrange(8 if depth < 3 else 3)
        if kind < 2:
            items = ", ".join(self.integer(3) for _ in range(self.choose.randint(0, 4)))
            return f"[{items}]"
        if kind == 2:
            return self.program.name("l") or "[1, 2, 3]"
        if kind == 3:
            return f"{self.sequence(depth + 1)}{self.slice()}"
        if kind == 4:
            return f"[v {self.pick('+ 1', '* 2', '% 3', '** 2')} for v in {self.sequence(depth + 1)} if {self.pick('v', 'v > 1', 'v % 2', 'not v')}]"
        if kind == 5:
            return f"({self.sequence(depth + 1)} {self.pick('+', '* 2 +')} {self.sequence(depth + 1)})"
        if kind == 6:
            return f"sorted({self.sequence(depth + 1)}, reverse={self.pick('True', 'False')})"
        return f"list({self.pick('range(5)', 'range(7, 0, -2)', 'reversed([1, 2, 3])', 'zip([1, 2], [3, 4])', 'enumerate([5, 6], 1)', 'map(abs, [-1, 2])')})"

    def dictionary(self):
        return self.program.name("d") or "{'a': 1, 'b': [2, 3]}"

    def set(self):
        return self.pick("{1, 2, 3}", "set()", "{3, 1}", "frozenset([1, 4])", "set('abca')")

    def condition(self, depth=0):
        kind = self.choose.randrange(5 if depth < 3 else 2)
        if kind < 2:
            return f"{self.number(depth + 1)} {self.choose.choice(COMPARISONS[:6])} {self.number(depth + 1)}"
        if kind == 2:
            return f"{self.integer(depth + 1)} in {self.sequence(depth + 1)}"
        if kind == 3:
            return f"({self.condition(depth + 1)} {self.pick('and', 'or')} not {self.condition(depth + 1)})"
        return f"{self.small()} <= {self.integer(depth + 1)} < {self.integer(depth + 1)}"

    def any(self, depth=0):
        return self.pick(self.integer, self.real, self.text, self.sequence, self.condition)(depth)

    def statement(self):
        makers = ([self.assignment] * 6 + [self.expression] * 8 + [self.method] * 5 + [
            self.loop, self.function, self.klass, self.generator, self.matching, self.handler, self.context,
            self.closure, self.unpacking, self.formatting, self.comprehension, self.mutation, self.exotic
        ])
        return self.choose.choice(makers)()

    def assignment(self):
        kind, value = self.pick(("n", self.integer), ("f", self.real), ("s", self.text), ("l", self.sequence))
        text = value()
        name = self.program.fresh(kind)
        return guarded([f"{name} = {text}", f"print('{name}', repr({name}))"])

    def expression(self):
        kind = self.choose.randrange(6)
        if kind == 0:
            text = f"{self.choose.choice(BUILTINS)}({self.pick(self.sequence, self.text, self.set)()})"
            if text.startswith(("reversed", "enumerate", "hash(", "sum(set", "list(", "tuple(")):
                text = f"sorted({self.sequence()})" if text.startswith("hash") else f"list({text})"
            if "set" in text or "{" in text:
                text = f"sorted({self.set()}, key=repr)"
        elif kind == 1:
            text = f"({self.number()} {self.choose.choice(BINARY)} {self.small()})"
        elif kind == 2:
            text = f"({self.any()} {self.choose.choice(COMPARISONS[:6])} {self.any()})"
        elif kind == 3:
            text = f"divmod({self.number()}, {self.number()})"
        elif kind == 4:
            text = f"round({self.number()}, {self.pick('0', '1', '2', '-1', '-2', 'None')})"
        else:
            text = self.any()
        return guarded([f"print(repr({text}))"])

    def method(self):
        kind = self.choose.randrange(4)
        if kind == 0:
            return guarded([f"print(repr({self.text()}.{self.choose.choice(STRING_METHODS)}))"])
        if kind == 1:
            value, call = self.sequence(), self.choose.choice(LIST_METHODS)
            return guarded([f"values = list({value})", f"print(repr(values.{call}), values)"])
        if kind == 2:
            return guarded([
                "table = {'a': 1, 'b': [2, 3], 3: None}",
                f"print(repr(table.{self.choose.choice(DICT_METHODS)}), table)"
            ])
        return guarded([
            f"items = set({self.sequence()})", f"r = items.{self.choose.choice(SET_METHODS)}",
            "print(sorted(r) if isinstance(r, set) else r, sorted(items))"
        ])

    def loop(self):
        head = self.pick(f"for v in {self.sequence()}:", f"for i, v in enumerate({self.sequence()}):",
                         "for v in range(6):", f"for v in {self.text()}:", "for k, v in {'a': 1, 'b': 2}.items():")
        body = self.pick(["    if v == 2: continue"], ["    if v == 3: break"], ["    total += 1"],
                         ["    for w in [1, 2]:", "        if w == v: break"])
        return guarded(["total = 0", head] + body +
                       ["    print(v, end=' ')", "else:", "    print('done', end=' ')", "print(total)"])

    def function(self):
        name = self.program.fresh("g")
        parameters = self.pick("a, b=2", "a, *rest", "a, *, k=3", "a, /, b=1", "a=1, **named", "*args, **kw")
        call = self.pick("1", "1, 2", "1, 2, 3", "a=1", "1, b=5", "1, k=4", "*[1, 2]", "**{'a': 7}", "", "1, x=2")
        names = [p.strip().split("=")[0].lstrip("*") for p in parameters.split(",") if p.strip() not in ("*", "/")]
        return guarded([
            f"def {name}({parameters}):", f"    return ({', '.join(names)},)", f"print({name}({call}), {name}.__name__)"
        ])

    def klass(self):
        name = self.program.fresh("K")
        base = (self.program.names["K"][-2]
                if len(self.program.names["K"]) > 1 and self.choose.random() < 0.5 else "object")
        special = self.pick(
            ["def __eq__(self, other): return isinstance(other, object) and self.x == getattr(other, 'x', None)"], [
                "def __add__(self, other): return ('add', self.x, other)",
                "def __radd__(self, other): return ('radd', self.x, other)"
            ], [
                "def __len__(self): return 3", "def __getitem__(self, i):", "    if i > 2: raise IndexError(i)",
                "    return i * 10"
            ], ["def __call__(self, *a, **k): return (a, sorted(k.items()))"],
            ["def __repr__(self): return f'{type(self).__name__}({self.x})'"],
            ["@property", "def y(self): return self.x + 1", "@y.setter", "def y(self, v): self.x = v"],
            ["@classmethod", "def make(cls, v): return cls(v)", "@staticmethod", "def double(v): return v * 2"],
            ["def __getattr__(self, name): return name.upper()"], ["def __iter__(self): return iter([self.x, 2])"],
            ["def __bool__(self): return self.x > 1"], ["def __lt__(self, o): return self.x < o.x"],
            ["def __hash__(self): return 5"], [
                "def __enter__(self): return self",
                "def __exit__(self, *e): print('exit', e[0] and e[0].__name__); return self.x == 2"
            ], ["def __contains__(self, v): return v == self.x"], ["__slots__ = ('x',)"],
            ["counter = [0]", "def bump(self): self.counter[0] += 1; return self.counter"])
        use = self.pick("c == {0}(1)", "c + 1", "1 + c", "len(c)", "list(c)", "c(1, k=2)", "repr(c).split(' ')[0]",
                        "c.y", "c.make(4).x", "c.double(3)", "c.missing", "bool(c)", "sorted([{0}(3), {0}(1)])[0].x",
                        "1 in c", "isinstance(c, {0})", "hash(c) == 5", "{0}.__mro__[0].__name__",
                        "getattr(c, 'zz', 9)", "c.bump()", "hasattr(c, 'y')", "c.__class__.__name__", "type(c) is {0}",
                        "vars(c)", "sum(c)", "c[1]", "c[-1]", "max(c)").format(name)
        init = (["def __init__(self, x=1):"] +
                (["    super().__init__()"] if base == "object" else [f"    super().__init__(x + 1)"]) +
                (["    self.x = x"] if base == "object" else []))
        lines = ([f"class {name}({base}):"] + ["    " + line for line in init + special] +
                 [f"c = {name}({self.small()})", f"print({use})"])
        if special[0].startswith("def __enter__"):
            lines += [
                "with c as d:", f"    print(d is c)", f"    raise {self.pick('ValueError', 'KeyError')}('inside')",
                "print('after')"
            ]
        return guarded(lines)

    def generator(self):
        name = self.program.fresh("G")
        body = self.pick(["for i in range(n):", "    yield i * i"], ["yield from range(n)", "return n"],
                         ["got = yield 1", "print('got', got)", "yield got"],
                         ["try:", "    yield 1", "    yield 2", "finally:", "    print('closed')"],
                         ["while n > 0:", "    n -= 1", "    if n % 2: yield n"])
        use = self.pick(f"print(list({name}(4)))", f"g = {name}(3); print(next(g), next(g, None), list(g))",
                        f"g = {name}(2); print(next(g)); print(g.send(5) if True else 0)",
                        f"print(sum({name}(5)), max({name}(3), default=None))",
                        f"g = {name}(3); next(g); g.close(); print(list(g))", f"a, *b = {name}(4); print(a, b)",
                        f"print([x for x in {name}(3)], dict(zip('ab', {name}(2))))")
        return guarded([f"def {name}(n):"] + ["    " + line for line in body] + use.split("; "))

    def matching(self):
        subject = self.pick("[1, 2, 3]", "{'a': 1, 'b': 2}", "('x', 5)", "7", "'text'", "None", "[1, [2, 3]]",
                            "{'kind': 'p', 'v': [1]}", "3.5", "True")
        cases = [
            self.pick("[a, *rest]", "[a, b]", "{'a': x, **others}", "(str() as t, int() as n)", "int(n) if n > 5",
                      "'text' | 'other'", "None", "[1, [x, y]]", "{'kind': 'p', 'v': [v]}", "float(z)", "True", "str()",
                      "int()", "(1 | 7) as q", "[*_]") for _ in range(3)
        ]
        lines = [f"match {subject}:"]
        for number, case in enumerate(cases):
            names = [
                w for w in ("a", "rest", "b", "x", "others", "t", "n", "y", "v", "z", "q")
                if w in case.replace("'a'", "").replace("'v'", "").replace("'text'", "").replace("'other'", "").replace(
                    "'kind'", "").replace("int", "").replace("str", "").replace("float", "").replace(
                        "rest", "R").replace("others", "O").replace("R", "rest" if w == "rest" else "").replace(
                            "O", "others" if w == "others" else "")
            ]
            lines += [f"    case {case}:", f"        print({number}{''.join(', ' + n for n in names)})"]
        return guarded(lines + ["    case _:", "        print('none of them')"])

    def handler(self):
        error = self.pick("ValueError('v')", "KeyError('k')", "IndexError(3)", "ZeroDivisionError", "TypeError('t', 2)",
                          "StopIteration(4)", "AssertionError()", "RuntimeError('r')", "NotImplementedError",
                          "AttributeError('a')", "OverflowError('o')")
        catch = self.pick("ValueError", "(KeyError, IndexError)", "LookupError", "ArithmeticError", "Exception",
                          "RuntimeError")
        body = self.pick([f"    raise {error}"], ["    [][1]"], ["    {}['x']"], ["    1 // 0"], ["    int('x')"],
                         ["    None.a"], ["    assert 1 == 2, 'no'"], [f"    raise {error} from ValueError('cause')"],
                         ["    print('fine')"])
        lines = (["try:"] + body + [
            f"except {catch} as e:",
            "    print('caught', type(e).__name__, e.args, str(e), repr(e), type(e.__cause__).__name__)"
        ])
        if self.choose.random() < 0.4:
            lines += ["else:", "    print('else')"]
        if self.choose.random() < 0.5:
            lines += ["finally:", "    print('finally')"]
        return guarded(lines)

    def context(self):
        return guarded([
            "@contextmanager", "def around(v):", "    print('in', v)", "    try:", "        yield v * 2",
            f"    {self.pick('finally', 'except ValueError')}:", "        print('out')",
            f"with around({self.small()}) as w:", "    print(w)",
            self.pick("    raise ValueError('x')", "    pass", "    raise KeyError(1)"), "print('end')"
        ])

    def closure(self):
        return guarded([
            "def outer(n):", "    total = n", "    def add(v=1):",
            self.pick("        nonlocal total", "        global total"), "        total += v", "        return total",
            "    return add, lambda: total", "total = 100", "add, get = outer(5)",
            f"print(add({self.small()}), add(), get(), total)"
        ])

    def unpacking(self):
        target = self.pick("a, b, c", "a, *b", "*a, b", "(a, b), c", "[a, b, *c]", "a, (b, *c)")
        value = self.pick("[1, 2, 3]", "(1, 2)", "'xyz'", "[[1, 2], 3]", "range(3)", "(1, [2, 3])",
                          "{'k': 1, 'l': 2, 'm': 3}")
        return guarded([f"{target} = {value}", "print([v for v in (a, b)], " + ("c" if "c" in target else "0") + ")"])

    def formatting(self):
        kind = self.choose.randrange(4)
        value = self.pick(self.integer, self.real, self.text)()
        if kind == 0:
            return guarded([f"print(format({value}, {self.choose.choice(SPECS)!r}))"])
        if kind == 1:
            return guarded([
                f"print('%{self.pick('d', '5d', '-6d', '05d', 's', 'r', '.2f', '8.3f', 'e', 'g', 'x', 'X', 'o', 'c', '+d', '%', 'i', '.3s', '*d')}|' % ({value},))"
            ])
        if kind == 2:
            return guarded([f"print('{{0}} {{1:{self.choose.choice(SPECS)}}} {{0!r}}'.format({self.any()}, {value}))"])
        return guarded([f"v = {value}", f"print(f'{{v!r:>{self.pick('3', '12', '20')}}}|{{v=}}|{{[v, v]}}')"])

    def comprehension(self):
        text = self.pick(
            "{k: v for k, v in zip('abc', range(3)) if v}", "{v % 3 for v in range(7)}",
            "[(a, b) for a in range(3) for b in range(a)]", "[y := 3, y ** 2]",
            "[x for x in [1, 2, 3] if (z := x) > 1] + [z]", "list(map(lambda v, w: v * w, [1, 2], [3, 4]))",
            "list(filter(None, [0, 1, '', 'a']))", "reduce(lambda a, b: a * b, range(1, 6))", "dict(a=1, **{'b': 2})",
            "[*range(3), *'ab']", "{**{'a': 1}, 'a': 2}", "max([3, 1, 2], key=lambda v: -v)", "min('b', 'a')",
            "sum([[1], [2]], [])", "all(v > 0 for v in [1, 2])", "any([])", "sorted(['b', 'A', 'c'], key=str.lower)",
            "list(zip(*[(1, 2), (3, 4)]))", "tuple(reversed('abc'))", "[[0] * 2 for _ in range(2)]",
            "partial(pow, 2)(5)", "int('ff', 16)", "chr(ord('a') + 1)", "bin(10), hex(255), oct(8)",
            "isinstance(True, int)", "1 if [] else 2", "OrderedDict([('b', 1), ('a', 2)])",
            "namedtuple('P', 'x y')(1, y=2)", "deque([1, 2, 3], maxlen=2)", "(lambda *a, k=1: (a, k))(1, 2, k=3)",
            "divmod(-7, 2), -7 // 2, -7 % 3, 7 % -3", "2 ** -1, 0 ** 0, (-2) ** 3",
            "round(2.5), round(3.5), round(-2.5), round(2.675, 2)", "1 < 2 < 3 > 2", "'%s %r' % ('a', 'a')",
            "[] == (), [1] < [1, 2], (1, 'a') < (1, 'b')", "float('1e5'), float(' -2. '), int(' 42 '), int(-3.9)",
            "'abc'[::-1], [1, 2, 3][-2:]", "f'{3.14159:.2f} {42:>5} {True}'", "(1).__add__(2), 'a'.__len__()",
            "10 ** 20, 2 ** 64 - 1, -(2 ** 63)", "5 // 0.3, 5 % 0.3, -5.5 // 2", "list(range(10))[2:8:3]",
            "str(1e16), str(1e-5), str(123456789.0), str(0.1 + 0.2)", "bytes([65, 66]).decode(), b'ab'[0], b'x' + b'y'",
            "complex(1, 2) * 1j, abs(3 + 4j)", "hash('a') == hash('a'), id([]) is not None", "''.join(sorted('hello'))",
            "'a' 'b'", "not [] or {}")
        return guarded([f"r = {text}", "print(sorted(r) if isinstance(r, set) else repr(r))"])

    def mutation(self):
        lines = [
            f"l = {self.sequence()}", "m = l",
            self.pick("l += [7]", "l = l + [7]", "l[0] = 99", "l[1:2] = [5, 6]", "del l[0]", "l *= 2",
                      "l[::2] = [0] * len(l[::2])", "del l[-2:]", "l[len(l):] = [3]", "l.append(l[:])"),
            "print(l, m, l is m)"
        ]
        return guarded(lines)

    def exotic(self):
        return guarded(
            self.pick(["x = y = []", "x.append(1)", "print(y, x is y)"], [
                "a = 1", "a, b = b_ = a, a + 1", "print(a, b, b_)"
            ], ["def f(v=[]):", "    v.append(1)", "    return v", "f()", "print(f())"], [
                "print(*[1, 2], sep='-', end='!\\n')"
            ], ["i = 0", "while True:", "    i += 1", "    if i > 3: break", "else:", "    print('never')", "print(i)"],
                      ["fs = [lambda: i for i in range(3)]", "print([f() for f in fs])"],
                      ["d = {'a': 1}", "for k in list(d): d[k + 'b'] = 2", "print(d)"],
                      ["d = {1: 'a', 1.0: 'b', True: 'c'}", "print(d)"],
                      ["print(type(1), type('a').__name__, type(None), type([]))"],
                      ["print(str(None), repr('a\\n\"'), repr(\"it's\"))"],
                      ["print([1, [2, (3,)], {'k': {4}}], (), (1,), set(), {})"], ["x = 5", "del x", "print(x)"],
                      ["print(isinstance(1.0, (int, float)), issubclass(bool, int))"],
                      ["s = {3, 1, 2}", "s |= {5}", "s &= {1, 5, 9}", "print(sorted(s))"],
                      ["t = (1, 2)", "t += (3,)", "print(t, t.index(2), t.count(9))"],
                      ["print('a' < 'b' < 'c', 'Z' < 'a', [1, 2] < [1, 3])"], [
                          "for i in range(3):", "    try:", "        if i == 1: continue", "        print(i)",
                          "    finally:", "        print('f', i)"
                      ], [
                          "def f():", "    try:", "        return 1", "    finally:", "        print('cleanup')",
                          "print(f())"
                      ], ["print(list(enumerate('ab', start=1)), next(iter([]), 'empty'))"],
                      ["d = dict.fromkeys('ab', 0)", "d['a'] += 1", "print(d, 'a' in d, d | {'z': 1})"],
                      ["print(sum(range(101)), max((1, 5), (1, 3)), sorted([(2, 'b'), (1, 'z')]))"],
                      ["print(int.from_bytes(b'\\x01\\x02', 'big'), (258).to_bytes(2, 'little'), (255).bit_length())"],
                      ["print(1_000, 0xFF, 0b11, 0o17, 1e3, .5, 5.)"]))


class Tensors(Language):
    prologue = [
        "import math", "import torch", "import torch.nn.functional as F", "from torch import nn", "def show(t):",
        "    if isinstance(t, torch.Tensor): print(t.dtype, tuple(t.shape), t.tolist())",
        "    elif isinstance(t, (tuple, list)):", "        for one in t: show(one)", "    else: print(repr(t))"
    ]
    SHAPES = [
        "(2, 3)", "(3,)", "()", "(2, 3, 4)", "(1, 3)", "(4, 1)", "(0, 3)", "(2, 2)", "(3, 3)", "(1,)", "(1, 2, 4, 4)",
        "(2, 1, 6)"
    ]
    DTYPES = ["torch.float32"] * 5 + [
        "torch.float64", "torch.int64", "torch.int32", "torch.bool", "torch.uint8", "torch.float16", "torch.int8",
        "torch.bfloat16"
    ]

    def tensor(self, depth=0):
        known = self.program.name("t")
        if known and self.choose.random() < 0.7:
            return known
        shape, dtype = self.choose.choice(self.SHAPES), self.choose.choice(self.DTYPES)
        scale = self.pick("0.5", "1", "-0.25", "3")
        return f"((torch.arange(math.prod({shape})) * {scale} - 1).reshape({shape}).to({dtype}))"

    def dim(self):
        return self.pick("0", "1", "-1", "-2", "2")

    def index(self):
        part = lambda: self.pick("0", "-1", ":", "1:", ":-1", "::2", "None", "...", "[0, 1]", "torch.tensor([1, 0])",
                                 "1", "[True, False]", "slice(None, 2)")
        return "[" + ", ".join(part() for _ in range(self.choose.randint(1, 3))) + "]"

    def call(self):
        x, y = self.tensor(), self.tensor()
        d, keep = self.dim(), self.pick("True", "False")
        return self.pick(
            f"{x} {self.pick('+', '-', '*', '/', '//', '%', '**', '@', '&', '|', '^', '<', '<=', '>', '>=', '==', '!=')} {y}",
            f"{x} {self.pick('+', '-', '*', '/', '//', '%', '**', '<', '==', '>>', '&')} {self.pick('2', '0.5', '-1', 'True', '3')}",
            f"{self.pick('2', '0.5', '-1')} {self.pick('+', '-', '*', '/', '//', '%', '**')} {x}",
            f"{x}.{self.pick('sum', 'mean', 'prod', 'amax', 'amin', 'std', 'var', 'any', 'all', 'argmax', 'argmin', 'logsumexp')}({d}, keepdim={keep})",
            f"{x}.{self.pick('sum', 'mean', 'prod', 'max', 'min', 'std', 'any', 'all', 'argmax', 'norm', 'median')}()",
            f"{x}.{self.pick('max', 'min', 'sort', 'cummax', 'median', 'mode')}({d})",
            f"{x}.{self.pick('cumsum', 'cumprod', 'softmax', 'log_softmax', 'flip', 'unbind', 'argsort')}({d})",
            f"{x}.{self.pick('abs', 'neg', 'exp', 'log', 'sqrt', 'sigmoid', 'tanh', 'relu', 'floor', 'ceil', 'round', 'sign', 'square', 'reciprocal', 'isnan', 'logical_not', 'sin', 'erf', 'trunc', 'frac')}()",
            f"{x}.{self.pick('view', 'reshape')}({self.pick('-1', '3, -1', '-1, 2', '6', '1, -1', '2, 3', '0, -1')})",
            f"{x}.{self.pick('transpose', 'swapaxes', 'movedim')}({d}, {self.dim()})",
            f"{x}.permute({self.pick('1, 0', '0, 2, 1', '2, 0, 1', '-1, 0', '0', '0, 3, 1, 2')})",
            f"{x}.{self.pick('unsqueeze', 'squeeze')}({d})", f"{x}.flatten({self.pick('', '1', '0, 1', '-2')})",
            f"{x}.expand({self.pick('2, 3', '4, -1', '2, -1, -1', '3, 2, 3', '-1, 4')})",
            f"{x}.repeat({self.pick('2', '2, 1', '1, 2, 1', '0', '2, 2')})",
            f"{x}.{self.pick('chunk', 'split', 'tensor_split')}(2, {d})",
            f"torch.{self.pick('cat', 'stack')}([{x}, {y}], {d})", f"torch.where({x} > 0, {x}, {y})",
            f"{x}.masked_fill({y} > 0, {self.pick('0', '-1.5', '7')})",
            f"{x}.clamp({self.pick('0', '-0.5', 'min=1', 'max=0.5', '0, 1')})",
            f"{x}.{self.pick('float', 'double', 'half', 'long', 'int', 'bool', 'to')}({'' if True else ''})".replace(
                "to()", "to(torch.float64)"), f"torch.matmul({x}, {y})",
            f"torch.einsum('{self.pick('ij,jk->ik', 'ij,ij->i', '...i->...', 'i,j->ij', 'ij->ji', 'bij->b')}', {self.pick(x, x + ', ' + y)})",
            f"F.{self.pick('relu', 'gelu', 'silu', 'elu', 'leaky_relu', 'softplus', 'hardtanh', 'mish', 'logsigmoid', 'selu', 'hardswish')}({x})",
            f"F.pad({x}, {self.pick('(1, 1)', '(0, 2)', '(1, 0, 0, 1)', '(-1, 1)')}, value={self.pick('0', '1.5')})",
            f"F.layer_norm({x}, ({self.pick('3', '4', '2')},))", f"F.normalize({x}, dim={d})",
            f"F.one_hot({x}.long().clamp(0), 5)", f"F.{self.pick('mse_loss', 'l1_loss', 'smooth_l1_loss')}({x}, {y})",
            f"F.cosine_similarity({x}, {y}, dim={d})", f"{x}{self.index()}", f"{x}[{x} > 0]",
            f"{x}.gather({d}, torch.zeros(1, 1, dtype=torch.long))", f"{x}.index_select({d}, torch.tensor([0, 0]))",
            f"torch.tril({x})", f"torch.triu({x}, 1)", f"{x}.diagonal()", f"{x}.topk(2, {d})", f"{x}.unfold({d}, 2, 1)",
            f"{x}.roll(1, {d})", f"torch.outer({x}.flatten()[:3], {y}.flatten()[:2])", f"{x}.item()",
            f"bool({x}.any())", f"len({x})", f"{x}.shape[{d}]", f"{x}.numel()", f"{x}.dim()", f"{x}.is_contiguous()",
            f"{x}.stride()", f"{x} in [1]", f"torch.equal({x}, {y})", f"torch.allclose({x}, {y})", f"{x}.nonzero()",
            f"{x}.unique()", f"torch.isin({x}, {y})", f"{x}.new_zeros(2)", f"torch.full_like({x}, 2)",
            f"torch.arange({self.pick('5', '1, 4', '0, 1, 0.25', '5, 0, -2')})",
            f"torch.linspace(0, 1, {self.pick('3', '5')})",
            f"torch.tensor({self.pick('[1, 2.5]', '[[1, 2], [3, 4]]', '5', '[True, False]', '[]', '[1, True]', '1.5')})",
            f"torch.zeros({self.pick('2', '2, 0', '(2, 2)', 'size=(1, 2)')})", f"torch.eye({self.pick('2', '2, 3')})",
            f"torch.result_type({x}, {self.pick(y, '1.5', '2', 'True')})", f"({x} + {y}).dtype", f"{x}.sum().item()",
            f"{x}.tolist() == {y}.tolist()", f"list({x}.size())", f"torch.bincount({x}.long().abs().flatten())",
            f"torch.diff({x})", f"torch.cdist({x}.float(), {y}.float())", f"F.max_pool1d({x}, 2)",
            f"F.avg_pool2d({x}, 2)", f"F.interpolate({x}, scale_factor=2)",
            f"F.conv1d({x}, torch.ones(2, {self.pick('1', '3')}, 2), padding=1)",
            f"F.linear({x}, torch.ones(2, {self.pick('3', '4')}))",
            f"F.embedding({x}.long().clamp(0, 2), torch.eye(3))")

    def statement(self):
        kind = self.choose.randrange(12)
        if kind < 6:
            text = self.call()
            name = self.program.fresh("t")
            return [f"{name} = torch.zeros(2, 3)"] + attempted([f"{name} = {text}", f"show({name})"])
        if kind < 8:
            x = self.tensor()
            write = self.pick(f"v{self.index()} = {self.pick('7', '0.5', '-1', x, 'True')}",
                              f"v {self.pick('+=', '-=', '*=', '/=', '//=', '**=')} {self.pick('2', '0.5', x)}",
                              "v.fill_(3)", "v.zero_()", f"v.add_({x})", "v.clamp_(min=0)", f"v.copy_({x})",
                              f"v.masked_fill_(v > 0, 9)", "v.t_()", "v[v > 0] = -1", "v.mul_(2).sub_(1)",
                              f"v.index_fill_(0, torch.tensor([0]), 5)", "v.unsqueeze_(0)", "v[...] = 0", "v[0] += 1")
            base = self.pick(
                f"b = {x}.clone()",
                f"b = {x}.clone().{self.pick('t()', 'flatten()', 'view(-1)', 'unsqueeze(0)', 'squeeze()')}")
            return attempted([
                base,
                f"v = {self.pick('b', 'b[0]', 'b[..., :2]', 'b.T', 'b.view(-1)', 'b.expand(2, *b.shape)', 'b[1:]')}",
                write, "show(v)", "show(b)"
            ])
        if kind == 8:
            layer = self.pick("nn.Linear(3, 2)", "nn.LayerNorm(3)", "nn.Conv1d(1, 2, 2)", "nn.Embedding(4, 3)",
                              "nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))", "nn.BatchNorm1d(3)",
                              "nn.GRU(3, 2, batch_first=True)", "nn.LSTM(3, 2)", "nn.Conv2d(2, 2, 3, padding=1)",
                              "nn.Softmax(-1)", "nn.Identity()", "nn.GroupNorm(1, 3)", "nn.MaxPool1d(2)",
                              "nn.Dropout(0.5)", "nn.GELU()", "nn.MultiheadAttention(4, 2, batch_first=True)",
                              "nn.Flatten()", "nn.PReLU()", "nn.Bilinear(3, 3, 2)", "nn.Upsample(scale_factor=2)")
            call = ("m(x, x, x)" if "Multihead" in layer else
                    "m(x, x)" if "Bilinear" in layer else "m(x.long().clamp(0, 3))" if "Embedding" in layer else "m(x)")
            return attempted([
                f"m = {layer}.eval()",
                "for p in m.parameters(): p.data.copy_((torch.arange(p.numel()) * 0.1 - 0.3).reshape(p.shape))",
                f"x = {self.tensor()}.float()", "print([(n, tuple(p.shape)) for n, p in m.named_parameters()], m)",
                f"show({call})"
            ])
        if kind == 9:
            return attempted([
                f"x = {self.tensor()}", "for i, row in enumerate(x):", "    show(row.sum())", "    if i > 1: break",
                f"print([float(v) for v in x.flatten()][:3], {self.pick('x.shape', 'tuple(x.size())', 'x.ndim', 'x.T.shape')})"
            ])
        if kind == 10:
            return attempted([
                f"q = {self.tensor()}.float()",
                f"a = F.scaled_dot_product_attention(q, q, q{self.pick('', ', is_causal=True', ', scale=0.5', ', attn_mask=torch.ones(q.shape[-2], q.shape[-2]).tril().bool()')})",
                "show(a)"
            ])
        return attempted([f"x = {self.tensor()}", "print(x)", f"print(x{self.index()})"])
