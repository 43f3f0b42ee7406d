import math
from math import sqrt, pi as PI
print(math.sqrt(16), sqrt(2), math.pi, PI == math.pi, math.e, math.inf, -math.inf, math.nan)
# expect: 4.0 1.4142135623730951 3.141592653589793 True 2.718281828459045 inf -inf nan
print(math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.floor(3), math.pow(2, 3), math.log(1), math.log(8, 2), math.log2(8), math.log10(1000))
# expect: -2 2 -1 3 8.0 0.0 3.0 3.0 3.0
print(math.exp(0), math.sin(0), math.cos(0), math.tanh(0), math.fabs(-2), math.isnan(math.nan), math.isinf(math.inf), math.prod([1, 2, 3]), math.prod([]))
# expect: 1.0 0.0 1.0 0.0 2.0 True True 6 1
print(math.gcd(12, 18), math.isclose(0.1 + 0.2, 0.3), math.log(math.e), math.ceil(7 / 2), math.floor(-0.0), math.hypot(3, 4), math.factorial(5))
# expect: 6 True 1.0 4 0 5.0 120
