/// torch's private base classes of its layers, such as `_ConvNd`: model code tests `isinstance(module, _BatchNorm)`.
struct LayerBases {
  private let root: ClassObject
  private let types: [String: ClassObject]

  /// Each class and its base class. Nil means that the base class is `root`.
  private static let table: [(name: String, base: String?)] = [
    ("_ConvNd", nil), ("_ConvTransposeNd", "_ConvNd"), ("_NormBase", nil), ("_BatchNorm", "_NormBase"),
    ("_InstanceNorm", "_NormBase"), ("_DropoutNd", nil), ("_MaxPoolNd", nil), ("_AvgPoolNd", nil),
    ("_AdaptiveAvgPoolNd", nil), ("_AdaptiveMaxPoolNd", nil), ("_LPPoolNd", nil), ("RNNBase", nil),
    ("RNNCellBase", nil), ("_ConstantPadNd", nil), ("_ReflectionPadNd", nil), ("_ReplicationPadNd", nil),
    ("_CircularPadNd", nil),
  ]

  /// For each prefix of a layer's name, the base class. The longest matching prefix applies.
  private static let prefixes = [
    "Conv": "_ConvNd", "ConvTranspose": "_ConvTransposeNd", "BatchNorm": "_BatchNorm", "SyncBatchNorm": "_BatchNorm",
    "InstanceNorm": "_InstanceNorm", "Dropout": "_DropoutNd", "AlphaDropout": "_DropoutNd",
    "FeatureAlphaDropout": "_DropoutNd", "MaxPool": "_MaxPoolNd", "AvgPool": "_AvgPoolNd",
    "AdaptiveAvgPool": "_AdaptiveAvgPoolNd", "AdaptiveMaxPool": "_AdaptiveMaxPoolNd", "LPPool": "_LPPoolNd",
    "RNN": "RNNBase", "LSTM": "RNNBase", "GRU": "RNNBase", "RNNCell": "RNNCellBase", "LSTMCell": "RNNCellBase",
    "GRUCell": "RNNCellBase", "ConstantPad": "_ConstantPadNd", "ReflectionPad": "_ReflectionPadNd",
    "ReplicationPad": "_ReplicationPadNd", "CircularPad": "_CircularPadNd",
  ]

  /// The files of `torch.nn.modules`. Model code imports layers and their base classes from these files.
  static let files = [
    "activation", "batchnorm", "container", "conv", "dropout", "instancenorm", "linear", "module", "normalization",
    "padding", "pooling", "rnn", "sparse", "transformer",
  ]

  init(_ dialect: Dialect, root: ClassObject) {
    self.root = root
    if dialect == .paddle {
      types = [:]
      return
    }
    types = Self.table.reduce(into: [:]) { types, row in
      types[row.name] = ClassObject(
        name: row.name, base: row.base.flatMap { types[$0] } ?? root, dialect: dialect)
    }
  }

  var all: [ClassObject] { Self.table.compactMap { types[$0.name] } }

  /// The base class of the layer with the name `layer`.
  func base(of layer: String) -> ClassObject {
    let prefix = Self.prefixes.keys.filter { layer.hasPrefix($0) }.max { $0.count < $1.count }
    return prefix.flatMap { Self.prefixes[$0] }.flatMap { types[$0] } ?? root
  }
}
