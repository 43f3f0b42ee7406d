// Numeric loops for the target Tensors. They must be fast in debug builds too.
//
// Lengths and strides count elements, not bytes. The arrays that a kernel receives do not overlap unless a comment
// allows it. A kernel allocates at most a few arrays, each about as long as a row. Only the thread pool keeps state
// between calls. The bits of a result do not depend on how the caller divides the work among threads.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// ---- Types ----------------------------------------------------------------------------------------------------------

/// The element types, in the order of Swift's `DType`.
enum fw_type {
  FW_FLOAT32, FW_FLOAT64, FW_FLOAT16, FW_BFLOAT16, FW_INT64, FW_INT32, FW_INT16, FW_INT8, FW_UINT8, FW_BOOL
};

/// Converts `n` elements. Floats are rounded to nearest even; a float becomes an integer by rounding toward zero;
/// integers wrap.
void fw_convert(enum fw_type from, const void *x, enum fw_type to, void *y, int64_t n);

// ---- Moving ---------------------------------------------------------------------------------------------------------

/// Copies a block from one layout to another. An element has `size` bytes: 1, 2, 4, 8 or 16.
void fw_copy(int size, int rank, const int64_t *shape, const void *x, const int64_t *xs, void *y, const int64_t *ys);

/// Sets `n` bytes to zero.
void fw_zero(int64_t n, void *y);

/// Writes y = c ? a : b. y is contiguous.
void fw_where(int size, int rank, const int64_t *shape, const uint8_t *c, const int64_t *cs, const void *a,
              const int64_t *as, const void *b, const int64_t *bs, void *y);

/// Writes x to y where the mask m is not zero. Other elements of y stay unchanged. x, y and m have strides.
void fw_write_masked(int size, int rank, const int64_t *shape, const uint8_t *m, const int64_t *ms, const void *x,
                     const int64_t *xs, void *y, const int64_t *ys);

/// Writes y[o, j, :] = x[o, index[j], :] for blocks of `block` bytes. x has the shape [outer, n, block]. Returns the
/// position in `index` of the first index outside −n..<n; −1 when all indices are valid.
int64_t fw_take(int64_t outer, int64_t n, int64_t block, const void *x, const int64_t *index, int64_t m, void *y);

enum fw_combination {
  FW_REPLACE, FW_COMBINE_ADD, FW_COMBINE_MULTIPLY, FW_COMBINE_MAXIMUM, FW_COMBINE_MINIMUM
};

/// Combines x[i] with y[place[i]] for each i, in order. FW_REPLACE accepts any type. The other combinations accept
/// float32, float64 and int64. If x[i] or y[place[i]] is NaN, the maximum and the minimum are NaN.
void fw_place(enum fw_combination how, enum fw_type type, int64_t n, const int64_t *place, const void *x,
              void *y);

/// Writes y[o, j, i] = x[o, index[o, j, i], i]. x has the shape [outer, n, inner], y has [outer, m, inner].
/// Returns the position in `index` of the first index outside −n..<n; −1 when all indices are valid.
int64_t fw_gather(int size, int64_t outer, int64_t n, int64_t inner, const void *x, const int64_t *index, int64_t m,
                  void *y);

/// Writes the positions of the elements of `mask` that are not zero. Returns the number of these elements. When `y` is
/// null, only counts them.
int64_t fw_positions(int64_t n, const uint8_t *mask, int64_t *y);

/// Adds index[i] · stride to flat[i] for each i. A negative index counts from the end of an axis of size n. Returns the
/// position in `index` of the first index outside −n..<n; −1 when all indices are valid.
int64_t fw_accumulate_index(int64_t count, const int64_t *index, int64_t n, int64_t stride, int64_t *flat);

/// Writes y[r, c] = x[r, c] where c − r ≤ diagonal (lower) or c − r ≥ diagonal (upper), else 0. x contains `batch`
/// contiguous matrices.
void fw_triangle(int size, int64_t batch, int64_t rows, int64_t columns, int64_t diagonal, bool lower, const void *x,
                 void *y);

// ---- Elementwise ----------------------------------------------------------------------------------------------------

