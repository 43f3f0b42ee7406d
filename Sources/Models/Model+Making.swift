import Checkpoints
import ListingRuntime
import RunPlans
import Tensors

extension Model {
  /// Creates a model with an expression over the user's own code, and fills its parameters from a checkpoint.
  ///
  /// - Parameters:
  ///   - expression: `net.Encoder(16, layers=2)`. The modules that the expression names are imported.
  ///   - roots: folders with the user's Python files. If two folders have the same file, the first folder's file is
  ///     used.
  ///   - weights: the path of a checkpoint; nil leaves all parameters without a value.
  ///   - isLenient: true to accept missing parameters, other shapes and additional tensors in the checkpoint.
  public static func make(
    _ expression: String, roots: [String], weights: String?, compute: Compute, seed: UInt64 = 0, isLenient: Bool = false
  ) throws(ModelError) -> Model {
    let sources = try Listings.roots(roots)
    var machine = Machine(sources: sources, compute: compute, seed: seed)
    let value: Value
    do {
      for module in sources.modules(in: expression) { _ = try machine.evaluate("import \(module)", name: "<make>") }
      value = try machine.evaluate(expression, name: "<make>")
    } catch { throw .making(expression, error) }
    guard case .instance(let root) = value, machine.isModule(root) else {
      throw .madeNoModule(expression, found: machine.representation(of: value))
    }
    var model = Model(value, in: machine, root: root, listing: sources.name)
    if let weights {
      let checkpoint: Checkpoint
      do { checkpoint = try Checkpoint.open(weights) } catch { throw .checkpoint(error) }
      // These rules allow no difference: every parameter must have a tensor, and every tensor must have a parameter.
      let rules = BindingRules()
      try model.fill(from: checkpoint, rules)
      if !model.report.isComplete, !isLenient { throw .parameters(model.report, checkpoint: weights) }
      model.notes = model.bindingNotes(rules)
    } else {
      if model.parameterCount > 0 {
        model.notes.append("no --weights: reading a parameter of the model is an error")
      }
      model.notes += model.bindingNotes(BindingRules())
    }
    return model
  }

  /// The run plan for one call of a model that was created by an expression.
  public func plan(_ call: String, inputs: [RunPlan.Input], expression: String) -> RunPlan {
    RunPlan(
      machine: machine, call: call, callName: "<call>", inputs: inputs, start: .callee,
      profile: ModelProfile(title: "\(expression) · \(call)", listingName: listing, isWholePass: false),
      modelPath: expression, modelName: expression, inputName: call, notes: notes)
  }
}

extension ListingSources {
  /// The imported modules that an expression names and the listing contains: `pkg.net` in `pkg.net.Encoder(2)`.
  fileprivate func modules(in expression: String) -> [String] {
    var found: [String] = []
    // Match dotted names. The character before the name must not be a dot, a digit, a letter or an underscore.
    for match in expression.matches(of: /(?:^|[^\w.])([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)/) {
      let parts = match.1.split(separator: ".").map(String.init)
      let length = (1...parts.count).reversed().first { count in
        let path = parts.prefix(count).joined(separator: "/")
        return has("\(path)/__init__.py") || has("\(path).py")
      }
      guard let length else { continue }
      let module = parts.prefix(length).joined(separator: ".")
      if !found.contains(module) { found.append(module) }
    }
    return found
  }
}
