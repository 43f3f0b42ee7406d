print(f"{'a':>5}")  # expect:     a
print(f"{'a':.2f}")
# error: ValueError: format '.2f' cannot be used for 'str'
