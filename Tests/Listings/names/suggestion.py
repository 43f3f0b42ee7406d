hidden_size = 4
print(hiden_size)
# error: NameError: name 'hiden_size' is not defined. Did you mean 'hidden_size'?
