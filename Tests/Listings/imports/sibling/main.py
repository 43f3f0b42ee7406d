import helper  # expect: helper runs once
import helper as h
from helper import double, CONSTANT as C
import helper as again
print(helper.double(2), h is helper, double(5), C, again.state)  # expect: 4 True 10 42 [0]
helper.bump()
print(h.state, helper.get())  # expect: [0, 1] [0, 1]
helper.state = [9]
print(helper.get())  # expect: [9]
def late():
    from helper import get
    return get()
print(late())  # expect: [9]
