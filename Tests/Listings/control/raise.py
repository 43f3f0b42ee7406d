def check(n):
    if n > 2:
        raise ValueError("too large", n) if n == 5 else ValueError(f"too large: {n}")
    return n
print(check(1))  # expect: 1
check(3)
# error: ValueError: too large: 3
