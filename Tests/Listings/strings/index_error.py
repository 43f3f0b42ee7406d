print("abc"[3])
# error: IndexError: range
