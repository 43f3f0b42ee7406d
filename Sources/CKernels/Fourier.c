// The discrete Fourier transform of any length, in double precision.
#include "CKernels.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  double re, im;
} point;

static inline point times(point a, point b) {
  return (point){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

// If a length has a prime factor above LARGEST_FACTOR, Bluestein's method transforms it. Otherwise, `transform` divides
// the length into its factors and computes the sum for each factor directly.
enum { LARGEST_FACTOR = 31, MOST_FACTORS = 64 };

struct plan {
  int64_t n;
  int count;
  int64_t factors[MOST_FACTORS];
  point *roots;  // exp(sign · 2πi · k / n)
};

// Computes exp(sign · 2πi · k / n). The angle is reduced to an eighth of the circle, where sine and cosine are most
// accurate.
static point root(int64_t k, int64_t n, int sign) {
  int64_t eighth = (int64_t)(((__int128)8 * k) / n);
  __int128 rest = (__int128)8 * k - (__int128)eighth * n;
  double angle = (double)rest / (double)n * M_PI_4, across = ((double)(n - (int64_t)rest)) / (double)n * M_PI_4;
  double c, s;
  switch (eighth & 7) {
    case 0: c = cos(angle), s = sin(angle); break;
    case 1: c = sin(across), s = cos(across); break;
    case 2: c = -sin(angle), s = cos(angle); break;
    case 3: c = -cos(across), s = sin(across); break;
    case 4: c = -cos(angle), s = -sin(angle); break;
    case 5: c = -sin(across), s = -cos(across); break;
    case 6: c = sin(angle), s = -cos(angle); break;
    default: c = cos(across), s = -sin(across); break;
  }
  return (point){c, sign < 0 ? -s : s};
}

static bool make_plan(struct plan *plan, int64_t n, int sign) {
  plan->n = n;
  plan->count = 0;
  int64_t rest = n;
  for (int64_t p = 4; p <= LARGEST_FACTOR; p = p == 4 ? 2 : p == 2 ? 3 : p + 2)
    while (rest % p == 0 && rest > 1) plan->factors[plan->count++] = p, rest /= p;
  if (rest > 1) return false;
  plan->roots = malloc((size_t)n * sizeof(point));
  if (!plan->roots) return false;
  for (int64_t k = 0; k < n; k++) plan->roots[k] = root(k, n, sign);
  return true;
}

static bool has_plan(int64_t n) {
  for (int64_t p = 2; p <= LARGEST_FACTOR; p++)
    while (n % p == 0) n /= p;
  return n == 1;
}

// Transforms the n elements x[0], x[stride], … into y[0..<n]. Divides the elements into p parts, where p is a factor of
// n, transforms each part recursively and combines the results.
static void transform(const struct plan *plan, int level, int64_t n, int64_t stride, const point *x, point *y) {
  if (n == 1) {
    y[0] = x[0];
    return;
  }
  int64_t p = plan->factors[level], m = n / p;
  for (int64_t r = 0; r < p; r++) transform(plan, level + 1, m, stride * p, x + r * stride, y + r * m);
  const point *roots = plan->roots;
  point t[LARGEST_FACTOR + 1];
  bool forward = roots[plan->n / 4 % plan->n].im < 0;
  for (int64_t k = 0; k < m; k++) {
    t[0] = y[k];
    for (int64_t q = 1; q < p; q++) t[q] = times(y[k + q * m], roots[q * k * stride]);
    if (p == 2) {
      y[k] = (point){t[0].re + t[1].re, t[0].im + t[1].im};
      y[k + m] = (point){t[0].re - t[1].re, t[0].im - t[1].im};
    } else if (p == 4) {
      point a = {t[0].re + t[2].re, t[0].im + t[2].im}, b = {t[0].re - t[2].re, t[0].im - t[2].im};
      point c = {t[1].re + t[3].re, t[1].im + t[3].im}, d = {t[1].re - t[3].re, t[1].im - t[3].im};
      // e is d · (−i) for the forward transform and d · i for the inverse transform.
      point e = forward ? (point){d.im, -d.re} : (point){-d.im, d.re};
      y[k] = (point){a.re + c.re, a.im + c.im};
      y[k + m] = (point){b.re + e.re, b.im + e.im};
      y[k + 2 * m] = (point){a.re - c.re, a.im - c.im};
      y[k + 3 * m] = (point){b.re - e.re, b.im - e.im};
    } else {
      int64_t step = plan->n / p;
      for (int64_t r = 0; r < p; r++) {
        point sum = t[0];
        for (int64_t q = 1; q < p; q++) {
          point part = times(t[q], roots[q * r % p * step]);
          sum.re += part.re, sum.im += part.im;
        }
        y[k + r * m] = sum;
      }
    }
  }
}

// Bluestein's method computes the transform as a convolution with a chirp. The convolution uses transforms whose length
// is a power of two.
static bool bluestein(int64_t rows, int64_t n, int sign, double scale, const point *x, point *y) {
  int64_t m = 1;
  while (m < 2 * n - 1) m *= 2;
  struct plan forward = {0}, back = {0};
  point *chirp = malloc((size_t)n * sizeof(point)), *kernel = malloc((size_t)m * sizeof(point));
  point *work = malloc((size_t)m * sizeof(point)), *other = malloc((size_t)m * sizeof(point));
  bool made = chirp && kernel && work && other && make_plan(&forward, m, -1) && make_plan(&back, m, 1);
  if (made) {
    for (int64_t k = 0; k < n; k++) chirp[k] = root((int64_t)((__int128)k * k % (2 * n)), 2 * n, sign);
    memset(work, 0, (size_t)m * sizeof(point));
    for (int64_t k = 0; k < n; k++) work[k] = work[(m - k) % m] = (point){chirp[k].re, -chirp[k].im};
    transform(&forward, 0, m, 1, work, kernel);
    for (int64_t row = 0; row < rows; row++, x += n, y += n) {
      memset(work, 0, (size_t)m * sizeof(point));
      for (int64_t k = 0; k < n; k++) work[k] = times(x[k], chirp[k]);
      transform(&forward, 0, m, 1, work, other);
      for (int64_t k = 0; k < m; k++) other[k] = times(other[k], kernel[k]);
      transform(&back, 0, m, 1, other, work);
      for (int64_t k = 0; k < n; k++) {
        point z = times(work[k], chirp[k]);
        y[k] = (point){z.re / (double)m * scale, z.im / (double)m * scale};
      }
    }
  }
  free(chirp), free(kernel), free(work), free(other), free(forward.roots), free(back.roots);
  return made;
}

bool fw_fourier(int64_t rows, int64_t n, int sign, double scale, const double *x, double *y) {
  if (rows == 0 || n == 0) return true;
  if (!has_plan(n)) return bluestein(rows, n, sign, scale, (const point *)x, (point *)y);
  struct plan plan = {0};
  if (!make_plan(&plan, n, sign)) return false;
  for (int64_t row = 0; row < rows; row++) {
    point *to = (point *)y + row * n;
    transform(&plan, 0, n, 1, (const point *)x + row * n, to);
    for (int64_t k = 0; k < n; k++) to[k].re *= scale, to[k].im *= scale;
  }
  free(plan.roots);
  return true;
}
