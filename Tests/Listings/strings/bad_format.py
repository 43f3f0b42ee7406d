print(f"{3:d}")  # expect: 3
print(f"{3.5:d}")
# error: ValueError: Unknown format code 'd' for object of type 'float'
