/// Runs a file as Python runs a script.
extension Machine {
  /// Prepares a file of the listing to run as `__main__`. Nothing runs yet.
  ///
  /// - Parameters:
  ///   - path: the file's path within the listing's folder.
  ///   - arguments: `sys.argv`: the script's path as the user gave it, and its arguments.
  public mutating func beginScript(_ path: String, arguments: [String]) throws(ListingError) {
    precondition(frames.isEmpty, "the machine runs nothing else")
    scriptArguments = arguments
    makesInitialValues = true
    heap.beginsInTraining = true
    gradientMode = GradientMode(isEnabled: true, isInference: false)
    do {
      guard let names = try file(path) else {
        throw ListingError(.importError, "the listing \(sources.name) has no \(path)")
      }
      // If another file imports the script by its name, Python runs the script's file again, as another module. Remove
      // the path, so that fwdb does so too.
      files[path] = nil
      files["__main__"] = names
      heap.setName("__name__", in: names, to: .string("__main__"))
      heap.setName("__package__", in: names, to: .none)
      heap.setName("__file__", in: names, to: .string(arguments.first ?? path))
    } catch let error as ListingError { throw error } catch { preconditionFailure("loading throws listing errors") }
  }

  /// The text printed since the last call.
  public mutating func takeOutput() -> String {
    defer { output = "" }
    return output
  }

  /// The text printed to standard error since the last call.
  public mutating func takeErrorOutput() -> String {
    defer { errorOutput = "" }
    return errorOutput
  }

  /// The notes made since the last call.
  public mutating func takeNotes() -> [String] {
    defer { notes = [] }
    return notes
  }
}

extension ListingError {
  /// The exit status passed to `sys.exit`; nil for other errors. If `sys.exit` was called with a text, the text is
  /// printed and the status is 1.
  public var exitRequest: (status: Int32, text: String)? {
    if kind != "SystemExit" { return nil }
    if message.isEmpty || message == "None" { return (0, "") }
    if let status = Int(message) { return (Int32(truncatingIfNeeded: status & 255), "") }
    return (1, message)
  }
}
