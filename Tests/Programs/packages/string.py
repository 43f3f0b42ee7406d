shadow = 'mine'
