/// Python's `random`, with the same sequence as CPython. `MersenneTwister` is the generator.
enum RandomListing {
  static let text = """
    import math as _math

    class Random:
        def __init__(self, x=0):
            self._state = []
            self.seed(x)

        def seed(self, a=0, version=2):
            twister_seed(self._state, 0 if a is None else a)
            self._next_gauss = None

        def getstate(self):
            return 3, tuple(self._state), self._next_gauss

        def setstate(self, state):
            if state[0] != 3:
                raise ValueError(f'state with version {state[0]} passed to Random.setstate() of version 3')
            self._state[:] = state[1]
            self._next_gauss = state[2]

        def random(self):
            return twister_random(self._state)

        def getrandbits(self, k):
            return twister_bits(self._state, k)

        def _below(self, n):
            if n <= 0:
                raise ValueError('empty range')
            k = n.bit_length()
            r = twister_bits(self._state, k)
            while r >= n:
                r = twister_bits(self._state, k)
            return r

        def randrange(self, start, stop=None, step=1):
            choices = range(start) if stop is None else range(start, stop, step)
            if len(choices) == 0:
                raise ValueError(f'empty range for randrange() ({choices.start}, {choices.stop}, {choices.step})')
            return choices[self._below(len(choices))]

        def randint(self, a, b):
            return self.randrange(a, b + 1)

        def choice(self, seq):
            if len(seq) == 0:
                raise IndexError('Cannot choose from an empty sequence')
            return seq[self._below(len(seq))]

        def choices(self, population, weights=None, *, cum_weights=None, k=1):
            count = len(population)
            if weights is None and cum_weights is None:
                return [population[int(self.random() * count)] for _ in range(k)]
            if cum_weights is None:
                cum_weights, total = [], 0
                for weight in weights:
                    total += weight
                    cum_weights.append(total)
            if len(cum_weights) != count:
                raise ValueError('The number of weights does not match the population')
            total = cum_weights[-1] + 0.0
            if total <= 0.0:
                raise ValueError('Total of weights must be greater than zero')
            chosen = []
            for _ in range(k):
                point = self.random() * total
                low, high = 0, count - 1
                while low < high:
                    middle = (low + high) // 2
                    if point < cum_weights[middle]:
                        high = middle
                    else:
                        low = middle + 1
                chosen.append(population[low])
            return chosen

        def shuffle(self, x):
            for i in reversed(range(1, len(x))):
                j = self._below(i + 1)
                x[i], x[j] = x[j], x[i]

        def sample(self, population, k, *, counts=None):
            if counts is not None:
                ends, total = [], 0
                for number in counts:
                    total += number
                    ends.append(total)
                if len(ends) != len(population):
                    raise ValueError('The number of counts does not match the population')
                if not isinstance(total, int):
                    raise TypeError('Counts must be integers')
                if total <= 0:
                    raise ValueError('Total of counts must be greater than zero')
                import bisect as _bisect
                return [population[_bisect.bisect_right(ends, place)] for place in self.sample(range(total), k)]
            if isinstance(population, (set, frozenset, dict)):
                raise TypeError('Population must be a sequence.  For dicts or sets, use sorted(d).')
            count = len(population)
            if k < 0 or k > count:
                raise ValueError('Sample larger than population or is negative')
            result = [None] * k
            limit = 21
            if k > 5:
                limit += 4 ** _math.ceil(_math.log(k * 3, 4))
            if count <= limit:
                pool = list(population)
                for i in range(k):
                    j = self._below(count - i)
                    result[i] = pool[j]
                    pool[j] = pool[count - i - 1]
            else:
                selected = set()
                for i in range(k):
                    j = self._below(count)
                    while j in selected:
                        j = self._below(count)
                    selected.add(j)
                    result[i] = population[j]
            return result

        def uniform(self, a, b):
            return a + (b - a) * self.random()

        def gauss(self, mu=0.0, sigma=1.0):
            z = self._next_gauss
            self._next_gauss = None
            if z is None:
                angle = self.random() * _math.tau
                radius = _math.sqrt(-2.0 * _math.log(1.0 - self.random()))
                z = _math.cos(angle) * radius
                self._next_gauss = _math.sin(angle) * radius
            return mu + z * sigma

        def normalvariate(self, mu=0.0, sigma=1.0):
            while True:
                u1 = self.random()
                u2 = 1.0 - self.random()
                z = 4 * _math.exp(-0.5) / _math.sqrt(2.0) * (u1 - 0.5) / u2
                if z * z / 4.0 <= -_math.log(u2):
                    return mu + z * sigma

        def lognormvariate(self, mu=0.0, sigma=1.0):
            return _math.exp(self.normalvariate(mu, sigma))

        def triangular(self, low=0.0, high=1.0, mode=None):
            u = self.random()
            try:
                c = 0.5 if mode is None else (mode - low) / (high - low)
            except ZeroDivisionError:
                return low
            if u > c:
                u = 1.0 - u
                c = 1.0 - c
                low, high = high, low
            return low + (high - low) * _math.sqrt(u * c)

        def gammavariate(self, alpha, beta):
            if alpha <= 0.0 or beta <= 0.0:
                raise ValueError('gammavariate: alpha and beta must be > 0.0')
            if alpha > 1.0:
                ainv = _math.sqrt(2.0 * alpha - 1.0)
                bbb = alpha - _math.log(4.0)
                ccc = alpha + ainv
                while True:
                    u1 = self.random()
                    if not 1e-7 < u1 < 0.9999999:
                        continue
                    u2 = 1.0 - self.random()
                    v = _math.log(u1 / (1.0 - u1)) / ainv
                    x = alpha * _math.exp(v)
                    z = u1 * u1 * u2
                    r = bbb + ccc * v - x
                    if r + 1.0 + _math.log(4.5) - 4.5 * z >= 0.0 or r >= _math.log(z):
                        return x * beta
            if alpha == 1.0:
                return -_math.log(1.0 - self.random()) * beta
            while True:
                u = self.random()
                b = (_math.e + alpha) / _math.e
                p = b * u
                if p <= 1.0:
                    x = p ** (1.0 / alpha)
                else:
                    x = -_math.log((b - p) / alpha)
                u1 = self.random()
                if p > 1.0:
                    if u1 <= x ** (alpha - 1.0):
                        break
                elif u1 <= _math.exp(-x):
                    break
            return x * beta

        def betavariate(self, alpha, beta):
            y = self.gammavariate(alpha, 1.0)
            return y / (y + self.gammavariate(beta, 1.0)) if y else 0.0

        def paretovariate(self, alpha):
            return (1.0 - self.random()) ** (-1.0 / alpha)

        def weibullvariate(self, alpha, beta):
            return alpha * (-_math.log(1.0 - self.random())) ** (1.0 / beta)

        def randbytes(self, n):
            # The first word fills the lowest bytes. The last word may be shortened to its highest bits.
            parts = [self.getrandbits(32).to_bytes(4, 'little') for _ in range(n // 4)]
            rest = n % 4
            if rest:
                parts.append(self.getrandbits(8 * rest).to_bytes(rest, 'little'))
            return b''.join(parts)

        def expovariate(self, lambd):
            return -_math.log(1.0 - self.random()) / lambd

    _shared = Random()
    seed = _shared.seed
    random = _shared.random
    getrandbits = _shared.getrandbits
    randrange = _shared.randrange
    randint = _shared.randint
    choice = _shared.choice
    choices = _shared.choices
    shuffle = _shared.shuffle
    sample = _shared.sample
    uniform = _shared.uniform
    gauss = _shared.gauss
    normalvariate = _shared.normalvariate
    expovariate = _shared.expovariate
    getstate = _shared.getstate
    setstate = _shared.setstate
    lognormvariate = _shared.lognormvariate
    triangular = _shared.triangular
    gammavariate = _shared.gammavariate
    betavariate = _shared.betavariate
    paretovariate = _shared.paretovariate
    weibullvariate = _shared.weibullvariate
    randbytes = _shared.randbytes
    """
}
