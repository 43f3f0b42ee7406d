import Testing

@testable import Commands

struct TranscriptTests {
  static let encoder = """
    import torch
    from torch import nn

    class Layer(nn.Module):
        def __init__(self, scale):
            super().__init__()
            self.scale = scale

        def forward(self, x):
            y = x * self.scale  # (batch, time)
            return y + 1

    class Encoder(nn.Module):
        def __init__(self):
            super().__init__()
            self.encoders = nn.ModuleList([Layer(2.0), Layer(0.5), Layer(-1.0)])

        def forward(self, xs):
            for i, layer in enumerate(self.encoders):
                xs = layer(xs)
            return xs

    model = Encoder()

    def main():
        x = torch.tensor([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])
        print("begin")
        return model(x)
    """
  static let profile = ModelProfile(
    title: "toy",
    layerLoop: LayerLoop(functions: ["Encoder.forward"], iterable: "enumerate(self.encoders)", carried: "xs"))

  @Test func goingByNumber() throws {
    try expectTranscript(
      Self.encoder, profile: Self.profile,
      """
      (fwdb) goto layer 3
      begin
      Encoder.forward at main.py:20, layer 3 of 3
          20              xs = layer(xs)
      (fwdb) goto layer 1
          20              xs = layer(xs)
      (fwdb) goto layer 4
      There is no layer 4: they are numbered 1 to 3.
      (fwdb) goto stop 2
      main at main.py:26
          26      x = torch.tensor([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])
      (fwdb) goto
      Expected a destination. Usage: goto NAME | layer N | STOP | N% | @CLOCK | raise | start | end
      """)
  }

  @Test func moving() throws {
    try expectTranscript(
      Self.encoder, profile: Self.profile,
      """
      (fwdb) next
          27      print("begin")
      (fwdb) n
      begin
          28      return model(x)
      (fwdb) step 3
      Layer.forward (encoders.0) at main.py:10, layer 1 of 3
          10          y = x * self.scale  # (batch, time)
      (fwdb) finish
      Encoder.forward at main.py:20, layer 1 of 3
          20              xs = layer(xs)
                          ^^
      Value returned: float32 (2, 4) 3 … 17 mean 10 std 4.583
      (fwdb) n
          19          for i, layer in enumerate(self.encoders):
      (fwdb) s
          20              xs = layer(xs)
      (fwdb) up
      #1  main at main.py:28
          28      return model(x)
      (fwdb) finish
      <pass> at <pass>:1
           1  main()
              ^^^^^^
      Value returned: float32 (2, 4) -8.5 … -1.5 mean -5 std 2.291
      (fwdb) continue
      The pass is over. It returned float32 (2, 4) -8.5 … -1.5 mean -5 std 2.291
      (fwdb) n
      The pass is over. It returned float32 (2, 4) -8.5 … -1.5 mean -5 std 2.291
      (fwdb) p x
      NameError: name 'x' is not defined
      (fwdb) info locals
      The pass is over: the call stack is empty. Go back with 'reverse-step', or to the start with 'start'.
      (fwdb) rs
      Encoder.forward at main.py:21
          21          return xs
      (fwdb) rn
          19          for i, layer in enumerate(self.encoders):
      (fwdb) until
          21          return xs
      (fwdb) ru 19
          19          for i, layer in enumerate(self.encoders):
      (fwdb) reverse-finish
      main at main.py:28
          28      return model(x)
                         ^^^^^^^^
      (fwdb) rc
      This is the start of the pass.
      <pass> at <pass>:1
           1  main()
      """)
  }

