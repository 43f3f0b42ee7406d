sep = "own"