enum fw_binary {
  FW_ADD, FW_SUBTRACT, FW_MULTIPLY, FW_DIVIDE, FW_FLOOR_DIVIDE, FW_REMAINDER, FW_POWER, FW_MAXIMUM, FW_MINIMUM,
  FW_AND, FW_OR, FW_XOR, FW_EQUAL, FW_NOT_EQUAL, FW_LESS, FW_LESS_EQUAL, FW_GREATER, FW_GREATER_EQUAL
};

/// Writes y = a ∘ b for each element of `shape`. y is contiguous. The types are FLOAT32, FLOAT64, INT64 and BOOL.
/// Comparisons write BOOL. AND, OR and XOR accept BOOL and INT64; they combine the bits of INT64. BOOL accepts no other
/// operations except comparisons. FW_DIVIDE accepts only floats.
void fw_binary(enum fw_binary op, enum fw_type type, int rank, const int64_t *shape, const void *a, const int64_t *as,
               const void *b, const int64_t *bs, void *y);

enum fw_unary {
  FW_NEGATE, FW_ABS, FW_EXP, FW_EXPM1, FW_LOG, FW_LOG1P, FW_LOG2, FW_LOG10, FW_SQRT, FW_RSQRT, FW_SQUARE,
  FW_RECIPROCAL, FW_SIN, FW_COS, FW_TAN, FW_TANH, FW_SIGMOID, FW_LOG_SIGMOID, FW_RELU, FW_SILU, FW_GELU, FW_GELU_TANH,
  FW_ERF, FW_SOFTPLUS, FW_CLAMP, FW_LEAKY_RELU, FW_ELU, FW_FLOOR, FW_CEIL, FW_ROUND, FW_TRUNC, FW_SIGN, FW_NOT,
  FW_IS_NAN, FW_IS_INF, FW_IS_FINITE
};

/// Writes y = op(x); x and y are contiguous. FLOAT32 and FLOAT64 accept all operations except NOT. INT64 accepts
/// NEGATE, ABS, SQUARE, RELU, CLAMP, SIGN and NOT. BOOL accepts NOT. IS_… write BOOL. For CLAMP, `p` and `q` are the
/// bounds. For SOFTPLUS, `p` is beta and `q` is the threshold. For LEAKY_RELU, `p` is the slope. For ELU, `p` is alpha.
void fw_unary(enum fw_unary op, enum fw_type type, int64_t n, const void *x, void *y, double p, double q);

// ---- Rows -----------------------------------------------------------------------------------------------------------

// A kernel whose name ends with _f64 is the float64 version of the kernel before it.

/// Writes the softmax, or its logarithm, of each of `rows` rows of `n` elements.
void fw_softmax(int64_t rows, int64_t n, const float *x, float *y, bool logarithm);
void fw_softmax_f64(int64_t rows, int64_t n, const double *x, double *y, bool logarithm);

/// Writes (x − mean) / √(variance + eps) · weight + bias for each row. `weight` and `bias` have `n` elements or are
/// null.
void fw_layer_norm(int64_t rows, int64_t n, const float *x, const float *weight, const float *bias, double eps,
                   float *y);
void fw_layer_norm_f64(int64_t rows, int64_t n, const double *x, const double *weight, const double *bias, double eps,
                       double *y);

/// Writes x / √(mean of squares + eps) · weight for each row.
void fw_rms_norm(int64_t rows, int64_t n, const float *x, const float *weight, double eps, float *y);
void fw_rms_norm_f64(int64_t rows, int64_t n, const double *x, const double *weight, double eps, double *y);

/// Writes y[r, i] = (x[r, i] − mean[c]) · scale[c] + shift[c] with c = r % channels. r starts at `first`.
void fw_channel_affine(int64_t first, int64_t rows, int64_t channels, int64_t inner, const float *x, const float *mean,
                       const float *scale, const float *shift, float *y);
void fw_channel_affine_f64(int64_t first, int64_t rows, int64_t channels, int64_t inner, const double *x,
                           const double *mean, const double *scale, const double *shift, double *y);

/// Writes y[r, i] = x[r, i] · σ(x[r, half + i]) for i < n. A row of x has 2·half elements; a row of y has `half`
/// elements.
void fw_glu(int64_t rows, int64_t n, int64_t half, const float *x, float *y);
void fw_glu_f64(int64_t rows, int64_t n, int64_t half, const double *x, double *y);

