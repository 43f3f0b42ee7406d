[].pop()
# error: IndexError: pop from
