// Baseline.c and Wide.c include this file. Both files define FW(), which adds the prefix of the build to a function's
// name, for example `fw_wide_`.

// ---- Binary ---------------------------------------------------------------------------------------------------------

typedef void (*binary_loop)(int64_t n, const void *a, int64_t as, const void *b, int64_t bs, void *y);

// `result` is an expression of the elements u and v. Separate loops for strides of 1 and 0 let the compiler produce
// vector code.
#define BINARY(name, T, R, result)                                                                                   \
  static void name(int64_t n, const void *ap, int64_t as, const void *bp, int64_t bs, void *yp) {                    \
    const T *a = ap, *b = bp;                                                                                        \
    R *restrict y = yp;                                                                                              \
    if (as == 1 && bs == 1) {                                                                                        \
      for (int64_t i = 0; i < n; i++) { T u = a[i], v = b[i]; y[i] = (R)(result); }                                  \
    } else if (as == 1 && bs == 0) {                                                                                 \
      T v = *b;                                                                                                      \
      for (int64_t i = 0; i < n; i++) { T u = a[i]; y[i] = (R)(result); }                                            \
    } else if (as == 0 && bs == 1) {                                                                                 \
      T u = *a;                                                                                                      \
      for (int64_t i = 0; i < n; i++) { T v = b[i]; y[i] = (R)(result); }                                            \
    } else {                                                                                                         \
      for (int64_t i = 0; i < n; i++) { T u = a[i * as], v = b[i * bs]; y[i] = (R)(result); }                        \
    }                                                                                                                \
  }

