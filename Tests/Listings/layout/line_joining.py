# Brackets of every kind join lines. They may contain comments and empty lines.
total = (1
         + 2  # inside

         + 3)
items = [
    1,
        2,   # deeper
  3,         # less deep
]
table = {
    "a": 1,
    "b":
        [x
         for x in items
         if x > 1],
}
print(total, items, table)  # expect: 6 [1, 2, 3] {'a': 1, 'b': [2, 3]}
name = "con" \
    "former"
sum_of = 1 + \
    2 + \
    3
print(name, sum_of)  # expect: conformer 6
if total == 6 and \
   sum_of == 6:
    print("both")
# expect: both
def f(a,
      b=2,
      *,
      c=(3,
         4)):
    return (a, b,
            c)
print(f(1,
        c=5,
        ),
      f(
          *items[:1]
      ))
# expect: (1, 2, 5) (1, 2, (3, 4))
assert total, \
    "never"
x = items[
    0:
    2
]; y = -(
    x[0]
); print(x, y)  # expect: [1, 2] -1
for i in (
    1, 2
): print(i); print(-i)
# expect: 1
# expect: -1
# expect: 2
# expect: -2
print("one"
      "two" f"{total}"
      r"\three")
# expect: onetwo6\three
with_comment = [  # after the bracket
    # alone
    1,
    # alone again
]  # after the list
print(with_comment)  # expect: [1]
text = """a
    b # no comment
c"""; print(text, len(text))
# expect: a
# expect:     b # no comment
# expect: c 22
z = not \
    True
print(z, (lambda x,
                 y: x
          + y)(1, 2))
# expect: False 3
