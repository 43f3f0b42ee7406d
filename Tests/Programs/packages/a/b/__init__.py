print('run a.b')
