"""What is outside the language is refused before anything runs."""
# fwdb only: Python has coroutines
print("never printed")
async def load():
    pass
# error: SyntaxError: 'async' is outside the listing language
