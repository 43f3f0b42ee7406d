# A stub never decides: its errors are not caught.
# fwdb only: Python has the module, or raises ModuleNotFoundError
import no_such_module_of_anyone as absent


def first():
    try:
        return absent.version >= 3
    except Exception:
        return "wrong branch"


print("begin")  # expect: begin
first()
# error: NotImplementedError: no_such_module_of_anyone.version is not part of fwdb; it comes from
