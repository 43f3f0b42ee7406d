# fwdb only: nothing but the guard of a package is guessed
from absent import version
if version >= (1, 2):
    print("new")
# error: NotImplementedError: absent.version >= … is not part of fwdb; it comes from condition_at_file_level.py:2
