from loop_two import second
first = 1
