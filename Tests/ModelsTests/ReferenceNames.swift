import Traces

@testable import Models

/// Maps the names of tensors in a reference trace to fwdb's names.
///
/// Upstream assigns several values to one variable, and the reference has a name for each value. fwdb numbers the
/// values from 1: `encoder.encoders.0:forward.x#4` is the fourth value of x. The numbers depend on the config.
struct ReferenceNames {
  private let listing: String
  private let encoder: Configuration
  private let hasStatistics: Bool

  init(listing: String, config: Configuration) {
    self.listing = listing
    encoder = config["encoder_conf"] ?? .map([])
    hasStatistics = ["cmvn", "cmvn_file"].contains { config[$0] != nil && config[$0] != Configuration.none }
  }

  /// The map for these names. If fwdb has no tensor for a name, the map has `-` for it, and the tensor is not compared.
  func map(of names: [String]) throws -> NameMap {
    try NameMap(
      text: names.map { name in
        guard let place = place(of: name) else { return "\(name) -" }
        return place.hasSuffix("ᵀ") ? "\(name) \(place.dropLast()) transposed" : "\(name) \(place)"
      }.joined(separator: "\n"))
  }

  /// fwdb's name for the tensor; nil for inputs of the pass and for tensors of a stream.
  func place(of name: String) -> String? {
    if name.hasPrefix("input.") || name.hasPrefix("stream.") { return nil }
    if let known = top[name] { return known }
    let parts = name.split(separator: ".").map(String.init)
    let (path, last) = (parts.dropLast().joined(separator: "."), parts[parts.count - 1])
    switch parts[parts.count - 2] {
    case "self_attn": return attention[last].map { "\(path):\($0)" } ?? name
    case "conv_module":
      if last == "new_cache" { return "\(path):forward.new_cache" }
      if last == "masked_out" || last == "out", isWeNet {
        // The convolution module fills this tensor in place and returns the transposed tensor. The layer's variable x
        // holds the returned tensor.
        let layer = "\(path.dropLast(".conv_module".count)):forward.\(nth("conv_out", of: layerStages))"
        return last == "out" ? layer : layer + "ᵀ"
      }
      if last == "masked_in", isWeNet { return "\(path):before_pointwise_conv1.x" }
      return convolutionStages.contains(last) ? "\(path):forward.\(nth(last, of: convolutionStages))" : name
    case let layer where Int(layer) != nil && parts.count == 4:
      if last == "x_att" { return "\(path):forward.x_att" }
      if last == "out" { return "\(path):forward.x" }
      return layerStages.contains(last) ? "\(path):forward.\(nth(last, of: layerStages))" : name
    default: return name
    }
  }

  private var isWeNet: Bool { listing == "wenet" }

  private func flag(_ key: String, _ otherwise: Bool) -> Bool { encoder[key].map { $0 == .bool(true) } ?? otherwise }

  private func nth(_ stage: String, of stages: [String]) -> String { "x#\(stages.firstIndex(of: stage)! + 1)" }

  private var top: [String: String] {
    let subsampling = encoder["input_layer"]?.string ?? "conv2d"
    return [
      "encoder_out": "encoder:forward.xs", "encoder_mask": "encoder:forward.masks", "ctc.logits": "ctc.ctc_lo",
      "ctc.log_probs": isWeNet ? ":decode.ctc_probs" : ":ctc_greedy_search.ctc_probs",
      "ctc.argmax": isWeNet ? ":decode.greatest_of_ctc_probs" : ":ctc_greedy_search.topk_index#2",
      "encoder.masks_in": "encoder:forward.masks#1", "encoder.embed_out": "encoder:forward.xs#\(hasStatistics ? 2 : 1)",
      "encoder.pos_emb": "encoder:forward.pos_emb", "encoder.masks": "encoder:forward.masks",
      "encoder.mask_pad": "encoder:forward.mask_pad", "encoder.chunk_masks": "encoder:forward.chunk_masks#1",
      "encoder.cmvn_out": "encoder:forward.xs#1", "encoder.embed.conv_out": "encoder.embed.conv",
      "encoder.embed.linear_out": "encoder.embed.\(["conv2d", "linear"].contains(subsampling) ? "out" : "linear")",
      "encoder.embed.pos_enc_x": "encoder.embed:forward.x",
      "encoder.embed.pos_enc_pos_emb": "encoder.embed:forward.pos_emb",
    ]
  }

  private var attention: [String: String] {
    var names = [
      "p": "forward.p#2", "mask_eq0": "forward_attention.mask#1", "mask": "forward_attention.mask",
      "scores_masked": "forward_attention.scores", "attn": "forward_attention.attn", "context": "forward_attention.x#1",
      "concat": isWeNet ? "forward_attention.x#3" : "forward_attention.x#2",
    ]
    for name in ["q", "k", "v"] { names[name] = "forward.\(name)#1" }
    for name in ["q_with_bias_u", "q_with_bias_v", "matrix_ac", "matrix_bd", "scores"] {
      names[name] = "forward.\(name)"
    }
    return names
  }

  /// The reference's names for the values of `x` in the convolution module's forward, in order of assignment.
  private var convolutionStages: [String] {
    let turned = encoder["cnn_module_norm"]?.string == "layer_norm" ? ["turned"] : []
    return ["turned in"] + (isWeNet ? [] : ["masked_in"]) + (flag("causal", false) ? ["padded"] : [])
      + ["pointwise", "glu", "depthwise"] + turned + ["act"] + turned + ["pointwise"]
      + (isWeNet ? [] : ["masked_out", "out"])
  }

  /// The reference's names for the values of `x` in a layer's forward, in order of assignment. With pre-norm, each norm
  /// comes before its module. Otherwise the norm comes after the residual sum.
  private var layerStages: [String] {
    let isBefore = flag("normalize_before", true)
    func stages(_ norm: String, _ sum: [String]) -> [String] { isBefore ? [norm] + sum : sum + [norm] }
    var all = flag("macaron_style", true) ? stages("norm_ff_macaron", ["after_ff_macaron"]) : []
    all += stages("norm_mha", ["after_mha"])
    if flag("use_cnn_module", true) { all += stages("norm_conv", ["conv_out", "after_conv"]) }
    return all + stages("norm_ff", ["after_ff"])
  }
}
