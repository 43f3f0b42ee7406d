import TestSupport
import Testing

@testable import Commands

/// Commands that change the pass.
struct ChangingTests {
  private static let attention = """
    import torch
    from torch import nn

    class Attention(nn.Module):
        def __init__(self):
            super().__init__()
            self.proj = nn.Identity()

        def forward(self, x):
            q = x * 2
            q = q.reshape(2, 2)  # (head, time)
            s = q + 1  # (head, time)
            return self.proj(s.reshape(4))

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.attn = Attention()
            self.other = Attention()

        def forward(self, x):
            x = self.attn(x)
            y = x + 1
            return y.sum().item()

    model = Model()

    def main():
        x = torch.tensor([1.0, 2.0, 3.0, 4.0])
        total = model(x)
        return total
    """

  @Test func aStatementIsOmitted() throws {
    try expectTranscript(
      """
      def main():
          total = 0
          for i in range(3):
              total += 1
              total += 10
          if total > 5:
              total = 100
          with lock as f:
              total = 7
          while total > 0:
              total -= 1
          return total
      """,
      """
      (fwdb) omit
           3      for i in range(3):
      (fwdb) undo
      Undone: omit
           2      total = 0
      (fwdb) next 3
           5          total += 10
      (fwdb) omit
           3      for i in range(3):
      (fwdb) print total
      1
      (fwdb) omit
      OmitError: a loop is running here: omit a statement of its body, or leave the loop with 'until'
      (fwdb) until
           4          total += 1
      (fwdb) print total
      1
      (fwdb) omit
           5          total += 10
      (fwdb) omit
           3      for i in range(3):
      (fwdb) omit
      OmitError: a loop is running here: omit a statement of its body, or leave the loop with 'until'
      (fwdb) print total
      1
      (fwdb) omit
      OmitError: a loop is running here: omit a statement of its body, or leave the loop with 'until'
      (fwdb) undo all
      Undone: omit
      Undone: omit
      Undone: omit
           5          total += 10
      (fwdb) next 8
           6      if total > 5:
      (fwdb) omit
           8      with lock as f:
      (fwdb) continue
      NameError: name 'lock' is not defined
      main at main.py:8
           8      with lock as f:
      """)
  }

  @Test func aCallReturnsAGivenValue() throws {
    try expectTranscript(
      """
      def inner(a):
          b = a + 1
          return b

      def main():
          x = inner(1) + inner(10)
          return x
      """,
      """
      (fwdb) tbreak inner
      Temporary breakpoint 1 at inner (main.py:2)
      (fwdb) continue
      Breakpoint 1
      inner at main.py:2
           2      b = a + 1
      (fwdb) return a * 100
      main at main.py:6
           6      x = inner(1) + inner(10)
                                 ^^^^^
      Value returned: 100
      (fwdb) continue
      The pass is over. It returned 111
      (fwdb) reverse-continue
      This is the start of the pass.
      <pass> at <pass>:1
           1  main()
      (fwdb) continue
      The pass is over. It returned 111
      (fwdb) undo
      Undone: return a * 100
      inner at main.py:2
           2      b = a + 1
      (fwdb) continue
      The pass is over. It returned 13
      (fwdb) redo
      Redone: return a * 100
      The pass is over. It returned 111
      (fwdb) continue
      The pass is over. It returned 111
      (fwdb) return 1
      The pass is over: there is no frame to change.
      """)
  }

  @Test func ablating() throws {
    try expectTranscript(
      Self.attention,
      """
      (fwdb) continue
      The pass is over. It returned 28.0
      (fwdb) ablate attn head 1
      Intervention 1: zeros in attn head 1: 2 tensors so far
      The pass is over. It returned 12.0
      (fwdb) start
      main at main.py:29
          29      x = torch.tensor([1.0, 2.0, 3.0, 4.0])
      (fwdb) tbreak 13
      Temporary breakpoint 1 at main.py:13
      (fwdb) continue
      Breakpoint 1
      Attention.forward (attn) at main.py:13
          13          return self.proj(s.reshape(4))
      (fwdb) print/values q
      [[2.0, 4.0],
       [0.0, 0.0]]
      (fwdb) print/values s
      [[3.0, 5.0],
       [0.0, 0.0]]
      (fwdb) ablate attn
      Intervention 2: zeros in attn: no tensors so far
      (fwdb) ablate attn 0 0:2
      Intervention 3: zeros in attn 0 0,1: no tensors so far
      (fwdb) info interventions
      Intervention 1: zeros in attn head 1: 2 tensors so far
      Intervention 2: zeros in attn: no tensors so far
      Intervention 3: zeros in attn 0 0,1: no tensors so far
      (fwdb) print/values s
      [[3.0, 5.0],
       [0.0, 0.0]]
      (fwdb) continue
      The pass is over. It returned 4.0
      (fwdb) delete intervention 1
      The pass is over. It returned 4.0
      (fwdb) undo
      Undone: delete intervention 1
      The pass is over. It returned 4.0
      (fwdb) undo all
      Undone: ablate attn 0 0,1
      Undone: ablate attn
      Undone: ablate attn head 1
      The pass is over. It returned 28.0
      (fwdb) continue
      The pass is over. It returned 28.0
      (fwdb) ablate attn heads 1
      No shape comment in the code of attn names an axis 'heads'; there are head, time.
      (fwdb) ablate attn head
      Expected an index along 'head'. Usage: ablate PATH [AXIS INDEX[,INDEX…]]
      (fwdb) ablate attn head one
      'one' is neither an index nor a range like 0:4. Usage: ablate PATH [AXIS INDEX[,INDEX…]]
      (fwdb) ablate atn
      The model has no module 'atn'; did you mean 'attn'?
      (fwdb) ablate
      Expected a module path. Usage: ablate PATH [AXIS INDEX[,INDEX…]]
      (fwdb) delete intervention 7
      There is no intervention 7.
      (fwdb) ablate proj
      The model has no module 'proj'; did you mean 'attn.proj'?
      """)
  }

