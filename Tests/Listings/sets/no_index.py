s = {1}
s[0]
# error: TypeError
