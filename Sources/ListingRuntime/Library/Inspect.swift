/// The part of Python's module `inspect` that model code uses: `signature`, the parameters of a callable.
enum Inspect {
  static func members(object: ClassObject) -> [String: Value] {
    let signatureType = ClassObject(name: "Signature", base: object, module: "inspect")
    let parameterType = ClassObject(name: "Parameter", base: object, module: "inspect")
    let functions = [
      BuiltinFunction("signature(callable)") { m, a in
        var parameters = DictionaryObject()
        for name in try m.parameterNames(of: a[0]) {
          var parameter = Instance(type: parameterType)
          parameter.attributes["name"] = .string(name)
          parameters.set(.string(name), .string(name), to: .instance(m.heap.add(.instance(parameter))))
        }
        var signature = Instance(type: signatureType)
        signature.attributes["parameters"] = .dictionary(m.heap.add(.dictionary(parameters)))
        return .instance(m.heap.add(.instance(signature)))
      },
      BuiltinFunction("isclass(object)") { _, a in
        if case .type = a[0] { return .bool(true) }
        return .bool(false)
      },
      BuiltinFunction("isfunction(object)") { _, a in
        if case .function = a[0] { return .bool(true) }
        return .bool(false)
      },
    ]
    return Dictionary(uniqueKeysWithValues: functions.map { ($0.name, .builtin($0)) })
  }
}

extension Machine {
  /// The names of a callable's parameters, without a bound `self`.
  fileprivate func parameterNames(of callee: Value) throws -> [String] {
    switch callee {
    case .function(let function): return function.code.parameters.map(\.name)
    case .builtin(let function): return function.signature.names
    case .method(let method): return Array(try parameterNames(of: method.callee).dropFirst())
    case .type(let type):
      guard let initializer = member("__init__", of: type) else { return [] }
      return Array(try parameterNames(of: initializer).dropFirst())
    case .instance(let handle):
      let type = heap.type(of: handle)
      guard let method = member("__call__", of: type) ?? member("forward", of: type) else { break }
      return Array(try parameterNames(of: method).dropFirst())
    case .stub(let stub): throw refusal(of: stub)
    default: break
    }
    throw ListingError(.typeError, "inspect.signature(): '\(typeName(of: callee))' is not callable")
  }
}
