/// `heapq` and `bisect`, in the listing language.
enum SequenceListings {
  static let heaps = #"""
    def heappush(heap, item):
        heap.append(item)
        _down(heap, 0, len(heap) - 1)

    def heappop(heap):
        if not heap:
            raise IndexError('index out of range')
        last = heap.pop()
        if not heap:
            return last
        least = heap[0]
        heap[0] = last
        _up(heap, 0)
        return least

    def heapreplace(heap, item):
        if not heap:
            raise IndexError('index out of range')
        least = heap[0]
        heap[0] = item
        _up(heap, 0)
        return least

    def heappushpop(heap, item):
        if heap and heap[0] < item:
            item, heap[0] = heap[0], item
            _up(heap, 0)
        return item

    def heapify(x):
        for place in reversed(range(len(x) // 2)):
            _up(x, place)

    def _down(heap, start, place):
        item = heap[place]
        while place > start:
            parent = (place - 1) >> 1
            if not item < heap[parent]:
                break
            heap[place] = heap[parent]
            place = parent
        heap[place] = item

    def _up(heap, place):
        end = len(heap)
        start = place
        item = heap[place]
        child = 2 * place + 1
        while child < end:
            right = child + 1
            if right < end and not heap[child] < heap[right]:
                child = right
            heap[place] = heap[child]
            place = child
            child = 2 * place + 1
        heap[place] = item
        _down(heap, start, place)

    def nsmallest(n, iterable, key=None):
        return sorted(iterable, key=key)[:max(n, 0)]

    def nlargest(n, iterable, key=None):
        return sorted(iterable, key=key, reverse=True)[:max(n, 0)]

    def merge(*iterables, key=None, reverse=False):
        missing = object()
        sources = [iter(iterable) for iterable in iterables]
        heads = [next(source, missing) for source in sources]
        while True:
            best = None
            for place, head in enumerate(heads):
                if head is missing:
                    continue
                rank = head if key is None else key(head)
                if best is None or (best[0] < rank if reverse else rank < best[0]):
                    best = rank, place
            if best is None:
                return
            place = best[1]
            item = heads[place]
            heads[place] = next(sources[place], missing)
            yield item
    """#

  static let bisection = #"""
    def bisect_left(a, x, lo=0, hi=None, *, key=None):
        if lo < 0:
            raise ValueError('lo must be non-negative')
        if hi is None:
            hi = len(a)
        while lo < hi:
            middle = (lo + hi) // 2
            if (a[middle] if key is None else key(a[middle])) < x:
                lo = middle + 1
            else:
                hi = middle
        return lo

    def bisect_right(a, x, lo=0, hi=None, *, key=None):
        if lo < 0:
            raise ValueError('lo must be non-negative')
        if hi is None:
            hi = len(a)
        while lo < hi:
            middle = (lo + hi) // 2
            if x < (a[middle] if key is None else key(a[middle])):
                hi = middle
            else:
                lo = middle + 1
        return lo

    def insort_left(a, x, lo=0, hi=None, *, key=None):
        a.insert(bisect_left(a, x if key is None else key(x), lo, hi, key=key), x)

    def insort_right(a, x, lo=0, hi=None, *, key=None):
        a.insert(bisect_right(a, x if key is None else key(x), lo, hi, key=key), x)

    bisect = bisect_right
    insort = insort_right
    """#
}
