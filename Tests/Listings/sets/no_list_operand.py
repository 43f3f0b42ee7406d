{1} | [2]
# error: TypeError
