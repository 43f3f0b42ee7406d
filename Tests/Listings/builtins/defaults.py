# A default can be any value, even a string that looks like Python's text for an empty value.
print(list("()"), tuple("()"), sorted(set("()")), list(), tuple(), set(), frozenset())
# expect: ['(', ')'] ('(', ')') ['(', ')'] [] () set() frozenset()
print(getattr(1, "absent", "<none>"), next(iter([]), "<none>"), {}.pop("key", "<none>"))
# expect: <none> <none> <none>
print(getattr(1, "absent", None), next(iter([]), None), {}.pop("key", None))
# expect: None None None
{}.pop("key")
# error: KeyError: 'key'
