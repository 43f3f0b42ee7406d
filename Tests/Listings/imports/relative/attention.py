from .inner.mask import SIZE
class Attention:
    def __init__(self):
        self.size = SIZE
