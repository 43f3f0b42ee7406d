// Kernels that resample images: resizing, sampling on a grid, the greatest element of windows, folding.
#include "CKernels.h"
#include <math.h>

#define RESAMPLE(name, T)                                                                                            \
  void name(int64_t n, int64_t inner, int64_t size, int64_t first, int64_t count, int64_t width,                     \
            const int64_t *taps, const int64_t *places, const T *weights, const T *x, T *y) {                        \
    for (int64_t row = first; row < first + count; row++) {                                                          \
      int64_t o = row / size, j = row % size;                                                                        \
      const int64_t *place = places + j * width;                                                                     \
      const T *weight = weights + j * width, *from = x + o * n * inner;                                              \
      T *to = y + row * inner;                                                                                       \
      if (inner == 1) {                                                                                              \
        T sum = 0;                                                                                                   \
        for (int64_t t = 0; t < taps[j]; t++) sum += weight[t] * from[place[t]];                                     \
        *to = sum;                                                                                                   \
        continue;                                                                                                    \
      }                                                                                                              \
      for (int64_t i = 0; i < inner; i++) to[i] = 0;                                                                 \
      for (int64_t t = 0; t < taps[j]; t++) {                                                                        \
        const T *line = from + place[t] * inner;                                                                     \
        for (int64_t i = 0; i < inner; i++) to[i] += weight[t] * line[i];                                            \
      }                                                                                                              \
    }                                                                                                                \
  }

RESAMPLE(fw_resample, float)
RESAMPLE(fw_resample_f64, double)

// ---- Sampling on a grid ---------------------------------------------------------------------------------------------

// C's rounding and remainder functions for a type: ROUND_DOWN(float, v) is floorf(v); for double it is floor(v).
#define ROUND_DOWN(T, v) ((T)(sizeof(T) == 4 ? (double)floorf((float)(v)) : floor((double)(v))))
#define ROUND_EVEN(T, v) ((T)(sizeof(T) == 4 ? (double)nearbyintf((float)(v)) : nearbyint((double)(v))))
#define TRUNCATED(T, v) ((T)(sizeof(T) == 4 ? (double)truncf((float)(v)) : trunc((double)(v))))
#define MODULO(T, v, m) ((T)(sizeof(T) == 4 ? (double)fmodf((float)(v), (float)(m)) : fmod((double)(v), (double)(m))))

