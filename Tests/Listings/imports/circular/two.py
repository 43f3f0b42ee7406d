import one
NAME = "two"
def g(): return one.NAME
