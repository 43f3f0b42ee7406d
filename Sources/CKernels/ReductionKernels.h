// Baseline.c and Wide.c include this file. Both files define FW(), which adds the prefix of the build to a function's
// name, for example `fw_wide_`.
//
// x has the shape [outer, n, inner]. When inner is 1, each row is reduced in a fixed number of lanes. Otherwise, TILE
// neighbouring columns are reduced together, row after row. In both cases, the order of additions depends only on the
// shape.

#define TILE 64

#define ALONG(T, A, start, step, finish)                                                                             \
  do {                                                                                                               \
    const T *x = xp;                                                                                                 \
    T *y = yp;                                                                                                       \
    for (int64_t o = 0; o < outer; o++, x += n * inner, y += inner)                                                  \
      for (int64_t first = 0; first < inner; first += TILE) {                                                        \
        int64_t width = inner - first < TILE ? inner - first : TILE;                                                 \
        A acc[TILE];                                                                                                 \
        for (int64_t i = 0; i < width; i++) acc[i] = (start);                                                        \
        for (int64_t j = 0; j < n; j++) {                                                                            \
          const T *row = x + j * inner + first;                                                                      \
          for (int64_t i = 0; i < width; i++) { A a = acc[i]; T u = row[i]; acc[i] = (step); }                       \
        }                                                                                                            \
        for (int64_t i = 0; i < width; i++) { A a = acc[i]; y[first + i] = (T)(finish); }                            \
      }                                                                                                              \
  } while (0)

INLINE double sum_double8(double8 v) { return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7])); }

#define ROW_DOUBLE(n, term, total)                                                                                   \
  do {                                                                                                               \
    double8 s = 0;                                                                                                   \
    int64_t i = 0;                                                                                                   \
    for (; i + 8 <= (n); i += 8) { double8 u = widen8(load8(row + i)); s += (term); }                                \
    total = sum_double8(s);                                                                                          \
    for (; i < (n); i++) { double u = row[i]; total += (term); }                                                     \
  } while (0)

INLINE double magnitude_f64(double u) { return fabs(u); }

static void reduce_rows_f32(enum fw_reduction op, int64_t outer, int64_t n, const float *x, float *y) {
  for (int64_t o = 0; o < outer; o++) {
    const float *row = x + o * n;
    double total;
    if (op == FW_SUM_OF_SQUARES) ROW_DOUBLE(n, u * u, total);
    else ROW_DOUBLE(n, u, total);
    y[o] = (float)(op == FW_MEAN ? total / (double)n : total);
  }
}

#define FLOAT_REDUCTION(T)                                                                                           \
  switch (op) {                                                                                                      \
    case FW_SUM: ALONG(T, double, 0, a + u, a); break;                                                               \
    case FW_MEAN: ALONG(T, double, 0, a + u, a / (double)n); break;                                                  \
    case FW_SUM_OF_SQUARES: ALONG(T, double, 0, a + (double)u * u, a); break;                                        \
    case FW_SUM_OF_MAGNITUDES: ALONG(T, double, 0, a + fabs((double)u), a); break;                                   \
    case FW_PRODUCT: ALONG(T, double, 1, a *u, a); break;                                                            \
    case FW_LEAST: ALONG(T, T, INFINITY, a != a ? a : u < a || u != u ? u : a, a); break;                            \
    case FW_GREATEST: ALONG(T, T, -INFINITY, a != a ? a : u > a || u != u ? u : a, a); break;                        \
    default: __builtin_trap();                                                                                       \
  }

/// Writes the greatest or smallest element of each row; NaN when the row contains NaN.
static void reduce_extreme_f32(bool greatest, int64_t outer, int64_t n, const float *x, float *y) {
  const float start = greatest ? -INFINITY : INFINITY;
  for (int64_t o = 0; o < outer; o++, x += n) {
    float8 best = start;
    int8x32 nan = 0;
    for (int64_t i = 0; i < n; i += 8) {
      float8 u = n - i < 8 ? load_part(x + i, n - i, start) : load8(x + i);
      nan |= u != u;
      best = select8(greatest ? u > best : u < best, u, best);
    }
    float result = best[0];
    for (int lane = 1; lane < 8; lane++)
      if (greatest ? best[lane] > result : best[lane] < result) result = best[lane];
    for (int lane = 0; lane < 8; lane++)
      if (nan[lane]) result = NAN;
    y[o] = result;
  }
}

static void reduce_f32(enum fw_reduction op, int64_t outer, int64_t n, int64_t inner, const void *xp, void *yp) {
  if (inner == 1 && (op == FW_SUM || op == FW_MEAN || op == FW_SUM_OF_SQUARES)) {
    reduce_rows_f32(op, outer, n, xp, yp);
    return;
  }
  if (inner == 1 && (op == FW_GREATEST || op == FW_LEAST)) {
    reduce_extreme_f32(op == FW_GREATEST, outer, n, xp, yp);
    return;
  }
  FLOAT_REDUCTION(float)
}

