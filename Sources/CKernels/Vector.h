// Vectors of eight floats, and functions of vectors that the C library has only for single floats.
//
// Fused multiply-add is not used, so that the baseline build and the wide build compute the same bits.
#pragma once
#include <math.h>
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

typedef float float8 __attribute__((ext_vector_type(8)));
typedef int32_t int8x32 __attribute__((ext_vector_type(8)));
typedef double double8 __attribute__((ext_vector_type(8)));

INLINE float8 load8(const float *p) {
  float8 v;
  memcpy(&v, p, sizeof v);
  return v;
}

INLINE void store8(float *p, float8 v) { memcpy(p, &v, sizeof v); }

/// Loads the first n elements (n < 8) and fills the rest of the vector with `fill`.
INLINE float8 load_part(const float *p, int64_t n, float fill) {
  float8 v = fill;
  memcpy(&v, p, (size_t)n * sizeof(float));
  return v;
}

INLINE void store_part(float *p, int64_t n, float8 v) { memcpy(p, &v, (size_t)n * sizeof(float)); }

INLINE int8x32 bits8(float8 v) { return (int8x32)v; }
INLINE float8 select8(int8x32 mask, float8 a, float8 b) { return (float8)((mask & (int8x32)a) | (~mask & (int8x32)b)); }

/// The minimum of b and each element of `a`. NaN in `a` stays NaN, because NaN > b is false.
INLINE float8 at_most8(float8 a, float b) { return select8(a > (float8)b, (float8)b, a); }
INLINE float8 at_least8(float8 a, float b) { return select8(a < (float8)b, (float8)b, a); }

INLINE float sum8(float8 v) { return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7])); }

/// Computes eˣ with an error of at most 2 ulp. The result is 0 for −∞, ∞ for +∞ and NaN for NaN. Denormal results are
/// computed too.
///
/// x = n·ln 2 + r with |r| ≤ ½ ln 2. A polynomial (Cephes' coefficients) computes eʳ. The result is multiplied by 2ⁿ in
/// two steps, with two factors that neither overflow nor underflow.
INLINE float8 exp8(float8 x) {
  float8 bounded = at_most8(at_least8(x, -110.0f), 89.0f);
  const float8 magic = 12582912.0f;  // 1.5·2²³: adding it rounds to an integer, which is then in the low bits
  float8 shifted = bounded * 1.44269504088896341f + magic;
  int8x32 n = bits8(shifted) - bits8(magic);
  float8 whole = shifted - magic;
  float8 r = bounded - whole * 0.693359375f;
  r = r - whole * -2.12194440e-4f;
  float8 p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  int8x32 half = n >> 1;
  float8 low = (float8)((half + 127) << 23);
  float8 high = (float8)((n - half + 127) << 23);
  return p * low * high;
}

INLINE float8 sigmoid8(float8 x) { return 1.0f / (1.0f + exp8(-x)); }

/// Computes tanh with an error of at most 2 ulp: near 0 by a polynomial (Cephes' coefficients), elsewhere by 1 − 2 /
/// (e²ˣ + 1).
INLINE float8 tanh8(float8 x) {
  float8 z = x * x;
  float8 p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z + -5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z + -3.33332819422e-1f;
  float8 near = p * z * x + x;
  float8 magnitude = (float8)(bits8(x) & 0x7fffffff);
  float8 far = 1.0f - 2.0f / (exp8(magnitude + magnitude) + 1.0f);
  far = (float8)(bits8(far) | (bits8(x) & (int)0x80000000));
  return select8(magnitude < (float8)0.625f, near, far);
}

