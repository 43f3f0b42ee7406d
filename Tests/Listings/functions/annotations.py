from typing import Dict, List, Optional, Tuple, Union
def f(x: int, y: "Undefined" = 2, *args: int, z: Optional[List[int]] = None, **k: Dict[str, int]) -> Tuple[int, int]:
    a: int = 1
    b: Union[int, None]
    b = x
    return a + b, y
print(f(1))  # expect: (2, 2)
class A:
    size: int = 4
    name: str
    def __init__(self, n: int = 3) -> None:
        self.n: int = n
print(A.size, A().n, hasattr(A, "name"))  # expect: 4 3 False
