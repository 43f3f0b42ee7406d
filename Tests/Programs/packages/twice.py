print('run twice')
count = 1
