"""Many files import these modules, which do not affect a forward pass."""
import functools
import logging
import warnings
from abc import ABC, abstractmethod
from functools import lru_cache, partial, wraps
from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from nowhere.at_all import Thing

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)
logging.getLogger("a").debug("nothing to see")


def traced(function):
    @wraps(function)
    def call(*args, **kwargs):
        logger.debug("called")
        return function(*args, **kwargs) + 1
    return call


@traced
def double(x):
    return 2 * x


@lru_cache(maxsize=None)
def triple(x):
    return 3 * x


@functools.lru_cache
def square(x):
    return x * x


class Shape(ABC):
    @abstractmethod
    def area(self) -> Optional[float]:
        ...

    @property
    @abstractmethod
    def name(self):
        ...


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return square(self.side)

    @property
    def name(self):
        return "square"


print(double(4), triple(4))  # expect: 9 12
print(Square(3).area(), Square(3).name)  # expect: 9 square
add = partial(lambda a, b, c=0: (a, b, c), 1, c=5)
print(add(2), add(2, c=7))  # expect: (1, 2, 5) (1, 2, 7)
delattr(logger, "no_such") if hasattr(logger, "no_such") else print("kept")  # expect: kept
