/// The signatures of losses, as functions and as layers.
enum LossSignatures {
  private static let reducing = "size_average=None, reduce=None, reduction='mean'"

  /// The signatures of the loss functions in torch and in Paddle.
  static let rows: [(torch: String?, paddle: String?)] =
    torchFunctions.map { ($0, nil) } + paddleFunctions.map { (nil, $0) }

  private static let torchFunctions = [
    "l1_loss(input, target, \(reducing), weight=None)",
    "mse_loss(input, target, \(reducing), weight=None)",
    "smooth_l1_loss(input, target, \(reducing), beta=1.0)",
    "huber_loss(input, target, reduction='mean', delta=1.0, weight=None)",
    "nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')",
    "cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, "
      + "reduction='mean', label_smoothing=0.0)",
    "kl_div(input, target, \(reducing), log_target=False)",
    "binary_cross_entropy(input, target, weight=None, \(reducing))",
    "binary_cross_entropy_with_logits(input, target, weight=None, \(reducing), pos_weight=None)",
    "ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction='mean', zero_infinity=False)",
    "cosine_embedding_loss(input1, input2, target, margin=0, \(reducing))",
    "hinge_embedding_loss(input, target, margin=1.0, \(reducing))",
    "margin_ranking_loss(input1, input2, target, margin=0, \(reducing))",
    "soft_margin_loss(input, target, \(reducing))",
    "multi_margin_loss(input, target, p=1, margin=1.0, weight=None, \(reducing))",
    "multilabel_margin_loss(input, target, \(reducing))",
    "multilabel_soft_margin_loss(input, target, weight=None, \(reducing))",
    "triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False, \(reducing))",
    "triplet_margin_with_distance_loss(anchor, positive, negative, *, distance_function=None, margin=1.0, "
      + "swap=False, reduction='mean')",
    "poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, "
      + "reduction='mean')",
    "gaussian_nll_loss(input, target, var, full=False, eps=1e-06, reduction='mean')",
  ]

  private static let paddleFunctions = [
    "mse_loss(input, label, reduction='mean', name=None)",
    "square_error_cost(input, label)",
    "l1_loss(input, label, reduction='mean', name=None)",
    "smooth_l1_loss(input, label, reduction='mean', delta=1.0, is_huber=True, name=None)",
    "nll_loss(input, label, weight=None, ignore_index=-100, reduction='mean', name=None)",
    "cross_entropy(input, label, weight=None, ignore_index=-100, reduction='mean', soft_label=False, "
      + "axis=-1, use_softmax=True, label_smoothing=0.0, name=None)",
    "softmax_with_cross_entropy(logits, label, soft_label=False, ignore_index=-100, "
      + "numeric_stable_mode=True, return_softmax=False, axis=-1)",
    "binary_cross_entropy(input, label, weight=None, reduction='mean', name=None)",
    "binary_cross_entropy_with_logits(logit, label, weight=None, reduction='mean', pos_weight=None, name=None)",
    "kl_div(input, label, reduction='mean', log_target=False, name=None)",
    "ctc_loss(log_probs, labels, input_lengths, label_lengths, blank=0, reduction='mean', norm_by_times=False)",
    "margin_ranking_loss(input, other, label, margin=0.0, reduction='mean', name=None)",
    "hinge_embedding_loss(input, label, margin=1.0, reduction='mean', name=None)",
    "cosine_embedding_loss(input1, input2, label, margin=0, reduction='mean', name=None)",
    "soft_margin_loss(input, label, reduction='mean', name=None)",
    "multi_label_soft_margin_loss(input, label, weight=None, reduction='mean', name=None)",
    "triplet_margin_loss(input, positive, negative, margin=1.0, p=2, epsilon=1e-06, swap=False, "
      + "reduction='mean', name=None)",
    "poisson_nll_loss(input, label, log_input=True, full=False, epsilon=1e-08, reduction='mean', name=None)",
    "gaussian_nll_loss(input, label, variance, full=False, epsilon=1e-06, reduction='mean', name=None)",
    "log_loss(input, label, epsilon=0.0001, name=None)",
    "label_smooth(label, prior_dist=None, epsilon=0.1, name=None)",
    "sigmoid_focal_loss(logit, label, normalizer=None, alpha=0.25, gamma=2.0, reduction='sum', name=None)",
    "dice_loss(input, label, epsilon=1e-05, name=None)",
  ]

  /// A loss as a layer: the parameters of `__init__`, the function that `forward` calls, and the number of tensors that
  /// this function accepts.
  struct Layer {
    let name: String, signature: String, function: String
    var tensors = 2
  }

