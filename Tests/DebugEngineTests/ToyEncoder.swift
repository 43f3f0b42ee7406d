import DebugEngine

/// Listings with a loop over layers, like the listings of encoders.
enum ToyEncoder {
  /// A model of three layers. Each layer doubles a tensor of two elements.
  static let small = listing(
    layer: """
      y = x * 2
      return y
      """, count: 3, input: "1, 2")

  /// A model of eight layers. Each layer computes 11 tensors of 100 kB and returns the last tensor. The other tensors
  /// are freed.
  static let wide = listing(
    layer: """
      a = x * 0.5
      b = a + 1
      c = b * a
      d = c - b
      e = d + a
      f = e * 0.25
      g = f + d
      h = g - c
      k = h + b
      return k * 0.5 + x
      """, count: 8, input: "25000")

  /// The bytes of the tensors that one layer of `wide` computes.
  static let wideLayerBytes = 11 * 100_000

  static let loop = LayerLoop(functions: ["Encoder.forward"], iterable: "enumerate(self.encoders)", carried: "xs")
  static let profile = ModelProfile(title: "toy", layerLoop: loop)

  private static func listing(layer: String, count: Int, input: String) -> String {
    """
    import torch
    from torch import nn

    class Layer(nn.Module):
        def forward(self, x):
    \(layer.split(separator: "\n").map { "        \($0)" }.joined(separator: "\n"))

    class Encoder(nn.Module):
        def __init__(self):
            super().__init__()
            self.encoders = nn.ModuleList([Layer() for _ in range(\(count))])

        def forward(self, xs):
            for i, layer in enumerate(self.encoders):
                xs = layer(xs)
            return xs

    model = Encoder()

    def main():
        return model(torch.ones(\(input)))
    """
  }
}
