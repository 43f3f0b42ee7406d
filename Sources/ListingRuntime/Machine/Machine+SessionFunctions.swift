import Tensors

extension Machine {
  /// Adds a Swift function to the session's names, for use at the prompt, in `--call` and in `--let`. The function
  /// accepts strings and returns a tensor.
  ///
  /// - Parameters:
  ///   - signature: the name and parameters in Python's syntax: `load(path, name=None)`.
  ///   - body: receives the arguments in the order of the signature, nil for None. If it throws, the listing raises an
  ///     `OSError`.
  public mutating func setSessionFunction(
    _ signature: String, _ body: @escaping @Sendable ([String?]) throws -> Tensor
  ) {
    let function = BuiltinFunction(signature) { machine, arguments in
      var texts: [String?] = []
      for (index, value) in arguments.values.enumerated() {
        switch value {
        case .string(let text): texts.append(text)
        case .none: texts.append(nil)
        default:
          throw ListingError(
            .typeError,
            "\(arguments.function)(): '\(arguments.parameters[index])' must be a string, not "
              + "'\(machine.typeName(of: value))'")
        }
      }
      let tensor: Tensor
      do { tensor = try body(texts) } catch { throw ListingError(kind: "OSError", message: "\(error)") }
      return try machine.new(tensor)
    }
    setSessionName(function.name, to: .builtin(function))
  }
}