  static let torchLayers = [
    Layer(name: "L1Loss", signature: reducing, function: "l1_loss"),
    Layer(name: "MSELoss", signature: reducing, function: "mse_loss"),
    Layer(name: "SmoothL1Loss", signature: "\(reducing), beta=1.0", function: "smooth_l1_loss"),
    Layer(name: "HuberLoss", signature: "reduction='mean', delta=1.0", function: "huber_loss"),
    Layer(
      name: "NLLLoss", signature: "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean'",
      function: "nll_loss"),
    Layer(
      name: "NLLLoss2d", signature: "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean'",
      function: "nll_loss"),
    Layer(
      name: "CrossEntropyLoss",
      signature:
        "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0",
      function: "cross_entropy"),
    Layer(name: "KLDivLoss", signature: "\(reducing), log_target=False", function: "kl_div"),
    Layer(name: "BCELoss", signature: "weight=None, \(reducing)", function: "binary_cross_entropy"),
    Layer(
      name: "BCEWithLogitsLoss", signature: "weight=None, \(reducing), pos_weight=None",
      function: "binary_cross_entropy_with_logits"),
    Layer(
      name: "CTCLoss", signature: "blank=0, reduction='mean', zero_infinity=False", function: "ctc_loss", tensors: 4),
    Layer(
      name: "CosineEmbeddingLoss", signature: "margin=0.0, \(reducing)", function: "cosine_embedding_loss", tensors: 3),
    Layer(name: "HingeEmbeddingLoss", signature: "margin=1.0, \(reducing)", function: "hinge_embedding_loss"),
    Layer(name: "MarginRankingLoss", signature: "margin=0.0, \(reducing)", function: "margin_ranking_loss", tensors: 3),
    Layer(name: "SoftMarginLoss", signature: reducing, function: "soft_margin_loss"),
    Layer(
      name: "MultiMarginLoss", signature: "p=1, margin=1.0, weight=None, \(reducing)", function: "multi_margin_loss"),
    Layer(name: "MultiLabelMarginLoss", signature: reducing, function: "multilabel_margin_loss"),
    Layer(
      name: "MultiLabelSoftMarginLoss", signature: "weight=None, \(reducing)", function: "multilabel_soft_margin_loss"),
    Layer(
      name: "TripletMarginLoss", signature: "margin=1.0, p=2.0, eps=1e-06, swap=False, \(reducing)",
      function: "triplet_margin_loss", tensors: 3),
    Layer(
      name: "TripletMarginWithDistanceLoss",
      signature: "*, distance_function=None, margin=1.0, swap=False, reduction='mean'",
      function: "triplet_margin_with_distance_loss", tensors: 3),
    Layer(
      name: "PoissonNLLLoss",
      signature: "log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, reduction='mean'",
      function: "poisson_nll_loss"),
    Layer(
      name: "GaussianNLLLoss", signature: "*, full=False, eps=1e-06, reduction='mean'", function: "gaussian_nll_loss",
      tensors: 3),
  ]

  static let paddleLayers = [
    Layer(name: "L1Loss", signature: "reduction='mean', name=None", function: "l1_loss"),
    Layer(name: "MSELoss", signature: "reduction='mean'", function: "mse_loss"),
    Layer(
      name: "SmoothL1Loss", signature: "reduction='mean', delta=1.0, is_huber=True, name=None",
      function: "smooth_l1_loss"),
    Layer(
      name: "NLLLoss", signature: "weight=None, ignore_index=-100, reduction='mean', name=None", function: "nll_loss"),
    Layer(
      name: "CrossEntropyLoss",
      signature: "weight=None, ignore_index=-100, reduction='mean', soft_label=False, axis=-1, use_softmax=True, "
        + "label_smoothing=0.0, name=None", function: "cross_entropy"),
    Layer(name: "KLDivLoss", signature: "reduction='mean', log_target=False", function: "kl_div"),
    Layer(name: "BCELoss", signature: "weight=None, reduction='mean', name=None", function: "binary_cross_entropy"),
    Layer(
      name: "BCEWithLogitsLoss", signature: "weight=None, reduction='mean', pos_weight=None, name=None",
      function: "binary_cross_entropy_with_logits"),
    Layer(name: "CTCLoss", signature: "blank=0, reduction='mean'", function: "ctc_loss", tensors: 4),
    Layer(
      name: "CosineEmbeddingLoss", signature: "margin=0, reduction='mean', name=None",
      function: "cosine_embedding_loss", tensors: 3),
    Layer(
      name: "HingeEmbeddingLoss", signature: "margin=1.0, reduction='mean', name=None",
      function: "hinge_embedding_loss"),
    Layer(
      name: "MarginRankingLoss", signature: "margin=0.0, reduction='mean', name=None", function: "margin_ranking_loss",
      tensors: 3),
    Layer(name: "SoftMarginLoss", signature: "reduction='mean', name=None", function: "soft_margin_loss"),
    Layer(
      name: "MultiLabelSoftMarginLoss", signature: "weight=None, reduction='mean', name=None",
      function: "multi_label_soft_margin_loss"),
    Layer(
      name: "TripletMarginLoss",
      signature: "margin=1.0, p=2.0, epsilon=1e-06, swap=False, reduction='mean', name=None",
      function: "triplet_margin_loss", tensors: 3),
    Layer(
      name: "PoissonNLLLoss", signature: "log_input=True, full=False, epsilon=1e-08, reduction='mean', name=None",
      function: "poisson_nll_loss"),
    Layer(
      name: "MultiMarginLoss", signature: "p=1, margin=1.0, weight=None, reduction='mean', name=None",
      function: "multi_margin_loss"),
    Layer(
      name: "MultiLabelMarginLoss", signature: "reduction='mean', name=None", function: "multi_label_margin_loss"),
    Layer(
      name: "TripletMarginWithDistanceLoss",
      signature: "distance_function=None, margin=1.0, swap=False, reduction='mean', name=None",
      function: "triplet_margin_with_distance_loss", tensors: 3),
    Layer(
      name: "GaussianNLLLoss", signature: "full=False, epsilon=1e-06, reduction='mean', name=None",
      function: "gaussian_nll_loss", tensors: 3),
  ]
}
