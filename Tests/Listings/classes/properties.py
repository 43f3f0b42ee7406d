class Temperature:
    def __init__(self, celsius):
        self.celsius = celsius

    @property
    def celsius(self):
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError('below absolute zero')
        self._celsius = value

    @celsius.deleter
    def celsius(self):
        print('gone')
        del self._celsius

    @property
    def fahrenheit(self):
        return self.celsius * 9 / 5 + 32

    def _get(self):
        return 'got'

    def _set(self, value):
        print('set', value)

    old = property(_get, _set)


t = Temperature(100)
print(t.celsius, t.fahrenheit)  # expect: 100 212.0
t.celsius += 5
print(t.celsius, getattr(t, 'celsius'), hasattr(t, 'fahrenheit'))  # expect: 105 105 True
setattr(t, 'celsius', 7)
print(t._celsius, t.old)  # expect: 7 got
t.old = 3  # expect: set 3
del t.celsius  # expect: gone
print(hasattr(t, '_celsius'))  # expect: False


class Counted:
    count = 0

    def __setattr__(self, name, value):
        Counted.count += 1
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print('del', name)
        object.__delattr__(self, name)


c = Counted()
c.x = 1
c.x += 1
setattr(c, 'y', 5)
print(c.x, c.y, Counted.count)  # expect: 2 5 3
del c.x  # expect: del x
print(hasattr(c, 'x'))  # expect: False


class Warm(Temperature):
    @property
    def fahrenheit(self):
        return 'warm ' + str(super().fahrenheit)


w = Warm(20)
w.celsius = 30
print(w.fahrenheit)  # expect: warm 86.0
t.fahrenheit = 1  # error: AttributeError: has no setter
