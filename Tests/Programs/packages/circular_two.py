import circular_one
value = 2


def later():
    return circular_one.value
