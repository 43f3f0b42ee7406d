# Begins with a byte order mark.
x = "﻿"
print(len(x), x == "\ufeff")  # expect: 1 True
