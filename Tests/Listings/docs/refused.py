"""What is outside the language is refused before anything runs."""
# fwdb only: Python has complex numbers
print("never printed")
x = 3 + 2j
# error: SyntaxError: complex numbers are outside the listing language
