/// Python's exceptions.
extension PythonBuiltins {
  /// The name of each exception class and the name of its base class. A base class precedes its subclasses.
  static let exceptions = [
    ("BaseException", "object"), ("Exception", "BaseException"), ("GeneratorExit", "BaseException"),
    ("KeyboardInterrupt", "BaseException"), ("SystemExit", "BaseException"), ("ArithmeticError", "Exception"),
    ("AssertionError", "Exception"), ("AttributeError", "Exception"), ("BufferError", "Exception"),
    ("EOFError", "Exception"), ("ImportError", "Exception"), ("LookupError", "Exception"),
    ("MemoryError", "Exception"), ("NameError", "Exception"), ("OSError", "Exception"), ("RuntimeError", "Exception"),
    ("StopAsyncIteration", "Exception"), ("StopIteration", "Exception"), ("SyntaxError", "Exception"),
    ("SystemError", "Exception"), ("TypeError", "Exception"), ("ValueError", "Exception"), ("Warning", "Exception"),
    ("FloatingPointError", "ArithmeticError"), ("OverflowError", "ArithmeticError"),
    ("ZeroDivisionError", "ArithmeticError"), ("IndexError", "LookupError"), ("KeyError", "LookupError"),
    ("ModuleNotFoundError", "ImportError"), ("BlockingIOError", "OSError"), ("ConnectionError", "OSError"),
    ("FileExistsError", "OSError"), ("FileNotFoundError", "OSError"), ("IsADirectoryError", "OSError"),
    ("BrokenPipeError", "ConnectionError"), ("ConnectionAbortedError", "ConnectionError"),
    ("ConnectionRefusedError", "ConnectionError"), ("ConnectionResetError", "ConnectionError"),
    ("ChildProcessError", "OSError"), ("InterruptedError", "OSError"), ("ProcessLookupError", "OSError"),
    ("IndentationError", "SyntaxError"), ("TabError", "IndentationError"), ("EncodingWarning", "Warning"),
    ("NotADirectoryError", "OSError"), ("PermissionError", "OSError"), ("TimeoutError", "OSError"),
    ("NotImplementedError", "RuntimeError"), ("RecursionError", "RuntimeError"), ("UnboundLocalError", "NameError"),
    ("UnicodeError", "ValueError"), ("UnicodeDecodeError", "UnicodeError"), ("UnicodeEncodeError", "UnicodeError"),
    ("BytesWarning", "Warning"), ("DeprecationWarning", "Warning"), ("FutureWarning", "Warning"),
    ("ImportWarning", "Warning"), ("PendingDeprecationWarning", "Warning"), ("ResourceWarning", "Warning"),
    ("RuntimeWarning", "Warning"), ("SyntaxWarning", "Warning"), ("UnicodeWarning", "Warning"),
    ("UserWarning", "Warning"),
  ]

  /// The exception classes, by name.
  static let exceptionTypes: [String: ClassObject] = {
    var types: [String: ClassObject] = [:]
    for (name, base) in exceptions {
      guard let base = base == "object" ? Records.object : types[base] else {
        preconditionFailure("the table lists \(base) before \(name)")
      }
      types[name] = exceptionClass(name, base: base)
    }
    return types
  }()

  /// The class of `OSError(number, text)`, by the number.
  static let systemErrors: [Int: String] = [
    1: "PermissionError", 2: "FileNotFoundError", 3: "ProcessLookupError", 4: "InterruptedError",
    10: "ChildProcessError", 11: "BlockingIOError", 13: "PermissionError", 17: "FileExistsError",
    20: "NotADirectoryError", 21: "IsADirectoryError", 32: "BrokenPipeError", 103: "ConnectionAbortedError",
    104: "ConnectionResetError", 108: "BrokenPipeError", 110: "TimeoutError", 111: "ConnectionRefusedError",
    114: "BlockingIOError", 115: "BlockingIOError",
  ]

  /// Alternative names of exception classes.
  static let exceptionAliases = ["IOError": "OSError", "EnvironmentError": "OSError"]

  private static func exceptionClass(_ name: String, base: ClassObject) -> ClassObject {
    let methods = [
      BuiltinFunction("__init__(self, *args, **kwargs)") { m, a in
        try m.setAttribute("args", of: a[0], to: m.tuple(a.rest))
        return .none
      },
      BuiltinFunction("with_traceback(self, traceback)") { _, a in a[0] },
      BuiltinFunction("add_note(self, note)") { m, a in
        guard case .instance(let handle) = a[0] else { return .none }
        let notes = try m.knownAttribute("__notes__", of: a[0]) ?? m.list([])
        if case .list(let list) = notes { m.heap.changeList(list) { $0.append(a[1]) } }
        m.heap.changeInstance(handle) { $0.attributes["__notes__"] = notes }
        return .none
      },
      BuiltinFunction("__str__(self)") { m, a in .string(try m.string(of: a[0])) },
      BuiltinFunction("__repr__(self)") { m, a in .string(m.representation(of: a[0])) },
    ]
    return ClassObject(
      name: name, base: base,
      native: name == "BaseException" ? ModuleClasses.methods(methods) : [:])
  }
}
