/// `numpy.random.RandomState`, in the listing language: numpy's own sequence for a seed.
enum NumpyRandom {
  static let module = ImportedModule(
    name: "numpy.random",
    members: ["RandomState": .builtin(BuiltinFunction("RandomState(seed=None)", prelude: "numpy_random_state"))])

  static let text = """
    import math

    class NumpyRandomState:
        def __init__(self, seed):
            self._state = []
            self.seed(seed)

        def seed(self, seed=None):
            if not isinstance(seed, int):
                raise NotImplementedError('RandomState takes an integer as its seed in fwdb')
            twister_fill(self._state, seed)
            self._gauss = None

        def _filled(self, size, draw):
            if size is None:
                return draw()
            shape = (size,) if isinstance(size, int) else tuple(size)
            count = 1
            for length in shape:
                count *= length
            return torch.tensor([draw() for _ in range(count)], dtype=torch.float64).reshape(shape)

        def random_sample(self, size=None):
            return self._filled(size, lambda: twister_random(self._state))

        def random(self, size=None):
            return self.random_sample(size)

        def rand(self, *shape):
            return self.random_sample(shape if shape else None)

        def uniform(self, low=0.0, high=1.0, size=None):
            return self._filled(size, lambda: low + (high - low) * twister_random(self._state))

        def _normal(self):
            if self._gauss is not None:
                kept, self._gauss = self._gauss, None
                return kept
            square = 0.0
            while square >= 1.0 or square == 0.0:
                x = 2.0 * twister_random(self._state) - 1.0
                y = 2.0 * twister_random(self._state) - 1.0
                square = x * x + y * y
            factor = math.sqrt(-2.0 * math.log(square) / square)
            self._gauss = factor * x
            return factor * y

        def randn(self, *shape):
            return self._filled(shape if shape else None, self._normal)

        def standard_normal(self, size=None):
            return self._filled(size, self._normal)

        def normal(self, loc=0.0, scale=1.0, size=None):
            return self._filled(size, lambda: loc + scale * self._normal())

        def randint(self, low, high=None, size=None):
            if high is None:
                low, high = 0, low
            if high <= low:
                raise ValueError('low >= high')
            limit = high - 1 - low
            if limit > 0xFFFFFFFF:
                raise NotImplementedError('RandomState.randint beyond 32 bits is not part of fwdb')
            mask = 1
            while mask <= limit:
                mask = 2 * mask
            mask -= 1

            def draw():
                if limit == 0:
                    return low
                value = limit + 1
                while value > limit:
                    value = twister_bits(self._state, 32) & mask
                return low + value
            numbers = self._filled(size, draw)
            return numbers if size is None else numbers.long()

    def numpy_random_state(seed=None):
        return NumpyRandomState(seed)
    """
}
