import Testing

struct ExpressionTests {
  @Test func operatorsBindAsInPython() {
    expectTree("a + b * c", "(+ a (* b c))")
    expectTree("(a + b) * c", "(* (+ a b) c)")
    expectTree("a - b - c", "(- (- a b) c)")
    expectTree("a @ b / c // d % e", "(% (// (/ (@ a b) c) d) e)")
    expectTree("a | b ^ c & d << e + f", "(| a (^ b (& c (<< d (+ e f)))))")
    expectTree("a << b >> c", "(>> (<< a b) c)")
    expectTree("-a * ~b + +c", "(+ (* (- a) (~ b)) (+ c))")
  }

  @Test func powersBindRightAndTighterThanSignsBefore() {
    expectTree("a ** b ** c", "(** a (** b c))")
    expectTree("-a ** -b", "(- (** a (- b)))")
    expectTree("2 ** -1 * 3", "(* (** 2 (- 1)) 3)")
    expectTree("a.b ** c[0]", "(** (. a b) (at c 0))")
  }

  @Test func comparisonsChain() {
    expectTree("a < b <= c == d", "(compare a < b <= c == d)")
    expectTree("a is not None", "(compare a is not None)")
    expectTree("a not in b", "(compare a not in b)")
    expectTree("not a in b", "(not (compare a in b))")
    expectTree("a is not b is c", "(compare a is not b is c)")
    expectTree("a < b | c", "(compare a < (| b c))")
    expectTree("a != b >= c", "(compare a != b >= c)")
  }

  @Test func logicBindsLooser() {
    expectTree("a or b and not c", "(or a (and b (not c)))")
    expectTree("a and b and c", "(and (and a b) c)")
    expectTree("not not a == b", "(not (not (compare a == b)))")
    expectTree("a if b else c if d else e", "(if b a (if d c e))")
    expectTree("(a if b else c) if d else e", "(if d (if b a c) e)")
    expectTree("a or b if c or d else e", "(if (or c d) (or a b) e)")
  }

  @Test func lambdas() {
    expectTree("lambda: 0", "(lambda [] 0)")
    expectTree("lambda x, y=1, *z, k=2, **w: x", "(lambda [x y=1 *z k!=2 **w] x)")
    expectTree("lambda x: lambda y: x if y else 0", "(lambda [x] (lambda [y] (if y x 0)))")
    expectTree("lambda a, /, b, *, c: a", "(lambda [a/ b c!] a)")
    expectTree("lambda x: (x, 1)", "(lambda [x] (tuple x 1))")
  }

  @Test func displays() {
    expectTree("[]", "(list)")
    expectTree("[1, 2,]", "(list 1 2)")
    expectTree("[*a, b]", "(list (* a) b)")
    expectTree("()", "(tuple)")
    expectTree("(a)", "a")
    expectTree("(a,)", "(tuple a)")
    expectTree("a, *b,", "(tuple a (* b))")
    expectTree("{}", "(dict)")
    expectTree("{'a': 1, **b, 2: 3,}", "(dict ('a' 1) (** b) (2 3))")
  }

  @Test func comprehensions() {
    expectTree("[a for a in b]", "(list a (for a b))")
    expectTree("[a for a, b in c if d if e for f in a]", "(list a (for (tuple a b) c d e) (for f a))")
    expectTree("{1}", "(set 1)")
    expectTree("{a, *b, (c, d),}", "(set a (* b) (tuple c d))")
    expectTree("{a if b else c, d}", "(set (if b a c) d)")
    expectTree("{k for k in x if k}", "(set k (for k x k))")
    expectTree("{k: v for k, v in x}", "(dict k v (for (tuple k v) x))")
    expectTree("(a for a in b or c)", "(generator a (for a (or b c)))")
    expectTree("sum(a for a in b)", "(call sum (generator a (for a b)))")
    expectTree("sum((a for a in b), 1)", "(call sum (generator a (for a b)) 1)")
    expectTree("[a if b else c for a in d]", "(list (if b a c) (for a d))")
    expectTree("[[i * j for i in a] for j in b]", "(list (list (* i j) (for i a)) (for j b))")
    expectTree("[a for a, in b]", "(list a (for (tuple a) b))")
    expectTree("[a for x[0] in b]", "(list a (for (at x 0) b))")
  }

  @Test func callsAndAttributes() {
    expectTree("f()", "(call f)")
    expectTree("f(a, *b, c=1, **d)", "(call f a *b c=1 **d)")
    expectTree("f(a=1, *b)", "(call f a=1 *b)")
    expectTree("a.b.c(d)(e)", "(call (call (. (. a b) c) d) e)")
    expectTree("f(lambda x: x, y)", "(call f (lambda [x] x) y)")
    expectTree("super().__init__()", "(call (. (call super) __init__))")
    expectTree("-x.abs()", "(- (call (. x abs)))")
    expectTree("f(a == b)", "(call f (compare a == b))")
  }

  @Test func subscripts() {
    expectTree("x[0]", "(at x 0)")
    expectTree("x[1:2]", "(at x (slice 1 2 _))")
    expectTree("x[:]", "(at x (slice _ _ _))")
    expectTree("x[::2]", "(at x (slice _ _ 2))")
    expectTree("x[a::b]", "(at x (slice a _ b))")
    expectTree("x[:, None, ..., -1]", "(at x (tuple (slice _ _ _) None ... (- 1)))")
    expectTree("x[0,]", "(at x (tuple 0))")
    expectTree("x[(0, 1)]", "(at x (tuple 0 1))")
    expectTree("x[a if b else c:d]", "(at x (slice (if b a c) d _))")
    expectTree("x[*a, 1]", "(at x (tuple (* a) 1))")
    expectTree("x[:, : -1 :]", "(at x (tuple (slice _ _ _) (slice _ (- 1) _)))")
  }

  @Test func bracketsJoinLines() {
    expectTree("(a\n  + b  # why\n\n  + c)", "(+ (+ a b) c)")
    expectTree("f(\n  a,\n  b\n)", "(call f a b)")
    expectTree("a \\\n  + b", "(+ a b)")
    expectTree("  a + b  ", "(+ a b)")
  }

  @Test func namesMayUseAnyScript() {
    expectTree("größe + α_1 + 层", "(+ (+ größe α_1) 层)")
    expectTree("match + case + type + print", "(+ (+ (+ match case) type) print)")
  }
}
