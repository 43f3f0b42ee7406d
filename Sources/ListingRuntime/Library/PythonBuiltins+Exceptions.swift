/// Python's exceptions.
extension PythonBuiltins {
  /// The name of each exception and of its base class. A base class precedes its subclasses.
  static let exceptions = [
    ("BaseException", "object"), ("Exception", "BaseException"), ("ArithmeticError", "Exception"),
    ("AssertionError", "Exception"),
    ("AttributeError", "Exception"), ("ImportError", "Exception"), ("LookupError", "Exception"),
    ("MemoryError", "Exception"),
    ("NameError", "Exception"), ("OSError", "Exception"), ("RuntimeError", "Exception"), ("StopIteration", "Exception"),
    ("TypeError", "Exception"), ("ValueError", "Exception"), ("FloatingPointError", "ArithmeticError"),
    ("OverflowError", "ArithmeticError"), ("ZeroDivisionError", "ArithmeticError"), ("IndexError", "LookupError"),
    ("KeyError", "LookupError"), ("ModuleNotFoundError", "ImportError"), ("FileNotFoundError", "OSError"),
    ("NotImplementedError", "RuntimeError"), ("RecursionError", "RuntimeError"), ("UnboundLocalError", "NameError"),
  ]

  static func exceptionClass(_ name: String, base: ClassObject) -> ClassObject {
    ClassObject(
      name: name, base: base,
      native: [
        "__init__": BuiltinFunction("__init__(self, *args)") { m, a in
          // In Python, the text of a KeyError is the `repr` of its key.
          let text =
            a.rest.count == 1 && name != "KeyError"
            ? try m.string(of: a.rest[0])
            : a.rest.count == 1
              ? m.representation(of: a.rest[0])
              : a.rest.isEmpty ? "" : m.representation(of: .tuple(a.rest))
          try m.setAttribute("args", of: a[0], to: m.tuple(a.rest))
          try m.setAttribute("message", of: a[0], to: .string(text))
          return .none
        }
      ])
  }
}
