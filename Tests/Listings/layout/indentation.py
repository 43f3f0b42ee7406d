def f(n):
	if n:
		for i in range(n):
			yield i
	else:
		yield "none"

class A:
	x = 1

	def m(self):
		return [
    self.x,
		2,
		]

    # a comment may have any indentation
	n = 3
print(list(f(2)), list(f(0)), A().m(), A.n)  # expect: [0, 1] ['none'] [1, 2] 3
if True:
    if A.n:
     print("one column deeper")
    else:
                  print("never")
# expect: one column deeper

def g(x):
  if x:
        return "deep"
  return "shallow"
print(g(0), g(1))  # expect: shallow deep
