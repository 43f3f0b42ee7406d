import circular_two as two
value = 1
