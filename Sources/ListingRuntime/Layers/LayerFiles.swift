/// The modules in which the frameworks define their layers, such as `torch.nn.modules.linear` for `Linear`. The `repr`
/// of a class contains the module's name.
enum LayerFiles {
  /// The module of a builtin layer's class; nil if the framework has no such layer.
  static func module(of layer: String, _ dialect: Dialect) -> String? {
    switch dialect {
    case .torch: torch[layer].map { "torch.nn.modules.\($0)" }
    case .paddle: paddle[layer].map { "paddle.nn.layer.\($0)" }
    }
  }

  /// For each layer of torch and of Paddle, the file that defines it.
  static let torch = table(torchText)
  static let paddle = table(paddleText)

  private static func table(_ text: String) -> [String: String] {
    var table: [String: String] = [:]
    var file = ""
    for word in text.utf8.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }) {
      if word.last == UInt8(ascii: ":") {
        file = String(Substring(word.dropLast()))
      } else {
        table[String(Substring(word))] = file
      }
    }
    return table
  }

  private static let torchText = """
    activation: CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid LogSoftmax Mish
    MultiheadAttention PReLU RReLU ReLU ReLU6 SELU SiLU Sigmoid Softmax Softmax2d Softmin Softplus Softshrink
    Softsign Tanh Tanhshrink Threshold

    adaptive: AdaptiveLogSoftmaxWithLoss

    batchnorm: BatchNorm1d BatchNorm2d BatchNorm3d LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d SyncBatchNorm
    _BatchNorm _LazyNormBase _NormBase

    channelshuffle: ChannelShuffle

    container: Container ModuleDict ModuleList ParameterDict ParameterList Sequential

    conv: Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d LazyConv1d LazyConv2d LazyConv3d
    LazyConvTranspose1d LazyConvTranspose2d LazyConvTranspose3d _ConvNd _ConvTransposeMixin _ConvTransposeNd

    distance: CosineSimilarity PairwiseDistance

    dropout: AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout _DropoutNd

    flatten: Flatten Unflatten

    fold: Fold Unfold

    instancenorm: InstanceNorm1d InstanceNorm2d InstanceNorm3d LazyInstanceNorm1d LazyInstanceNorm2d
    LazyInstanceNorm3d _InstanceNorm

    linear: Bilinear Identity LazyLinear Linear NonDynamicallyQuantizableLinear

    loss: BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss CrossEntropyLoss GaussianNLLLoss
    HingeEmbeddingLoss HuberLoss KLDivLoss L1Loss LinearCrossEntropyLoss MSELoss MarginRankingLoss
    MultiLabelMarginLoss MultiLabelSoftMarginLoss MultiMarginLoss NLLLoss NLLLoss2d PoissonNLLLoss SmoothL1Loss
    SoftMarginLoss TripletMarginLoss TripletMarginWithDistanceLoss

    module: Module

    normalization: CrossMapLRN2d GroupNorm LayerNorm LocalResponseNorm RMSNorm

    padding: CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d ConstantPad3d ReflectionPad1d
    ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d ZeroPad1d ZeroPad2d
    ZeroPad3d _CircularPadNd _ConstantPadNd _ReflectionPadNd _ReplicationPadNd

    pixelshuffle: PixelShuffle PixelUnshuffle

    pooling: AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d
    AdaptiveMaxPool3d AvgPool1d AvgPool2d AvgPool3d FractionalMaxPool2d FractionalMaxPool3d LPPool1d LPPool2d
    LPPool3d MaxPool1d MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d _AdaptiveAvgPoolNd
    _AdaptiveMaxPoolNd _AvgPoolNd _LPPoolNd _MaxPoolNd _MaxUnpoolNd

    rnn: GRU GRUCell LSTM LSTMCell RNN RNNBase RNNCell RNNCellBase

    sparse: Embedding EmbeddingBag

    transformer: Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder
    TransformerEncoderLayer

    upsampling: Upsample UpsamplingBilinear2d UpsamplingNearest2d
    """

  private static let paddleText = """
    activation: CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid LogSoftmax
    Maxout Mish PReLU RReLU ReLU ReLU6 SELU Sigmoid Silu Softmax Softmax2D Softplus Softshrink Softsign Swish
    Tanh Tanhshrink ThresholdedReLU

    common: AlphaDropout Bilinear CosineSimilarity Dropout Dropout2D Dropout3D Embedding FeatureAlphaDropout
    Flatten Fold Identity Linear Pad1D Pad2D Pad3D Unflatten Unfold Upsample UpsamplingBilinear2D
    UpsamplingNearest2D ZeroPad1D ZeroPad2D ZeroPad3D

    container: LayerDict LayerList ParameterDict ParameterList Sequential

    conv: Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose

    distance: PairwiseDistance

    layers: Layer

    loss: AdaptiveLogSoftmaxWithLoss BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss CrossEntropyLoss
    GaussianNLLLoss HSigmoidLoss HingeEmbeddingLoss KLDivLoss L1Loss MSELoss MarginRankingLoss
    MultiLabelMarginLoss MultiLabelSoftMarginLoss MultiMarginLoss NLLLoss PoissonNLLLoss RNNTLoss SmoothL1Loss
    SoftMarginLoss TripletMarginLoss TripletMarginWithDistanceLoss

    norm: BatchNorm BatchNorm1D BatchNorm2D BatchNorm3D GroupNorm InstanceNorm1D InstanceNorm2D InstanceNorm3D
    LayerNorm LocalResponseNorm SpectralNorm SyncBatchNorm

    pooling: AdaptiveAvgPool1D AdaptiveAvgPool2D AdaptiveAvgPool3D AdaptiveMaxPool1D AdaptiveMaxPool2D
    AdaptiveMaxPool3D AvgPool1D AvgPool2D AvgPool3D FractionalMaxPool2D FractionalMaxPool3D LPPool1D LPPool2D
    MaxPool1D MaxPool2D MaxPool3D MaxUnPool1D MaxUnPool2D MaxUnPool3D

    rnn: BiRNN GRU GRUCell LSTM LSTMCell RNN RNNCellBase SimpleRNN SimpleRNNCell

    transformer: MultiHeadAttention Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder
    TransformerEncoderLayer

    vision: ChannelShuffle PixelShuffle PixelUnshuffle
    """
}
