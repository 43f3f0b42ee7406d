dumps = "own json"
