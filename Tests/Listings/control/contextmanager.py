from contextlib import contextmanager, nullcontext
@contextmanager
def tag(name, log):
    log.append("<" + name)
    yield name.upper()
    log.append(name + ">")
def run(log, early):
    with tag("a", log) as a, tag("b", log) as b:
        log.append(a + b)
        if early:
            return "early"
    return "late"
for early in (False, True):
    log = []
    print(run(log, early), log)
# expect: late ['<a', '<b', 'AB', 'b>', 'a>']
# expect: early ['<a', '<b', 'AB', 'b>', 'a>']
with nullcontext(3) as three, nullcontext() as nothing:
    print(three, nothing)  # expect: 3 None
