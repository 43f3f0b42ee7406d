// Sorting and selection in which equal keys get the same order as in torch.
#include "CKernels.h"

/// The number of times that introsort and introselect divide n items before they use a heap.
static int depth_limit(int64_t n) {
  int depth = 0;
  for (; n > 1; n >>= 1) depth += 2;
  return depth;
}

// NaN counts as greatest.
#define FLOAT_ASCENDS(a, b) (((b) != (b) && (a) == (a)) || (a) < (b))
#define FLOAT_DESCENDS(a, b) (((a) != (a) && (b) == (b)) || (a) > (b))

#define KEY float
#define PLACE uint32_t
#define NAME(f) f##_f32_up
#define FIRST FLOAT_ASCENDS
#include "OrderKernels.h"

#define KEY float
#define PLACE uint32_t
#define NAME(f) f##_f32_down
#define FIRST FLOAT_DESCENDS
#include "OrderKernels.h"

#define KEY double
#define PLACE int64_t
#define NAME(f) f##_f64_up
#define FIRST FLOAT_ASCENDS
#include "OrderKernels.h"

#define KEY double
#define PLACE int64_t
#define NAME(f) f##_f64_down
#define FIRST FLOAT_DESCENDS
#include "OrderKernels.h"

#define KEY int64_t
#define PLACE int64_t
#define NAME(f) f##_i64_up
#define FIRST(a, b) ((a) < (b))
#include "OrderKernels.h"

#define KEY int64_t
#define PLACE int64_t
#define NAME(f) f##_i64_down
#define FIRST(a, b) ((a) > (b))
#include "OrderKernels.h"

#define ORDER_ROWS(T, NAME)                                                                                          \
  for (int64_t row = 0; row < rows; row++) {                                                                         \
    const T *v = (const T *)x + row * n;                                                                             \
    int64_t *places = y + row * (order == FW_ORDER_KTH ? 1 : k);                                                     \
    if (order == FW_ORDER_TOP && k <= 32 && k * 64 > n) {                                                            \
      fw_argsort(descending, type, 1, n, k, v, NULL, NULL, places);                                                  \
      if (!has_ties_##NAME(v, n, places, k)) continue;                                                               \
    }                                                                                                                \
    order_##NAME(order, v, n, k, items, places);                                                                     \
  }

void fw_order(enum fw_order order, bool descending, enum fw_type type, int64_t rows, int64_t n, int64_t k,
              const void *x, void *items, int64_t *y) {
  if (k == 0 || n == 0) return;
  if (type == FW_FLOAT32) {
    if (descending) ORDER_ROWS(float, f32_down) else ORDER_ROWS(float, f32_up)
  } else if (type == FW_FLOAT64) {
    if (descending) ORDER_ROWS(double, f64_down) else ORDER_ROWS(double, f64_up)
  } else {
    if (descending) ORDER_ROWS(int64_t, i64_down) else ORDER_ROWS(int64_t, i64_up)
  }
}
