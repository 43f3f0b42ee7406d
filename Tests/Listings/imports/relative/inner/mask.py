from ..sizes import SIZE
def make_mask(n):
    return [SIZE] * n