#define COMPARISONS(prefix, T)                                                                                       \
  BINARY(prefix##_eq, T, uint8_t, u == v)                                                                            \
  BINARY(prefix##_ne, T, uint8_t, u != v)                                                                            \
  BINARY(prefix##_lt, T, uint8_t, u < v)                                                                             \
  BINARY(prefix##_le, T, uint8_t, u <= v)                                                                            \
  BINARY(prefix##_gt, T, uint8_t, u > v)                                                                             \
  BINARY(prefix##_ge, T, uint8_t, u >= v)

// Python's % and //: the remainder has the sign of the divisor, and the quotient matches this remainder.
INLINE double remainder_f64(double u, double v) {
  double r = fmod(u, v);
  if (r != 0 && ((r < 0) != (v < 0))) r += v;
  return r;
}
INLINE double floor_divide_f64(double u, double v) {
  if (v == 0) return u / v;
  double r = fmod(u, v), q = (u - r) / v;
  if (r != 0 && ((r < 0) != (v < 0))) q -= 1;
  if (q == 0) return copysign(0.0, u / v);
  double whole = floor(q);
  return q - whole > 0.5 ? whole + 1 : whole;
}
INLINE float remainder_f32(float u, float v) {
  float r = fmodf(u, v);
  if (r != 0 && ((r < 0) != (v < 0))) r += v;
  return r;
}
INLINE float floor_divide_f32(float u, float v) {
  if (v == 0) return u / v;
  float r = fmodf(u, v), q = (u - r) / v;
  if (r != 0 && ((r < 0) != (v < 0))) q -= 1;
  if (q == 0) return copysignf(0.0f, u / v);
  float whole = floorf(q);
  return q - whole > 0.5f ? whole + 1 : whole;
}

// Integer arithmetic wraps. Division by 0 returns 0; callers check for 0 first and throw an error.
INLINE int64_t wrap_add(int64_t u, int64_t v) { return (int64_t)((uint64_t)u + (uint64_t)v); }
INLINE int64_t wrap_subtract(int64_t u, int64_t v) { return (int64_t)((uint64_t)u - (uint64_t)v); }
INLINE int64_t wrap_multiply(int64_t u, int64_t v) { return (int64_t)((uint64_t)u * (uint64_t)v); }
INLINE int64_t remainder_i64(int64_t u, int64_t v) {
  if (v == 0 || v == -1) return 0;
  int64_t r = u % v;
  return r != 0 && ((r < 0) != (v < 0)) ? r + v : r;
}
INLINE int64_t floor_divide_i64(int64_t u, int64_t v) {
  if (v == 0) return 0;
  if (v == -1) return wrap_subtract(0, u);
  int64_t q = u / v, r = u % v;
  return r != 0 && ((r < 0) != (v < 0)) ? q - 1 : q;
}
INLINE int64_t power_i64(int64_t u, int64_t v) {
  if (v < 0) return u == 1 ? 1 : u == -1 ? (v % 2 ? -1 : 1) : 0;
  int64_t y = 1;
  for (; v; v >>= 1, u = wrap_multiply(u, u))
    if (v & 1) y = wrap_multiply(y, u);
  return y;
}

BINARY(f32_add, float, float, u + v)
BINARY(f32_sub, float, float, u - v)
BINARY(f32_mul, float, float, u *v)
BINARY(f32_div, float, float, u / v)
BINARY(f32_fdiv, float, float, floor_divide_f32(u, v))
BINARY(f32_rem, float, float, remainder_f32(u, v))
BINARY(f32_pow, float, float, powf(u, v))
BINARY(f32_max, float, float, u != u ? u : u < v || v != v ? v : u)
BINARY(f32_min, float, float, u != u ? u : v < u || v != v ? v : u)
COMPARISONS(f32, float)
BINARY(f64_add, double, double, u + v)
BINARY(f64_sub, double, double, u - v)
BINARY(f64_mul, double, double, u *v)
BINARY(f64_div, double, double, u / v)
BINARY(f64_fdiv, double, double, floor_divide_f64(u, v))
BINARY(f64_rem, double, double, remainder_f64(u, v))
BINARY(f64_pow, double, double, pow(u, v))
BINARY(f64_max, double, double, u != u ? u : u < v || v != v ? v : u)
BINARY(f64_min, double, double, u != u ? u : v < u || v != v ? v : u)
COMPARISONS(f64, double)
BINARY(i64_add, int64_t, int64_t, wrap_add(u, v))
BINARY(i64_sub, int64_t, int64_t, wrap_subtract(u, v))
BINARY(i64_mul, int64_t, int64_t, wrap_multiply(u, v))
BINARY(i64_fdiv, int64_t, int64_t, floor_divide_i64(u, v))
BINARY(i64_rem, int64_t, int64_t, remainder_i64(u, v))
BINARY(i64_pow, int64_t, int64_t, power_i64(u, v))
BINARY(i64_max, int64_t, int64_t, u < v ? v : u)
BINARY(i64_min, int64_t, int64_t, v < u ? v : u)
BINARY(i64_and, int64_t, int64_t, u &v)
BINARY(i64_or, int64_t, int64_t, u | v)
BINARY(i64_xor, int64_t, int64_t, u ^ v)
COMPARISONS(i64, int64_t)
BINARY(bool_and, uint8_t, uint8_t, u &v)
BINARY(bool_or, uint8_t, uint8_t, u | v)
BINARY(bool_xor, uint8_t, uint8_t, u ^ v)
COMPARISONS(bool, uint8_t)

static const binary_loop binary_loops[4][18] = {
  {f32_add, f32_sub, f32_mul, f32_div, f32_fdiv, f32_rem, f32_pow, f32_max, f32_min, 0, 0, 0, f32_eq, f32_ne, f32_lt,
   f32_le, f32_gt, f32_ge},
  {f64_add, f64_sub, f64_mul, f64_div, f64_fdiv, f64_rem, f64_pow, f64_max, f64_min, 0, 0, 0, f64_eq, f64_ne, f64_lt,
   f64_le, f64_gt, f64_ge},
  {i64_add, i64_sub, i64_mul, 0, i64_fdiv, i64_rem, i64_pow, i64_max, i64_min, i64_and, i64_or, i64_xor, i64_eq, i64_ne,
   i64_lt, i64_le, i64_gt, i64_ge},
  {0, 0, 0, 0, 0, 0, 0, 0, 0, bool_and, bool_or, bool_xor, bool_eq, bool_ne, bool_lt, bool_le, bool_gt, bool_ge},
};

void FW(binary)(enum fw_binary op, enum fw_type type, int rank, const int64_t *shape, const void *a, const int64_t *as,
                const void *b, const int64_t *bs, void *y) {
  int row = type == FW_FLOAT32 ? 0 : type == FW_FLOAT64 ? 1 : type == FW_INT64 ? 2 : 3;
  int64_t size = row == 0 ? 4 : row == 3 ? 1 : 8;
  int64_t out = op >= FW_EQUAL ? 1 : size;
  binary_loop loop = binary_loops[row][op];
  if (!loop) __builtin_trap();
  if (rank == 0) {
    loop(1, a, 0, b, 0, y);
    return;
  }
  int64_t n = shape[rank - 1];
  struct walk w;
  if (!walk_begin(&w, rank - 1, shape) || n == 0) return;
  const char *pa = a, *pb = b;
  char *py = y;
  do {
    loop(n, pa, as[rank - 1], pb, bs[rank - 1], py);
    py += n * out;
    int axis;
    for (axis = rank - 2; axis >= 0; axis--) {
      pa += as[axis] * size, pb += bs[axis] * size;
      if (++w.at[axis] < shape[axis]) break;
      pa -= as[axis] * size * shape[axis], pb -= bs[axis] * size * shape[axis];
      w.at[axis] = 0;
    }
    if (axis < 0) break;
  } while (1);
  walk_end(&w);
}

// ---- Unary ----------------------------------------------------------------------------------------------------------

#define EACH(T, R, result)                                                                                           \
  do {                                                                                                               \
    const T *x = xp;                                                                                                 \
    R *restrict y = yp;                                                                                              \
    for (int64_t i = 0; i < n; i++) { T u = x[i]; y[i] = (R)(result); }                                              \
  } while (0)

#define EACH8(result)                                                                                                \
  do {                                                                                                               \
    const float *x = xp;                                                                                             \
    float *y = yp;                                                                                                   \
    int64_t i = 0;                                                                                                   \
    for (; i + 8 <= n; i += 8) { float8 u = load8(x + i); store8(y + i, (result)); }                                 \
    if (i < n) { float8 u = load_part(x + i, n - i, 0); store_part(y + i, n - i, (result)); }                        \
  } while (0)

INLINE float clamp_f32(float u, float p, float q) { u = u < p ? p : u; return u > q ? q : u; }
INLINE double clamp_f64(double u, double p, double q) { u = u < p ? p : u; return u > q ? q : u; }
INLINE float softplus_f32(float u, float p, float q) { return u * p > q ? u : log1pf(expf(u * p)) / p; }
INLINE double softplus_f64(double u, double p, double q) { return u * p > q ? u : log1p(exp(u * p)) / p; }
// Computes log σ(u) as min(u, 0) − log(1 + e^−|u|), which does not overflow. NaN stays NaN.
INLINE float log_sigmoid_f32(float u) { return (u < 0 ? u : u != u ? u : 0) - log1pf(expf(-fabsf(u))); }
INLINE double log_sigmoid_f64(double u) { return (u < 0 ? u : u != u ? u : 0) - log1p(exp(-fabs(u))); }

static void unary_f32(enum fw_unary op, int64_t n, const void *xp, void *yp, float p, float q) {
  switch (op) {
    case FW_NEGATE: EACH(float, float, -u); break;
    case FW_ABS: EACH(float, float, fabsf(u)); break;
    case FW_EXP: EACH8(exp8(u)); break;
    case FW_EXPM1: EACH(float, float, expm1f(u)); break;
    case FW_LOG: EACH(float, float, logf(u)); break;
    case FW_LOG1P: EACH(float, float, log1pf(u)); break;
    case FW_LOG2: EACH(float, float, log2f(u)); break;
    case FW_LOG10: EACH(float, float, log10f(u)); break;
    case FW_SQRT: EACH(float, float, __builtin_sqrtf(u)); break;
    case FW_RSQRT: EACH(float, float, 1.0f / __builtin_sqrtf(u)); break;
    case FW_SQUARE: EACH(float, float, u * u); break;
    case FW_RECIPROCAL: EACH(float, float, 1.0f / u); break;
    case FW_SIN: EACH8(sin8(u)); break;
    case FW_COS: EACH8(cos8(u)); break;
    case FW_TAN: EACH(float, float, tanf(u)); break;
    case FW_TANH: EACH8(tanh8(u)); break;
    case FW_SIGMOID: EACH8(sigmoid8(u)); break;
    case FW_LOG_SIGMOID: EACH(float, float, log_sigmoid_f32(u)); break;
    case FW_RELU: EACH(float, float, u < 0 ? 0 : u); break;
    case FW_SILU: EACH8(u * sigmoid8(u)); break;
    case FW_GELU: EACH8(0.5f * u * (1.0f + erf8(u * 0.70710678118654752f))); break;
    case FW_GELU_TANH: EACH8(0.5f * u * (1.0f + tanh8(0.79788456080286536f * (u + 0.044715f * u * u * u)))); break;
    case FW_ERF: EACH8(erf8(u)); break;
    case FW_SOFTPLUS: EACH(float, float, softplus_f32(u, p, q)); break;
    case FW_CLAMP: EACH(float, float, clamp_f32(u, p, q)); break;
    case FW_LEAKY_RELU: EACH(float, float, u < 0 ? u * p : u); break;
    case FW_ELU: EACH(float, float, u < 0 ? p * expm1f(u) : u); break;
    case FW_FLOOR: EACH(float, float, floorf(u)); break;
    case FW_CEIL: EACH(float, float, ceilf(u)); break;
    case FW_ROUND: EACH(float, float, rintf(u)); break;
    case FW_TRUNC: EACH(float, float, truncf(u)); break;
    case FW_SIGN: EACH(float, float, u > 0 ? 1.0f : u < 0 ? -1.0f : u); break;
    case FW_IS_NAN: EACH(float, uint8_t, u != u); break;
    case FW_IS_INF: EACH(float, uint8_t, fabsf(u) == INFINITY); break;
    case FW_IS_FINITE: EACH(float, uint8_t, fabsf(u) < INFINITY); break;
    case FW_NOT: __builtin_trap();
  }
}

static void unary_f64(enum fw_unary op, int64_t n, const void *xp, void *yp, double p, double q) {
  switch (op) {
    case FW_NEGATE: EACH(double, double, -u); break;
    case FW_ABS: EACH(double, double, fabs(u)); break;
    case FW_EXP: EACH(double, double, exp(u)); break;
    case FW_EXPM1: EACH(double, double, expm1(u)); break;
    case FW_LOG: EACH(double, double, log(u)); break;
    case FW_LOG1P: EACH(double, double, log1p(u)); break;
    case FW_LOG2: EACH(double, double, log2(u)); break;
    case FW_LOG10: EACH(double, double, log10(u)); break;
    case FW_SQRT: EACH(double, double, __builtin_sqrt(u)); break;
    case FW_RSQRT: EACH(double, double, 1.0 / __builtin_sqrt(u)); break;
    case FW_SQUARE: EACH(double, double, u * u); break;
    case FW_RECIPROCAL: EACH(double, double, 1.0 / u); break;
    case FW_SIN: EACH(double, double, sin(u)); break;
    case FW_COS: EACH(double, double, cos(u)); break;
    case FW_TAN: EACH(double, double, tan(u)); break;
    case FW_TANH: EACH(double, double, tanh(u)); break;
    case FW_SIGMOID: EACH(double, double, 1.0 / (1.0 + exp(-u))); break;
    case FW_LOG_SIGMOID: EACH(double, double, log_sigmoid_f64(u)); break;
    case FW_RELU: EACH(double, double, u < 0 ? 0 : u); break;
    case FW_SILU: EACH(double, double, u / (1.0 + exp(-u))); break;
    case FW_GELU: EACH(double, double, 0.5 * u * (1.0 + erf(u * 0.70710678118654752))); break;
    case FW_GELU_TANH:
      EACH(double, double, 0.5 * u * (1.0 + tanh(0.79788456080286536 * (u + 0.044715 * u * u * u))));
      break;
    case FW_ERF: EACH(double, double, erf(u)); break;
    case FW_SOFTPLUS: EACH(double, double, softplus_f64(u, p, q)); break;
    case FW_CLAMP: EACH(double, double, clamp_f64(u, p, q)); break;
    case FW_LEAKY_RELU: EACH(double, double, u < 0 ? u * p : u); break;
    case FW_ELU: EACH(double, double, u < 0 ? p * expm1(u) : u); break;
    case FW_FLOOR: EACH(double, double, floor(u)); break;
    case FW_CEIL: EACH(double, double, ceil(u)); break;
    case FW_ROUND: EACH(double, double, rint(u)); break;
    case FW_TRUNC: EACH(double, double, trunc(u)); break;
    case FW_SIGN: EACH(double, double, u > 0 ? 1.0 : u < 0 ? -1.0 : u); break;
    case FW_IS_NAN: EACH(double, uint8_t, u != u); break;
    case FW_IS_INF: EACH(double, uint8_t, fabs(u) == INFINITY); break;
    case FW_IS_FINITE: EACH(double, uint8_t, fabs(u) < INFINITY); break;
    case FW_NOT: __builtin_trap();
  }
}

// The bounds of clamp are doubles. A bound outside the range of int64 becomes the nearest int64.
INLINE int64_t bound_i64(double p) {
  return p >= 9223372036854775807.0 ? INT64_MAX : p <= -9223372036854775808.0 ? INT64_MIN : (int64_t)p;
}

static void unary_i64(enum fw_unary op, int64_t n, const void *xp, void *yp, double p, double q) {
  int64_t low = bound_i64(p), high = bound_i64(q);
  switch (op) {
    case FW_NEGATE: EACH(int64_t, int64_t, wrap_subtract(0, u)); break;
    case FW_ABS: EACH(int64_t, int64_t, u < 0 ? wrap_subtract(0, u) : u); break;
    case FW_SQUARE: EACH(int64_t, int64_t, wrap_multiply(u, u)); break;
    case FW_RELU: EACH(int64_t, int64_t, u < 0 ? 0 : u); break;
    case FW_CLAMP: EACH(int64_t, int64_t, (u < low ? low : u) > high ? high : u < low ? low : u); break;
    case FW_SIGN: EACH(int64_t, int64_t, (u > 0) - (u < 0)); break;
    case FW_NOT: EACH(int64_t, int64_t, ~u); break;
    default: __builtin_trap();
  }
}

void FW(unary)(enum fw_unary op, enum fw_type type, int64_t n, const void *xp, void *yp, double p, double q) {
  switch (type) {
    case FW_FLOAT32: unary_f32(op, n, xp, yp, (float)p, (float)q); break;
    case FW_FLOAT64: unary_f64(op, n, xp, yp, p, q); break;
    case FW_INT64: unary_i64(op, n, xp, yp, p, q); break;
    default:
      if (op != FW_NOT) __builtin_trap();
      EACH(uint8_t, uint8_t, !u);
  }
}

// ---- Choice --------------------------------------------------------------------------------------------------------

#define WHERE_ROW(T)                                                                                                 \
  do {                                                                                                               \
    const T *u = pa, *v = pb;                                                                                        \
    T *restrict t = (T *)py;                                                                                         \
    /* Reads both operands first: then the compiler can use a vector instruction to select a value. */               \
    if (ca == 1 && aa == 0 && ba == 1) {                                                                             \
      T p = u[0];                                                                                                    \
      for (int64_t i = 0; i < n; i++) { T q = v[i]; t[i] = pc[i] ? p : q; }                                          \
    } else if (ca == 1 && aa == 1 && ba == 1) {                                                                      \
      for (int64_t i = 0; i < n; i++) { T p = u[i], q = v[i]; t[i] = pc[i] ? p : q; }                                \
    } else {                                                                                                         \
      for (int64_t i = 0; i < n; i++) { T p = u[i * aa], q = v[i * ba]; t[i] = pc[i * ca] ? p : q; }                 \
    }                                                                                                                \
  } while (0)

void FW(where)(int size, int rank, const int64_t *shape, const uint8_t *c, const int64_t *cs, const void *a,
              const int64_t *as, const void *b, const int64_t *bs, void *y) {
  int outer = rank > 0 ? rank - 1 : 0;
  int64_t n = rank > 0 ? shape[rank - 1] : 1;
  int64_t ca = rank > 0 ? cs[rank - 1] : 0, aa = rank > 0 ? as[rank - 1] : 0, ba = rank > 0 ? bs[rank - 1] : 0;
  struct walk w;
  if (!walk_begin(&w, outer, shape)) return;
  const uint8_t *pc = c;
  const void *pa = a, *pb = b;
  char *py = y;
  while (1) {
    BY_SIZE(size, WHERE_ROW)
    py += n * size;
    int axis;
    for (axis = outer - 1; axis >= 0; axis--) {
      pc += cs[axis];
      pa = (const char *)pa + as[axis] * size, pb = (const char *)pb + bs[axis] * size;
      if (++w.at[axis] < shape[axis]) break;
      pc -= cs[axis] * shape[axis];
      pa = (const char *)pa - as[axis] * size * shape[axis], pb = (const char *)pb - bs[axis] * size * shape[axis];
      w.at[axis] = 0;
    }
    if (axis < 0) break;
  }
  walk_end(&w);
}
