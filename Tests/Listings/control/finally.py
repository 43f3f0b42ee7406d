# The `finally` block runs however the `try` block ends.
def plain():
    try:
        print("work")
    finally:
        print("done")
    return 1


print(plain())
# expect: work
# expect: done
# expect: 1


def returning(x):
    try:
        if x:
            return x * 2
        print("on")
    finally:
        print("done", x)
    return 0


print(returning(3), returning(0))
# expect: done 3
# expect: on
# expect: done 0
# expect: 6 0


def looping():
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("turn", i)
        finally:
            print("after", i)
    else:
        print("never")
    return i


print(looping())
# expect: turn 0
# expect: after 0
# expect: after 1
# expect: turn 2
# expect: after 2
# expect: after 3
# expect: 3


def nested():
    for letter in "ab":
        try:
            for number in [1, 2]:
                try:
                    if letter == "b":
                        return letter, number
                finally:
                    print("inner", letter, number)
        finally:
            print("outer", letter)


print(nested())
# expect: inner a 1
# expect: inner a 2
# expect: outer a
# expect: inner b 1
# expect: outer b
# expect: ('b', 1)


def overruling():
    for i in range(3):
        try:
            return "lost"
        finally:
            if i < 2:
                continue
            return "kept"


print(overruling())  # expect: kept


class Counter:
    entered = 0

    def __enter__(self):
        Counter.entered += 1
        return self

    def __exit__(self, kind, value, trace):
        print("exit")


def within():
    while True:
        with Counter() as counter:
            try:
                with Counter():
                    return counter.entered
            finally:
                print("between")


print(within())
# expect: exit
# expect: between
# expect: exit
# expect: 2


def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("end")


print(list(numbers()))
# expect: end
# expect: [1, 2]

try:
    total = 5
except ValueError:
    total = 6
else:
    total += 1
finally:
    print(total)  # expect: 6
