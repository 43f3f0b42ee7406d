class Root:
    def __init__(self):
        self.order = ["Root"]

    def who(self):
        return "Root"


class Left(Root):
    def __init__(self):
        super().__init__()
        self.order.append("Left")

    def who(self):
        return "Left " + super().who()


class Right(Root):
    def __init__(self):
        super().__init__()
        self.order.append("Right")

    def who(self):
        return "Right " + super().who()

    @classmethod
    def make(cls):
        return cls()


class Mixin:
    scale = 3

    def scaled(self, x):
        return x * self.scale


class Both(Left, Right, Mixin, object):
    def who(self):
        return "Both " + super().who()


both = Both.make()
print(both.order)  # expect: ['Root', 'Right', 'Left']
print(both.who(), both.scaled(2))  # expect: Both Left Right Root 6
print(super(Left, both).who())  # expect: Right Root
print(isinstance(both, Mixin), issubclass(Both, Right), issubclass(Left, Right))  # expect: True True False


class Upside(Root, Left):
    pass
# error: TypeError: have no consistent method resolution order