/// Computes erf with an error of at most 3 ulp. For |x| < 1, the result is x · (a polynomial in x²). For larger |x|,
/// the result is 1 − e^(−x²) · u · (a polynomial in u = 1/|x|), with the sign of x. Both polynomials were fitted at
/// Chebyshev points, the second polynomial for |x| from 1 to 4.2. Above 4.2, the result rounds to 1.
INLINE float8 erf8(float8 x) {
  float8 z = x * x;
  float8 p = -9.6735903e-6f;
  p = p * z + 1.1268254e-4f;
  p = p * z + -8.4843964e-4f;
  p = p * z + 5.2210535e-3f;
  p = p * z + -2.6865438e-2f;
  p = p * z + 1.1283783e-1f;
  p = p * z + -3.7612638e-1f;
  p = p * z + 1.1283792f;
  float8 near = p * x;
  float8 magnitude = (float8)(bits8(x) & 0x7fffffff);
  float8 u = 1.0f / magnitude;
  float8 q = 5.7593185e-2f;
  q = q * u + -3.2814881e-1f;
  q = q * u + 7.9381657e-1f;
  q = q * u + -1.0210677f;
  q = q * u + 6.5048128e-1f;
  q = q * u + 3.2420040e-3f;
  q = q * u + -2.9493180e-1f;
  q = q * u + 2.5826353e-3f;
  q = q * u + 5.6401634e-1f;
  float8 far = 1.0f - exp8(-z) * (q * u);
  far = (float8)(bits8(far) | (bits8(x) & (int)0x80000000));
  return select8(magnitude < (float8)1.0f, near, far);
}

INLINE double8 widen8(float8 v) { return __builtin_convertvector(v, double8); }

typedef int64_t int8x64 __attribute__((ext_vector_type(8)));

/// Computes sin or cos for |x| ≤ 100,000. Almost all results are correctly rounded.
///
/// The computation uses double: x = n·π/2 + r with |r| ≤ ¼π. π/2 is split into two parts; the first part has few bits,
/// so its product with n is exact. Then n selects the series of sine or cosine, whose error is about 10⁻¹³.
INLINE float8 turned8(float8 v, int quarter) {
  double8 x = widen8(v);
  const double8 magic = 6755399441055744.0;  // 1.5·2⁵²: adding it rounds to an integer, which is then in the low bits
  double8 shifted = x * 0.63661977236758134308 + magic;
  int8x64 n = (int8x64)shifted - (int8x64)magic + quarter;
  double8 whole = shifted - magic;
  double8 r = (x - whole * 0x1.921fb544p+0) - whole * 0x1.0b4611a626331p-34;
  double8 z = r * r;
  double8 s = 1.0 / 6227020800.0;
  s = s * z - 1.0 / 39916800.0;
  s = s * z + 1.0 / 362880.0;
  s = s * z - 1.0 / 5040.0;
  s = s * z + 1.0 / 120.0;
  s = s * z - 1.0 / 6.0;
  s = s * z * r + r;
  double8 c = -1.0 / 87178291200.0;
  c = c * z + 1.0 / 479001600.0;
  c = c * z - 1.0 / 3628800.0;
  c = c * z + 1.0 / 40320.0;
  c = c * z - 1.0 / 720.0;
  c = c * z + 1.0 / 24.0;
  c = c * z * z - 0.5 * z + 1.0;
  int8x64 isCosine = -(n & 1);
  int8x64 bits = (isCosine & (int8x64)c) | (~isCosine & (int8x64)s);
  bits ^= (n & 2) << 62;
  return __builtin_convertvector((double8)bits, float8);
}

/// Whether all eight magnitudes are at most `bound`. False when an element is NaN.
INLINE int all_within8(float8 x, float bound) {
  float8 magnitude = (float8)(bits8(x) & 0x7fffffff);
  int8x32 inside = magnitude <= (float8)bound;
  int all = -1;
  for (int lane = 0; lane < 8; lane++) all &= inside[lane];
  return all;
}

INLINE float8 sin8(float8 x) {
  if (all_within8(x, 100000.0f)) {
    float8 y = turned8(x, 0);
    // Where x is zero, the result is x, so that the zero keeps its sign.
    return select8(x == (float8)0.0f, x, y);
  }
  for (int lane = 0; lane < 8; lane++) x[lane] = sinf(x[lane]);
  return x;
}

INLINE float8 cos8(float8 x) {
  if (all_within8(x, 100000.0f)) return turned8(x, 1);
  for (int lane = 0; lane < 8; lane++) x[lane] = cosf(x[lane]);
  return x;
}
