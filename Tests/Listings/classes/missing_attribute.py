class A:
    def __init__(self):
        self.value = 1
print(A().value)  # expect: 1
A().valu
# error: AttributeError: 'A' object has no attribute 'valu'