// Defines fw_grid_sample for the type T. `unnormalized` converts a grid value to a position along an axis. `reflected`
// mirrors a position at the bounds low / 2 and high / 2. `placed` moves a position outside the axis into the axis when
// the padding mode is border or reflection.
#define GRID(T, suffix)                                                                                              \
  static T unnormalized##suffix(T at, int64_t size, bool align) {                                                    \
    return align ? (at + 1) / 2 * (T)(size - 1) : ((at + 1) * (T)size - 1) / 2;                                      \
  }                                                                                                                  \
  /* Returns the whole number `at` as an index. Below 0: −1. After the end: −1 with zero padding, else size − 1.     \
     Compares integers, because a float may be unable to hold size − 1. */                                           \
  static int64_t inside##suffix(const struct fw_grid *g, T at, int64_t size) {                                       \
    if (!(at >= 0 && at < (T)4e18)) return -1;                                                                       \
    int64_t place = (int64_t)at;                                                                                     \
    return place < size ? place : g->padding == FW_GRID_ZEROS ? -1 : size - 1;                                       \
  }                                                                                                                  \
  static T clipped##suffix(T at, int64_t size, bool nan_is_last) {                                                   \
    if (at != at) return nan_is_last ? (T)(size - 1) : 0;                                                            \
    return at < 0 ? 0 : at > (T)(size - 1) ? (T)(size - 1) : at;                                                     \
  }                                                                                                                  \
  static T reflected##suffix(T at, int64_t low, int64_t high, int axes) {                                            \
    if (low == high) return 0;                                                                                       \
    T least = (T)low / 2, span = (T)(high - low) / 2;                                                                \
    at = at < least ? least - at : at - least;                                                                       \
    if (axes == 2) {  /* far outside the image, torch rounds differently for 2 and for 3 axes */                     \
      T extra = at - TRUNCATED(T, at / (2 * span)) * (2 * span);                                                     \
      return (extra < 2 * span - extra ? extra : 2 * span - extra) + least;                                          \
    }                                                                                                                \
    T extra = MODULO(T, at, span), flips = ROUND_DOWN(T, at / span);                                                 \
    return MODULO(T, flips, 2) == 0 ? extra + least : span - extra + least;                                          \
  }                                                                                                                  \
  static T placed##suffix(const struct fw_grid *g, T at, int64_t size) {                                             \
    if (g->padding == FW_GRID_BORDER) return clipped##suffix(at, size, g->axes == 3);                                \
    if (g->padding == FW_GRID_REFLECTION) {                                                                          \
      at = g->align ? reflected##suffix(at, 0, 2 * (size - 1), g->axes)                                              \
                    : reflected##suffix(at, -1, 2 * size - 1, g->axes);                                              \
      return clipped##suffix(at, size, g->axes == 3);                                                                \
    }                                                                                                                \
    return at;                                                                                                       \
  }                                                                                                                  \
  /* Writes the positions and weights along one axis and returns their number. Position −1 is outside the axis. */   \
  static int taps##suffix(const struct fw_grid *g, T at, int64_t size, int64_t *place, T *weight) {                  \
    T raw = unnormalized##suffix(at, size, g->align);                                                                \
    if (g->mode == FW_GRID_BICUBIC) {                                                                                \
      const T a = (T)-0.75;                                                                                          \
      T base = ROUND_DOWN(T, raw), t = raw - base, u = t + 1, v = 1 - t, w = 2 - t;                                  \
      weight[0] = ((a * u - 5 * a) * u + 8 * a) * u - 4 * a;                                                         \
      weight[1] = ((a + 2) * t - (a + 3)) * t * t + 1;                                                               \
      weight[2] = ((a + 2) * v - (a + 3)) * v * v + 1;                                                               \
      weight[3] = ((a * w - 5 * a) * w + 8 * a) * w - 4 * a;                                                         \
      for (int i = 0; i < 4; i++) {                                                                                  \
        T p = placed##suffix(g, base - 1 + (T)i, size);                                                              \
        place[i] = inside##suffix(g, p, size);                                                                       \
      }                                                                                                              \
      return 4;                                                                                                      \
    }                                                                                                                \
    T p = placed##suffix(g, raw, size);                                                                              \
    if (g->mode == FW_GRID_NEAREST) {                                                                                \
      p = ROUND_EVEN(T, p);                                                                                          \
      place[0] = inside##suffix(g, p, size);                                                                         \
      weight[0] = 1;                                                                                                 \
      return 1;                                                                                                      \
    }                                                                                                                \
    T base = ROUND_DOWN(T, p);                                                                                       \
    weight[0] = base + 1 - p, weight[1] = p - base;                                                                  \
    place[0] = inside##suffix(g, base, size);                                                                        \
    place[1] = base == -1 ? (size > 0 ? 0 : -1) : place[0] >= 0 && place[0] + 1 < size ? place[0] + 1 : -1;          \
    return 2;                                                                                                        \
  }                                                                                                                  \
  void fw_grid_sample##suffix(const struct fw_grid *g, int64_t first, int64_t count, const T *x, const T *grid,      \
                              T *y) {                                                                                \
    int64_t height = g->height, width = g->width, plane = g->depth * height * width;                                 \
    for (int64_t at = first; at < first + count; at++) {                                                             \
      const T *spot = grid + at * g->axes;                                                                           \
      int64_t px[4], py[4], pz[4] = {0}, place[16];                                                                  \
      T wx[4], wy[4], wz[4] = {1}, weight[16];                                                                       \
      int nx = taps##suffix(g, spot[0], width, px, wx), ny = taps##suffix(g, spot[1], height, py, wy);               \
      int nz = g->axes == 3 ? taps##suffix(g, spot[2], g->depth, pz, wz) : 1, n = 0;                                 \
      for (int k = 0; k < nz; k++)                                                                                   \
        for (int j = 0; j < ny; j++)                                                                                 \
          for (int i = 0; i < nx; i++) {                                                                             \
            bool inside = px[i] >= 0 && py[j] >= 0 && pz[k] >= 0;                                                    \
            /* With three axes, torch skips positions outside. With two, torch adds 0 · weight, which may be NaN. */ \
            if (!inside && g->axes == 3) continue;                                                                   \
            if (!inside && g->mode == FW_GRID_NEAREST) continue;                                                     \
            place[n] = inside ? (pz[k] * height + py[j]) * width + px[i] : -1;                                       \
            weight[n++] = wx[i] * wy[j] * wz[k];                                                                     \
          }                                                                                                          \
      for (int64_t c = 0; c < g->channels; c++) {                                                                    \
        T sum = 0;                                                                                                   \
        for (int i = 0; i < n; i++) sum += (place[i] < 0 ? 0 : x[c * plane + place[i]]) * weight[i];                 \
        y[c * g->positions + at] = sum;                                                                              \
      }                                                                                                              \
    }                                                                                                                \
  }

