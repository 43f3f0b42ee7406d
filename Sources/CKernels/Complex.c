// Arithmetic of complex numbers.
#include "CKernels.h"
#include "Walk.h"
#include <complex.h>
#include <math.h>

typedef double complex number;

static inline number parts(double real, double imaginary) {
  union {
    double parts[2];
    number z;
  } both = {{real, imaginary}};
  return both.z;
}

static inline number load(bool wide, const void *x, int64_t i) {
  if (wide) return parts(((const double *)x)[2 * i], ((const double *)x)[2 * i + 1]);
  return parts(((const float *)x)[2 * i], ((const float *)x)[2 * i + 1]);
}

static inline void store(bool wide, void *y, int64_t i, number z) {
  if (wide) {
    ((double *)y)[2 * i] = creal(z), ((double *)y)[2 * i + 1] = cimag(z);
  } else {
    ((float *)y)[2 * i] = (float)creal(z), ((float *)y)[2 * i + 1] = (float)cimag(z);
  }
}

// The textbook formula of the complex product, as in torch. C's operator * would replace some NaN results by
// infinities.
static inline number product(number a, number b) {
  return parts(creal(a) * creal(b) - cimag(a) * cimag(b), creal(a) * cimag(b) + cimag(a) * creal(b));
}

// Smith's method of division. It first divides the smaller part of the divisor by the greater part. Therefore no square
// can overflow.
static number quotient(number a, number b) {
  double p = creal(b), q = cimag(b);
  if (fabs(p) >= fabs(q)) {
    if (p == 0 && q == 0) return parts(creal(a) / fabs(p), cimag(a) / fabs(q));
    double ratio = q / p, scale = 1 / (p + q * ratio);
    return parts((creal(a) + cimag(a) * ratio) * scale, (cimag(a) - creal(a) * ratio) * scale);
  }
  double ratio = p / q, scale = 1 / (p * ratio + q);
  return parts((creal(a) * ratio + cimag(a)) * scale, (cimag(a) * ratio - creal(a)) * scale);
}

static number exponential_minus_one(number z) {
  double half = sin(cimag(z) / 2);
  return parts(expm1(creal(z)) * cos(cimag(z)) - 2 * half * half, exp(creal(z)) * sin(cimag(z)));
}

static number logarithm_of_one_plus(number z) {
  double x = creal(z), y = cimag(z);
  if (fabs(x) > 0.5 || fabs(y) > 0.5) return clog(parts(1 + x, y));
  return parts(log1p(x * (2 + x) + y * y) / 2, atan2(y, 1 + x));
}

static inline number scaled(number z, double factor) { return parts(creal(z) * factor, cimag(z) * factor); }

static number unary(enum fw_complex_unary op, number z) {
  switch (op) {
    case FW_C_NEGATE: return -z;
    case FW_C_CONJUGATE: return conj(z);
    case FW_C_EXP: return cexp(z);
    case FW_C_EXPM1: return exponential_minus_one(z);
    case FW_C_LOG: return clog(z);
    case FW_C_LOG1P: return logarithm_of_one_plus(z);
    case FW_C_LOG2: return scaled(clog(z), 1 / log(2));
    case FW_C_LOG10: return scaled(clog(z), 1 / log(10));
    case FW_C_SQRT: return csqrt(z);
    case FW_C_RSQRT: return quotient(parts(1, 0), csqrt(z));
    case FW_C_SQUARE: return product(z, z);
    case FW_C_RECIPROCAL: return quotient(parts(1, 0), z);
    case FW_C_SIN: return csin(z);
    case FW_C_COS: return ccos(z);
    case FW_C_TAN: return ctan(z);
    case FW_C_SINH: return csinh(z);
    case FW_C_COSH: return ccosh(z);
    case FW_C_TANH: return ctanh(z);
    case FW_C_ASIN: return casin(z);
    case FW_C_ACOS: return cacos(z);
    case FW_C_ATAN: return catan(z);
    case FW_C_ASINH: return casinh(z);
    case FW_C_ACOSH: return cacosh(z);
    case FW_C_ATANH: return catanh(z);
    case FW_C_SIGMOID: return quotient(parts(1, 0), 1 + cexp(-z));
    case FW_C_SILU: return quotient(z, 1 + cexp(-z));
    case FW_C_SIGN: {
      double size = hypot(creal(z), cimag(z));
      return size == 0 ? parts(0, 0) : parts(creal(z) / size, cimag(z) / size);
    }
  }
  return parts(NAN, NAN);
}

