// Kernels that copy, select and rearrange elements.
#include "CKernels.h"
#include "Walk.h"
#include <string.h>

// Copies the last two axes, unless both tensors have stride 1 in the last axis. Small square blocks keep both tensors
// in the cache.
#define COPY_PLANE(T)                                                                                                \
  do {                                                                                                               \
    const T *x = px;                                                                                                 \
    T *y = py;                                                                                                       \
    for (int64_t r0 = 0; r0 < rows; r0 += 16)                                                                        \
      for (int64_t c0 = 0; c0 < columns; c0 += 16) {                                                                 \
        int64_t r1 = r0 + 16 < rows ? r0 + 16 : rows, c1 = c0 + 16 < columns ? c0 + 16 : columns;                    \
        for (int64_t r = r0; r < r1; r++)                                                                            \
          for (int64_t c = c0; c < c1; c++) y[r * yr + c * yc] = x[r * xr + c * xc];                                 \
      }                                                                                                              \
  } while (0)

static void copy_plane(int size, int64_t rows, int64_t columns, const void *px, int64_t xr, int64_t xc, void *py,
                       int64_t yr, int64_t yc) {
  if (xc == 1 && yc == 1) {
    for (int64_t r = 0; r < rows; r++)
      memcpy((char *)py + r * yr * size, (const char *)px + r * xr * size, (size_t)(columns * size));
    return;
  }
  BY_SIZE(size, COPY_PLANE)
}

void fw_copy(int size, int rank, const int64_t *shape, const void *x, const int64_t *xs, void *y, const int64_t *ys) {
  int outer = rank > 2 ? rank - 2 : 0;
  int64_t columns = rank > 0 ? shape[rank - 1] : 1, rows = rank > 1 ? shape[rank - 2] : 1;
  int64_t xc = rank > 0 ? xs[rank - 1] : 1, yc = rank > 0 ? ys[rank - 1] : 1;
  int64_t xr = rank > 1 ? xs[rank - 2] : 0, yr = rank > 1 ? ys[rank - 2] : 0;
  struct walk w;
  if (!walk_begin(&w, outer, shape)) return;
  const char *px = x;
  char *py = y;
  while (1) {
    copy_plane(size, rows, columns, px, xr, xc, py, yr, yc);
    int axis;
    for (axis = outer - 1; axis >= 0; axis--) {
      px += xs[axis] * size, py += ys[axis] * size;
      if (++w.at[axis] < shape[axis]) break;
      px -= xs[axis] * size * shape[axis], py -= ys[axis] * size * shape[axis];
      w.at[axis] = 0;
    }
    if (axis < 0) break;
  }
  walk_end(&w);
}

#define WRITE_ROW(T)                                                                                                 \
  do {                                                                                                               \
    const T *u = px;                                                                                                 \
    T *t = py;                                                                                                       \
    for (int64_t i = 0; i < n; i++)                                                                                  \
      if (pm[i * ma]) t[i * ya] = u[i * xa];                                                                         \
  } while (0)

void fw_write_masked(int size, int rank, const int64_t *shape, const uint8_t *m, const int64_t *ms, const void *x,
                     const int64_t *xs, void *y, const int64_t *ys) {
  int outer = rank > 0 ? rank - 1 : 0;
  int64_t n = rank > 0 ? shape[rank - 1] : 1;
  int64_t ma = rank > 0 ? ms[rank - 1] : 0, xa = rank > 0 ? xs[rank - 1] : 0, ya = rank > 0 ? ys[rank - 1] : 0;
  struct walk w;
  if (!walk_begin(&w, outer, shape)) return;
  const uint8_t *pm = m;
  const void *px = x;
  void *py = y;
  while (1) {
    BY_SIZE(size, WRITE_ROW)
    int axis;
    for (axis = outer - 1; axis >= 0; axis--) {
      pm += ms[axis];
      px = (const char *)px + xs[axis] * size, py = (char *)py + ys[axis] * size;
      if (++w.at[axis] < shape[axis]) break;
      pm -= ms[axis] * shape[axis];
      px = (const char *)px - xs[axis] * size * shape[axis], py = (char *)py - ys[axis] * size * shape[axis];
      w.at[axis] = 0;
    }
    if (axis < 0) break;
  }
  walk_end(&w);
}

void fw_zero(int64_t n, void *y) { memset(y, 0, (size_t)n); }

int64_t fw_take(int64_t outer, int64_t n, int64_t block, const void *x, const int64_t *index, int64_t m, void *y) {
  for (int64_t j = 0; j < m; j++)
    if (index[j] < -n || index[j] >= n) return j;
  char *to = y;
  for (int64_t o = 0; o < outer; o++)
    for (int64_t j = 0; j < m; j++, to += block) {
      int64_t at = index[j] < 0 ? index[j] + n : index[j];
      memcpy(to, (const char *)x + (o * n + at) * block, (size_t)block);
    }
  return -1;
}

