# A metaclass that collects the columns of a class, as in an ORM.
class Column:
    order = 0
    def __init__(self, kind, default=None):
        self.kind, self.default = kind, default
        Column.order += 1
        self.order = Column.order
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, inst, owner):
        if inst is None: return self
        return inst.__dict__.get(self.name, self.default)
    def __set__(self, inst, value): inst.__dict__[self.name] = self.kind(value)
    def __repr__(self): return f'<Column {self.name}>'
class ModelMeta(type):
    def __new__(mcls, name, bases, attrs):
        cols = {k: v for k, v in attrs.items() if isinstance(v, Column)}
        cls = super().__new__(mcls, name, bases, attrs)
        inherited = {}
        for b in reversed(cls.__mro__[1:]): inherited.update(getattr(b, '_cols', {}))
        cls._cols = {**inherited, **cols}
        return cls
    def __iter__(cls): return iter(sorted(cls._cols.values(), key=lambda c: c.order))
    def __len__(cls): return len(cls._cols)
    def __getitem__(cls, k): return cls._cols[k]
    def __contains__(cls, k): return k in cls._cols
    def __lt__(cls, o): return cls.__name__ < o.__name__
    def __call__(cls, *args, **kw):
        kw.update(zip((c.name for c in cls), args))
        return super().__call__(**kw)
    @classmethod
    def __prepare__(mcls, name, bases): return {}
class Model(metaclass=ModelMeta):
    def __init__(self, **kw):
        for k, v in kw.items(): setattr(self, k, v)
    def __repr__(self): return f"{type(self).__name__}({', '.join(f'{c.name}={getattr(self, c.name)!r}' for c in type(self))})"
class User(Model):
    id = Column(int)
    name = Column(str, 'anon')
class Admin(User):
    level = Column(float, 1.0)
print(User(1, 'bob'), Admin('7', level='2'), len(Admin), [c.name for c in Admin], 'level' in User, Admin['level'], sorted([User, Admin, Model])[0].__name__, max(User, Admin) is User)
print(User.id, User.id.kind is int, type(User).__name__, isinstance(User, ModelMeta), *User)
a, b = User
print(a.name, b.name, list(map(lambda c: c.name, Admin)), dict(enumerate(c.name for c in User)))
class Flag(type):
    def __or__(cls, o): return (cls.__name__, getattr(o, '__name__', o))
    def __ror__(cls, o): return ('r', o)
    def __neg__(cls): return '-' + cls.__name__
    def __str__(cls): return 'str:' + cls.__name__
    def __format__(cls, spec): return f'fmt:{spec}'
    def __setattr__(cls, k, v): print('set', k); super().__setattr__(k, v)
    def __dir__(cls): return ['zz', 'aa']
class F(metaclass=Flag): pass
class G(metaclass=Flag): pass
print(F | G, F | 3, 3 | F, -F, str(F), f'{F:x}', f'{F}', '%s' % F)
F.x = 1; print(F.x); del F.x; print(hasattr(F, 'x'), dir(F))
