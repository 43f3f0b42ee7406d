from two import g
def f(): return 1