static void reduce_f64(enum fw_reduction op, int64_t outer, int64_t n, int64_t inner, const void *xp, void *yp) {
  FLOAT_REDUCTION(double)
}

static void reduce_i64(enum fw_reduction op, int64_t outer, int64_t n, int64_t inner, const void *xp, void *yp) {
  switch (op) {
    case FW_SUM: ALONG(int64_t, int64_t, 0, wrap_add(a, u), a); break;
    case FW_PRODUCT: ALONG(int64_t, int64_t, 1, wrap_multiply(a, u), a); break;
    case FW_LEAST: ALONG(int64_t, int64_t, INT64_MAX, u < a ? u : a, a); break;
    case FW_GREATEST: ALONG(int64_t, int64_t, INT64_MIN, u > a ? u : a, a); break;
    default: __builtin_trap();
  }
}

static void reduce_bool(enum fw_reduction op, int64_t outer, int64_t n, int64_t inner, const void *xp, void *yp) {
  switch (op) {
    case FW_ANY: ALONG(uint8_t, uint8_t, 0, a | (u != 0), a); break;
    case FW_ALL: ALONG(uint8_t, uint8_t, 1, a & (u != 0), a); break;
    default: __builtin_trap();
  }
}

void FW(reduce)(enum fw_reduction op, enum fw_type type, int64_t outer, int64_t n, int64_t inner, const void *x,
                void *y) {
  switch (type) {
    case FW_FLOAT32: reduce_f32(op, outer, n, inner, x, y); break;
    case FW_FLOAT64: reduce_f64(op, outer, n, inner, x, y); break;
    case FW_INT64: reduce_i64(op, outer, n, inner, x, y); break;
    default: reduce_bool(op, outer, n, inner, x, y);
  }
}

void FW(variance)(int64_t outer, int64_t n, int64_t inner, const float *x, double correction, float *y) {
  double divisor = (double)n > correction ? (double)n - correction : 0;
  for (int64_t o = 0; o < outer; o++, x += n * inner, y += inner)
    for (int64_t first = 0; first < inner; first += TILE) {
      int64_t width = inner - first < TILE ? inner - first : TILE;
      double mean[TILE] = {0}, squares[TILE] = {0};
      if (inner == 1) {
        const float *row = x;
        ROW_DOUBLE(n, u, mean[0]);
        double m = mean[0] / (double)n;
        ROW_DOUBLE(n, (u - m) * (u - m), squares[0]);
      } else {
        for (int64_t j = 0; j < n; j++)
          for (int64_t i = 0; i < width; i++) mean[i] += x[j * inner + first + i];
        for (int64_t i = 0; i < width; i++) mean[i] /= (double)n;
        for (int64_t j = 0; j < n; j++)
          for (int64_t i = 0; i < width; i++) {
            double d = x[j * inner + first + i] - mean[i];
            squares[i] += d * d;
          }
      }
      for (int64_t i = 0; i < width; i++) y[first + i] = (float)(squares[i] / divisor);
    }
}

void FW(log_sum_exp)(int64_t outer, int64_t n, int64_t inner, const float *x, float *y) {
  for (int64_t o = 0; o < outer; o++, x += n * inner, y += inner)
    for (int64_t i = 0; i < inner; i++) {
      float greatest = -INFINITY;
      bool nan = false;
      for (int64_t j = 0; j < n; j++) {
        float u = x[j * inner + i];
        if (u > greatest) greatest = u;
        nan |= u != u;
      }
      if (nan) y[i] = NAN;
      else if (fabsf(greatest) == INFINITY) y[i] = greatest;
      else {
        double sum = 0;
        for (int64_t j = 0; j < n; j++) sum += exp((double)x[j * inner + i] - greatest);
        y[i] = (float)(greatest + log(sum));
      }
    }
}

#define ARG(T, better)                                                                                               \
  do {                                                                                                               \
    const T *x = xp;                                                                                                 \
    for (int64_t o = 0; o < outer; o++, x += n * inner, y += inner)                                                  \
      for (int64_t i = 0; i < inner; i++) {                                                                          \
        T best = x[i];                                                                                               \
        int64_t at = 0;                                                                                              \
        for (int64_t j = 1; j < n && best == best; j++) {                                                            \
          T u = x[j * inner + i];                                                                                    \
          if ((better) || u != u) best = u, at = j;                                                                  \
        }                                                                                                            \
        y[i] = at;                                                                                                   \
      }                                                                                                              \
  } while (0)

void FW(arg)(bool greatest, enum fw_type type, int64_t outer, int64_t n, int64_t inner, const void *xp, int64_t *y) {
  if (type == FW_FLOAT32) {
    if (greatest) ARG(float, u > best);
    else ARG(float, u < best);
  } else if (type == FW_FLOAT64) {
    if (greatest) ARG(double, u > best);
    else ARG(double, u < best);
  } else {
    if (greatest) ARG(int64_t, u > best);
    else ARG(int64_t, u < best);
  }
}

