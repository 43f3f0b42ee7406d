/// Layers whose methods are functions of the module `torch._layers`, which is written in the listing language.
enum ListedLayers {
  /// A layer: each method's signature, and the function that it calls with all arguments in order.
  private struct Row {
    let name: String
    let methods: [(signature: String, function: String)]

    init(_ name: String, _ methods: (String, String)...) {
      self.name = name
      self.methods = methods.map { (signature: $0.0, function: $0.1) }
    }
  }

  static func all(_ dialect: Dialect, root: ClassObject) -> [ClassObject] {
    (dialect == .torch ? torch : paddle).map { row in
      let native = row.methods.map { method in
        (Signature.name(in: method.signature), function(method.signature, dialect, calling: method.function))
      }
      return ClassObject(
        name: row.name, base: root, native: Dictionary(uniqueKeysWithValues: native), dialect: dialect)
    }
  }

  private static let torch = [
    Row(
      "AdaptiveLogSoftmaxWithLoss",
      (
        "__init__(self, in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None)",
        "adaptive_init"
      ),
      ("forward(self, input_, target_)", "adaptive_forward"), ("log_prob(self, input)", "adaptive_log_prob"),
      ("predict(self, input)", "adaptive_predict"), ("reset_parameters(self)", "adaptive_reset"))
  ]

  private static let transformerOptions =
    "dim_feedforward, dropout=0.1, activation='relu', attn_dropout=None, act_dropout=None, normalize_before=False, "
    + "weight_attr=None, bias_attr=None"

  private static let paddle = [
    Row(
      "TransformerDecoderLayer",
      ("__init__(self, d_model, nhead, \(transformerOptions), layer_norm_eps=1e-05)", "decoder_layer_init"),
      ("forward(self, tgt, memory, tgt_mask=None, memory_mask=None, cache=None)", "decoder_layer_forward"),
      ("gen_cache(self, memory)", "decoder_layer_cache")),
    Row(
      "TransformerDecoder", ("__init__(self, decoder_layer, num_layers, norm=None)", "decoder_init"),
      ("forward(self, tgt, memory, tgt_mask=None, memory_mask=None, cache=None)", "decoder_forward"),
      ("gen_cache(self, memory, do_zip=False)", "decoder_cache")),
    Row(
      "Transformer",
      (
        "__init__(self, d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048, "
          + "dropout=0.1, activation='relu', attn_dropout=None, act_dropout=None, normalize_before=False, "
          + "weight_attr=None, bias_attr=None, custom_encoder=None, custom_decoder=None)", "transformer_init"
      ),
      ("forward(self, src, tgt, src_mask=None, tgt_mask=None, memory_mask=None)", "transformer_forward"),
      ("generate_square_subsequent_mask(self, length)", "square_mask")),
    Row(
      "SpectralNorm",
      ("__init__(self, weight_shape, dim=0, power_iters=1, eps=1e-12, dtype='float32')", "spectral_norm_init"),
      ("forward(self, x)", "spectral_norm_forward")),
    Row(
      "AdaptiveLogSoftmaxWithLoss",
      (
        "__init__(self, in_features, n_classes, cutoffs, weight_attr=None, bias_attr=None, div_value=4.0, "
          + "head_bias=False, name=None)", "adaptive_paddle_init"
      ),
      ("forward(self, input, label)", "adaptive_paddle_forward"),
      ("log_prob(self, input)", "adaptive_paddle_log_prob"), ("predict(self, input)", "adaptive_paddle_predict")),
  ]