  @Test func breakpoints() throws {
    try expectTranscript(
      Self.encoder, profile: Self.profile,
      """
      (fwdb) info breakpoints
      There are no breakpoints.
      (fwdb) break Layer.forward if i == 1
      Breakpoint 1 at Layer.forward (main.py:10)
      (fwdb) b 11
      Breakpoint 2 at main.py:11
      (fwdb) tbreak encoders.*
      Temporary breakpoint 3 at the call of encoders.*, 3 modules
      (fwdb) b 8
      Breakpoint 4 at main.py:10 (line 8 has no code)
      (fwdb) b frowad
      Breakpoint 5 is pending: the listing has no function 'frowad'; did you mean 'forward'?
      (fwdb) b other.py:3
      Breakpoint 6 is pending: the listing has no file 'other.py'.
      (fwdb) b 99
      main.py has no code on line 99 or below it; its last line with code is 28.
      (fwdb) c
      begin
      Breakpoint 1: its condition failed: NameError: name 'i' is not defined. Did you mean 'id'?
      Layer.forward (encoders.0) at main.py:10, layer 1 of 3
          10          y = x * self.scale  # (batch, time)
      (fwdb) d 1
      (fwdb) c
      Breakpoint 2
      Layer.forward (encoders.0) at main.py:11, layer 1 of 3
          11          return y + 1
      (fwdb) condition 2 x[0, 0] > 2
      Breakpoint 2 stops if x[0, 0] > 2.
      (fwdb) ignore 2 1
      Breakpoint 2 ignores its next hit.
      (fwdb) info b
      2  main.py:11  [1 hit, ignores the next 1]
         if x[0, 0] > 2
      3  the call of encoders.*, 3 modules  [temporary]
      4  main.py:10
      5  frowad (pending)
      6  other.py:3 (pending)
      (fwdb) c
      Breakpoint 3, 4
      Layer.forward (encoders.1) at main.py:10, layer 2 of 3
          10          y = x * self.scale  # (batch, time)
      (fwdb) condition 2
      Breakpoint 2 always stops.
      (fwdb) disable 2
      (fwdb) info b
      2  main.py:11  [disabled, 1 hit, ignores the next 1]
      4  main.py:10  [1 hit]
      5  frowad (pending)
      6  other.py:3 (pending)
      (fwdb) rc
      Breakpoint 4
      Layer.forward (encoders.0) at main.py:10, layer 1 of 3
          10          y = x * self.scale  # (batch, time)
      (fwdb) enable 2
      (fwdb) delete
      (fwdb) delete 7
      There is no breakpoint 7.
      (fwdb) condition 7 x
      There is no breakpoint 7.
      """)
  }

