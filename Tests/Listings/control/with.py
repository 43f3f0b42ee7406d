class Ctx:
    def __init__(self, name):
        self.name = name
    def __enter__(self):
        print("enter", self.name)
        return self.name
    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind)
for i in range(3):
    with Ctx(i) as name:
        if i == 0:
            continue
        if i == 1:
            break
        print("never")
# expect: enter 0
# expect: exit 0 None
# expect: enter 1
# expect: exit 1 None
print("after", i)  # expect: after 1
def early(n):
    for i in range(3):
        with Ctx("a") as a, Ctx("b") as b:
            for j in range(2):
                with Ctx("c"):
                    if n == 0:
                        return a + b
                    if j == 0:
                        continue
                    break
            if n == 1:
                return "late"
    return "end"
print(early(0))
# expect: enter a
# expect: enter b
# expect: enter c
# expect: exit c None
# expect: exit b None
# expect: exit a None
# expect: ab
print(early(1))
# expect: enter a
# expect: enter b
# expect: enter c
# expect: exit c None
# expect: enter c
# expect: exit c None
# expect: exit b None
# expect: exit a None
# expect: late
def while_with():
    n = 0
    while True:
        with Ctx("w"):
            n += 1
            with Ctx("v"):
                if n < 2:
                    continue
            if n == 2:
                break
    return n
print(while_with())
# expect: enter w
# expect: enter v
# expect: exit v None
# expect: exit w None
# expect: enter w
# expect: enter v
# expect: exit v None
# expect: exit w None
# expect: 2
def return_plain():
    with Ctx("r"):
        return "value"
print(return_plain())
# expect: enter r
# expect: exit r None
# expect: value
def loop_inside():
    with Ctx("outer"):
        for i in range(2):
            if i == 1:
                break
        else:
            print("never")
        print("still inside")
    return i
print(loop_inside())
# expect: enter outer
# expect: still inside
# expect: exit outer None
# expect: 1
def in_else():
    for k in range(2):
        for i in range(2):
            pass
        else:
            with Ctx("e"):
                continue
        print("never")
    return "done"
print(in_else())
# expect: enter e
# expect: exit e None
# expect: enter e
# expect: exit e None
# expect: done
