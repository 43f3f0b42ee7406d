count = 0
def inc():
    global count, fresh
    count += 1
    fresh = count * 10
inc()
inc()
print(count, fresh)  # expect: 2 20
def local():
    count = "local"
    def inner():
        global count
        return count
    return count, inner()
print(local())  # expect: ('local', 2)
def uses():
    return later
later = "found when called"
print(uses())  # expect: found when called
def shadow(print_=print, len=3):
    return len
print(shadow())  # expect: 3
sum = 5
print(sum)  # expect: 5
del sum
print(sum([1, 2]))  # expect: 3
def loop_var():
    global idx
    for idx in range(3):
        pass
loop_var()
print(idx)  # expect: 2
def clos():
    global made
    def made():
        return "made"
clos()
print(made())  # expect: made
def importing():
    import math
    from math import sqrt as root
    return math.floor(2.5), root(9)
print(importing())  # expect: (2, 3.0)
if False:
    never = 1
print("__name__" in dir() if False else "ok", __name__ != "")  # expect: ok True