  @Test func whatIf() throws {
    try expectTranscript(
      Self.attention,
      """
      (fwdb) tbreak Model.forward
      Temporary breakpoint 1 at Model.forward (main.py:22)
      (fwdb) continue
      Breakpoint 1
      Model.forward at main.py:22
          22          x = self.attn(x)
      (fwdb) what-if ablate attn head 1 show x.sum(), y
               before                              after
      result   28.0                                12.0                               ≠
      x.sum()  24.0 (float32)                      8.0 (float32)                      ≠
      y        float32 (4,) [4.0, 6.0, 8.0, 10.0]  float32 (4,) [4.0, 6.0, 1.0, 1.0]  ≠
      (fwdb) what-if set x = x * 2 show x
              before                             after
      result  28.0                               48.0                                 ≠
      x       float32 (4,) [3.0, 5.0, 7.0, 9.0]  float32 (4,) [5.0, 9.0, 13.0, 17.0]  ≠
      (fwdb) what-if return 5
              before  after
      result  28.0    5      ≠
      (fwdb) what-if next
      'next' changes nothing: expected one of set, ablate, return, omit, delete, undo, redo. Usage: what-if CHANGE [show EXPRESSION, …]
      (fwdb) what-if set nope
      SyntaxError: an assignment is expected: NAME = EXPRESSION
      (fwdb) what-if ablate attn show 1 +
      SyntaxError: expected a value after '+', found the end of the line
      (fwdb) continue
      The pass is over. It returned 28.0
      (fwdb) what-if ablate attn show result
              before  after
      result  28.0    4.0    ≠
      result  28.0    4.0    ≠
      """)
  }

  @Test func anExpressionIsDebugged() throws {
    try expectTranscript(
      Self.attention,
      """
      (fwdb) tbreak Model.forward
      Temporary breakpoint 1 at Model.forward (main.py:22)
      (fwdb) continue
      Breakpoint 1
      Model.forward at main.py:22
          22          x = self.attn(x)
      (fwdb) debug self.other(x * 10)
      Debugging self.other(x * 10). 'leave' returns to the pass.
      Attention.forward (other) at main.py:10
          10          q = x * 2
      (fwdb) next
          11          q = q.reshape(2, 2)  # (head, time)
      (fwdb) info frame
      frame 0: Attention.forward (other) at main.py:11
        at: q = q
        called by <prompt> at <prompt>:1
      (fwdb) break 12
      Breakpoint 2 at main.py:12
      (fwdb) debug x + 1
      x + 1 returned float32 (4,) [11.0, 21.0, 31.0, 41.0]
      Attention.forward (other) at main.py:11
          11          q = q.reshape(2, 2)  # (head, time)
      (fwdb) continue
      Breakpoint 2
      Attention.forward (other) at main.py:12
          12          s = q + 1  # (head, time)
      (fwdb) reverse-continue
      This is the start of the pass.
      <prompt> at <prompt>:1
           1  self.other(x * 10)
      (fwdb) finish
      Breakpoint 2
      Attention.forward (other) at main.py:12
          12          s = q + 1  # (head, time)
      (fwdb) up
      #1  <prompt> at <prompt>:1
           1  self.other(x * 10)
      (fwdb) debug self.other(x)
      Debugging self.other(x). 'leave' returns to the pass.
      Attention.forward (other) at main.py:10
          10          q = x * 2
      (fwdb) up
      #1  <prompt> at <prompt>:1
           1  self.other(x)
      (fwdb) return
      self.other(x) was left.
      Attention.forward (other) at main.py:12
          12          s = q + 1  # (head, time)
      (fwdb) debug nope(1)
      NameError: name 'nope' is not defined
      (fwdb) debug 1 +
      SyntaxError: expected a value after '+', found the end of the line
      (fwdb) leave
      self.other(x * 10) was left.
      Model.forward at main.py:22
          22          x = self.attn(x)
      (fwdb) debug model.other(x)
      Debugging model.other(x). 'leave' returns to the pass.
      Attention.forward (other) at main.py:10
          10          q = x * 2
      (fwdb) delete
      (fwdb) leave
      model.other(x) was left.
      Model.forward at main.py:22
          22          x = self.attn(x)
      (fwdb) finish
      main at main.py:30
          30      total = model(x)
                  ^^^^^
      Value returned: 28.0
      """)
  }
}

/// With `--call`, the pass is a single expression. Without this expression the pass has nothing to run.
@Test func theExpressionOfAPassCannotBeOmitted() throws {
  var session = Session(Debugger(try machine("def main():\n    return 3\n")))
  #expect(session.execute("omit").text.contains("without it there is no result"))
  #expect(session.execute("return 4").failure == nil)
}

/// `return` ends this pass before the line where `start` stops. Both `start` and `undo` still work.
@Test func aPassThatEndsBeforeItsStartCanStillBeStarted() throws {
  var session = try session("def main():\n    x = 1\n    return x\n")
  #expect(session.execute("reverse-continue").failure == nil)
  #expect(session.execute("return 3").text.contains("It returned 3"))
  #expect(session.execute("start").failure == nil)
  #expect(session.execute("undo").text.hasPrefix("Undone: return 3"))
  #expect(session.execute("start").text.contains("x = 1"))
}
