def mean(x): return "own mean"
