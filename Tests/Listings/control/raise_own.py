class ModelError(RuntimeError):
    pass
print(issubclass(ModelError, Exception), isinstance(ModelError("x"), RuntimeError))  # expect: True True
raise ModelError("bad shape")
# error: ModelError: bad shape