/// Adds bias[i] to y[r, i]. The rows of y are `stride` elements apart.
void fw_add_row(int64_t rows, int64_t n, int64_t stride, const float *bias, float *y);
void fw_add_row_f64(int64_t rows, int64_t n, int64_t stride, const double *bias, double *y);

/// Adds bias[r] to y[r, i]. The rows of y are `stride` elements apart.
void fw_add_column(int64_t rows, int64_t n, int64_t stride, const float *bias, float *y);
void fw_add_column_f64(int64_t rows, int64_t n, int64_t stride, const double *bias, double *y);

// ---- Reductions -----------------------------------------------------------------------------------------------------

enum fw_reduction { FW_SUM, FW_MEAN, FW_SUM_OF_SQUARES, FW_SUM_OF_MAGNITUDES, FW_PRODUCT, FW_LEAST, FW_GREATEST,
                    FW_ANY, FW_ALL };

/// Writes the reduction of x[o, :, i] to y[o, i]. x has the shape [outer, n, inner]. FLOAT32 and FLOAT64 accept all
/// operations except ANY and ALL. INT64 accepts SUM, PRODUCT, LEAST and GREATEST. BOOL accepts ANY and ALL. Float sums
/// are computed in double. LEAST and GREATEST are NaN when an element is NaN.
void fw_reduce(enum fw_reduction op, enum fw_type type, int64_t outer, int64_t n, int64_t inner, const void *x,
               void *y);

/// Writes y[o, i] = Σ (x − mean)² / (n − correction) over x[o, :, i]. When n ≤ correction, the sum is divided by 0.
void fw_variance(int64_t outer, int64_t n, int64_t inner, const float *x, double correction, float *y);
void fw_variance_f64(int64_t outer, int64_t n, int64_t inner, const double *x, double correction, double *y);

/// Writes y[o, i] = log Σ exp(x[o, :, i]).
void fw_log_sum_exp(int64_t outer, int64_t n, int64_t inner, const float *x, float *y);
void fw_log_sum_exp_f64(int64_t outer, int64_t n, int64_t inner, const double *x, double *y);

/// Writes the first position of the smallest or greatest element along the middle axis. For the smallest element, NaN
/// counts as smallest; for the greatest element, NaN counts as greatest. The types are FLOAT32, FLOAT64 and INT64.
void fw_arg(bool greatest, enum fw_type type, int64_t outer, int64_t n, int64_t inner, const void *x, int64_t *y);

/// Writes the running sums along the middle axis. The types are FLOAT32 (summed in double), FLOAT64 and INT64.
void fw_cumulative_sum(enum fw_type type, int64_t outer, int64_t n, int64_t inner, const void *x, void *y);

/// Sorts each row and writes the positions of its first `k` elements to y[rows, k]. Equal elements keep their order;
/// NaN counts as greatest. The two scratch arrays have n elements each. The types are FLOAT32, FLOAT64 and INT64.
void fw_argsort(bool descending, enum fw_type type, int64_t rows, int64_t n, int64_t k, const void *x, int64_t *scratch,
                int64_t *scratch2, int64_t *y);

enum fw_order {
  /// All items.
  FW_ORDER_ALL,
  /// The first k items in order.
  FW_ORDER_TOP,
  /// The first k items in any order.
  FW_ORDER_TOP_UNSORTED,
  /// Only the k-th item in ascending order; k counts from 1.
  FW_ORDER_KTH
};

/// Sorts each row and writes the indices, like `fw_argsort`, but equal elements get the same order as in torch. `items`
/// is scratch memory with 16 bytes for each element of a row. FW_ORDER_KTH writes one index for each row. A float32 row
/// has fewer than 2³² elements.
void fw_order(enum fw_order order, bool descending, enum fw_type type, int64_t rows, int64_t n, int64_t k,
              const void *x, void *items, int64_t *y);

// ---- Products -------------------------------------------------------------------------------------------------------

