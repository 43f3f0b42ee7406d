/// The builtin functions for `InspectListing`, fwdb's version of Python's module `inspect`. For example, they return
/// the parameters of a callable, or the file that defines the callable.
enum InspectFunctions {
  /// Whether a function or a bound method has a `yield`.
  static let isGeneratorFunction = BuiltinFunction("is_generator_function(object)") { _, a in
    var callee = a[0]
    if case .method(let method) = callee { callee = method.callee }
    if case .function(let function) = callee { return .bool(function.code.isGenerator) }
    return .bool(false)
  }

  static let all: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
      // Returns a tuple for each parameter: the name, the kind (the value of Python's `_ParameterKind`), whether the
      // parameter has a default, and the default.
      BuiltinFunction("parameters_of(callable)") { m, a in
        m.list(
          try m.parameters(of: a[0]).map { parameter in
            .tuple([
              .string(parameter.name), .int(parameter.kind), .bool(parameter.value != nil), parameter.value ?? .none,
            ])
          })
      },
      // Returns the function of the listing that a call of the object runs. None if no such function runs.
      BuiltinFunction("annotated_function(callable)") { m, a in try m.calledFunction(of: a[0]) ?? .none },
      BuiltinFunction("is_listing_function(object)") { _, a in
        if case .function = a[0] { .bool(true) } else { .bool(false) }
      },
      isGeneratorFunction,
      // Returns the path of the file that defines the object, as in `__file__`. None if no file defines the object.
      BuiltinFunction("file_of(object)") { m, a in
        switch a[0] {
        case .type(let type): return m.file(ofModule: type.module) ?? .none
        case .module(let module): return module.namespace.flatMap { m.heap.namespace($0)["__file__"] } ?? .none
        case .stub(let stub): throw m.refusal(of: stub)
        default:
          guard case .function(let function)? = try m.calledFunction(of: a[0]) else { return .none }
          return m.heap.namespace(function.globals)["__file__"] ?? .none
        }
      },
    ].map { ($0.name, .builtin($0)) })
}

extension Machine {
  struct InspectedParameter {
    let name: String
    let kind: Int
    let value: Value?
  }

  /// The parameters of a callable, without a bound `self`.
  func parameters(of callee: Value) throws -> [InspectedParameter] {
    switch callee {
    case .function(let function):
      return function.code.parameters.enumerated().map { slot, parameter in
        let kind =
          switch parameter.kind {
          case .positionalOnly: 0
          case .ordinary: 1
          case .variadic: 2
          case .keywordOnly: 3
          case .keywords: 4
          }
        return InspectedParameter(name: parameter.name, kind: kind, value: function.defaults[slot])
      }
    case .builtin(let function):
      let signature = function.signature
      var parameters = signature.parameters.enumerated().map { index, parameter in
        InspectedParameter(
          name: parameter.name, kind: index < signature.positional ? 1 : 3, value: parameter.defaultValue)
      }
      if signature.takesRest {
        parameters.insert(
          InspectedParameter(name: signature.restName, kind: 2, value: nil), at: signature.positional)
      }
      if signature.takesKeywords { parameters.append(InspectedParameter(name: "kwargs", kind: 4, value: nil)) }
      return parameters
    case .method(let method): return Array(try parameters(of: method.callee).dropFirst())
    case .descriptor(let descriptor): return try parameters(of: descriptor.function)
    case .type(let type):
      guard let initializer = member("__init__", of: type) else { return [] }
      return Array(try parameters(of: initializer).dropFirst())
    case .instance(let handle):
      let type = heap.type(of: handle)
      guard let method = member("__call__", of: type) ?? member("forward", of: type) else { break }
      return Array(try parameters(of: method).dropFirst())
    case .stub(let stub): throw refusal(of: stub)
    default: break
    }
    throw ListingError(.typeError, "\(representation(of: callee)) is not a callable object")
  }

  fileprivate func calledFunction(of value: Value) throws -> Value? {
    switch value {
    case .function: return value
    case .method(let method): return try calledFunction(of: method.callee)
    case .descriptor(let descriptor): return try calledFunction(of: descriptor.function)
    case .type(let type): return try member("__init__", of: type).flatMap(calledFunction)
    case .instance(let handle):
      let type = heap.type(of: handle)
      return try (member("__call__", of: type) ?? member("forward", of: type)).flatMap(calledFunction)
    case .stub(let stub): throw refusal(of: stub)
    default: return nil
    }
  }

  /// The `__file__` of a file of the listing that is already loaded, by the module's name. Nil if no loaded file has
  /// this name.
  fileprivate func file(ofModule name: String?) -> Value? {
    for (path, names) in files {
      let namespace = heap.namespace(names)
      if moduleName(of: path) == name { return namespace["__file__"] }
      if case .string(let found)? = namespace["__name__"], found == name { return namespace["__file__"] }
    }
    return nil
  }
}
