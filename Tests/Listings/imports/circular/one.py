import two
NAME = "one"
def f(): return two.NAME + NAME
