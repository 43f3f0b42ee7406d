// The float64 versions of the row, reduction and product kernels. They are plain loops without vector code: models
// rarely use float64, and the C library functions that the kernels call have no vector versions.
#include "CKernels.h"
#include <math.h>

// Computes a sum in eight lanes and adds the lanes in a fixed order. Therefore the sum of a row does not depend on the
// other rows or on the number of threads.
#define SUM(n, term, total)                                                                                          \
  do {                                                                                                               \
    double lanes[8] = {0};                                                                                           \
    int64_t i = 0;                                                                                                   \
    for (; i + 8 <= (n); i += 8)                                                                                     \
      for (int lane = 0; lane < 8; lane++) { double u = row[i + lane]; lanes[lane] += (term); }                      \
    for (int lane = 0; i < (n); i++, lane++) { double u = row[i]; lanes[lane] += (term); }                           \
    total = ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));       \
  } while (0)

static double greatest_of(int64_t n, const double *x, int64_t stride) {
  double greatest = -INFINITY;
  for (int64_t i = 0; i < n; i++)
    if (x[i * stride] > greatest) greatest = x[i * stride];
  return greatest;
}

void fw_softmax_f64(int64_t rows, int64_t n, const double *x, double *y, bool logarithm) {
  for (int64_t r = 0; r < rows; r++, x += n, y += n) {
    double greatest = greatest_of(n, x, 1), sum;
    if (logarithm) {
      const double *row = x;
      SUM(n, exp(u - greatest), sum);
      double shift = log(sum);
      for (int64_t i = 0; i < n; i++) y[i] = (x[i] - greatest) - shift;
    } else {
      for (int64_t i = 0; i < n; i++) y[i] = exp(x[i] - greatest);
      const double *row = y;
      SUM(n, u, sum);
      for (int64_t i = 0; i < n; i++) y[i] /= sum;
    }
  }
}

static void scale_row(int64_t n, const double *x, double mean, double scale, const double *weight, const double *bias,
                      double *y) {
  for (int64_t i = 0; i < n; i++) {
    double u = (x[i] - mean) * scale;
    if (weight) u *= weight[i];
    if (bias) u += bias[i];
    y[i] = u;
  }
}

void fw_layer_norm_f64(int64_t rows, int64_t n, const double *x, const double *weight, const double *bias, double eps,
                       double *y) {
  for (int64_t r = 0; r < rows; r++, x += n, y += n) {
    const double *row = x;
    double sum, squares;
    SUM(n, u, sum);
    double mean = sum / (double)n;
    SUM(n, (u - mean) * (u - mean), squares);
    scale_row(n, x, mean, 1 / sqrt(squares / (double)n + eps), weight, bias, y);
  }
}

void fw_rms_norm_f64(int64_t rows, int64_t n, const double *x, const double *weight, double eps, double *y) {
  for (int64_t r = 0; r < rows; r++, x += n, y += n) {
    const double *row = x;
    double squares;
    SUM(n, u * u, squares);
    scale_row(n, x, 0, 1 / sqrt(squares / (double)n + eps), weight, 0, y);
  }
}

void fw_channel_affine_f64(int64_t first, int64_t rows, int64_t channels, int64_t inner, const double *x,
                           const double *mean, const double *scale, const double *shift, double *y) {
  for (int64_t r = 0; r < rows; r++) {
    int64_t c = (first + r) % channels;
    for (int64_t i = r * inner; i < (r + 1) * inner; i++) y[i] = (x[i] - mean[c]) * scale[c] + shift[c];
  }
}

void fw_glu_f64(int64_t rows, int64_t n, int64_t half, const double *x, double *y) {
  for (int64_t r = 0; r < rows; r++, x += 2 * half, y += half)
    for (int64_t i = 0; i < n; i++) y[i] = x[i] / (1 + exp(-x[half + i]));
}

void fw_add_row_f64(int64_t rows, int64_t n, int64_t stride, const double *bias, double *y) {
  for (int64_t r = 0; r < rows; r++, y += stride)
    for (int64_t i = 0; i < n; i++) y[i] += bias[i];
}

void fw_add_column_f64(int64_t rows, int64_t n, int64_t stride, const double *bias, double *y) {
  for (int64_t r = 0; r < rows; r++, y += stride)
    for (int64_t i = 0; i < n; i++) y[i] += bias[r];
}

void fw_variance_f64(int64_t outer, int64_t n, int64_t inner, const double *x, double correction, double *y) {
  double divisor = (double)n > correction ? (double)n - correction : 0;
  for (int64_t o = 0; o < outer; o++, x += n * inner, y += inner)
    for (int64_t i = 0; i < inner; i++) {
      double sum = 0, squares = 0;
      for (int64_t j = 0; j < n; j++) sum += x[j * inner + i];
      double mean = sum / (double)n;
      for (int64_t j = 0; j < n; j++) squares += (x[j * inner + i] - mean) * (x[j * inner + i] - mean);
      y[i] = squares / divisor;
    }
}

void fw_log_sum_exp_f64(int64_t outer, int64_t n, int64_t inner, const double *x, double *y) {
  for (int64_t o = 0; o < outer; o++, x += n * inner, y += inner)
    for (int64_t i = 0; i < inner; i++) {
      double greatest = greatest_of(n, x + i, inner), sum = 0;
      // When the greatest element is infinite, the shift is 0, because ∞ − ∞ is NaN. If an element is NaN, the sum is
      // NaN.
      double shift = fabs(greatest) == INFINITY ? 0 : greatest;
      for (int64_t j = 0; j < n; j++) sum += exp(x[j * inner + i] - shift);
      y[i] = shift + log(sum);
    }
}
