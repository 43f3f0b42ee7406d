/// Functions of `nn.functional` that are written in the listing language, such as losses, pooling and distances. The
/// debugger can step through their operations. The code is compiled at the first call of one of these functions.
enum ListedFunctions {
  /// The signatures of each function in torch and in Paddle. Nil if the framework lacks the function. The listing
  /// defines torch's version under the function's own name, and Paddle's version under the name with the prefix
  /// `paddle_`.
  private static let rows: [(torch: String?, paddle: String?)] =
    LossSignatures.rows + [
      ("lp_pool1d(input, norm_type, kernel_size, stride=None, ceil_mode=False)", nil),
      ("lp_pool2d(input, norm_type, kernel_size, stride=None, ceil_mode=False)", nil),
      ("lp_pool3d(input, norm_type, kernel_size, stride=None, ceil_mode=False)", nil),
      (
        "max_unpool1d(input, indices, kernel_size, stride=None, padding=0, output_size=None)",
        "max_unpool1d(x, indices, kernel_size, stride=None, padding=0, data_format='NCL', output_size=None, name=None)"
      ),
      (
        "max_unpool2d(input, indices, kernel_size, stride=None, padding=0, output_size=None)",
        "max_unpool2d(x, indices, kernel_size, stride=None, padding=0, data_format='NCHW', output_size=None, name=None)"
      ),
      (
        "max_unpool3d(input, indices, kernel_size, stride=None, padding=0, output_size=None)",
        "max_unpool3d(x, indices, kernel_size, stride=None, padding=0, data_format='NCDHW', output_size=None, name=None)"
      ),
      (
        "embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2, scale_grad_by_freq=False, mode='mean', "
          + "sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None)", nil
      ),
      ("bilinear(input1, input2, weight, bias=None)", "bilinear(x1, x2, weight, bias=None, name=None)"),
      (
        "pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False)",
        "pairwise_distance(x, y, p=2.0, epsilon=1e-06, keepdim=False, name=None)"
      ),
      ("pdist(input, p=2)", nil),
      (nil, "maxout(x, groups, axis=1, name=None)"),
      (nil, "thresholded_relu(x, threshold=1.0, value=0.0, name=None)"),
      (nil, "zeropad2d(x, padding, data_format='NCHW', name=None)"),
    ]

  static func all(_ dialect: Dialect) -> [BuiltinFunction] {
    rows.compactMap { row in
      guard let signature = dialect == .torch ? row.torch : row.paddle else { return nil }
      let name = Signature.name(in: signature)
      return function(signature, dialect, calling: (dialect == .torch ? "" : "paddle_") + name)
    }
  }

  /// The functions that the framework's own module also exports. The losses are not in this list, because torch's own
  /// module exports other versions of them, whose `reduction` is a number.
  static func inLibrary(_ dialect: Dialect) -> [String] {
    dialect == .torch ? ["bilinear", "pairwise_distance", "pdist"] : []
  }

  /// Makes a builtin that calls the function `name` of the module `torch._listed` with all arguments in order.
  static func function(_ signature: String, _ dialect: Dialect, calling name: String) -> BuiltinFunction {
    BuiltinFunction(forwarding: signature, dialect: dialect) { m, a in
      .call(m.preludeFunction("call_listed"), [.string(name), .tuple(a.values)])
    }
  }

  /// The name of the module that contains the functions in the listing language.
  static let module = "torch._listed"
}
