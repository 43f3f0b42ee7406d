import statistics
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for d in [[1, 2, 3, 4], [1.5, 2.5, 3.5], [1], [], [3, 1, 2], [2, 2, 3, 3], [1, 2.5, 4], [0.1] * 7, [10, 20, 30, 40, 50], [True, 2], [-1, 1]]:
    for f in ['mean', 'fmean', 'median', 'median_low', 'median_high', 'mode', 'multimode', 'pvariance', 'variance', 'pstdev', 'stdev', 'geometric_mean', 'harmonic_mean', 'quantiles']:
        print(f, end=' '); t(lambda: getattr(statistics, f)(d))
    t(lambda: statistics.quantiles(d, n=10, method='inclusive')); t(lambda: statistics.variance(d, 2)); t(lambda: statistics.fmean(d, [1] * len(d)))
t(lambda: statistics.correlation([1, 2, 3], [3, 5, 4])); t(lambda: statistics.covariance([1, 2, 3], [3, 5, 4]))
