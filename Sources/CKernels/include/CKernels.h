// Numeric loops for the room Tensors: the parts that must be fast in every build.
//
// Lengths and strides count elements, never bytes. Pointers do not overlap unless stated. No kernel allocates more than
// a few cache lines or a row, and none keeps state except the thread pool. An element's bits do not depend on how a
// caller divides the work.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// ---- Types ----------------------------------------------------------------------------------------------------------

/// In the order of Swift's `DType`.
enum fw_type {
  FW_FLOAT32, FW_FLOAT64, FW_FLOAT16, FW_BFLOAT16, FW_INT64, FW_INT32, FW_INT16, FW_INT8, FW_UINT8, FW_BOOL
};

/// Converts `n` elements: floats round to nearest even, float to integer rounds toward zero, integers wrap.
void fw_convert(enum fw_type from, const void *x, enum fw_type to, void *y, int64_t n);

// ---- Moving ---------------------------------------------------------------------------------------------------------

/// Copies a block of elements of `size` (1, 2, 4, 8) bytes from one layout to another.
void fw_copy(int size, int rank, const int64_t *shape, const void *x, const int64_t *xs, void *y, const int64_t *ys);

/// Clears `n` bytes.
void fw_zero(int64_t n, void *y);

/// y = c ? a : b. y is contiguous.
void fw_where(int size, int rank, const int64_t *shape, const uint8_t *c, const int64_t *cs, const void *a,
              const int64_t *as, const void *b, const int64_t *bs, void *y);

/// y = x where the mask is set; elsewhere y stays. All three have strides.
void fw_write_masked(int size, int rank, const int64_t *shape, const uint8_t *m, const int64_t *ms, const void *x,
                     const int64_t *xs, void *y, const int64_t *ys);

/// y[o, j, :] = x[o, index[j], :] for blocks of `block` bytes; x is [outer, n, block]. Returns the position of the
/// first index outside −n..<n, or −1 when all are valid.
int64_t fw_take(int64_t outer, int64_t n, int64_t block, const void *x, const int64_t *index, int64_t m, void *y);

enum fw_combination {
  FW_REPLACE, FW_COMBINE_ADD, FW_COMBINE_MULTIPLY, FW_COMBINE_MAXIMUM, FW_COMBINE_MINIMUM
};

/// Combines x[i] into y[place[i]], in order. FW_REPLACE takes any type; the others take float32, float64 and int64. NaN
/// wins.
void fw_place(enum fw_combination how, enum fw_type type, int64_t n, const int64_t *place, const void *x,
              void *y);

/// y[o, j, i] = x[o, index[o, j, i], i]; x is [outer, n, inner] and y is [outer, m, inner]. Returns the same as
/// `fw_take`.
int64_t fw_gather(int size, int64_t outer, int64_t n, int64_t inner, const void *x, const int64_t *index, int64_t m,
                  void *y);

/// Writes the positions of a mask's set elements and returns their number. `y` may be null to count only.
int64_t fw_positions(int64_t n, const uint8_t *mask, int64_t *y);

/// flat += wrapped(index) · stride; returns the position of the first index outside −n..<n, or −1.
int64_t fw_accumulate_index(int64_t count, const int64_t *index, int64_t n, int64_t stride, int64_t *flat);

/// y[r, c] = x[r, c] where c − r ≤ diagonal (lower) or ≥ diagonal (upper), else 0; `batch` contiguous matrices.
void fw_triangle(int size, int64_t batch, int64_t rows, int64_t columns, int64_t diagonal, bool lower, const void *x,
                 void *y);

// ---- Elementwise ----------------------------------------------------------------------------------------------------

enum fw_binary {
  FW_ADD, FW_SUBTRACT, FW_MULTIPLY, FW_DIVIDE, FW_FLOOR_DIVIDE, FW_REMAINDER, FW_POWER, FW_MAXIMUM, FW_MINIMUM,
  FW_AND, FW_OR, FW_XOR, FW_EQUAL, FW_NOT_EQUAL, FW_LESS, FW_LESS_EQUAL, FW_GREATER, FW_GREATER_EQUAL
};

