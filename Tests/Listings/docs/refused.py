"""What is outside the language is refused before anything runs."""
# fwdb only: Python has finally
print("never printed")
try:
    x = 1
finally:
    x = 2
# error: SyntaxError: 'finally' is outside the listing language
