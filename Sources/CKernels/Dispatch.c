// Selects the build of each kernel at run time: the wide build on processors with AVX2, else the baseline build.
#include "CKernels.h"

#if defined(__x86_64__)
#define BOTH(name, parameters, arguments)                                                                            \
  void fw_baseline_##name parameters;                                                                                \
  void fw_wide_##name parameters;                                                                                    \
  void fw_##name parameters {                                                                                        \
    if (__builtin_cpu_supports("avx2")) fw_wide_##name arguments;                                                    \
    else fw_baseline_##name arguments;                                                                               \
  }
#else
#define BOTH(name, parameters, arguments)                                                                            \
  void fw_baseline_##name parameters;                                                                                \
  void fw_##name parameters { fw_baseline_##name arguments; }
#endif

BOTH(binary,
     (enum fw_binary op, enum fw_type type, int rank, const int64_t *shape, const void *a, const int64_t *as,
      const void *b, const int64_t *bs, void *y),
     (op, type, rank, shape, a, as, b, bs, y))
BOTH(unary, (enum fw_unary op, enum fw_type type, int64_t n, const void *x, void *y, double p, double q),
     (op, type, n, x, y, p, q))
BOTH(where,
     (int size, int rank, const int64_t *shape, const uint8_t *c, const int64_t *cs, const void *a, const int64_t *as,
      const void *b, const int64_t *bs, void *y),
     (size, rank, shape, c, cs, a, as, b, bs, y))
BOTH(softmax, (int64_t rows, int64_t n, const float *x, float *y, bool logarithm), (rows, n, x, y, logarithm))
BOTH(layer_norm,
     (int64_t rows, int64_t n, const float *x, const float *weight, const float *bias, double eps, float *y),
     (rows, n, x, weight, bias, eps, y))
BOTH(rms_norm, (int64_t rows, int64_t n, const float *x, const float *weight, double eps, float *y),
     (rows, n, x, weight, eps, y))
BOTH(channel_affine,
     (int64_t first, int64_t rows, int64_t channels, int64_t inner, const float *x, const float *mean,
      const float *scale, const float *shift, float *y),
     (first, rows, channels, inner, x, mean, scale, shift, y))
BOTH(glu, (int64_t rows, int64_t n, int64_t half, const float *x, float *y), (rows, n, half, x, y))
BOTH(add_row, (int64_t rows, int64_t n, int64_t stride, const float *bias, float *y), (rows, n, stride, bias, y))
BOTH(add_column, (int64_t rows, int64_t n, int64_t stride, const float *bias, float *y), (rows, n, stride, bias, y))
BOTH(small_product,
     (int64_t filters, int64_t count, int64_t k, const float *weight, const float *columns, const float *bias,
      int64_t stride, float *y),
     (filters, count, k, weight, columns, bias, stride, y))
BOTH(depthwise,
     (const struct fw_conv *c, const float *x, const float *weight, float bias, float *scratch, float *y),
     (c, x, weight, bias, scratch, y))
BOTH(reduce,
     (enum fw_reduction op, enum fw_type type, int64_t outer, int64_t n, int64_t inner, const void *x, void *y),
     (op, type, outer, n, inner, x, y))
BOTH(variance, (int64_t outer, int64_t n, int64_t inner, const float *x, double correction, float *y),
     (outer, n, inner, x, correction, y))
BOTH(log_sum_exp, (int64_t outer, int64_t n, int64_t inner, const float *x, float *y), (outer, n, inner, x, y))
BOTH(arg, (bool greatest, enum fw_type type, int64_t outer, int64_t n, int64_t inner, const void *x, int64_t *y),
     (greatest, type, outer, n, inner, x, y))
BOTH(cumulative_sum, (enum fw_type type, int64_t outer, int64_t n, int64_t inner, const void *x, void *y),
     (type, outer, n, inner, x, y))
BOTH(summary_add, (struct fw_summary *s, int64_t n, const float *x), (s, n, x))
