# Type parameters are parsed and have no effect.
# fwdb only: versions of Python before 3.12 have no type parameters
def generic[T](x: T) -> T:
    return x


class Box[T]:
    def __init__(self, item: T):
        self.item = item


type Pair[A] = tuple[A, A]
print(generic(3), Box(4).item)
# expect: 3 4
