// Kernels that use no vector code.
#include "CKernels.h"
#include <math.h>
#include <string.h>

// ---- Order ----------------------------------------------------------------------------------------------------------

// Whether b must come before a in the output, when b comes after a in the input. NaN counts as greatest.
#define LATER_FIRST_FLOAT(a, b)                                                                                      \
  (descending ? (b != b && a == a) || b > a : (a != a && b == b) || b < a)
#define LATER_FIRST_INT(a, b) (descending ? b > a : b < a)

#define MERGE_SORT(T, LATER_FIRST)                                                                                   \
  do {                                                                                                               \
    const T *v = (const T *)x + row * n;                                                                             \
    int64_t *from = p, *to = q;                                                                                      \
    for (int64_t i = 0; i < n; i++) from[i] = i;                                                                     \
    for (int64_t width = 1; width < n; width *= 2) {                                                                 \
      for (int64_t start = 0; start < n; start += 2 * width) {                                                       \
        int64_t middle = start + width < n ? start + width : n, end = middle + width < n ? middle + width : n;       \
        int64_t i = start, j = middle, at = start;                                                                   \
        while (i < middle && j < end) {                                                                              \
          T a = v[from[i]], b = v[from[j]];                                                                          \
          to[at++] = LATER_FIRST(a, b) ? from[j++] : from[i++];                                                      \
        }                                                                                                            \
        while (i < middle) to[at++] = from[i++];                                                                     \
        while (j < end) to[at++] = from[j++];                                                                        \
      }                                                                                                              \
      int64_t *other = from;                                                                                         \
      from = to, to = other;                                                                                         \
    }                                                                                                                \
    memcpy(y + row * k, from, (size_t)k * sizeof(int64_t));                                                          \
  } while (0)

// Keeps the indices of the k elements that come first, in sorted order. One comparison with the last kept element
// rejects most elements.
#define INSERTION(T, LATER_FIRST)                                                                                    \
  do {                                                                                                               \
    const T *v = (const T *)x + row * n;                                                                             \
    int64_t *best = y + row * k, held = 0;                                                                           \
    for (int64_t i = 0; i < n; i++) {                                                                                \
      T b = v[i];                                                                                                    \
      if (held == k) {                                                                                               \
        T a = v[best[k - 1]];                                                                                        \
        if (!(LATER_FIRST(a, b))) continue;                                                                          \
        held--;                                                                                                      \
      }                                                                                                              \
      int64_t at = held++;                                                                                           \
      for (; at > 0; at--) {                                                                                         \
        T a = v[best[at - 1]];                                                                                       \
        if (!(LATER_FIRST(a, b))) break;                                                                             \
        best[at] = best[at - 1];                                                                                     \
      }                                                                                                              \
      best[at] = i;                                                                                                  \
    }                                                                                                                \
  } while (0)

void fw_argsort(bool descending, enum fw_type type, int64_t rows, int64_t n, int64_t k, const void *x, int64_t *p,
                int64_t *q, int64_t *y) {
  if (k == 0) return;
  for (int64_t row = 0; row < rows; row++) {
    if (k <= 32) {
      if (type == FW_FLOAT32) INSERTION(float, LATER_FIRST_FLOAT);
      else if (type == FW_FLOAT64) INSERTION(double, LATER_FIRST_FLOAT);
      else INSERTION(int64_t, LATER_FIRST_INT);
    } else {
      if (type == FW_FLOAT32) MERGE_SORT(float, LATER_FIRST_FLOAT);
      else if (type == FW_FLOAT64) MERGE_SORT(double, LATER_FIRST_FLOAT);
      else MERGE_SORT(int64_t, LATER_FIRST_INT);
    }
  }
}

// ---- Products -------------------------------------------------------------------------------------------------------

void fw_matmul_int64(int64_t m, int64_t n, int64_t k, const int64_t *a, const int64_t *b, int64_t *c) {
  memset(c, 0, (size_t)(m * n) * sizeof(int64_t));
  for (int64_t i = 0; i < m; i++)
    for (int64_t l = 0; l < k; l++) {
      uint64_t u = (uint64_t)a[i * k + l];
      for (int64_t j = 0; j < n; j++)
        c[i * n + j] = (int64_t)((uint64_t)c[i * n + j] + u * (uint64_t)b[l * n + j]);
    }
}