/// y = a ∘ b over `shape`; y is contiguous. Types: FLOAT32, FLOAT64, INT64, BOOL. Comparisons give BOOL. AND, OR and
/// XOR work on the bits of INT64 and on BOOL. BOOL has no other operations except comparisons. FW_DIVIDE takes floats
/// only.
void fw_binary(enum fw_binary op, enum fw_type type, int rank, const int64_t *shape, const void *a, const int64_t *as,
               const void *b, const int64_t *bs, void *y);

enum fw_unary {
  FW_NEGATE, FW_ABS, FW_EXP, FW_EXPM1, FW_LOG, FW_LOG1P, FW_LOG2, FW_LOG10, FW_SQRT, FW_RSQRT, FW_SQUARE,
  FW_RECIPROCAL, FW_SIN, FW_COS, FW_TAN, FW_TANH, FW_SIGMOID, FW_LOG_SIGMOID, FW_RELU, FW_SILU, FW_GELU, FW_GELU_TANH,
  FW_ERF, FW_SOFTPLUS, FW_CLAMP, FW_LEAKY_RELU, FW_ELU, FW_FLOOR, FW_CEIL, FW_ROUND, FW_TRUNC, FW_SIGN, FW_NOT,
  FW_IS_NAN, FW_IS_INF, FW_IS_FINITE
};

/// y = op(x), contiguous. FLOAT32 and FLOAT64 have all operations but NOT; INT64 has NEGATE, ABS, SQUARE, RELU, CLAMP,
/// SIGN, NOT; BOOL has NOT. `p` and `q`: the bounds of CLAMP, beta and threshold of SOFTPLUS, the slope of LEAKY_RELU,
/// the alpha of ELU. IS_… give BOOL.
void fw_unary(enum fw_unary op, enum fw_type type, int64_t n, const void *x, void *y, double p, double q);

// ---- Rows -----------------------------------------------------------------------------------------------------------

// Kernels with a twin for float64, whose name ends with _f64, compute in the type of their elements.

/// Softmax of each of `rows` rows of `n`, or its logarithm.
void fw_softmax(int64_t rows, int64_t n, const float *x, float *y, bool logarithm);
void fw_softmax_f64(int64_t rows, int64_t n, const double *x, double *y, bool logarithm);

/// (x − mean) / √(variance + eps) · weight + bias of each row. `weight` and `bias` have `n` elements or are null.
void fw_layer_norm(int64_t rows, int64_t n, const float *x, const float *weight, const float *bias, double eps,
                   float *y);
void fw_layer_norm_f64(int64_t rows, int64_t n, const double *x, const double *weight, const double *bias, double eps,
                       double *y);

/// x / √(mean of squares + eps) · weight of each row.
void fw_rms_norm(int64_t rows, int64_t n, const float *x, const float *weight, double eps, float *y);
void fw_rms_norm_f64(int64_t rows, int64_t n, const double *x, const double *weight, double eps, double *y);

/// y[r, i] = (x[r, i] − mean[c]) · scale[c] + shift[c] with c = r % channels. `first` is the index of the first row.
void fw_channel_affine(int64_t first, int64_t rows, int64_t channels, int64_t inner, const float *x, const float *mean,
                       const float *scale, const float *shift, float *y);
void fw_channel_affine_f64(int64_t first, int64_t rows, int64_t channels, int64_t inner, const double *x,
                           const double *mean, const double *scale, const double *shift, double *y);

/// y[r, i] = x[r, i] · σ(x[r, half + i]), i < n. Rows of x are 2·half apart, rows of y half.
void fw_glu(int64_t rows, int64_t n, int64_t half, const float *x, float *y);
void fw_glu_f64(int64_t rows, int64_t n, int64_t half, const double *x, double *y);

/// y[r, :] += bias. Rows are `stride` apart.
void fw_add_row(int64_t rows, int64_t n, int64_t stride, const float *bias, float *y);
void fw_add_row_f64(int64_t rows, int64_t n, int64_t stride, const double *bias, double *y);

