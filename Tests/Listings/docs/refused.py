"""What is outside the language is refused before anything runs."""
# fwdb only: Python has sets
print("never printed")
x = {1, 2}
# error: SyntaxError: sets are outside the listing language