#define UNFOLD(name, T)                                                                                              \
  void name(const struct fw_conv *c, int64_t channels, const T *x, int64_t first, int64_t count, T *columns) {       \
  int64_t step = c->stride_w * c->column_stride;                                                                     \
  for (int64_t channel = 0; channel < channels; channel++)                                                           \
    for (int64_t kh = 0; kh < c->kernel_height; kh++)                                                                \
      for (int64_t kw = 0; kw < c->kernel_width; kw++, columns += count) {                                           \
        int64_t oh = first / c->out_width, ow = first % c->out_width, at = 0;                                        \
        while (at < count) {                                                                                         \
          int64_t run = c->out_width - ow < count - at ? c->out_width - ow : count - at;                             \
          int64_t ih = oh * c->stride_h + kh * c->dilation_h - c->padding_h;                                         \
          T *to = columns + at;                                                                                      \
          if (ih < 0 || ih >= c->in_height) {                                                                        \
            memset(to, 0, (size_t)run * sizeof(T));                                                                  \
          } else {                                                                                                   \
            int64_t iw = ow * c->stride_w + kw * c->dilation_w - c->padding_w, i = 0;                                \
            const T *row = x + channel * c->channel_stride + ih * c->row_stride;                                     \
            for (; i < run && iw < 0; i++, iw += c->stride_w) to[i] = 0;                                             \
            int64_t inside = iw >= c->in_width ? i : i + (c->in_width - iw + c->stride_w - 1) / c->stride_w;         \
            if (inside > run) inside = run;                                                                          \
            if (i < inside) {                                                                                        \
              const T *from = row + iw * c->column_stride;                                                           \
              if (step == 1) memcpy(to + i, from, (size_t)(inside - i) * sizeof(T));                                 \
              else if (step == 2)  /* a constant step, so that the compiler uses vector instructions */              \
                for (int64_t j = 0; j < inside - i; j++) to[i + j] = from[j * 2];                                    \
              else                                                                                                   \
                for (int64_t j = 0; j < inside - i; j++) to[i + j] = from[j * step];                                 \
              i = inside;                                                                                            \
            }                                                                                                        \
            for (; i < run; i++) to[i] = 0;                                                                          \
          }                                                                                                          \
          at += run;                                                                                                 \
          ow = 0;                                                                                                    \
          oh++;                                                                                                      \
        }                                                                                                            \
      }                                                                                                              \
  }

UNFOLD(fw_unfold, float)
UNFOLD(fw_unfold_f64, double)

// ---- Summaries ------------------------------------------------------------------------------------------------------

void fw_summary_begin(struct fw_summary *s) {
  memset(s, 0, sizeof *s);
  s->least = INFINITY;
  s->greatest = -INFINITY;
}

struct fw_summary *fw_summary_parts(void) {
  static _Thread_local struct fw_summary parts[FW_SUMMARY_PARTS];
  return parts;
}

int fw_summary_gather(struct fw_summary *parts, int64_t count, const uint16_t **exponents, const int64_t **counts) {
  static _Thread_local uint16_t found[512];
  static _Thread_local int64_t numbers[512];
  *exponents = found;
  *counts = numbers;
  int64_t *all = parts->exponents;
  for (int64_t part = 1; part < count; part++)
    for (int e = 0; e < 512; e++) all[e] += parts[part].exponents[e];
  int used = 0;
  for (int group = 0; group < 512; group += 8) {
    // In most groups of eight exponents, all counts are 0. Skip these groups.
    int64_t any = 0;
    for (int e = group; e < group + 8; e++) any |= all[e];
    if (any == 0) continue;
    for (int e = group; e < group + 8; e++) {
      if (all[e] == 0) continue;
      found[used] = (uint16_t)e;
      numbers[used++] = all[e];
    }
  }
  return used;
}

void fw_summary_add_f64(struct fw_summary *s, int64_t n, const double *x) {
  if (s->count == 0)
    for (int64_t i = 0; i < n && i < 4096; i++)
      if (fabs(x[i]) < INFINITY) { s->shift = x[i]; break; }
  s->count += n;
  for (int64_t i = 0; i < n; i++) {
    double u = x[i];
    int exponent;
    frexp(u, &exponent);  // u = fraction · 2^exponent, ½ ≤ |fraction| < 1
    int biased = fabs(u) < INFINITY ? exponent + 126 : 255;
    if (u == 0 || biased < 0) biased = 0;
    if (biased > 254 && fabs(u) < INFINITY) biased = 254;
    s->exponents[biased + (signbit(u) ? 256 : 0)]++;
    s->zero += u == 0;
    if (u != u) s->nan++;
    else if (u == INFINITY) s->positive_infinity++;
    else if (u == -INFINITY) s->negative_infinity++;
    else {
      if (u < s->least) s->least = u;
      if (u > s->greatest) s->greatest = u;
      double d = u - s->shift;
      s->sum += d;
      s->sum_of_squares += d * d;
    }
  }
}

#define HISTOGRAM(name, T)                                                                                           \
  void name(int64_t n, const T *x, double low, double high, int64_t bins, int64_t *counts) {                         \
    /* high − low can be greater than the largest double. Then all terms are halved. */                              \
    double half = high - low <= 1.7976931348623157e308 ? 1 : 0.5;                                                    \
    double scale = high > low ? (double)bins / (high * half - low * half) : 0;                                       \
    for (int64_t i = 0; i < n; i++) {                                                                                \
      double u = x[i];                                                                                               \
      if (!(u >= low && u <= high)) continue;                                                                        \
      double place = (u * half - low * half) * scale;                                                                \
      counts[place >= (double)bins ? bins - 1 : place > 0 ? (int64_t)place : 0]++;                                   \
    }                                                                                                                \
  }