/// y[r, :] += bias[r]. Rows are `stride` apart.
void fw_add_column(int64_t rows, int64_t n, int64_t stride, const float *bias, float *y);
void fw_add_column_f64(int64_t rows, int64_t n, int64_t stride, const double *bias, double *y);

// ---- Reductions -----------------------------------------------------------------------------------------------------

enum fw_reduction { FW_SUM, FW_MEAN, FW_SUM_OF_SQUARES, FW_SUM_OF_MAGNITUDES, FW_PRODUCT, FW_LEAST, FW_GREATEST,
                    FW_ANY, FW_ALL };

/// y[o, i] = the reduction of x[o, :, i]; x is [outer, n, inner]. FLOAT32 and FLOAT64 have all but ANY and ALL; INT64
/// has SUM, PRODUCT, LEAST, GREATEST; BOOL has ANY, ALL. Float sums are kept in double. LEAST and GREATEST of NaN are
/// NaN.
void fw_reduce(enum fw_reduction op, enum fw_type type, int64_t outer, int64_t n, int64_t inner, const void *x,
               void *y);

/// y[o, i] = Σ (x − mean)² / (n − correction); NaN where n ≤ correction.
void fw_variance(int64_t outer, int64_t n, int64_t inner, const float *x, double correction, float *y);
void fw_variance_f64(int64_t outer, int64_t n, int64_t inner, const double *x, double correction, double *y);

/// y[o, i] = log Σ exp(x[o, :, i]).
void fw_log_sum_exp(int64_t outer, int64_t n, int64_t inner, const float *x, float *y);
void fw_log_sum_exp_f64(int64_t outer, int64_t n, int64_t inner, const double *x, double *y);

/// The first position of the least or greatest element along the middle axis; NaN counts as both. FLOAT32, FLOAT64 or
/// INT64.
void fw_arg(bool greatest, enum fw_type type, int64_t outer, int64_t n, int64_t inner, const void *x, int64_t *y);

/// Running sums along the middle axis; FLOAT32 (kept in double), FLOAT64 or INT64.
void fw_cumulative_sum(enum fw_type type, int64_t outer, int64_t n, int64_t inner, const void *x, void *y);

/// The positions that sort each row; FLOAT32, FLOAT64 or INT64. Equal elements keep their order; NaN is greatest. The two
/// scratch arrays hold n each. Writes the first `k` positions of each row to y[rows, k].
void fw_argsort(bool descending, enum fw_type type, int64_t rows, int64_t n, int64_t k, const void *x, int64_t *scratch,
                int64_t *scratch2, int64_t *y);

// ---- Products -------------------------------------------------------------------------------------------------------

/// c[m, n] = a[m, k] · b[k, n], all contiguous, wrapping.
void fw_matmul_int64(int64_t m, int64_t n, int64_t k, const int64_t *a, const int64_t *b, int64_t *c);

/// Sizes and steps of a convolution. The last three are the strides of the input's channel, row and column axes.
struct fw_conv {
  int64_t in_height, in_width, out_height, out_width;
  int64_t kernel_height, kernel_width;
  int64_t stride_h, stride_w, padding_h, padding_w, dilation_h, dilation_w;
  int64_t channel_stride, row_stride, column_stride;
};

/// columns[c, kh, kw, p] = the input under kernel cell (kh, kw) at output position first + p; 0 in the padding.
void fw_unfold(const struct fw_conv *c, int64_t channels, const float *x, int64_t first, int64_t count, float *columns);
void fw_unfold_f64(const struct fw_conv *c, int64_t channels, const double *x, int64_t first, int64_t count,
                   double *columns);

/// y[f, p] = Σ weight[f, j]·columns[j, p] + bias[f] for a small k. Rows of y are `stride` apart; `bias` may be null.
void fw_small_product(int64_t filters, int64_t count, int64_t k, const float *weight, const float *columns,
                      const float *bias, int64_t stride, float *y);