#define GATHER(T)                                                                                                    \
  do {                                                                                                               \
    for (int64_t o = 0; o < outer; o++)                                                                              \
      for (int64_t j = 0; j < m; j++)                                                                                \
        for (int64_t i = 0; i < inner; i++) {                                                                        \
          int64_t to = (o * m + j) * inner + i, at = index[to];                                                      \
          if (at < -n || at >= n) return to;                                                                         \
          if (at < 0) at += n;                                                                                       \
          ((T *)y)[to] = ((const T *)x)[(o * n + at) * inner + i];                                                   \
        }                                                                                                            \
  } while (0)

int64_t fw_gather(int size, int64_t outer, int64_t n, int64_t inner, const void *x, const int64_t *index, int64_t m,
                  void *y) {
  BY_SIZE(size, GATHER)
  return -1;
}

#define REPLACE(T)                                                                                                   \
  do {                                                                                                               \
    for (int64_t i = 0; i < n; i++) ((T *)y)[place[i]] = ((const T *)x)[i];                                          \
  } while (0)

#define COMBINE(T, ADD, MULTIPLY)                                                                                    \
  do {                                                                                                               \
    const T *from = x;                                                                                               \
    T *to = y;                                                                                                       \
    for (int64_t i = 0; i < n; i++) {                                                                                \
      T a = to[place[i]], b = from[i];                                                                               \
      to[place[i]] = how == FW_COMBINE_ADD        ? ADD                                                              \
                     : how == FW_COMBINE_MULTIPLY ? MULTIPLY                                                         \
                     : a != a                     ? a                                                                \
                     : b != b                     ? b                                                                \
                     : how == FW_COMBINE_MAXIMUM  ? (a > b ? a : b)                                                  \
                                                  : (a < b ? a : b);                                                 \
    }                                                                                                                \
  } while (0)

void fw_place(enum fw_combination how, enum fw_type type, int64_t n, const int64_t *place, const void *x,
              void *y) {
  if (how == FW_REPLACE) {
    static const int sizes[] = {
        [FW_FLOAT32] = 4, [FW_FLOAT64] = 8, [FW_FLOAT16] = 2, [FW_BFLOAT16] = 2, [FW_INT64] = 8,
        [FW_INT32] = 4,   [FW_INT16] = 2,   [FW_INT8] = 1,    [FW_UINT8] = 1,    [FW_BOOL] = 1,
    };
    int size = sizes[type];
    BY_SIZE(size, REPLACE)
  } else if (type == FW_FLOAT32) {
    COMBINE(float, a + b, a * b);
  } else if (type == FW_FLOAT64) {
    COMBINE(double, a + b, a * b);
  } else {
    // Integer arithmetic wraps.
    COMBINE(int64_t, (int64_t)((uint64_t)a + (uint64_t)b), (int64_t)((uint64_t)a * (uint64_t)b));
  }
}

int64_t fw_positions(int64_t n, const uint8_t *mask, int64_t *y) {
  int64_t count = 0;
  for (int64_t i = 0; i < n; i++)
    if (mask[i]) {
      if (y) y[count] = i;
      count++;
    }
  return count;
}

int64_t fw_accumulate_index(int64_t count, const int64_t *index, int64_t n, int64_t stride, int64_t *flat) {
  for (int64_t i = 0; i < count; i++) {
    int64_t at = index[i];
    if (at < -n || at >= n) return i;
    flat[i] += (at < 0 ? at + n : at) * stride;
  }
  return -1;
}

#define TRIANGLE(T)                                                                                                  \
  do {                                                                                                               \
    const T *u = x;                                                                                                  \
    T *t = y;                                                                                                        \
    for (int64_t b = 0; b < batch; b++)                                                                              \
      for (int64_t r = 0; r < rows; r++)                                                                             \
        for (int64_t c = 0; c < columns; c++, u++, t++)                                                              \
          *t = (lower ? c <= edge[0] + r : c >= edge[0] + r) ? *u : (T){0};                                          \
  } while (0)

void fw_triangle(int size, int64_t batch, int64_t rows, int64_t columns, int64_t diagonal, bool lower, const void *x,
                 void *y) {
  // A diagonal outside the matrix has the same result as a diagonal at its corner. The limit prevents overflow.
  int64_t bounded = diagonal < -rows ? -rows : diagonal > columns ? columns : diagonal;
  int64_t edge[1] = {bounded};
  BY_SIZE(size, TRIANGLE)
}