void FW(cumulative_sum)(enum fw_type type, int64_t outer, int64_t n, int64_t inner, const void *xp, void *yp) {
  for (int64_t o = 0; o < outer; o++)
    for (int64_t i = 0; i < inner; i++) {
      int64_t at = o * n * inner + i;
      if (type == FW_FLOAT32) {
        double sum = 0;
        for (int64_t j = 0; j < n; j++, at += inner) ((float *)yp)[at] = (float)(sum += ((const float *)xp)[at]);
      } else if (type == FW_FLOAT64) {
        double sum = 0;
        for (int64_t j = 0; j < n; j++, at += inner) ((double *)yp)[at] = sum += ((const double *)xp)[at];
      } else {
        int64_t sum = 0;
        for (int64_t j = 0; j < n; j++, at += inner)
          ((int64_t *)yp)[at] = sum = wrap_add(sum, ((const int64_t *)xp)[at]);
      }
    }
}

// ---- Summaries ------------------------------------------------------------------------------------------------------

INLINE void FW(summary_look)(float8 u, double shift, float8 *low, float8 *high, double8 *sum, double8 *squares) {
  *low = select8(u < *low, u, *low);
  *high = select8(u > *high, u, *high);
  double8 d = widen8(u) - shift;
  *sum += d;
  *squares += d * d;
}

void FW(summary_add)(struct fw_summary *s, int64_t n, const float *x) {
  if (s->count == 0 && n > 0) {
    // The sums use x − shift. Without the shift, rounding would hide a small deviation beside a large mean. Any finite
    // element can be the shift.
    for (int64_t i = 0; i < n && i < 4096; i++)
      if (fabsf(x[i]) < INFINITY) { s->shift = x[i]; break; }
  }
  s->count += n;
  const double shift = s->shift;
  enum { BLOCK = 16384 };
  for (int64_t start = 0; start < n; start += BLOCK) {
    int64_t m = n - start < BLOCK ? n - start : BLOCK;
    const float *b = x + start;
    int64_t zeros = s->exponents[0] + s->exponents[256], others = s->exponents[255] + s->exponents[511];
    // Computes the range and the sums as if all elements were finite. If an element is not finite, these results are
    // not used. The processor executes these vector instructions in parallel with the counting of exponents.
    float8 low = INFINITY, high = -INFINITY;
    double8 sum = 0, squares = 0;
    int64_t i = 0;
    if (m < 512) {
      // If there are few elements, count them without the tables below: clearing and adding the tables would take
      // longer than the counting.
      for (; i < m; i++) {
        uint32_t u;
        memcpy(&u, b + i, sizeof u);
        s->exponents[u >> 23]++;
      }
      for (i = 0; i + 8 <= m; i += 8) FW(summary_look)(load8(b + i), shift, &low, &high, &sum, &squares);
    } else {
      // Counts each element by its sign and exponent, the first nine bits. With eight tables, equal neighbouring
      // elements increment different counters and do not wait for each other.
      uint16_t tables[8][512];
      memset(tables, 0, sizeof tables);
      for (; i + 8 <= m; i += 8) {
        uint64_t u[4];
        memcpy(u, b + i, sizeof u);
        for (int pair = 0; pair < 4; pair++) {
          tables[2 * pair][u[pair] >> 23 & 511]++;
          tables[2 * pair + 1][u[pair] >> 55]++;
        }
        FW(summary_look)(load8(b + i), shift, &low, &high, &sum, &squares);
      }
      for (int64_t rest = i; rest < m; rest++) {
        uint32_t u;
        memcpy(&u, b + rest, sizeof u);
        tables[0][u >> 23]++;
      }
      // A block has at most 16,384 elements, so a 16-bit counter cannot overflow.
      for (int table = 1; table < 8; table++)
        for (int e = 0; e < 512; e++) tables[0][e] += tables[table][e];
      for (int e = 0; e < 512; e++) s->exponents[e] += tables[0][e];
    }
    bool finite = s->exponents[255] + s->exponents[511] == others;
    if (s->exponents[0] + s->exponents[256] > zeros)
      for (int64_t k = 0; k < m; k++) s->zero += b[k] == 0;
    if (finite) {
      double total = sum_double8(sum), total2 = sum_double8(squares);
      for (int lane = 0; lane < 8; lane++) {
        if (low[lane] < s->least) s->least = low[lane];
        if (high[lane] > s->greatest) s->greatest = high[lane];
      }
      for (; i < m; i++) {
        if (b[i] < s->least) s->least = b[i];
        if (b[i] > s->greatest) s->greatest = b[i];
        double d = b[i] - shift;
        total += d;
        total2 += d * d;
      }
      s->sum += total;
      s->sum_of_squares += total2;
    } else {
      for (i = 0; i < m; i++) {
        float u = b[i];
        if (u != u) s->nan++;
        else if (u == INFINITY) s->positive_infinity++;
        else if (u == -INFINITY) s->negative_infinity++;
        else {
          if (u < s->least) s->least = u;
          if (u > s->greatest) s->greatest = u;
          double d = u - shift;
          s->sum += d;
          s->sum_of_squares += d * d;
        }
      }
    }
  }
}