GRID(float, )
GRID(double, _f64)

// ---- Windows --------------------------------------------------------------------------------------------------------

#define POOL_MAX(T, LEAST)                                                                                           \
  do {                                                                                                               \
    const T *from = (const T *)x + plane * w->in[0] * w->in[1] * w->in[2];                                           \
    T *to = (T *)y + plane * out + a * w->out[1] * w->out[2];                                                        \
    for (int64_t b = 0; b < w->out[1]; b++)                                                                          \
      for (int64_t c = 0; c < w->out[2]; c++) {                                                                      \
        int64_t best = (start[0][a] * w->in[1] + start[1][b]) * w->in[2] + start[2][c];                              \
        T greatest = LEAST;                                                                                          \
        bool found = false;                                                                                          \
        for (int64_t i = start[0][a]; i < stop[0][a]; i += w->step[0])                                               \
          for (int64_t j = start[1][b]; j < stop[1][b]; j += w->step[1])                                             \
            for (int64_t k = start[2][c]; k < stop[2][c]; k += w->step[2]) {                                         \
              int64_t place = (i * w->in[1] + j) * w->in[2] + k;                                                     \
              T u = from[place];                                                                                     \
              if (found && !(u > greatest) && u == u) continue;                                                      \
              found = true, greatest = u, best = place;                                                              \
            }                                                                                                        \
        *to++ = greatest;                                                                                            \
        *position++ = best;                                                                                          \
      }                                                                                                              \
  } while (0)

void fw_pool_greatest(enum fw_type type, const struct fw_windows *w, const int64_t *starts, const int64_t *stops,
                      int64_t row, const void *x, void *y, int64_t *positions) {
  int64_t plane = row / w->out[0], a = row % w->out[0];
  const int64_t *start[3] = {starts, starts + w->out[0], starts + w->out[0] + w->out[1]};
  const int64_t *stop[3] = {stops, stops + w->out[0], stops + w->out[0] + w->out[1]};
  int64_t out = w->out[0] * w->out[1] * w->out[2], *position = positions + row * w->out[1] * w->out[2];
  if (type == FW_FLOAT32) POOL_MAX(float, -INFINITY);
  else if (type == FW_FLOAT64) POOL_MAX(double, -INFINITY);
  else POOL_MAX(int64_t, INT64_MIN);
}

#define FOLD(name, T)                                                                                                \
  void name(const struct fw_conv *c, const T *columns, T *y) {                                                       \
    for (int64_t i = 0; i < c->in_height * c->in_width; i++) y[i] = 0;                                               \
    for (int64_t kh = 0; kh < c->kernel_height; kh++)                                                                \
      for (int64_t kw = 0; kw < c->kernel_width; kw++)                                                               \
        for (int64_t oh = 0; oh < c->out_height; oh++, columns += c->out_width) {                                    \
          int64_t ih = oh * c->stride_h + kh * c->dilation_h - c->padding_h;                                         \
          if (ih < 0 || ih >= c->in_height) continue;                                                                \
          for (int64_t ow = 0; ow < c->out_width; ow++) {                                                            \
            int64_t iw = ow * c->stride_w + kw * c->dilation_w - c->padding_w;                                       \
            if (iw >= 0 && iw < c->in_width) y[ih * c->in_width + iw] += columns[ow];                                \
          }                                                                                                          \
        }                                                                                                            \
  }

FOLD(fw_fold, float)
FOLD(fw_fold_f64, double)
