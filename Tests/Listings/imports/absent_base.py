# fwdb only: a class that inherits from a stub is a stub
from somewhere.layers import Base
class Derived(Base):
    size = missing_name
class Further(Derived):
    pass
print("read")  # expect: read
def make():
    return Further()
make()
# error: NotImplementedError: Further, which inherits from Derived, which inherits from somewhere.layers.Base,
