print('run a.b.c')
value = 3
