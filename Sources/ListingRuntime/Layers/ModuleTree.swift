import Tensors

/// A module and its module path.
public struct ModuleNode: Sendable {
  /// The module path, such as `encoder.encoders.3.self_attn`; empty for the model itself.
  public let path: String
  public let handle: Handle
  public let typeName: String
}

/// A parameter or buffer of a model, with its path.
public struct ParameterNode: Sendable {
  public enum Kind: Sendable { case parameter, buffer }
  /// The full path: `encoder.encoders.3.self_attn.linear_q.weight`.
  public let path: String
  public let kind: Kind
  public let value: TensorReference
  /// The module whose attribute is the parameter or buffer.
  public let owner: Handle
  /// The attribute's name, such as `weight`.
  public let name: String
}

extension [ParameterNode] {
  /// The list without repetitions: a weight that several modules share occurs once, at its first path.
  var eachOnce: [ParameterNode] {
    var seen = Set<ObjectIdentifier>()
    return filter { seen.insert(ObjectIdentifier($0.value.cell)).inserted }
  }
}

extension TensorReference {
  /// The same tensor, marked as an `nn.Parameter`.
  var asParameter: TensorReference {
    TensorReference(cell: cell, dtype: dtype, layout: layout, isParameter: true, isFlipped: isFlipped)
  }

  /// A new object for the same tensor; it is neither a parameter nor a buffer: `detach()`, `data`.
  var detached: TensorReference {
    TensorReference(cell: cell, dtype: dtype, layout: layout, isFlipped: isFlipped)
  }
}

extension Machine {
  /// The direct submodules with their names, in the order of registration.
  func submodules(of handle: Handle) -> [(name: String, handle: Handle)] {
    let buffers = heap.instance(handle).buffers
    return heap.instance(handle).attributes.compactMap { name, value in
      guard case .instance(let child) = value, heap.type(of: child).isModule else { return nil }
      if !buffers.isEmpty, buffers[name] == .unregistered { return nil }
      return (name, child)
    }
  }

  func submoduleValues(of handle: Handle) -> [Value] { submodules(of: handle).map { .instance($0.handle) } }

  /// The module and all modules inside it, each once, parents before children: the frameworks' `named_modules`.
  public func moduleTree(_ root: Handle, prefix: String = "") -> [ModuleNode] {
    var nodes: [ModuleNode] = []
    var seen = Set<Handle>()
    var open = [(handle: root, path: prefix)]
    while let (handle, path) = open.popLast() {
      if !seen.insert(handle).inserted { continue }
      nodes.append(ModuleNode(path: path, handle: handle, typeName: heap.type(of: handle).name))
      for child in submodules(of: handle).reversed() {
        open.append((child.handle, path.isEmpty ? child.name : "\(path).\(child.name)"))
      }
    }
    return nodes
  }

  /// All parameters and persistent buffers of the module and of modules inside it, with their paths.
  public func parameterTree(_ root: Handle) -> [ParameterNode] {
    moduleTree(root).flatMap { node in ownParameters(of: node.handle, at: node.path) }
  }

  /// Like `parameterTree`, but a module with several paths is listed under each of them, as in checkpoints.
  func stateTree(_ root: Handle) -> [ParameterNode] {
    var nodes: [ParameterNode] = []
    var within: [Handle] = []
    var visited = 0
    func visit(_ handle: Handle, _ path: String) {
      // Stop at a module that contains itself, because the visit would never end. Stop in a deep chain, because the
      // recursion would overflow the native call stack.
      visited += 1
      if within.contains(handle) || within.count > Self.nestingLimit || visited > Self.visitLimit { return }
      within.append(handle)
      nodes += ownParameters(of: handle, at: path)
      for child in submodules(of: handle) { visit(child.handle, path.isEmpty ? child.name : "\(path).\(child.name)") }
      within.removeLast()
    }
    visit(root, "")
    return nodes
  }

  /// The largest number of paths visited. Modules that share modules can have exponentially many paths.
  private static var visitLimit: Int { 100_000 }

  /// The buffers of a module and of all modules inside it, persistent or not, with their paths.
  func bufferTree(_ root: Handle) -> [(path: String, value: TensorReference)] {
    moduleTree(root).flatMap { node -> [(path: String, value: TensorReference)] in
      let instance = heap.instance(node.handle)
      return instance.attributes.compactMap { name, value in
        guard case .tensor(let reference) = value, heap.registration(of: name, value, in: instance) == .buffers else {
          return nil
        }
        return (node.path.isEmpty ? name : "\(node.path).\(name)", reference)
      }
    }
  }

