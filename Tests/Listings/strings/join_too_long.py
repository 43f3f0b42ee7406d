# fwdb only: the length of a string is limited
("a" * 10**6).join(["b"] * 10**6)
# error: MemoryError: join(): the text would be too long
