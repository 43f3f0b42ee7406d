import one
print(one.f(), one.two.g())  # expect: twoone one
