from loop_one import first
second = 2
