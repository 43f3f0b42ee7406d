# fwdb only: fwdb assumes the result of a condition on a stub only in a guard around an optional package
from absent import version
if version >= (1, 2):
    print("new")
# error: NotImplementedError: absent.version >= … is not part of fwdb; it comes from condition_at_file_level.py:2
