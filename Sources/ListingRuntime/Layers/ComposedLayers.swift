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
    ]
    for kind in ["LSTM", "GRU", "RNN"] {
      made.append(layer(kind, .torch, bases.base(of: kind), kind.lowercased(), forward: "recurrent"))
      made.append(layer("\(kind)Cell", .torch, bases.base(of: "\(kind)Cell"), "\(kind.lowercased())_cell"))
    }
    return made
  }

  private static func paddle(root: ClassObject) -> [ClassObject] {
    [
      layer("MultiHeadAttention", .paddle, root, "paddle_multihead"),
      layer("TransformerEncoderLayer", .paddle, root, "paddle_encoder_layer"),
      layer("TransformerEncoder", .paddle, root, "paddle_encoder"),
    ]
  }

  private static func layer(
    _ name: String, _ dialect: Dialect, _ root: ClassObject, _ functions: String, forward: String? = nil
  ) -> ClassObject {
    ClassObject(
      name: name, base: root,
      native: [
        "__init__": BuiltinFunction("__init__(self, *args, **kwargs)", prelude: "\(functions)_init"),
        "forward": BuiltinFunction("forward(self, *args, **kwargs)", prelude: "\(forward ?? functions)_forward"),
      ], dialect: dialect)
  }

  /// Functions that only the prelude's code of these layers can call.
  static let helpers: [BuiltinFunction] = [
    BuiltinFunction("open_parameter(*shape)") { m, a in try m.parameter(shape: a.restInts(m)) },
    BuiltinFunction("deep_copy(value)") { m, a in try m.deepCopy(of: a[0]) },
    BuiltinFunction("autograd_context()") { m, _ in
      .instance(m.heap.add(.instance(Instance(type: TorchModules.autogradContext))))
    },
  ]

  /// The text that torch prints between the parentheses for a recurrent layer; empty for other layers.
  static func text(of instance: Instance, _ m: Machine) -> String {
    guard let type = instance.type.ancestry.first(where: { $0.namespace == nil }), instance.has("hidden_size"),
      ["LSTM", "GRU", "RNN"].contains(where: { type.name.hasPrefix($0) })
    else { return "" }
    func isSet(_ name: String) -> Bool { if case .bool(true)? = instance.attributes[name] { true } else { false } }
    var text = "\(instance.int("input_size")), \(instance.int("hidden_size"))"
    if instance.int("num_layers") > 1 { text += ", num_layers=\(instance.int("num_layers"))" }
    if !isSet("bias") { text += ", bias=False" }
    for name in ["batch_first", "bidirectional"] where isSet(name) { text += ", \(name)=True" }
    return text
  }
}
