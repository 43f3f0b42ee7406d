// Baseline.c and Wide.c include this file. Both files define FW(), which adds the prefix of the build to a function's
// name, for example `fw_wide_`.

// Computes the sum of a row with four vectors at a time and a fixed order of additions. Therefore the sum of a row does
// not depend on the other rows or on the number of threads.
#define ROW_SUM(n, term, tail_term, total)                                                                           \
  do {                                                                                                               \
    float8 s0 = 0, s1 = 0, s2 = 0, s3 = 0;                                                                           \
    int64_t i = 0;                                                                                                   \
    for (; i + 32 <= (n); i += 32) {                                                                                 \
      s0 += term(i);                                                                                                 \
      s1 += term(i + 8);                                                                                             \
      s2 += term(i + 16);                                                                                            \
      s3 += term(i + 24);                                                                                            \
    }                                                                                                                \
    for (; i + 8 <= (n); i += 8) s0 += term(i);                                                                      \
    if (i < (n)) s1 += tail_term(i, (n) - i);                                                                        \
    total = sum8((s0 + s1) + (s2 + s3));                                                                             \
  } while (0)

INLINE float row_greatest(const float *x, int64_t n) {
  float8 m = -INFINITY;
  int64_t i = 0;
  for (; i + 8 <= n; i += 8) {
    float8 u = load8(x + i);
    m = select8(u > m, u, m);
  }
  if (i < n) {
    float8 u = load_part(x + i, n - i, -INFINITY);
    m = select8(u > m, u, m);
  }
  float greatest = m[0];
  for (int lane = 1; lane < 8; lane++) greatest = m[lane] > greatest ? m[lane] : greatest;
  return greatest;
}

void FW(softmax)(int64_t rows, int64_t n, const float *x, float *y, bool logarithm) {
  for (int64_t row = 0; row < rows; row++, x += n, y += n) {
    float greatest = row_greatest(x, n);
    float total;
    // If an element is NaN, exp8 returns NaN, so the total and all elements of the result are NaN. The same happens if
    // the greatest element is ∞ or −∞, because ∞ − ∞ is NaN. If the last vector is incomplete, the missing elements are
    // −∞. They add 0 to a total that is not NaN.
    float8 sum = 0;
    int64_t i = 0;
    if (logarithm) {
      for (; i + 8 <= n; i += 8) sum += exp8(load8(x + i) - greatest);
      if (i < n) sum += exp8(load_part(x + i, n - i, -INFINITY) - greatest);
      float shift = logf(sum8(sum));
      i = 0;
      for (; i + 8 <= n; i += 8) store8(y + i, (load8(x + i) - greatest) - shift);
      if (i < n) store_part(y + i, n - i, (load_part(x + i, n - i, 0) - greatest) - shift);
    } else {
      for (; i + 8 <= n; i += 8) {
        float8 e = exp8(load8(x + i) - greatest);
        store8(y + i, e);
        sum += e;
      }
      if (i < n) {
        float8 e = exp8(load_part(x + i, n - i, -INFINITY) - greatest);
        store_part(y + i, n - i, e);
        sum += e;
      }
      total = sum8(sum);
      i = 0;
      for (; i + 8 <= n; i += 8) store8(y + i, load8(y + i) / total);
      if (i < n) store_part(y + i, n - i, load_part(y + i, n - i, 0) / total);
    }
  }
}

#define LN_TERM(i) load8(x + (i))
#define LN_TAIL(i, m) load_part(x + (i), (m), 0)
INLINE float8 square8(float8 u) { return u * u; }
#define LN_SQUARE(i) square8(load8(x + (i)) - mean)
#define LN_SQUARE_TAIL(i, m) square8(load_part(x + (i), (m), mean) - mean)
#define RMS_SQUARE(i) square8(load8(x + (i)))
#define RMS_SQUARE_TAIL(i, m) square8(load_part(x + (i), (m), 0))

INLINE float8 weighted8(float8 u, const float *weight, const float *bias, int64_t i) {
  if (weight) u *= load8(weight + i);
  if (bias) u += load8(bias + i);
  return u;
}

