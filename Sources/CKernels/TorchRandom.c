// The random numbers of torch's CPU generator: MT19937, and the conversion of uniform numbers to normally distributed
// float32 numbers.
#include "CKernels.h"
#include <math.h>
#include <string.h>

enum { length = 624 };

void fw_twister_seed(uint32_t seed, uint32_t *words) {
  words[0] = seed;
  for (int i = 1; i < length; i++) words[i] = 1812433253u * (words[i - 1] ^ words[i - 1] >> 30) + (uint32_t)i;
}

void fw_twister_draw(uint32_t *words, int32_t *next, int64_t n, uint32_t *y) {
  for (int64_t k = 0; k < n; k++) {
    if (*next == 0 || *next >= length) {
      for (int i = 0; i < length; i++) {
        uint32_t mixed = (words[i] & 0x80000000u) | (words[(i + 1) % length] & 0x7fffffffu);
        words[i] = words[(i + 397) % length] ^ mixed >> 1 ^ (mixed & 1 ? 0x9908b0dfu : 0);
      }
      *next = 0;
    }
    uint32_t word = words[(*next)++];
    word ^= word >> 11;
    word ^= word << 7 & 0x9d2c5680u;
    word ^= word << 15 & 0xefc60000u;
    y[k] = word ^ word >> 18;
  }
}

// The polynomials are from the Cephes library for float32. torch uses fused multiply-add wherever a product is added.
// The last bit of a result depends on the order of the operations and on the fused operations. So the functions below
// use the same order and the same fused operations as torch.

#define INLINE static inline __attribute__((always_inline))

/// The natural logarithm of a positive number that is not denormal.
INLINE float logarithm(float x) {
  int32_t bits;
  if (x < 0x1p-126f) x = 0x1p-126f;
  memcpy(&bits, &x, 4);
  float exponent = (float)((bits >> 23) - 126);
  bits = (bits & 0x007fffff) | 0x3f000000;
  memcpy(&x, &bits, 4);
  if (x < 0.707106781186547524f) {
    exponent -= 1;
    x = x - 1 + x;
  } else {
    x -= 1;
  }
  static const float terms[] = {-1.1514610310E-1f, 1.1676998740E-1f, -1.2420140846E-1f, 1.4249322787E-1f,
                                -1.6668057665E-1f, 2.0000714765E-1f, -2.4999993993E-1f, 3.3333331174E-1f};
  float square = x * x;
  float y = 7.0376836292E-2f;
  for (int i = 0; i < 8; i++) y = fmaf(y, x, terms[i]);
  y = fmaf(y * x, square, exponent * -2.12194440e-4f);
  y = fmaf(-square, 0.5f, y);
  return fmaf(exponent, 0.693359375f, x + y);
}

/// Sine and cosine of a number in [0, 2π].
INLINE void turn(float x, float *sine, float *cosine) {
  int octant = ((int)(x * 1.27323954473516f) + 1) & ~1;
  float y = (float)octant;
  x = fmaf(y, -0.78515625f, x);
  x = fmaf(y, -2.4187564849853515625e-4f, x);
  x = fmaf(y, -3.77489497744594108e-8f, x);
  float square = x * x;
  float even = fmaf(fmaf(2.443315711809948E-5f, square, -1.388731625493765E-3f), square, 4.166664568298827E-2f);
  even = fmaf(even * square, square, -(square * 0.5f)) + 1;
  float odd = fmaf(fmaf(-1.9515295891E-4f, square, 8.3321608736E-3f), square, -1.6666654611E-1f);
  odd = fmaf(odd * square, x, x);
  int isSwapped = (octant & 2) != 0;
  float s = isSwapped ? even : odd, c = isSwapped ? odd : even;
  *sine = octant & 4 ? -s : s;
  *cosine = (octant - 2) & 4 ? c : -c;
}

INLINE void normal(int64_t blocks, float mean, float deviation, float *x) {
  for (int64_t block = 0; block < blocks; block++, x += 16) {
    for (int i = 0; i < 8; i++) {
      float radius = sqrtf(-2 * logarithm(1 - x[i]));
      float sine, cosine;
      turn(6.283185307179586f * x[i + 8], &sine, &cosine);
      x[i] = fmaf(radius * cosine, deviation, mean);
      x[i + 8] = fmaf(radius * sine, deviation, mean);
    }
  }
}

#if defined(__x86_64__)
__attribute__((target("fma"))) static void normal_fused(int64_t blocks, float mean, float deviation, float *x) {
  normal(blocks, mean, deviation, x);
}
#endif

void fw_torch_normal(int64_t blocks, float mean, float deviation, float *x) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("fma")) return normal_fused(blocks, mean, deviation, x);
#endif
  normal(blocks, mean, deviation, x);
}
