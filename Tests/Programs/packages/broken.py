print('run broken')
raise ValueError('no')
