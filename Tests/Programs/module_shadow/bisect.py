bisected = "own bisect"
