print(f"{3:d}")  # expect: 3
print(f"{3.5:d}")
# error: ValueError: format 'd' cannot be used for 'float'
