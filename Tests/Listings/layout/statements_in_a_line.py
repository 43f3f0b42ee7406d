x = 1; y = 2; print(x, y)  # expect: 1 2
if x: print("a"); print("b");
else: pass
# expect: a
# expect: b
class A: z = 3; w = 4
def f(): a = 1; b = 2; return a + b
print(A.z, A.w, f())  # expect: 3 4 3
while x < 3: x += 1; print(x)
# expect: 2
# expect: 3
for i in "ab": pass; print(i)
else: print("end"); print("of it")
# expect: a
# expect: b
# expect: end
# expect: of it
with_docstring = lambda: 0; pass; print(with_docstring())  # expect: 0
def g(): "only a docstring"
def h(): ...
class B: ...
print(g(), h(), B.__name__)  # expect: None None B