HISTOGRAM(fw_histogram, float)
HISTOGRAM(fw_histogram_f64, double)

#define COMPARE(name, T)                                                                                             \
  void name(int64_t n, const T *a, const T *reference, struct fw_comparison *result) {                               \
    struct fw_comparison r = {.where = -1};                                                                          \
    for (int64_t i = 0; i < n; i++) {                                                                                \
      double u = a[i], v = reference[i];                                                                             \
      if (fabs(u) < INFINITY && fabs(v) < INFINITY) {                                                                \
        double d = fabs(u - v);                                                                                      \
        if (r.where < 0 || d > r.greatest_difference) r.greatest_difference = d, r.where = i;                        \
        if (fabs(v) > r.greatest_reference) r.greatest_reference = fabs(v);                                          \
        r.dot += u * v;                                                                                              \
        r.squares_a += u * u;                                                                                        \
        r.squares_b += v * v;                                                                                        \
        r.compared++;                                                                                                \
      } else {                                                                                                       \
        if (fabs(v) < INFINITY && fabs(v) > r.greatest_reference) r.greatest_reference = fabs(v);                    \
        if ((u != u) != (v != v)) r.nan_mismatches++;                                                                \
        else if (u == u && u != v) r.infinity_mismatches++;                                                          \
      }                                                                                                              \
    }                                                                                                                \
    *result = r;                                                                                                     \
  }

COMPARE(fw_compare, float)
COMPARE(fw_compare_f64, double)

void fw_pool(enum fw_pooling mode, const float *x, int64_t row_stride, int64_t column_stride, int64_t rows,
             const int64_t *row_starts, int64_t columns, const int64_t *column_starts, float *y) {
  for (int64_t r = 0; r < rows; r++)
    for (int64_t c = 0; c < columns; c++) {
      double sum = 0, count = 0;
      float best = -INFINITY;
      bool nan = false;
      for (int64_t i = row_starts[r]; i < row_starts[r + 1]; i++)
        for (int64_t j = column_starts[c]; j < column_starts[c + 1]; j++) {
          float u = x[i * row_stride + j * column_stride];
          if (mode == FW_POOL_MAGNITUDE) u = fabsf(u);
          nan |= u != u;
          sum += u;
          count++;
          if (u > best) best = u;
        }
      y[r * columns + c] = nan ? NAN : mode == FW_POOL_MEAN ? (float)(sum / count) : best;
    }
}

// ---- Random ---------------------------------------------------------------------------------------------------------

// The output function of the random generator SplitMix64. The state of the generator grows by 2⁶⁴ / φ for each draw (φ
// is the golden ratio). `key_of` applies this function twice to a seed, so that neighbouring seeds have unrelated
// streams.
static inline uint64_t mixed(uint64_t z) {
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}
static inline uint64_t draw(uint64_t key, uint64_t counter) { return mixed(key + counter * 0x9e3779b97f4a7c15u); }
static inline uint64_t key_of(uint64_t seed) { return mixed(mixed(seed + 0x9e3779b97f4a7c15u) ^ 0xd1b54a32d192ed03u); }

void fw_random_bits(uint64_t seed, uint64_t first, int64_t n, uint64_t *y) {
  uint64_t key = key_of(seed);
  for (int64_t i = 0; i < n; i++) y[i] = draw(key, first + (uint64_t)i);
}

void fw_random_uniform(uint64_t seed, uint64_t first, int64_t n, float low, float high, float *y) {
  uint64_t key = key_of(seed);
  for (int64_t i = 0; i < n; i++) {
    float u = (float)(draw(key, first + (uint64_t)i) >> 40) * 0x1p-24f;
    float v = low + (high - low) * u;
    y[i] = v < high || !(low < high) ? v : low;  // rounding could return the excluded `high`
  }
}

// The Box–Muller method: two normal random numbers from two uniform random numbers. The first uniform number is never
// 0.
void fw_random_normal(uint64_t seed, uint64_t first, int64_t n, float mean, float deviation, float *y) {
  uint64_t key = key_of(seed);
  for (int64_t i = 0; i < n; i += 2) {
    uint64_t bits = draw(key, first + (uint64_t)(i / 2));
    double u = ((double)(bits >> 32) + 1.0) * 0x1p-32, v = (double)(bits & 0xffffffff) * 0x1p-32;
    double radius = sqrt(-2.0 * log(u)), angle = 6.283185307179586477 * v;
    y[i] = mean + deviation * (float)(radius * cos(angle));
    if (i + 1 < n) y[i + 1] = mean + deviation * (float)(radius * sin(angle));
  }
}