/// Writes c[m, n] = a[m, k] · b[k, n]. All matrices are contiguous; integers wrap.
void fw_matmul_int64(int64_t m, int64_t n, int64_t k, const int64_t *a, const int64_t *b, int64_t *c);

/// The sizes and steps of a convolution. The last three fields are the strides of the input's channel, row and column
/// axes.
struct fw_conv {
  int64_t in_height, in_width, out_height, out_width;
  int64_t kernel_height, kernel_width;
  int64_t stride_h, stride_w, padding_h, padding_w, dilation_h, dilation_w;
  int64_t channel_stride, row_stride, column_stride;
};

/// Writes to columns[c, kh, kw, p] the input element under kernel element (kh, kw) at output position first + p.
/// Elements in the padding are 0.
void fw_unfold(const struct fw_conv *c, int64_t channels, const float *x, int64_t first, int64_t count, float *columns);
void fw_unfold_f64(const struct fw_conv *c, int64_t channels, const double *x, int64_t first, int64_t count,
                   double *columns);

/// Writes y[f, p] = Σ weight[f, j]·columns[j, p] + bias[f], for a small k. The rows of y are `stride` elements apart.
/// `bias` may be null.
void fw_small_product(int64_t filters, int64_t count, int64_t k, const float *weight, const float *columns,
                      const float *bias, int64_t stride, float *y);

/// Convolves one channel with one kernel: y[out_height, out_width] = Σ w·x + bias. `scratch` has in_width + 2·padding_w
/// + 8 elements.
void fw_depthwise(const struct fw_conv *c, const float *x, const float *weight, float bias, float *scratch, float *y);

// ---- Sampling -------------------------------------------------------------------------------------------------------

/// Writes y[o, j, i] = Σ weights[j, t]·x[o, places[j, t], i] over t < taps[j]. x has the shape [outer, n, inner]. y has
/// the shape [outer, size, inner]. `places` and `weights` have the shape [size, width]. Writes only `count` rows [o, j]
/// of y, starting at row number `first`.
void fw_resample(int64_t n, int64_t inner, int64_t size, int64_t first, int64_t count, int64_t width,
                 const int64_t *taps, const int64_t *places, const float *weights, const float *x, float *y);
void fw_resample_f64(int64_t n, int64_t inner, int64_t size, int64_t first, int64_t count, int64_t width,
                     const int64_t *taps, const int64_t *places, const double *weights, const double *x, double *y);

enum fw_grid_mode { FW_GRID_LINEAR, FW_GRID_NEAREST, FW_GRID_BICUBIC };
enum fw_grid_padding { FW_GRID_ZEROS, FW_GRID_BORDER, FW_GRID_REFLECTION };

/// The sizes of an image with 2 or 3 axes, and the number of sampled positions. An image with 2 axes has depth 1.
struct fw_grid {
  int axes;
  enum fw_grid_mode mode;
  enum fw_grid_padding padding;
  bool align;
  int64_t channels, depth, height, width, positions;
};

/// Writes y[c, p]: channel c of the image x, sampled at the position grid[p]. Computes `count` positions, starting at
/// position number `first`. x has the shape [channels, depth, height, width]. `grid` has the shape [positions, axes];
/// the coordinate for the last axis of the image comes first. −1 and 1 are the ends of an axis.
void fw_grid_sample(const struct fw_grid *g, int64_t first, int64_t count, const float *x, const float *grid, float *y);
void fw_grid_sample_f64(const struct fw_grid *g, int64_t first, int64_t count, const double *x, const double *grid,
                        double *y);

/// For each of three axes: the size of the input, the size of the result, and the distance between neighbouring
/// elements of a window.
struct fw_windows {
  int64_t in[3], out[3], step[3];
};

/// Writes the greatest element of each window and the position of this element in its plane. NaN counts as greatest. A
/// plane has three axes. One call computes the windows at one index of the first axis, in one plane: `row` is the
/// number of the plane times out[0], plus this index. `starts` and `stops` contain the bounds of the windows along the
/// first axis, then along the second axis, then along the third axis. The types are FLOAT32, FLOAT64 and INT64.
void fw_pool_greatest(enum fw_type type, const struct fw_windows *w, const int64_t *starts, const int64_t *stops,
                      int64_t row, const void *x, void *y, int64_t *positions);