  /// The module's own parameters, then its persistent buffers, each in the order of registration.
  func ownParameters(of handle: Handle, at path: String) -> [ParameterNode] {
    let instance = heap.instance(handle)
    var parameters: [ParameterNode] = []
    var buffers: [ParameterNode] = []
    for (name, value) in instance.attributes {
      guard case .tensor(let reference) = value else { continue }
      let full = path.isEmpty ? name : "\(path).\(name)"
      if instance.buffers[name] == .unregistered { continue }
      if reference.isParameter {
        parameters.append(ParameterNode(path: full, kind: .parameter, value: reference, owner: handle, name: name))
      } else if instance.buffers[name] == .persistent {
        buffers.append(ParameterNode(path: full, kind: .buffer, value: reference, owner: handle, name: name))
      }
    }
    return parameters + buffers
  }

  /// Replaces the elements of a parameter or buffer. Converts `tensor` to the dtype of the parameter or buffer.
  ///
  /// - Precondition: `tensor` has the parameter's shape.
  public mutating func fill(_ node: ParameterNode, with tensor: Tensor) {
    precondition(tensor.shape == node.value.shape, "\(node.path) is filled with its own shape")
    let converted = tensor.dtype == node.value.dtype ? tensor : tensor.converted(to: node.value.dtype)
    let reference = TensorReference(
      cell: heap.cell(converted.storage), dtype: converted.dtype, layout: converted.layout,
      isParameter: node.kind == .parameter)
    heap.changeInstance(node.owner) { $0.attributes[node.name] = .tensor(reference) }
  }

  /// Sets the model, from which module paths start.
  public mutating func setModel(_ value: Value) {
    model = value
    guard case .instance(let root) = value else { return }
    modulePaths = moduleTree(root).reduce(into: [:]) { $0[$1.handle] = $1.path }
  }

  public func modulePath(of handle: Handle) -> String? { modulePaths[handle] }

  /// The path of the module whose method the frame runs; nil outside modules of the model.
  public func modulePath(of frame: Frame) -> String? {
    guard case .instance(let handle)? = frame.receiver else { return nil }
    return modulePaths[handle]
  }

  /// The module at a module path; nil if there is none.
  public func module(at path: String) -> Handle? { modulePaths.first { $0.value == path }?.key }

  public func className(of handle: Handle) -> String { heap.type(of: handle).name }

  /// The value of a module's integer attribute, such as a Linear's `in_features`; nil if there is none.
  public func integer(_ name: String, of handle: Handle) -> Int? {
    if case .int(let number)? = heap.instance(handle).attributes[name] { number } else { nil }
  }

  // MARK: Printed form

  /// The text that the frameworks print for the module and its submodules.
  public func moduleText(_ handle: Handle) -> String {
    var within: [Handle] = []
    var budget = Self.visitLimit
    return moduleText(handle, within: &within, &budget)
  }

  /// Joins equal neighbours in a list, as torch does: `(0-11): 12 x ConformerEncoderLayer(…)`.
  private func collapsed(_ texts: [(name: String, text: String)]) -> [(name: String, text: String)] {
    var result: [(name: String, text: String)] = []
    var start = 0
    while start < texts.count {
      let end = texts[start...].firstIndex { $0.text != texts[start].text } ?? texts.count
      let name = end - start == 1 ? texts[start].name : "\(texts[start].name)-\(texts[end - 1].name)"
      result.append((name, (end - start == 1 ? "" : "\(end - start) x ") + texts[start].text))
      start = end
    }
    return result
  }

  private func moduleText(_ handle: Handle, within: inout [Handle], _ budget: inout Int) -> String {
    budget -= 1
    if within.contains(handle) || within.count > Self.nestingLimit / 4 || budget < 0 {
      return "\(className(of: handle))(...)"
    }
    within.append(handle)
    defer { within.removeLast() }
    let instance = heap.instance(handle)
    if let text = representations[handle] { return text }
    let extra = extraRepresentations[handle] ?? library.extraRepresentation(of: handle, in: self)
    let children = registered(.modules, of: handle)
    let extraLines = extra.split(separator: "\n", omittingEmptySubsequences: false)
    if children.isEmpty, extraLines.count == 1 { return "\(instance.type.name)(\(extra))" }
    // Paddle writes a single line of a layer's own arguments directly after the parenthesis.
    let head = instance.type.dialect == .paddle && extraLines.count == 1 ? extra : ""
    var lines = extra.isEmpty || !head.isEmpty ? [] : extraLines.map { "  " + $0 }
    var texts = children.map { name, value in
      if case .instance(let child) = value { return (name: name, text: moduleText(child, within: &within, &budget)) }
      return (name: name, text: "None")
    }
    if instance.type.ancestry.contains(where: { $0.namespace == nil && $0.name == "ModuleList" }) {
      texts = collapsed(texts)
    }
    for child in texts {
      let text = child.text.split(separator: "\n", omittingEmptySubsequences: false)
      lines.append("  (\(child.name)): " + text.joined(separator: "\n  "))
    }
    return "\(instance.type.name)(\(head)\n\(lines.joined(separator: "\n"))\n)"
  }
}
