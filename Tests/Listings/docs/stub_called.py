"""Importing a module that fwdb does not have raises no error. Calling its functions does."""
# fwdb only: Python has no such modules
import tracing
from somewhere.else_ import Reporter


def report(x: Reporter):
    tracing.record(x)


print("nothing has happened yet")  # expect: nothing has happened yet
report(1)
# error: NotImplementedError: tracing.record is not part of fwdb
