print('run a.subs')