  @Test func values() throws {
    try expectTranscript(
      Self.encoder, profile: Self.profile,
      """
      (fwdb) tb 11
      Temporary breakpoint 1 at main.py:11
      (fwdb) c
      begin
      Breakpoint 1
      Layer.forward (encoders.0) at main.py:11, layer 1 of 3
          11          return y + 1
      (fwdb) print y
      float32 (batch 2, time 4), 8 elements
      2 … 16 mean 9 std 4.583
      2 |▅   ▅    ▅   ▅    ▅   ▅    ▅   ▅| 16
      [[ 2.0,  4.0,  6.0,  8.0],
       [10.0, 12.0, 14.0, 16.0]]
      (fwdb) p y[0, 3]
      8.0 (float32)
      (fwdb) p/stats y
      float32 (batch 2, time 4), 8 elements
      2 … 16 mean 9 std 4.583
      2 |▅   ▅    ▅   ▅    ▅   ▅    ▅   ▅| 16
      (fwdb) p/heat y 2x2
      0 | -|
      1 |*@|
      ' ' 3 … '@' 15, means of up to 2 elements
      (fwdb) p/values y.reshape(2, 2, 2)
      [[[ 2.0,  4.0],
        [ 6.0,  8.0]],
       [[10.0, 12.0],
        [14.0, 16.0]]]
      (fwdb) p self
      Layer()
      (fwdb) p [y, 1, "a"]
      [Tensor(2, 4), 1, 'a']
      (fwdb) p {1, "a"} | {2.5}
      {1, 'a', 2.5}
      (fwdb) p set(), {"k": frozenset({(1, 2)})}, {"a": 1}.keys()
      (set(), {'k': frozenset({(1, 2)})}, dict_keys(['a']))
      (fwdb) p {"a": 1}.keys()
      dict_keys(['a'])
      (fwdb) p y.max() / 0.0
      inf (float32)
      (fwdb) p y.shape
      (2, 4)
      (fwdb) p/values arange(30) * 1000000
      [       0,  1000000,  2000000,  3000000,  4000000,  5000000,  6000000,  7000000,  8000000,
        9000000, 10000000, 11000000, 12000000, 13000000, 14000000, 15000000, 16000000, 17000000,
       18000000, 19000000, 20000000, 21000000, 22000000, 23000000, 24000000, 25000000, 26000000,
       27000000, 28000000, 29000000]
      (fwdb) p/heat 3
      3 is not a tensor.
      (fwdb) p/nope y
      There is no format /nope. Usage: print[/values | /stats | /heat | /hist | /bits] EXPRESSION [ROWSxCOLUMNS | BINS]
      (fwdb) p nope
      NameError: name 'nope' is not defined
      (fwdb) p
      Expected an expression. Usage: print[/values | /stats | /heat | /hist | /bits] EXPRESSION [ROWSxCOLUMNS | BINS]
      (fwdb) whatis y
      Tensor float32 (batch 2, time 4)
      (fwdb) whatis self.scale
      float
      (fwdb) whatis model
      Encoder at the top
      (fwdb) info args
       self = Layer at encoders.0
       x = float32 (2, 4) 1 … 8 mean 4.5 std 2.291
      (fwdb) info locals
       y = float32 (batch 2, time 4) 2 … 16 mean 9 std 4.583
      (fwdb) set var y[0, 0] = 100
      (fwdb) set var probe = 3
      probe is a new variable of the session.
      (fwdb) !probe = probe + 1
      (fwdb) p probe
      4
      (fwdb) set var y.nope
      SyntaxError: an assignment is expected: NAME = EXPRESSION
      (fwdb) display y.max()
      1: y.max() = 100.0 (float32)
      (fwdb) display nope
      2: nope = <NameError: name 'nope' is not defined>
      (fwdb) n
      Encoder.forward at main.py:19, layer 1 of 3
          19          for i, layer in enumerate(self.encoders):
      1: y.max() = <NameError: name 'y' is not defined>
      2: nope = <NameError: name 'nope' is not defined>
      (fwdb) undisplay 2
      (fwdb) n
          20              xs = layer(xs)
      1: y.max() = <NameError: name 'y' is not defined>
      (fwdb) info display
      1: y.max()
      (fwdb) undisplay 5
      There is no display 5.
      """)
  }

  @Test func calls() throws {
    try expectTranscript(
      Self.encoder, profile: Self.profile,
      """
      (fwdb) tb 11 if i == 2
      Temporary breakpoint 1 at main.py:11
      (fwdb) c
      begin
      Breakpoint 1: its condition failed: NameError: name 'i' is not defined. Did you mean 'id'?
      Layer.forward (encoders.0) at main.py:11, layer 1 of 3
          11          return y + 1
      (fwdb) bt
      #0  Layer.forward (encoders.0) at main.py:11
      #1  Encoder.forward at main.py:20  [i, layer: 1 of 3]
      #2  main at main.py:28
      #3  <pass> at <pass>:1
      (fwdb) up
      #1  Encoder.forward at main.py:20  [i, layer: 1 of 3]
          20              xs = layer(xs)
      (fwdb) p i, xs.shape
      (0, (2, 4))
      (fwdb) info loop
      line 19: for i, layer in enumerate(self.encoders), iteration 1 of 3
      (fwdb) info frame
      frame 1: Encoder.forward at main.py:20
        at: layer(xs)
        called by main at main.py:28
        in: for i, layer in enumerate(self.encoders), iteration 1 of 3
        layer 1 of 3
      (fwdb) bt 2
      #0  Layer.forward (encoders.0) at main.py:11
      #1  Encoder.forward at main.py:20  [i, layer: 1 of 3]  <-
      (fwdb) down
      #0  Layer.forward (encoders.0) at main.py:11
          11          return y + 1
      (fwdb) down
      This is the innermost frame.
      (fwdb) frame 9
      There is no frame 9: frames are numbered 0 to 3.
      (fwdb) frame 2
      #2  main at main.py:28
          28      return model(x)
      (fwdb) list
          23  model = Encoder()
          24
          25  def main():
          26      x = torch.tensor([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])
          27      print("begin")
      ->  28      return model(x)
      (fwdb) list
      main.py has 28 lines. Usage: list [LINE | FIRST,LAST | FUNCTION | FILE:LINE]
      (fwdb) list -
          13  class Encoder(nn.Module):
          14      def __init__(self):
          15          super().__init__()
          16          self.encoders = nn.ModuleList([Layer(2.0), Layer(0.5), Layer(-1.0)])
          17
          18      def forward(self, xs):
          19          for i, layer in enumerate(self.encoders):
          20              xs = layer(xs)
          21          return xs
          22
      (fwdb) list Layer.forward
           8
           9      def forward(self, x):
          10          y = x * self.scale  # (batch, time)
      *   11          return y + 1
          12
          13  class Encoder(nn.Module):
          14      def __init__(self):
          15          super().__init__()
          16          self.encoders = nn.ModuleList([Layer(2.0), Layer(0.5), Layer(-1.0)])
          17
      (fwdb) l 3,5
           3
           4  class Layer(nn.Module):
           5      def __init__(self, scale):
      (fwdb) l nope
      There is no file or function 'nope'.
      """)
  }