INLINE void scale_row(int64_t n, const float *x, float mean, float scale, const float *weight, const float *bias,
                      float *y) {
  int64_t i = 0;
  for (; i + 8 <= n; i += 8) store8(y + i, weighted8((load8(x + i) - mean) * scale, weight, bias, i));
  for (; i < n; i++) {
    float u = (x[i] - mean) * scale;
    if (weight) u *= weight[i];
    if (bias) u += bias[i];
    y[i] = u;
  }
}

void FW(layer_norm)(int64_t rows, int64_t n, const float *x, const float *weight, const float *bias, double eps,
                    float *y) {
  for (int64_t row = 0; row < rows; row++, x += n, y += n) {
    float sum, squares;
    ROW_SUM(n, LN_TERM, LN_TAIL, sum);
    float mean = sum / (float)n;
    ROW_SUM(n, LN_SQUARE, LN_SQUARE_TAIL, squares);
    float scale = (float)(1.0 / __builtin_sqrt((double)squares / (double)n + eps));
    scale_row(n, x, mean, scale, weight, bias, y);
  }
}

void FW(rms_norm)(int64_t rows, int64_t n, const float *x, const float *weight, double eps, float *y) {
  for (int64_t row = 0; row < rows; row++, x += n, y += n) {
    float squares;
    ROW_SUM(n, RMS_SQUARE, RMS_SQUARE_TAIL, squares);
    float scale = (float)(1.0 / __builtin_sqrt((double)squares / (double)n + eps));
    scale_row(n, x, 0, scale, weight, NULL, y);
  }
}

void FW(channel_affine)(int64_t first, int64_t rows, int64_t channels, int64_t inner, const float *x, const float *mean,
                        const float *scale, const float *shift, float *y) {
  for (int64_t row = 0; row < rows; row++) {
    int64_t c = (first + row) % channels;
    float m = mean[c], s = scale[c], b = shift[c];
    const float *restrict from = x + row * inner;
    float *restrict to = y + row * inner;
    for (int64_t i = 0; i < inner; i++) to[i] = (from[i] - m) * s + b;
  }
}

void FW(glu)(int64_t rows, int64_t n, int64_t half, const float *x, float *y) {
  for (int64_t row = 0; row < rows; row++, x += 2 * half, y += half) {
    const float *gate = x + half;
    int64_t i = 0;
    for (; i + 8 <= n; i += 8) store8(y + i, load8(x + i) * sigmoid8(load8(gate + i)));
    if (i < n) {
      float8 last = load_part(x + i, n - i, 0) * sigmoid8(load_part(gate + i, n - i, 0));
      store_part(y + i, n - i, last);
    }
  }
}

void FW(add_row)(int64_t rows, int64_t n, int64_t stride, const float *bias, float *y) {
  for (int64_t row = 0; row < rows; row++) {
    float *to = y + row * stride;
    for (int64_t i = 0; i < n; i++) to[i] += bias[i];
  }
}

void FW(add_column)(int64_t rows, int64_t n, int64_t stride, const float *bias, float *y) {
  for (int64_t row = 0; row < rows; row++) {
    float *to = y + row * stride, b = bias[row];
    for (int64_t i = 0; i < n; i++) to[i] += b;
  }
}

void FW(small_product)(int64_t filters, int64_t count, int64_t k, const float *weight, const float *columns,
                       const float *bias, int64_t stride, float *y) {
  for (int64_t f = 0; f < filters; f++, weight += k, y += stride) {
    float b = bias ? bias[f] : 0;
    int64_t i = 0;
    for (; i + 32 <= count; i += 32) {
      float8 a0 = 0, a1 = 0, a2 = 0, a3 = 0;
      for (int64_t j = 0; j < k; j++) {
        const float *from = columns + j * count + i;
        float w = weight[j];
        a0 += w * load8(from), a1 += w * load8(from + 8), a2 += w * load8(from + 16), a3 += w * load8(from + 24);
      }
      store8(y + i, a0 + b), store8(y + i + 8, a1 + b), store8(y + i + 16, a2 + b), store8(y + i + 24, a3 + b);
    }
    for (; i < count; i += 8) {
      int64_t n = count - i < 8 ? count - i : 8;
      float8 a = 0;
      for (int64_t j = 0; j < k; j++) a += weight[j] * load_part(columns + j * count + i, n, 0);
      store_part(y + i, n, a + b);
    }
  }
}

