// Sorting and selection in which equal keys get the same order as in torch's sort, topk and kthvalue on a CPU. Include
// this file once for each type and direction. Define before: KEY (the type of a key), PLACE (the type of an index),
// NAME(f), and FIRST(a, b), which is true when key a must come before key b.
//
// The algorithms are introsort with the median of three, heaps and introselect, as in the C++ library that torch calls.
// They are not stable: another sequence of comparisons and swaps could order equal keys differently.

struct NAME(item) { KEY key; PLACE place; };
#define ITEM struct NAME(item)
#define BEFORE(a, b) (FIRST((a).key, (b).key))

static inline void NAME(swap)(ITEM *a, ITEM *b) {
  ITEM other = *a;
  *a = *b;
  *b = other;
}

/// Puts `value` into a heap of n items in which position `hole` is free. The root of the heap is the item that comes
/// last in sorted order.
static inline void NAME(sift)(ITEM *heap, int64_t hole, int64_t n, ITEM value) {
  int64_t top = hole, child;
  for (; (child = 2 * hole + 2) < n; hole = child) {
    if (BEFORE(heap[child], heap[child - 1])) child--;
    heap[hole] = heap[child];
  }
  if (child == n) {
    heap[hole] = heap[n - 1];
    hole = n - 1;
  }
  while (hole > top) {
    int64_t parent = (hole - 1) / 2;
    if (!BEFORE(heap[parent], value)) break;
    heap[hole] = heap[parent];
    hole = parent;
  }
  heap[hole] = value;
}

static void NAME(make_heap)(ITEM *x, int64_t n) {
  for (int64_t parent = n / 2 - 1; parent >= 0; parent--) NAME(sift)(x, parent, n, x[parent]);
}

static void NAME(sort_heap)(ITEM *x, int64_t n) {
  while (n > 1) {
    ITEM value = x[--n];
    x[n] = x[0];
    NAME(sift)(x, 0, n, value);
  }
}

/// Partitions n items around the median of x[1], x[n / 2] and x[n - 1]. Returns the index where the second part begins.
static inline int64_t NAME(divide)(ITEM *x, int64_t n) {
  ITEM *a = x + 1, *b = x + n / 2, *c = x + n - 1;
  // Swaps the median of the three to x[0]: it becomes the pivot.
  if (BEFORE(*a, *b)) {
    NAME(swap)(x, BEFORE(*b, *c) ? b : BEFORE(*a, *c) ? c : a);
  } else {
    NAME(swap)(x, BEFORE(*a, *c) ? a : BEFORE(*b, *c) ? c : b);
  }
  ITEM pivot = x[0];
  for (int64_t i = 1, j = n;; i++) {
    while (BEFORE(x[i], pivot)) i++;
    do j--;
    while (BEFORE(pivot, x[j]));
    if (i >= j) return i;
    NAME(swap)(x + i, x + j);
  }
}

static void NAME(insert)(ITEM *x, int64_t n) {
  for (int64_t i = 1; i < n; i++) {
    ITEM value = x[i];
    int64_t at = i;
    for (; at > 0 && BEFORE(value, x[at - 1]); at--) x[at] = x[at - 1];
    x[at] = value;
  }
}

/// Partitions the items until each part has at most 16 items. If a part still has more than 16 items after `depth`
/// divisions, sorts this part with a heap.
static void NAME(divide_all)(ITEM *x, int64_t n, int depth) {
  while (n > 16) {
    if (depth-- == 0) {
      NAME(make_heap)(x, n);
      NAME(sort_heap)(x, n);
      return;
    }
    int64_t cut = NAME(divide)(x, n);
    NAME(divide_all)(x + cut, n - cut, depth);
    n = cut;
  }
}

static void NAME(sort)(ITEM *x, int64_t n) {
  NAME(divide_all)(x, n, depth_limit(n));
  NAME(insert)(x, n);
}

