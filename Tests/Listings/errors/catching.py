# The first matching handler catches an error. The handler can read the error's attributes.
class MyError(ValueError):
    def __init__(self, code, msg="bad"):
        super().__init__(msg)
        self.code = code


def f(n):
    try:
        if n == 0:
            raise MyError(3)
        if n == 1:
            return "ret"
        if n == 2:
            [][1]
        if n == 3:
            {}["k"]
        if n == 4:
            int("x")
        if n == 5:
            1 / 0
        if n == 6:
            None.foo
        if n == 7:
            raise KeyError("a", "b")
    except MyError as e:
        return ("my", e.code, str(e), repr(e), e.args)
    except (IndexError, KeyError) as e:
        return (type(e).__name__, str(e))
    except ValueError as e:
        return ("val", str(e))
    except ArithmeticError as e:
        return ("arith", str(e), isinstance(e, ZeroDivisionError))
    except Exception as e:
        return (type(e).__name__, str(e))
    else:
        return "else"
    finally:
        print("finally", n)


for i in range(9):
    print(f(i))


def depth(n):
    if n == 0:
        raise RuntimeError("deep")
    return depth(n - 1)


def unwound():
    total = 0
    for i in range(3):
        for j in [1, 2]:
            try:
                total += j
                if j == 2:
                    depth(20)
            except RuntimeError as error:
                print(i, j, error)
                continue
            finally:
                total += 10
    return total


print(unwound())
try:
    error
except NameError as e:
    print("unbound", e)


def unbinds():
    e = 1
    try:
        raise ValueError
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError as e:
        return str(e)


print(unbinds())


def bare():
    try:
        raise KeyError(3)
    except:
        try:
            raise
        except LookupError as e:
            return repr(e)


print(bare())


def not_a_class():
    try:
        1 / 0
    except 3:
        pass


try:
    not_a_class()
except TypeError as e:
    print(e)
for bad in [3, "text", int]:
    try:
        raise bad
    except TypeError as e:
        print(e)


def texts(call):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, str(e) or '-')


def two(a, b, *, c=1):
    return a


texts(lambda: 1 + "a")
texts(lambda: "a" + 1)
texts(lambda: [1] + (2,))
texts(lambda: 1 < "a")
texts(lambda: (1, 2)[5])
texts(lambda: "abc"[9])
texts(lambda: {[]: 1})
texts(lambda: two(1))
texts(lambda: two())
texts(lambda: two(1, 2, 3))
texts(lambda: two(1, 2, d=3))
texts(lambda: 3())
texts(lambda: float("x"))
texts(lambda: int.nothing)
texts(lambda: next(iter([])))


def endless():
    return endless()


texts(endless)
try:
    assert 1 == 2, ("a", 1)
except AssertionError as e:
    print(e.args, repr(e))
import torch

try:
    torch.zeros(2, 3) @ torch.zeros(2, 3)
except RuntimeError:
    print("shapes")
try:
    torch.zeros(2).sum(4)
except IndexError:
    print("axis")


def shape(x):
    try:
        return x.shape
    except AttributeError:
        return None


print(shape(3), shape(torch.zeros(2)))

# The expected output is from CPython 3.11.
# expect: finally 0
# expect: ('my', 3, 'bad', "MyError('bad')", ('bad',))
# expect: finally 1
# expect: ret
# expect: finally 2
# expect: ('IndexError', 'list index out of range')
# expect: finally 3
# expect: ('KeyError', "'k'")
# expect: finally 4
# expect: ('val', "invalid literal for int() with base 10: 'x'")
# expect: finally 5
# expect: ('arith', 'division by zero', True)
# expect: finally 6
# expect: ('AttributeError', "'NoneType' object has no attribute 'foo'")
# expect: finally 7
# expect: ('KeyError', "('a', 'b')")
# expect: finally 8
# expect: else
# expect: 0 2 deep
# expect: 1 2 deep
# expect: 2 2 deep
# expect: 69
# expect: unbound name 'error' is not defined
# expect: cannot access local variable 'e' where it is not associated with a value
# expect: KeyError(3)
# expect: catching classes that do not inherit from BaseException is not allowed
# expect: exceptions must derive from BaseException
# expect: exceptions must derive from BaseException
# expect: exceptions must derive from BaseException
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError can only concatenate str (not "int") to str
# expect: TypeError can only concatenate list (not "tuple") to list
# expect: TypeError '<' not supported between instances of 'int' and 'str'
# expect: IndexError tuple index out of range
# expect: IndexError string index out of range
# expect: TypeError unhashable type: 'list'
# expect: TypeError two() missing 1 required positional argument: 'b'
# expect: TypeError two() missing 2 required positional arguments: 'a' and 'b'
# expect: TypeError two() takes 2 positional arguments but 3 were given
# expect: TypeError two() got an unexpected keyword argument 'd'
# expect: TypeError 'int' object is not callable
# expect: ValueError could not convert string to float: 'x'
# expect: AttributeError type object 'int' has no attribute 'nothing'
# expect: StopIteration -
# expect: RecursionError maximum recursion depth exceeded
# expect: (('a', 1),) AssertionError(('a', 1))
# expect: shapes
# expect: axis
# expect: None torch.Size([2])