/// Writes y[in_height, in_width] for one channel. y[h, w] is the sum of all elements of `columns` to which fw_unfold
/// would copy x[h, w].
void fw_fold(const struct fw_conv *c, const float *columns, float *y);
void fw_fold_f64(const struct fw_conv *c, const double *columns, double *y);

// ---- Summaries ------------------------------------------------------------------------------------------------------

struct fw_summary {
  int64_t count, nan, positive_infinity, negative_infinity, zero;
  double sum, sum_of_squares;  // sums of x − shift over finite elements
  double shift;
  double least, greatest;  // over finite elements; +∞ and −∞ when there are none
  int64_t exponents[512];  // counts by biased exponent: 0–255 positive, 256–511 negative elements
};

/// `fw_summary_begin` initializes a summary. `fw_summary_add` adds `n` elements to it.
void fw_summary_begin(struct fw_summary *s);
void fw_summary_add(struct fw_summary *s, int64_t n, const float *x);
/// A finite number that is too large for float32 is counted at the biased exponent 254. A number that is too small for
/// float32 is counted at the exponent 0.
void fw_summary_add_f64(struct fw_summary *s, int64_t n, const double *x);
enum { FW_SUMMARY_PARTS = 4 };
/// Returns an array of FW_SUMMARY_PARTS temporary summaries that belongs to the calling thread.
struct fw_summary *fw_summary_parts(void);
/// Adds the exponent counts of the summaries parts[1], parts[2], … to the counts of parts[0]. Returns how many of the
/// 512 sums are not zero. Sets `exponents` to the indices of these sums, in increasing order, and `counts` to the sums.
/// Both arrays are valid until the same thread calls this function again.
int fw_summary_gather(struct fw_summary *parts, int64_t count, const uint16_t **exponents, const int64_t **counts);

/// Increments counts[b] for each finite x in [low, high], where b is the bin of x. The last bin includes `high`.
void fw_histogram(int64_t n, const float *x, double low, double high, int64_t bins, int64_t *counts);
void fw_histogram_f64(int64_t n, const double *x, double low, double high, int64_t bins, int64_t *counts);

struct fw_comparison {
  double greatest_difference, greatest_reference, dot, squares_a, squares_b;
  int64_t where;              // index of the greatest difference; −1 when `compared` is 0
  int64_t nan_mismatches;     // elements that are NaN in exactly one of the two tensors
  int64_t infinity_mismatches;  // elements that are infinite in one tensor and not the same infinity in the other
  int64_t compared;           // pairs of elements that are both finite
};
void fw_compare(int64_t n, const float *a, const float *reference, struct fw_comparison *result);
void fw_compare_f64(int64_t n, const double *a, const double *reference, struct fw_comparison *result);

enum fw_pooling { FW_POOL_MEAN, FW_POOL_MAXIMUM, FW_POOL_MAGNITUDE };
/// Pools each cell: y[r, c] covers rows row_starts[r]..<row_starts[r+1] and columns
/// column_starts[c]..<column_starts[c+1]. A cell that contains NaN is NaN.
void fw_pool(enum fw_pooling mode, const float *x, int64_t row_stride, int64_t column_stride, int64_t rows,
             const int64_t *row_starts, int64_t columns, const int64_t *column_starts, float *y);

// ---- Complex numbers -------------------------------------------------------------------------------------------------

// A complex number is two neighbouring floats (complex64) or doubles (complex128): the real and the imaginary part.
// Kernels compute in double and round once.

enum fw_complex_unary {
  FW_C_NEGATE, FW_C_CONJUGATE, FW_C_EXP, FW_C_EXPM1, FW_C_LOG, FW_C_LOG1P, FW_C_LOG2, FW_C_LOG10, FW_C_SQRT, FW_C_RSQRT,
  FW_C_SQUARE, FW_C_RECIPROCAL, FW_C_SIN, FW_C_COS, FW_C_TAN, FW_C_SINH, FW_C_COSH, FW_C_TANH, FW_C_ASIN, FW_C_ACOS,
  FW_C_ATAN, FW_C_ASINH, FW_C_ACOSH, FW_C_ATANH, FW_C_SIGMOID, FW_C_SILU, FW_C_SIGN
};
/// Writes y = f(x) for `n` complex numbers. `wide` selects complex128.
void fw_complex_unary(enum fw_complex_unary op, bool wide, int64_t n, const void *x, void *y);

