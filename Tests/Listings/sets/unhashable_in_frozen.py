set([{1}])
# error: TypeError