// ---- Depthwise convolution ------------------------------------------------------------------------------------------

// For one kernel column: computes the range first..<end of output columns whose input column is inside the input.
INLINE void covered(int64_t size, int64_t out, int64_t stride, int64_t shift, int64_t *first, int64_t *end) {
  // The input column of output column o is o·stride + shift. The input column must be at least 0 and less than size.
  int64_t f = shift >= 0 ? 0 : (-shift + stride - 1) / stride;
  int64_t e = size - shift <= 0 ? 0 : (size - shift + stride - 1) / stride;
  *first = f < out ? f : out;
  *end = e < out ? e : out;
}

static void depthwise_row(const struct fw_conv *c, const float *weight, float bias, float *scratch, const float *x,
                          float *y) {
  int64_t n = c->out_width, k = c->kernel_width, p = c->padding_w;
  memset(scratch, 0, (size_t)p * sizeof(float));
  if (c->column_stride == 1) memcpy(scratch + p, x, (size_t)c->in_width * sizeof(float));
  else
    for (int64_t i = 0; i < c->in_width; i++) scratch[p + i] = x[i * c->column_stride];
  // The last vector may read up to eight elements beyond the row. Set these elements and the right padding to 0.
  memset(scratch + p + c->in_width, 0, (size_t)(p + 8) * sizeof(float));
  int64_t i = 0;
  for (; i + 32 <= n; i += 32) {
    float8 a0 = bias, a1 = bias, a2 = bias, a3 = bias;
    for (int64_t j = 0; j < k; j++) {
      const float *from = scratch + i + j * c->dilation_w;
      float w = weight[j];
      a0 += w * load8(from), a1 += w * load8(from + 8), a2 += w * load8(from + 16), a3 += w * load8(from + 24);
    }
    store8(y + i, a0), store8(y + i + 8, a1), store8(y + i + 16, a2), store8(y + i + 24, a3);
  }
  for (; i < n; i += 8) {
    float8 a = bias;
    for (int64_t j = 0; j < k; j++) a += weight[j] * load8(scratch + i + j * c->dilation_w);
    if (n - i >= 8) store8(y + i, a);
    else store_part(y + i, n - i, a);
  }
}

void FW(depthwise)(const struct fw_conv *c, const float *x, const float *weight, float bias, float *scratch, float *y) {
  if (c->kernel_height == 1 && c->in_height == 1 && c->out_height == 1 && c->stride_w == 1 && c->padding_h == 0) {
    depthwise_row(c, weight, bias, scratch, x, y);
    return;
  }
  for (int64_t oh = 0; oh < c->out_height; oh++) {
    float *row = y + oh * c->out_width;
    for (int64_t i = 0; i < c->out_width; i++) row[i] = bias;
    for (int64_t kh = 0; kh < c->kernel_height; kh++) {
      int64_t ih = oh * c->stride_h + kh * c->dilation_h - c->padding_h;
      if (ih < 0 || ih >= c->in_height) continue;
      for (int64_t kw = 0; kw < c->kernel_width; kw++) {
        int64_t shift = kw * c->dilation_w - c->padding_w, first, end;
        covered(c->in_width, c->out_width, c->stride_w, shift, &first, &end);
        const float *from = x + ih * c->row_stride + shift * c->column_stride;
        float w = weight[kh * c->kernel_width + kw];
        int64_t step = c->stride_w * c->column_stride;
        for (int64_t i = first; i < end; i++) row[i] += w * from[i * step];
      }
    }
  }
}
