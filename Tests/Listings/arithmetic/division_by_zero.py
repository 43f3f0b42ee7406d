print("before")  # expect: before
print(1 // 0)
# error: ZeroDivisionError: by zero
