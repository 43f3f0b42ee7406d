# fwdb only: a bound on the memory of a text
("a" * 10**6).join(["b"] * 10**6)
# error: MemoryError: join(): the text would be too long
