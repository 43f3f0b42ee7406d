{1}[0]
# error: TypeError
