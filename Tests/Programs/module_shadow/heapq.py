def heappush(x): return "own heap"
