import Testing

@testable import Commands

/// Commands that show past values of a variable, an expression in every layer, elements, and differences.
struct AskingTests {
  @Test func pastValuesOfAVariable() throws {
    try expectTranscript(
      """
      import torch

      def main():
          x = torch.arange(3)
          for i in range(3):
              x = x * 2
          x[0] = 9
          y = x
          return y
      """,
      """
      (fwdb) until 9
           9      return y
      (fwdb) history x
         line 4  int64 (3,) [0, 1, 2]
         line 6  int64 (3,) [0, 2, 4]
         line 6  int64 (3,) [0, 4, 8]
         line 6  int64 (3,) [0, 8, 16]
      >  line 6  int64 (3,) [9, 8, 16]
      (fwdb) history i
         line 5  0
         line 5  1
      >  line 5  2
      (fwdb) history z
      The selected frame has no variable 'z'. Did you mean 'i'?
      (fwdb) history yy
      The selected frame has no variable 'yy'. Did you mean 'y'?
      """)
  }

  @Test func anExpressionInEveryLayer() throws {
    try expectTranscript(
      TranscriptTests.encoder, profile: TranscriptTests.profile,
      """
      (fwdb) layers x.max()
      The layer loop has not started, or this model declares none.
      (fwdb) tbreak Layer.forward if self.scale == 0.5
      Temporary breakpoint 1 at Layer.forward (main.py:10)
      (fwdb) c
      begin
      Breakpoint 1
      Layer.forward (encoders.1) at main.py:10, layer 2 of 3
          10          y = x * self.scale  # (batch, time)
      (fwdb) next
          11          return y + 1
      (fwdb) layers y.max()
         layer  y.max()
         1      16.0 (float32)
      >  2      8.5 (float32)
         3      -2.5 (float32)
      (fwdb) layers x.max().item() / 2
         layer  x.max().item() / 2
         1      4.0
      >  2      8.5
         3      4.75
      (fwdb) up
      #1  Encoder.forward at main.py:20  [i, layer: 2 of 3]
          20              xs = layer(xs)
      (fwdb) layers xs.max().item()
         layer  xs.max().item()
         1      8.0
      >  2      17.0
         3      9.5
      (fwdb) layers y.max()
      NameError: name 'y' is not defined
      (fwdb) layers 1 +
      SyntaxError: expected a value after '+', found the end of the line
      """)
  }

  @Test func elementsAndDifferences() throws {
    try expectTranscript(
      """
      import torch

      def main():
          x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])  # (time, feature)
          y = x.clone()
          y[1, 2] = 6.5
          nan = float('nan')
          return x
      """,
      """
      (fwdb) until 8
           8      return x
      (fwdb) find x > 3
      x > 3 is true for 3 of 6 elements (time, feature):
        [1, 0]  4.0
        [1, 1]  5.0
        [1, 2]  6.0
      (fwdb) find/1 x > 3
      x > 3 is true for 3 of 6 elements (time, feature):
        [1, 0]  4.0
        … and 2 more
      (fwdb) find (x > 1) & (x < 4)
      (x > 1) & (x < 4) is true for 2 of 6 elements (time, feature):
        [0, 1]  2.0
        [0, 2]  3.0
      (fwdb) find torch.isnan(y)
      torch.isnan(y) is true for none of 6 elements.
      (fwdb) find ~(x > 1)
      ~(x > 1) is true for 1 of 6 elements (time, feature):
        [0, 0]  1.0
      (fwdb) find x
      x returns numbers, not a boolean for each element. Use a comparison, such as x > 3.
      (fwdb) find x.shape
      x.shape returns torch.Size, not a boolean for each element. Use a comparison, such as x > 3.
      (fwdb) find/many x > 1
      /many is not a count. Usage: find[/COUNT] PREDICATE
      (fwdb) diff x, y
      1 of 6 elements differ
      max abs  0.5 at [1, 2]: 6.0 and 6.5
      max rel  0.07692 at [1, 2]
      mean abs 0.08333
      cosine   0.99922284
      (fwdb) diff x y
      1 of 6 elements differ
      max abs  0.5 at [1, 2]: 6.0 and 6.5
      max rel  0.07692 at [1, 2]
      mean abs 0.08333
      cosine   0.99922284
      (fwdb) diff x x * 1
      Equal: all 6 elements.
      (fwdb) diff x, x[0]
      The shapes differ: x is (2, 3), x[0] is (3,).
      (fwdb) diff x
      Expected two expressions separated by a comma. Usage: diff A, B
      (fwdb) diff x, 3
      3 is not a tensor.
      (fwdb) diff x, x * nan
      6 of 6 elements differ
      max abs  0
      max rel  0
      mean abs 0
      cosine   none
      6 are NaN in only one of the two
      (fwdb) ptype x
      Tensor float32 (time 2, feature 3)
        axis 0: time 2 stride 3
        axis 1: feature 3 stride 1
        6 elements, 24 B
      (fwdb) ptype x.transpose(0, 1)
      Tensor float32 (3, 2)
        axis 0: 3 stride 1
        axis 1: 2 stride 3
        6 elements, 24 B, a view that is not contiguous
      (fwdb) ptype [1, 'a', x]
      list of 3
        [0]  1
        [1]  'a'
        [2]  float32 (2, 3) [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
      (fwdb) ptype 3
      int
      (fwdb) print/hist torch.arange(8) 4
        0 … 1.75  2  ████████████████████████████████████████████████████████████
      1.75 … 3.5  2  ████████████████████████████████████████████████████████████
      3.5 … 5.25  2  ████████████████████████████████████████████████████████████
        5.25 … 7  2  ████████████████████████████████████████████████████████████
      (fwdb) export x /tmp/x.npy
      This session cannot write files.
      """)
  }

  @Test func theModelAndThePosition() throws {
    try expectTranscript(
      TranscriptTests.encoder, profile: TranscriptTests.profile,
      """
      (fwdb) tbreak encoders.1
      Temporary breakpoint 1 at the call of encoders.1, 1 module
      (fwdb) c
      begin
      Breakpoint 1
      Layer.forward (encoders.1) at main.py:10, layer 2 of 3
          10          y = x * self.scale  # (batch, time)
      (fwdb) info module
      Layer at encoders.1, 0 parameters and buffers
        scale = 0.5
      (fwdb) info module encoders
      ModuleList at encoders, 0 parameters and buffers
        (0)  Layer
        (1)  Layer
        (2)  Layer
      (fwdb) info module encoder
      The model has no module 'encoder'. Did you mean 'encoders'?
      (fwdb) weights encoders
      The module has no parameters and no buffers.
      (fwdb) weights nothing
      The model has no module or weight 'nothing'.
      (fwdb) reload
      This session cannot read the listing.
      """)
  }
}
