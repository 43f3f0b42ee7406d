import heapq
import bisect
s = 7
def r():
    global s
    s = (s * 1103515245 + 12345) % 2147483648
    return s % 50
for n in range(12):
    x = [r() for _ in range(n)]
    h = list(x); heapq.heapify(h); print(h)
    g = []
    for v in x: heapq.heappush(g, v)
    print(g, heapq.nsmallest(3, x), heapq.nlargest(3, x), heapq.nsmallest(2, x, key=lambda v: -v))
    if g: print(heapq.heappushpop(g, 20), heapq.heapreplace(g, 5), g)
    print([heapq.heappop(g) for _ in range(len(g))])
    y = sorted(x)
    print([(bisect.bisect_left(y, v), bisect.bisect_right(y, v), bisect.bisect(y, v, 1) if n > 1 else 0) for v in (0, 10, 25, 60)])
    bisect.insort(y, 25); bisect.insort_left(y, 3); print(y, bisect.bisect_left(y, 5, key=lambda v: v // 2))
print(list(heapq.merge([1, 4], [2, 3], [0, 9])), list(heapq.merge([4, 1], [3, 2], reverse=True)), list(heapq.merge(['a', 'ccc'], ['bb'], key=len)))
h = []; heapq.heappush(h, (1, 'a')); heapq.heappush(h, (0, 'b')); print(heapq.heappop(h))
try: heapq.heappop([])
except IndexError as e: print('IndexError')
