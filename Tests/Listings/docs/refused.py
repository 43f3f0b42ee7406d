"""fwdb refuses a file with syntax outside the listing language before any statement runs."""
# fwdb only: Python has coroutines
print("never printed")
async def load():
    pass
# error: SyntaxError: 'async' is outside the listing language
