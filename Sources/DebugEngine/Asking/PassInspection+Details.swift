import ListingRuntime

#if canImport(Glibc)
  import Glibc
#endif

/// A parameter or buffer of the model, with its elements.
public struct WeightView: Sendable {
  public let path: String
  public let isBuffer: Bool
  public let value: ValueView
}

/// One module of the model.
public struct ModuleDetails: Sendable {
  public let path: String
  public let className: String
  /// Names and classes of the submodules.
  public let children: [(name: String, className: String)]
  public let weights: [WeightView]
  /// Elements of all its parameters, those of submodules included.
  public let parameterCount: Int
  /// Its attributes that are neither modules nor tensors: `h = 4`.
  public let settings: [(name: String, value: ValueView)]
}

/// How memory is used, in bytes.
public struct MemoryUse: Sendable {
  /// Tensors that the frames hold.
  public let live: Int
  /// Parameters and buffers, in the checkpoint's dtypes.
  public let parameters: Int
  /// All results computed up to the cursor. Most of them are freed already.
  public let made: Int
  public let timeline: Timeline
  /// The memory of the whole process; nil when the system does not report it.
  public let process: Int?
}

extension PassInspection {
  /// The parameters and buffers of a module and its submodules.
  ///
  /// - Parameter path: of a module, or of one weight.
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
      // The tree's paths are relative to the module.
      return views(nodes, path)
    }
    guard let dot = path.lastIndex(of: "."), let owner = machine.module(at: String(path[..<dot])) else { return nil }
    let name = path[path.index(after: dot)...]
    let own = machine.parameterTree(owner).filter { $0.path == name }
    return own.isEmpty ? nil : views(own, String(path[..<dot]))
  }

  /// The paths of all parameters and buffers.
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
      made: machine.bytesMade, timeline: timeline, process: Self.residentBytes)
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

  /// The text of what runs next in a frame.
  public func operation(ofFrame number: Int) -> String? {
    guard let frame = frame(number) else { return nil }
    let line = frame.file.lines.indices.contains(frame.line - 1) ? frame.file.lines[frame.line - 1] : ""
    // Before a statement the text is the whole line; within one, the part that runs next.
    let text = number == 0 && isAtStatement ? line : frame.file.text(in: frame.range)
    return text.isEmpty ? nil : text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
