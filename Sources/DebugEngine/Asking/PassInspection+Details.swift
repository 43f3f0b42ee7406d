import ListingRuntime

#if canImport(Glibc)
  import Glibc
#endif

/// A parameter or buffer of the model, with its path and its elements.
public struct WeightView: Sendable {
  public let path: String
  public let isBuffer: Bool
  public let value: ValueView
}

/// A module of the model, as a front end shows it.
public struct ModuleDetails: Sendable {
  public let path: String
  public let className: String
  /// Attribute names and class names of the direct submodules.
  public let children: [(name: String, className: String)]
  public let weights: [WeightView]
  /// The number of elements in all parameters and buffers of the module and its submodules.
  public let parameterCount: Int
  /// The module's attributes that are numbers, strings, booleans or None: `h = 4`. Excludes `training` and names that
  /// begin with `_`.
  public let settings: [(name: String, value: ValueView)]
}

/// Memory use of the pass, in bytes.
public struct MemoryUse: Sendable {
  /// Bytes of tensors in the variables and operands of all frames. Weights are not counted.
  public let live: Int
  /// Bytes of the parameters and buffers, in the checkpoint's dtypes.
  public let parameters: Int
  /// Bytes of all results computed up to the cursor. Most of these tensors are freed already.
  public let allocated: Int
  public let timeline: Timeline
  /// Resident memory of the whole process; nil when the system does not report it.
  public let process: Int?
}

extension PassInspection {
  /// The parameters and buffers of a module and its submodules, or one weight. Nil when the model has no module and no
  /// weight with this path.
  ///
  /// - Parameter path: the path of a module or of one weight.
  public func weights(at path: String) -> [WeightView]? {
    func views(_ nodes: [ParameterNode], _ prefix: String) -> [WeightView] {
      nodes.map { node in
        WeightView(
          path: prefix.isEmpty ? node.path : "\(prefix).\(node.path)", isBuffer: node.kind == .buffer,
          value: view(of: .tensor(node.value), in: machine))
      }
    }
    if let module = machine.module(at: path) {
      let nodes = machine.parameterTree(module)
      // parameterTree returns paths relative to the module, so prefix the module's path.
      return views(nodes, path)
    }
    guard let dot = path.lastIndex(of: "."), let owner = machine.module(at: String(path[..<dot])) else { return nil }
    let name = path[path.index(after: dot)...]
    let own = machine.parameterTree(owner).filter { $0.path == name }
    return own.isEmpty ? nil : views(own, String(path[..<dot]))
  }

  /// The paths of all parameters and buffers of the model.
  public var weightPaths: [String] { machine.module(at: "").map { machine.parameterTree($0).map(\.path) } ?? [] }

  public func moduleDetails(at path: String) -> ModuleDetails? {
    guard let module = machine.module(at: path) else { return nil }
    let below = machine.moduleTree(module).dropFirst().filter { !$0.path.contains(".") }
    let all = machine.parameterTree(module)
    let own = all.filter { !$0.path.contains(".") }
    let attributes = machine.inspector.children(of: .instance(module), in: 0..<10_000)
    let settings = attributes.compactMap { accessor, value -> (String, ValueView)? in
      switch value {
      case .bool, .int, .float, .string, .none: (String(accessor.drop { $0 == "." }), view(of: value, in: machine))
      default: nil
      }
    }.filter { !$0.0.hasPrefix("_") && $0.0 != "training" }
    return ModuleDetails(
      path: path, className: machine.className(of: module), children: below.map { ($0.path, $0.typeName) },
      weights: own.map { node in
        WeightView(
          path: node.path, isBuffer: node.kind == .buffer, value: view(of: .tensor(node.value), in: machine))
      }, parameterCount: all.reduce(0) { $0 + $1.value.layout.count }, settings: settings)
  }

  public var memoryUse: MemoryUse {
    let parameters = machine.module(at: "").map { root in
      machine.parameterTree(root).reduce(0) { $0 + $1.value.layout.count * $1.value.dtype.size }
    }
    return MemoryUse(
      live: machine.inspector.heldStorages().reduce(0) { $0 + $1.bytes.count }, parameters: parameters ?? 0,
      allocated: machine.bytesMade, timeline: timeline, process: Self.residentBytes)
  }

  private static var residentBytes: Int? {
    guard let file = fopen("/proc/self/statm", "r") else { return nil }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 256)
    guard fgets(&buffer, 256, file) != nil else { return nil }
    let words = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      .split(separator: " ")
    return words.count > 1 ? Int(words[1]).map { $0 * sysconf(Int32(_SC_PAGESIZE)) } : nil
  }

  /// The source text that a frame runs next; nil when the frame does not exist or the text is empty.
  public func operation(ofFrame number: Int) -> String? {
    guard let frame = frame(number) else { return nil }
    let line = frame.file.lines.indices.contains(frame.line - 1) ? frame.file.lines[frame.line - 1] : ""
    // At the beginning of a statement, show the whole line. Within a statement, show only the expression that runs
    // next.
    let text = number == 0 && isAtStatement ? line : frame.file.text(in: frame.range)
    return text.isEmpty ? nil : text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
