raise KeyError("k") from None
# error: KeyError: 'k'