/// Moves the k items that come first in sorted order to x[0..<k]. Afterwards x[k - 1] is the last of these items in
/// sorted order; the items before x[k - 1] are in any order.
static void NAME(select)(ITEM *x, int64_t n, int64_t k) {
  int64_t first = 0, last = n, wanted = k - 1;
  for (int depth = depth_limit(n); last - first > 3;) {
    if (depth-- == 0) {
      ITEM *heap = x + first;
      int64_t size = k - first;
      NAME(make_heap)(heap, size);
      for (int64_t i = k; i < last; i++) {
        if (!BEFORE(x[i], heap[0])) continue;
        ITEM value = x[i];
        x[i] = heap[0];
        NAME(sift)(heap, 0, size, value);
      }
      NAME(swap)(heap, x + wanted);
      return;
    }
    int64_t cut = first + NAME(divide)(x + first, last - first);
    if (cut <= wanted) first = cut;
    else last = cut;
  }
  NAME(insert)(x + first, last - first);
}

/// Returns the original index of the item that is at index k after sorting in ascending order. k counts from 0.
static int64_t NAME(kth)(ITEM *x, int64_t n, int64_t k) {
  int64_t left = 0, right = n - 1;
  while (right > left + 1) {
    ITEM *a = x + left, *b = x + left + 1, *c = x + right;
    NAME(swap)(x + left + (right - left) / 2, b);
    if (BEFORE(*c, *b)) NAME(swap)(b, c);
    if (BEFORE(*c, *a)) NAME(swap)(a, c);
    if (BEFORE(*a, *b)) NAME(swap)(a, b);
    ITEM pivot = *a;
    int64_t i = left + 1, j = right;
    for (;;) {
      do i++;
      while (BEFORE(x[i], pivot));
      do j--;
      while (BEFORE(pivot, x[j]));
      if (j < i) break;
      NAME(swap)(x + i, x + j);
    }
    NAME(swap)(a, x + j);
    if (j <= k) left = i;
    if (j >= k) right = j - 1;
  }
  if (right == left + 1 && BEFORE(x[right], x[left])) NAME(swap)(x + left, x + right);
  return x[k].place;
}

/// Whether the order of equal keys affects the result: two of the k selected keys are equal, or the last selected key
/// occurs more than once in v. y contains the indices of the selected keys.
static bool NAME(has_ties)(const KEY *v, int64_t n, const int64_t *y, int64_t k) {
  for (int64_t i = 1; i < k; i++)
    if (!(FIRST(v[y[i - 1]], v[y[i]]))) return true;
  KEY last = v[y[k - 1]];
  int64_t equal = 0;
  for (int64_t i = 0; i < n; i++) equal += !(FIRST(v[i], last)) && !(FIRST(last, v[i]));
  return equal > 1;
}

static void NAME(order)(enum fw_order order, const KEY *v, int64_t n, int64_t k, ITEM *x, int64_t *y) {
  // If k is small, keep k items in a heap and compare each other item with the heap's root. The root is the last of the
  // k items in sorted order.
  bool passes = order != FW_ORDER_ALL && order != FW_ORDER_KTH && k * 64 <= n;
  int64_t held = passes ? k : n;
  for (int64_t i = 0; i < held; i++) x[i] = (ITEM){v[i], (PLACE)i};
  if (passes) {
    NAME(make_heap)(x, k);
    for (int64_t i = k; i < n; i++)
      if (FIRST(v[i], x[0].key)) NAME(sift)(x, 0, k, (ITEM){v[i], (PLACE)i});
    NAME(sort_heap)(x, k);
  } else if (order == FW_ORDER_ALL) {
    NAME(sort)(x, n);
  } else if (order == FW_ORDER_KTH) {
    y[0] = NAME(kth)(x, n, k - 1);
    return;
  } else {
    NAME(select)(x, n, k);
    if (order == FW_ORDER_TOP) NAME(sort)(x, k - 1);
  }
  for (int64_t i = 0; i < k; i++) y[i] = x[i].place;
}

#undef ITEM
#undef BEFORE
#undef KEY
#undef PLACE
#undef NAME
#undef FIRST