void fw_complex_unary(enum fw_complex_unary op, bool wide, int64_t n, const void *x, void *y) {
  for (int64_t i = 0; i < n; i++) store(wide, y, i, unary(op, load(wide, x, i)));
}

void fw_complex_magnitude(bool wide, int64_t n, const void *x, void *y) {
  for (int64_t i = 0; i < n; i++) {
    number z = load(wide, x, i);
    double size = hypot(creal(z), cimag(z));
    if (wide) ((double *)y)[i] = size;
    else ((float *)y)[i] = (float)size;
  }
}

void fw_complex_angle(bool wide, int64_t n, const void *x, void *y) {
  for (int64_t i = 0; i < n; i++) {
    number z = load(wide, x, i);
    double angle = atan2(cimag(z), creal(z));
    if (wide) ((double *)y)[i] = angle;
    else ((float *)y)[i] = (float)angle;
  }
}

void fw_complex_test(enum fw_complex_test test, bool wide, int64_t n, const void *x, uint8_t *y) {
  for (int64_t i = 0; i < n; i++) {
    number z = load(wide, x, i);
    double p = creal(z), q = cimag(z);
    switch (test) {
      case FW_C_IS_NAN: y[i] = isnan(p) || isnan(q); break;
      case FW_C_IS_INF: y[i] = isinf(p) || isinf(q); break;
      case FW_C_IS_FINITE: y[i] = isfinite(p) && isfinite(q); break;
      case FW_C_IS_NONZERO: y[i] = p != 0 || q != 0; break;
    }
  }
}

static inline void combine(enum fw_complex_binary op, bool wide, number a, number b, void *y, int64_t i) {
  switch (op) {
    case FW_C_ADD: store(wide, y, i, a + b); break;
    case FW_C_SUBTRACT: store(wide, y, i, a - b); break;
    case FW_C_MULTIPLY: store(wide, y, i, product(a, b)); break;
    case FW_C_DIVIDE: store(wide, y, i, quotient(a, b)); break;
    case FW_C_POWER: store(wide, y, i, wide ? cpow(a, b) : (number)cpowf((float complex)a, (float complex)b)); break;
    case FW_C_EQUAL: ((uint8_t *)y)[i] = creal(a) == creal(b) && cimag(a) == cimag(b); break;
    case FW_C_NOT_EQUAL: ((uint8_t *)y)[i] = creal(a) != creal(b) || cimag(a) != cimag(b); break;
  }
}

void fw_complex_binary(enum fw_complex_binary op, bool wide, int rank, const int64_t *shape, const void *a,
                       const int64_t *as, const void *b, const int64_t *bs, void *y) {
  int outer = rank > 0 ? rank - 1 : 0;
  int64_t n = rank > 0 ? shape[outer] : 1, sa = rank > 0 ? as[outer] : 0, sb = rank > 0 ? bs[outer] : 0;
  struct walk w;
  if (!walk_begin(&w, rank, shape)) return;
  int64_t pa = 0, pb = 0, at = 0;
  while (1) {
    for (int64_t i = 0; i < n; i++, at++)
      combine(op, wide, load(wide, a, pa + i * sa), load(wide, b, pb + i * sb), y, at);
    int axis;
    for (axis = outer - 1; axis >= 0; axis--) {
      pa += as[axis], pb += bs[axis];
      if (++w.at[axis] < shape[axis]) break;
      pa -= as[axis] * shape[axis], pb -= bs[axis] * shape[axis];
      w.at[axis] = 0;
    }
    if (axis < 0) break;
  }
  walk_end(&w);
}

void fw_complex_product(bool wide, int64_t outer, int64_t n, int64_t inner, const void *x, void *y) {
  for (int64_t o = 0; o < outer; o++)
    for (int64_t i = 0; i < inner; i++) {
      number total = parts(1, 0);
      for (int64_t j = 0; j < n; j++) total = product(total, load(wide, x, (o * n + j) * inner + i));
      store(wide, y, o * inner + i, total);
    }
}

void fw_complex_join(bool wide, int64_t n, const void *real, const void *imaginary, void *y) {
  for (int64_t i = 0; i < n; i++)
    if (wide) {
      ((double *)y)[2 * i] = ((const double *)real)[i];
      ((double *)y)[2 * i + 1] = imaginary ? ((const double *)imaginary)[i] : 0;
    } else {
      ((float *)y)[2 * i] = ((const float *)real)[i];
      ((float *)y)[2 * i + 1] = imaginary ? ((const float *)imaginary)[i] : 0;
    }
}