  @Test func theModel() throws {
    try expectTranscript(
      Self.encoder, profile: Self.profile,
      """
      (fwdb) layers
      The layer loop has not started, or this model declares none.
      (fwdb) tb encoders.1
      Temporary breakpoint 1 at the call of encoders.1, 1 module
      (fwdb) c
      begin
      Breakpoint 1
      Layer.forward (encoders.1) at main.py:10, layer 2 of 3
          10          y = x * self.scale  # (batch, time)
      (fwdb) print [k for k in range(3)]
      [0, 1, 2]
      (fwdb) tree
      Encoder(
        (encoders): ModuleList(
          (0-2): 3 x Layer()
        )
      )
      (fwdb) tree encoders.1
      Layer()
      (fwdb) tree encoder.1
      The model has no module 'encoder.1'. Did you mean 'encoders.1'?
      """)
  }

  @Test func errors() throws {
    try expectTranscript(
      """
      def divide(a, b):
          return a // b

      def main():
          total = 0
          for i in range(3):
              total += divide(6, 2 - i)
          return total
      """,
      """
      (fwdb) c
      ZeroDivisionError: integer division or modulo by zero
      divide at main.py:2
           2      return a // b
                         ^^^^^^
      (fwdb) p a, b
      (6, 0)
      (fwdb) up
      #1  main at main.py:7  [i: 3 of 3]
           7          total += divide(6, 2 - i)
      (fwdb) rn
      divide at main.py:2
           2      return a // b
      (fwdb) stpe
      There is no command 'stpe'. Did you mean 'step'? Try 'help'.
      (fwdb) und
      'und' is ambiguous: it can mean undisplay, undo.
      (fwdb) x/3
      There is no command 'x'. Try 'help'.
      (fwdb) next many
      'many' is not a count. Usage: next [COUNT]
      (fwdb) set var i = 0
      i is a new variable of the session.
      (fwdb) u
      ZeroDivisionError: integer division or modulo by zero
      divide at main.py:2
           2      return a // b
                         ^^^^^^
      (fwdb) c
      ZeroDivisionError: integer division or modulo by zero
      divide at main.py:2
           2      return a // b
                         ^^^^^^
      (fwdb) bt
      #0  divide at main.py:2
      #1  main at main.py:7  [i: 3 of 3]
      #2  <pass> at <pass>:1
      (fwdb) start
      main at main.py:5
           5      total = 0
      (fwdb) advance divide
      divide at main.py:2
           2      return a // b
      (fwdb) advance nowhere
      The listing has no function 'nowhere'.
      (fwdb) fin
      main at main.py:7
           7          total += divide(6, 2 - i)
                      ^^^^^^^^^^^^^^^^^^^^^^^^^
      Value returned: 3
      (fwdb) si
      ZeroDivisionError: integer division or modulo by zero
      divide at main.py:2
           2      return a // b
                         ^^^^^^
      (fwdb) rf
      main at main.py:7
           7          total += divide(6, 2 - i)
                               ^^^^^^^^^^^^^^^^
      (fwdb) source /nonexistent/file
      The file /nonexistent/file cannot be read.
      """)
  }
}
