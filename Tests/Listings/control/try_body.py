# The `try`, `except` and `else` blocks run as in Python.
def first(items, fallback):
    try:
        found = items[0]
    except IndexError as error:
        found = fallback
    except (KeyError, TypeError):
        raise
    else:
        found = found + 1
    return found


for item in [4, 5]:
    try:
        if item == 4:
            continue
        print(item)  # expect: 5
    except ValueError:
        break
print(first([1], 0))  # expect: 2
print(first([], 0))  # expect: 0