  /// Methods of Paddle's attention layers that make and use caches.
  static func cacheMethods(of layer: String) -> [BuiltinFunction] {
    let rows: [(String, String)] =
      switch layer {
      case "MultiHeadAttention":
        [
          ("gen_cache(self, key, value=None, type=None)", "first_cache"),
          ("compute_kv(self, key, value)", "compute_kv"),
        ]
      case "TransformerEncoderLayer": [("gen_cache(self, src)", "encoder_layer_cache")]
      case "TransformerEncoder": [("gen_cache(self, src)", "encoder_cache")]
      default: []
      }
    // The classes of the caches. As an attribute of a layer, such a function also receives the layer.
    let classes = layer == "MultiHeadAttention" ? ["Cache", "StaticCache"] : []
    return rows.map { function($0.0, .paddle, calling: $0.1) }
      + classes.map { name in
        BuiltinFunction(forwarding: "\(name)(*parts)", dialect: .paddle) { m, a in
          .call(m.preludeFunction("call_layer"), [.string(name), .tuple(Array(a.rest.suffix(2)))])
        }
      }
  }

  /// The functions of `paddle.nn.functional` that `torch._layers` defines.
  static let paddleFunctions = [
    "multi_margin_loss(input, label, p=1, margin=1.0, weight=None, reduction='mean', name=None)",
    "multi_label_margin_loss(input, label, reduction='mean', name=None)",
    "triplet_margin_with_distance_loss(input, positive, negative, distance_function=None, margin=1.0, swap=False, "
      + "reduction='mean', name=None)",
    "npair_loss(anchor, positive, labels, l2_reg=0.002)",
    "lp_pool1d(x, norm_type, kernel_size, stride=None, padding=0, ceil_mode=False, data_format='NCL', name=None)",
    "lp_pool2d(x, norm_type, kernel_size, stride=None, padding=0, ceil_mode=False, data_format='NCHW', name=None)",
    "sequence_mask(x, maxlen=None, dtype='int64', name=None)",
    "temporal_shift(x, seg_num, shift_ratio=0.25, name=None, data_format='NCHW')",
    "pdist(x, p=2.0, name=None)", "gather_tree(ids, parents)",
    "adaptive_log_softmax_with_loss(input, label, head_weight, tail_weights, cutoffs, head_bias=None, name=None)",
  ].map { function($0, .paddle, calling: "paddle_" + Signature.name(in: $0)) }

  /// Makes a builtin that calls the function `name` of the module `torch._layers` with all arguments in order.
  static func function(_ signature: String, _ dialect: Dialect, calling name: String) -> BuiltinFunction {
    BuiltinFunction(forwarding: signature, dialect: dialect) { m, a in
      .call(m.preludeFunction("call_layer"), [.string(name), .tuple(a.values)])
    }
  }

  /// The members of `torch.nn.utils.parametrize`.
  static let parametrize = passing([
    "register_parametrization", "remove_parametrizations", "is_parametrized", "cached",
    "type_before_parametrizations",
  ])

  /// The members of `torch.utils._pytree`.
  static let trees = passing([
    "tree_map", "tree_map_", "tree_map_only", "tree_flatten", "tree_unflatten", "tree_leaves", "tree_iter",
    "tree_structure", "tree_all", "tree_any",
  ])

  /// Makes builtins that pass all arguments to the functions of these names.
  private static func passing(_ names: [String]) -> [String: Value] {
    Dictionary(
      uniqueKeysWithValues: names.map { name in
        (
          name,
          .builtin(
            BuiltinFunction(forwarding: "\(name)(*args, **kwargs)") { m, a in
              let named = m.dictionary(a.named)
              return .call(m.preludeFunction("call_layer_named"), [.string(name), .tuple(a.rest), named])
            })
        )
      })
  }

  /// The name of the module that contains the functions.
  static let module = "torch._layers"

  /// Functions that only the module's own code can call.
  static let helpers: [String: Value] = Dictionary(
    uniqueKeysWithValues: [
      BuiltinFunction("has_value(value)") { m, a in .bool(m.hasValue(try a.reference(0, m))) },
      BuiltinFunction("copied(value)") { m, a in try m.deepCopy(of: a[0]) },
      BuiltinFunction("dtype_of(name)") { m, a in .dtype(try a.dtype(0, m) ?? .int64) },
    ].map { ($0.name, .builtin($0)) })
}
