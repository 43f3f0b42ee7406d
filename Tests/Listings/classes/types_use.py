class Base:
    pass


class Derived(Base):
    pass


def function():
    pass


x = Derived()
print(type(x) is Derived, type(x) == Base, x.__class__ is Derived, x.__class__.__name__, Derived.__name__)
# expect: True False True Derived Derived
print(isinstance(x, Base), isinstance(x, (int, Base)), isinstance(3, (str, (float, int))), isinstance(True, int))
# expect: True True True True
print(isinstance(1, float), isinstance(None, type(None)), isinstance([], (list, tuple)), isinstance(Base, type))
# expect: False True True True
print(issubclass(Derived, Base), issubclass(bool, int), issubclass(Derived, (int, object)), issubclass(int, Base))
# expect: True True True False
for value in [None, True, 1, 1.5, 'a', (), [], {}, range(3), slice(1), ..., len, function, function.__name__, int, Base, {}.keys()]:
    print(type(value).__name__, end=' ')
print()
# expect: NoneType bool int float str tuple list dict range slice ellipsis builtin_function_or_method function str type type dict_keys 
print(type(None), type(1), type('a'), type([]), int, type(int), type(Base).__name__, type(type(1)))
# expect: <class 'NoneType'> <class 'int'> <class 'str'> <class 'list'> <class 'int'> <class 'type'> type <class 'type'>
print(type(1) == int, type('a') is str, type(1) in (int, float), (1).__class__, 'a'.__class__.__name__)
# expect: True True True <class 'int'> str
print(int('7') + 1, str(3), list('ab'), tuple([1]), dict(a=1), float('2'), bool([]), int(), str(), list())
# expect: 8 3 ['a', 'b'] (1,) {'a': 1} 2.0 False 0  []
print([f(x) for f, x in [(int, '4'), (str, 4), (float, 4)]], list(map(int, ['1', '2'])), str.upper('a'))
# expect: [4, '4', 4.0] [1, 2] A
kinds = {int: 'whole', str: 'text'}
print(kinds[type(3)], kinds.get(type(2.0), 'other'), int is int, list != tuple)  # expect: whole other True True
print(str.join('-', ['a', 'b']), dict.fromkeys('ab', 0), list.append.__name__, int.__name__)
# expect: a-b {'a': 0, 'b': 0} append int
print(callable(int), callable(x), hasattr(int, 'bit_length'), isinstance(object(), object), isinstance(3, object))
# expect: True False True True True
print(type(x)() is not x, type('abc')(5) + '!', x.__class__.__module__ == Base.__module__)  # expect: True 5! True
isinstance(1, 'int')  # error: TypeError
