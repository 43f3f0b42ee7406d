print("helper runs once")
CONSTANT = 42
state = [0]
def double(x): return x * factor()
def factor(): return 2
def bump(): state.append(1)
def get(): return state
