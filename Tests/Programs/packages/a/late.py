print('run a.late')
value = 5
