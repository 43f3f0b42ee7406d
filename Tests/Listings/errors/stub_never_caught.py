# A stub never decides which branch runs: a listing cannot catch a stub's errors.
# fwdb only: Python imports the module or raises ModuleNotFoundError
import no_such_module_of_anyone as absent


def first():
    try:
        return absent.version >= 3
    except Exception:
        return "wrong branch"


print("begin")  # expect: begin
first()
# error: NotImplementedError: no_such_module_of_anyone.version is not part of fwdb; it comes from
