# A named expression assigns the value of a subexpression to a name.
if (count := len([1, 2, 3])) > 2:
    print(count)  # expect: 3

numbers = [4, 5, 6]
while (number := numbers.pop()) != 4:
    print(number)
# expect: 6
# expect: 5

print((y := 2) + y, y)  # expect: 4 2


def f(cache=None):
    if cache is not None and (hit := cache.get("x")) is not None:
        return hit
    return [last := 7, last + 1]


print(f(), f({"x": 1}), f({}))  # expect: [7, 8] 1 [7, 8]
print((lambda a: (b := a * 2) + b)(3))  # expect: 12


def outer():
    def inner():
        return total

    print(sum([total := 5, inner()]))  # expect: 10
    return total


print(outer())  # expect: 5


class Box:
    size = (side := 3) * side


print(Box.size, Box.side)  # expect: 9 3
print(f"{(z := 1)}", z)  # expect: 1 1
