import ListingSyntax
import Testing

struct ShapeCommentTests {
  private func axes(_ comment: String) -> [String]? {
    parseListing(SourceFile(name: "test.py", text: "x = f(y)  # \(comment)\n")).module.axes[1]
  }

  @Test func shapesAreRead() {
    #expect(axes("(batch, head, time1, d_k)") == ["batch", "head", "time1", "d_k"])
    #expect(axes("(#batch, time, 2*d_k)") == ["#batch", "time", "2*d_k"])
    #expect(axes("(batch, 1, *, time2)") == ["batch", "1", "*", "time2"])
    #expect(axes("(B,T,D)") == ["B", "T", "D"])
    #expect(axes("(time,)") == ["time"])
    #expect(axes("( batch , time-1 )") == ["batch", "time-1"])
    #expect(axes("mask: (batch, 1, time)") == ["batch", "1", "time"])
    #expect(axes("(batch, time) after pooling") == ["batch", "time"])
    #expect(axes("(b, t) -> (b, 1, t)") == ["b", "1", "t"])
    #expect(axes("(batch, time), padded") == ["batch", "time"])
    #expect(axes("(b, c, t, f//4)") == ["b", "c", "t", "f//4"])
  }

  @Test func proseIsNoShape() {
    #expect(axes("a remark") == nil)
    #expect(axes("(see the paper)") == nil)
    #expect(axes("(batch)") == nil)
    #expect(axes("(first, then the second)") == nil)
    #expect(axes("(a, , b)") == nil)
    #expect(axes("(,)") == nil)
    #expect(axes("()") == nil)
    #expect(axes("(a, b") == nil)
    #expect(axes("the mask is added before softmax (mask, scores)") == nil)
    #expect(axes("(f(x), y)") == nil)
    #expect(axes("(a=1, b=2)") == nil)
    #expect(axes("(*a, b)") == nil)
    #expect(axes("(--, ++)") == nil)
    #expect(axes("score = where(finished, score)") == nil)
    #expect(axes("where (finished, score).sum") == nil)
    #expect(axes("(a, b) or (c, d)") == nil)
    #expect(axes("y = (a, b)") == nil)
  }

  @Test func shapesBelongToTheirLine() {
    let text = """
      # (batch, time)
      def f(x):
          '''# (no, comment)'''
          y = g(  # (a, b)
              x)  # (c, d)
          return "# (e, f)"
      """
    #expect(
      parseListing(SourceFile(name: "test.py", text: text)).module.axes
        == [1: ["batch", "time"], 4: ["a", "b"], 5: ["c", "d"]])
  }
}