/// Writes the magnitude or the angle of `n` complex numbers. Results are doubles when `wide`, else floats.
void fw_complex_magnitude(bool wide, int64_t n, const void *x, void *y);
void fw_complex_angle(bool wide, int64_t n, const void *x, void *y);
enum fw_complex_test { FW_C_IS_NAN, FW_C_IS_INF, FW_C_IS_FINITE, FW_C_IS_NONZERO };
/// Writes 1 for each complex number that passes the test, else 0. A number passes IS_FINITE when both parts are finite.
/// A number passes another test when at least one part passes this test.
void fw_complex_test(enum fw_complex_test test, bool wide, int64_t n, const void *x, uint8_t *y);

enum fw_complex_binary {
  FW_C_ADD, FW_C_SUBTRACT, FW_C_MULTIPLY, FW_C_DIVIDE, FW_C_POWER, FW_C_EQUAL, FW_C_NOT_EQUAL
};
/// Writes y = a op b. a and b have strides, counted in complex numbers; y is contiguous. Comparisons write one byte per
/// element.
void fw_complex_binary(enum fw_complex_binary op, bool wide, int rank, const int64_t *shape, const void *a,
                       const int64_t *as, const void *b, const int64_t *bs, void *y);
/// Writes the product of x[o, :, i] for each o and i. x has the shape [outer, n, inner].
void fw_complex_product(bool wide, int64_t outer, int64_t n, int64_t inner, const void *x, void *y);

/// Interleaves real and imaginary parts. When `imaginary` is null, the imaginary parts are 0.
void fw_complex_join(bool wide, int64_t n, const void *real, const void *imaginary, void *y);

/// Writes the discrete Fourier transform of each of `rows` rows of `n` complex doubles, multiplied by `scale`:
/// y[k] = scale · Σ x[j] · exp(sign · 2πi · j · k / n). Returns false when memory cannot be allocated.
bool fw_fourier(int64_t rows, int64_t n, int sign, double scale, const double *x, double *y);

// ---- Threads --------------------------------------------------------------------------------------------------------

/// Calls `body` once for each block in 0..<blocks, in any order, on up to `threads` threads including the caller. When
/// `body` returns false, no further blocks are started. Returns false without calling `body` when the pool is busy with
/// the job of another caller.
bool fw_share(int threads, int64_t blocks, bool (*body)(void *context, int64_t block), void *context);

// ---- Memory ---------------------------------------------------------------------------------------------------------

/// Makes malloc keep freed blocks of up to `size` bytes (at most 160) for new blocks of the same size, without merging
/// them.
void fw_keep_freed_blocks(int size);

// ---- Random ---------------------------------------------------------------------------------------------------------

/// Writes draws number `first` to `first + n − 1` of the stream with this seed. A draw has 64 bits and depends only on
/// the seed and its number.
void fw_random_bits(uint64_t seed, uint64_t first, int64_t n, uint64_t *y);
/// Writes uniform random numbers in [low, high).
void fw_random_uniform(uint64_t seed, uint64_t first, int64_t n, float low, float high, float *y);
/// Writes normally distributed random numbers. Elements 2i and 2i + 1 are computed from the same draw.
void fw_random_normal(uint64_t seed, uint64_t first, int64_t n, float mean, float deviation, float *y);

/// Seeds MT19937: writes the 624 words of its state.
void fw_twister_seed(uint32_t seed, uint32_t *words);
/// Writes the next `n` draws of MT19937. `*next` is the position of the next unused word; if it is 0 or 624, the
/// function first computes new words.
void fw_twister_draw(uint32_t *words, int32_t *next, int64_t n, uint32_t *y);
/// Replaces blocks of 16 uniform numbers in [0, 1) by normal numbers, as torch does. Elements i and i + 8 of a block
/// come from the same two uniform numbers.
void fw_torch_normal(int64_t blocks, float mean, float deviation, float *x);
