import Tensors

extension Machine {
  /// Gives the prompt, `--call` and `--let` a function of the program around: it takes texts and gives a tensor.
  ///
  /// - Parameters:
  ///   - signature: as Python writes it: `load(path, name=None)`.
  ///   - body: takes the arguments in the signature's order, nil for None. What it throws becomes an `OSError`.
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
