import Tensors

/// Builtin layers that consist of other layers or loop over time: attention, transformers, recurrent layers. Their
/// `__init__` and `forward` are prelude functions in the listing language, so that a debugger can step through their
/// operations.
enum ComposedLayers {
  static func all(_ dialect: Dialect, root: ClassObject, _ bases: LayerBases) -> [ClassObject] {
    dialect == .torch ? torch(root: root, bases) : paddle(root: root)
  }

  private static func torch(root: ClassObject, _ bases: LayerBases) -> [ClassObject] {
    var made = [
      layer("MultiheadAttention", .torch, root, "multihead"),
      layer("TransformerEncoderLayer", .torch, root, "encoder_layer"),
      layer("TransformerDecoderLayer", .torch, root, "decoder_layer"),
      layer("TransformerEncoder", .torch, root, "transformer_encoder"),
      layer("TransformerDecoder", .torch, root, "transformer_decoder"),
      layer("Transformer", .torch, root, "transformer", more: [squareMask]),
    ]
    for kind in ["LSTM", "GRU", "RNN"] {
      made.append(
        layer(kind, .torch, bases.base(of: kind), kind.lowercased(), forward: "recurrent", more: [flattening]))
      made.append(layer("\(kind)Cell", .torch, bases.base(of: "\(kind)Cell"), "\(kind.lowercased())_cell"))
    }
    return made
  }

  private static func paddle(root: ClassObject) -> [ClassObject] {
    let cell = ClassObject(
      name: "RNNCellBase", base: root,
      native: [
        "get_initial_states": BuiltinFunction(
          "get_initial_states(self, *args, **kwargs)", prelude: "paddle_initial_states")
      ], dialect: .paddle)
    return [
      cell, layer("RNN", .paddle, root, "paddle_loop"), layer("BiRNN", .paddle, root, "paddle_both"),
      layer("LSTMCell", .paddle, cell, "paddle_lstm_cell", forward: "paddle_cell"),
      layer("GRUCell", .paddle, cell, "paddle_gru_cell", forward: "paddle_cell"),
      layer("SimpleRNNCell", .paddle, cell, "paddle_rnn_cell", forward: "paddle_cell"),
      layer("LSTM", .paddle, root, "paddle_lstm", forward: "paddle_recurrent", more: [flattening]),
      layer("GRU", .paddle, root, "paddle_gru", forward: "paddle_recurrent", more: [flattening]),
      layer("SimpleRNN", .paddle, root, "paddle_rnn", forward: "paddle_recurrent", more: [flattening]),
      layer(
        "MultiHeadAttention", .paddle, root, "paddle_multihead",
        more: ListedLayers.cacheMethods(of: "MultiHeadAttention")),
      layer(
        "TransformerEncoderLayer", .paddle, root, "paddle_encoder_layer",
        more: ListedLayers.cacheMethods(of: "TransformerEncoderLayer")),
      layer(
        "TransformerEncoder", .paddle, root, "paddle_encoder",
        more: ListedLayers.cacheMethods(of: "TransformerEncoder")),
    ]
  }

  private static func layer(
    _ name: String, _ dialect: Dialect, _ root: ClassObject, _ functions: String, forward: String? = nil,
    more: [BuiltinFunction] = []
  ) -> ClassObject {
    var native = [
      "__init__": BuiltinFunction("__init__(self, *args, **kwargs)", prelude: "\(functions)_init"),
      "forward": BuiltinFunction("forward(self, *args, **kwargs)", prelude: "\(forward ?? functions)_forward"),
    ]
    for method in more { native[method.name] = method }
    return ClassObject(
      name: name, base: root, native: LayerInitialization.completed(native, of: name, dialect), dialect: dialect)
  }

  /// `flatten_parameters` changes only how a GPU stores the parameters.
  private static let flattening = BuiltinFunction("flatten_parameters(self)") { _, _ in .none }

  /// The static method of `nn.Transformer` that makes a causal mask. The method can also be called on an instance.
  private static let squareMask = BuiltinFunction(
    "generate_square_subsequent_mask(*sz, device=None, dtype=None)"
  ) { m, a in
    guard let last = a.rest.last else {
      throw ListingError(.typeError, "generate_square_subsequent_mask() is missing the argument 'sz'")
    }
    let size = try m.index(last)
    let full = try m.compute.full([size, size], .float(-.infinity), dtype: a.dtype(1, m) ?? .float32)
    return try m.new(m.compute.upperTriangle(full, diagonal: 1))
  }

  /// Functions that only the prelude's code of these layers can call.
  static let helpers: [BuiltinFunction] = [
    BuiltinFunction("open_parameter(*shape, dtype=None)") { m, a in
      try m.parameter(shape: a.restInts(m), dtype: BuiltinLayer.parameterType(a, 0, m))
    },
    BuiltinFunction("refuse_dropout(module, p)") { m, a in
      let handle = try a.module(0, m)
      if try m.isTraining(m.heap.instance(handle)) && a.double(1, m) > 0 {
        throw ListingError.unsupported(
          "\(m.className(of: handle)) in training mode, which drops random elements,", advice: "call eval()")
      }
      return .none
    },
    BuiltinFunction("has_forward_hooks(module)") { m, a in
      guard m.hasModuleHooks else { return .bool(false) }
      for node in m.moduleTree(try a.module(0, m)) {
        for name in ModuleHooks.ofCalls {
          if case .dictionary(let hooks)? = m.heap.instance(node.handle).attributes[name],
            !m.heap.dictionary(hooks).entries.isEmpty
          {
            return .bool(true)
          }
        }
      }
      return .bool(false)
    },
    LayerInitialization.helper,
    BuiltinFunction("deep_copy(value)") { m, a in try m.deepCopy(of: a[0]) },
    BuiltinFunction("autograd_context()") { m, _ in
      .instance(m.heap.add(.instance(Instance(type: TorchModules.autogradContext))))
    },
  ]

  /// The text that the framework prints between the parentheses for a recurrent layer; empty for other layers.
  static func text(of instance: Instance, _ m: Machine) -> String {
    guard let type = instance.type.ancestry.first(where: { $0.namespace == nil }), instance.has("hidden_size"),
      ["LSTM", "GRU", "RNN", "SimpleRNN"].contains(where: { type.name.hasPrefix($0) })
    else { return "" }
    func isSet(_ name: String) -> Bool { if case .bool(true)? = instance.attributes[name] { true } else { false } }
    let torch = type.dialect != .paddle
    var text = "\(instance.int("input_size")), \(instance.int("hidden_size"))"
    if instance.int("proj_size") > 0 { text += ", proj_size=\(instance.int("proj_size"))" }
    if instance.int("num_layers") > 1 { text += ", num_layers=\(instance.int("num_layers"))" }
    if torch, !isSet("bias") { text += ", bias=False" }
    for name in ["batch_first", "time_major"] where isSet(name) { text += ", \(name)=True" }
    if case .float(let share)? = instance.attributes["dropout"], share != 0 {
      text += ", dropout=\(instance.float("dropout", m))"
    }
    if isSet("bidirectional") { text += ", bidirectional=True" }
    for name in ["nonlinearity", "activation"] where !["", "tanh"].contains(instance.text(name)) {
      // Paddle's SimpleRNN does not print its activation. SimpleRNNCell prints it.
      if torch || type.name.hasSuffix("Cell") { text += ", \(name)=\(instance.text(name))" }
    }
    return text
  }
}