/// One channel and one kernel: y[out_height, out_width] = Σ w·x + bias. `scratch` holds in_width + 2·padding_w + 8.
void fw_depthwise(const struct fw_conv *c, const float *x, const float *weight, float bias, float *scratch, float *y);

// ---- Summaries ------------------------------------------------------------------------------------------------------

struct fw_summary {
  int64_t count, nan, positive_infinity, negative_infinity, zero;
  double sum, sum_of_squares;  // of x − shift, over finite elements
  double shift;
  double least, greatest;  // over finite elements; +inf and −inf when there are none
  int64_t exponents[512];  // by sign (0–255 positive, 256–511 negative) and biased exponent
};

/// `fw_summary_begin` prepares a summary; `fw_summary_add` adds `n` elements to it.
void fw_summary_begin(struct fw_summary *s);
void fw_summary_add(struct fw_summary *s, int64_t n, const float *x);
/// A magnitude beyond float32 counts at the greatest, or least, exponent.
void fw_summary_add_f64(struct fw_summary *s, int64_t n, const double *x);
enum { FW_SUMMARY_PARTS = 4 };
/// Temporary summaries of the calling thread.
struct fw_summary *fw_summary_parts(void);
/// Adds up the exponent counts of several parts and returns how many of the 512 are not zero. Sets `exponents` to the
/// indices of these, in order, and `counts` to their counts. Both stay valid until the calling thread calls again.
int fw_summary_gather(struct fw_summary *parts, int64_t count, const uint16_t **exponents, const int64_t **counts);

/// counts[b] += 1 for each finite x in [low, high]. The last bin includes `high`.
void fw_histogram(int64_t n, const float *x, double low, double high, int64_t bins, int64_t *counts);
void fw_histogram_f64(int64_t n, const double *x, double low, double high, int64_t bins, int64_t *counts);

struct fw_comparison {
  double greatest_difference, greatest_reference, dot, squares_a, squares_b;
  int64_t where;              // index of the greatest difference; −1 when there is none
  int64_t nan_mismatches;     // NaN in exactly one of the two
  int64_t infinity_mismatches;  // infinite in one, and not the same infinity in the other
  int64_t compared;           // pairs that are both finite
};
void fw_compare(int64_t n, const float *a, const float *reference, struct fw_comparison *result);
void fw_compare_f64(int64_t n, const double *a, const double *reference, struct fw_comparison *result);

enum fw_pooling { FW_POOL_MEAN, FW_POOL_MAXIMUM, FW_POOL_MAGNITUDE };
/// y[r, c] over rows row_starts[r]..<row_starts[r+1], columns likewise. A cell with NaN is NaN.
void fw_pool(enum fw_pooling mode, const float *x, int64_t row_stride, int64_t column_stride, int64_t rows,
             const int64_t *row_starts, int64_t columns, const int64_t *column_starts, float *y);

// ---- Threads --------------------------------------------------------------------------------------------------------

/// Runs `body` for each block below `blocks`, once, in any order, on up to `threads` threads including the caller. A
/// body that returns false ends the job early. Returns false, and does nothing, while the pool works for another
/// caller.
bool fw_share(int threads, int64_t blocks, bool (*body)(void *context, int64_t block), void *context);

// ---- Memory ---------------------------------------------------------------------------------------------------------

/// Makes malloc keep freed blocks of up to `size` bytes (at most 160) unmerged, for the next blocks of their size.
void fw_keep_freed_blocks(int size);

// ---- Random ---------------------------------------------------------------------------------------------------------

/// Draws `first` to `first + n − 1` of the stream `seed`. A draw is 64 bits and depends on seed and position only.
void fw_random_bits(uint64_t seed, uint64_t first, int64_t n, uint64_t *y);
/// Uniform in [low, high).
void fw_random_uniform(uint64_t seed, uint64_t first, int64_t n, float low, float high, float *y);
/// Normal distribution. Elements 2i and 2i + 1 share a draw.
void fw_random_normal(uint64_t seed, uint64_t first, int64_t n, float mean, float deviation, float *y);
