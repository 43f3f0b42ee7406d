// Converts elements between all element types.
#include "CKernels.h"
#include <string.h>

static inline float from_bits(uint32_t u) {
  float f;
  memcpy(&f, &u, 4);
  return f;
}
static inline uint32_t to_bits(float f) {
  uint32_t u;
  memcpy(&u, &f, 4);
  return u;
}

static inline float half_to_float(uint16_t h) {
  uint32_t sign = (uint32_t)(h & 0x8000) << 16, rest = h & 0x7fff;
  if (rest >= 0x7c00) return from_bits(sign | 0x7f800000 | (rest & 0x3ff) << 13);
  if (rest >= 0x0400) return from_bits(sign | ((rest << 13) + (112u << 23)));
  float f = (float)rest * 0x1p-24f;  // exact: a subnormal half or zero
  return from_bits(sign | to_bits(f));
}

static inline uint16_t float_to_half(float f) {
  uint32_t u = to_bits(f), sign = u >> 16 & 0x8000, rest = u & 0x7fffffff;
  if (rest > 0x7f800000) return (uint16_t)(sign | 0x7e00);
  if (rest >= 0x477ff000) return (uint16_t)(sign | 0x7c00);  // 65520 and above round to infinity
  if (rest < 0x38800000) {
    // The result is a subnormal half. Adding ½ rounds the number to a multiple of 2⁻²⁴.
    return (uint16_t)(sign | (to_bits(from_bits(rest) + 0.5f) - to_bits(0.5f)));
  }
  rest += 0xfff + (rest >> 13 & 1);
  return (uint16_t)(sign | ((rest - (112u << 23)) >> 13));
}

static inline float brain_to_float(uint16_t b) { return from_bits((uint32_t)b << 16); }

static inline uint16_t float_to_brain(float f) {
  uint32_t u = to_bits(f);
  if ((u & 0x7fffffff) > 0x7f800000) return (uint16_t)(u >> 16 | 0x40);
  return (uint16_t)((u + 0x7fff + (u >> 16 & 1)) >> 16);
}

// Rounds toward zero. NaN and numbers outside int64 become INT64_MIN, as in the x86 conversion instructions.
static inline int64_t truncated(double x) {
  return x > -9223372036854775808.0 && x < 9223372036854775808.0 ? (int64_t)x : INT64_MIN;
}

// Macros that read element i of x. Float16 and bfloat16 elements are converted to float.
#define READ_FLOAT32(i) (((const float *)x)[i])
#define READ_FLOAT64(i) (((const double *)x)[i])
#define READ_FLOAT16(i) (half_to_float(((const uint16_t *)x)[i]))
#define READ_BFLOAT16(i) (brain_to_float(((const uint16_t *)x)[i]))
// Rounds toward zero to int32. NaN and numbers outside int32 become INT32_MIN. Conversions to a narrower integer keep
// the low bits of this result, except the conversion to uint8: it keeps the low bits of an int64, as in torch.
static inline int32_t truncated32(double x) {
  return x > -2147483649.0 && x < 2147483648.0 ? (int32_t)x : INT32_MIN;
}

#define READ_INT64(i) (((const int64_t *)x)[i])
#define READ_INT32(i) (((const int32_t *)x)[i])
#define READ_INT16(i) (((const int16_t *)x)[i])
#define READ_INT8(i) (((const int8_t *)x)[i])
#define READ_UINT8(i) (((const uint8_t *)x)[i])
#define READ_BOOL(i) (((const uint8_t *)x)[i] != 0)

#define LOOP(statement)                                                                                              \
  for (int64_t i = 0; i < n; i++) { statement; }                                                                     \
  break

#define WRITE_FLOATS(READ)                                                                                           \
  case FW_FLOAT32: LOOP(((float *)y)[i] = (float)READ(i));                                                           \
  case FW_FLOAT64: LOOP(((double *)y)[i] = (double)READ(i));                                                         \
  case FW_FLOAT16: LOOP(((uint16_t *)y)[i] = float_to_half((float)READ(i)));                                         \
  case FW_BFLOAT16: LOOP(((uint16_t *)y)[i] = float_to_brain((float)READ(i)));                                       \
  case FW_BOOL: LOOP(((uint8_t *)y)[i] = READ(i) != 0)

#define FROM_FLOAT(READ)                                                                                             \
  switch (to) {                                                                                                      \
    WRITE_FLOATS(READ);                                                                                              \
    case FW_INT64: LOOP(((int64_t *)y)[i] = truncated(READ(i)));                                                     \
    case FW_INT32: LOOP(((int32_t *)y)[i] = truncated32(READ(i)));                                            \
    case FW_INT16: LOOP(((int16_t *)y)[i] = (int16_t)truncated32(READ(i)));                                            \
    case FW_INT8: LOOP(((int8_t *)y)[i] = (int8_t)truncated32(READ(i)));                                             \
    case FW_UINT8: LOOP(((uint8_t *)y)[i] = (uint8_t)truncated(READ(i)));                                            \
  }                                                                                                                  \
  break

#define FROM_INTEGER(READ)                                                                                           \
  switch (to) {                                                                                                      \
    WRITE_FLOATS(READ);                                                                                              \
    case FW_INT64: LOOP(((int64_t *)y)[i] = READ(i));                                                                \
    case FW_INT32: LOOP(((int32_t *)y)[i] = (int32_t)READ(i));                                                       \
    case FW_INT16: LOOP(((int16_t *)y)[i] = (int16_t)READ(i));                                                       \
    case FW_INT8: LOOP(((int8_t *)y)[i] = (int8_t)READ(i));                                                          \
    case FW_UINT8: LOOP(((uint8_t *)y)[i] = (uint8_t)READ(i));                                                       \
  }                                                                                                                  \
  break

void fw_convert(enum fw_type from, const void *x, enum fw_type to, void *y, int64_t n) {
  switch (from) {
    case FW_FLOAT32: FROM_FLOAT(READ_FLOAT32);
    case FW_FLOAT64: FROM_FLOAT(READ_FLOAT64);
    case FW_FLOAT16: FROM_FLOAT(READ_FLOAT16);
    case FW_BFLOAT16: FROM_FLOAT(READ_BFLOAT16);
    case FW_INT64: FROM_INTEGER(READ_INT64);
    case FW_INT32: FROM_INTEGER(READ_INT32);
    case FW_INT16: FROM_INTEGER(READ_INT16);
    case FW_INT8: FROM_INTEGER(READ_INT8);
    case FW_UINT8: FROM_INTEGER(READ_UINT8);
    case FW_BOOL: FROM_INTEGER(READ_BOOL);
  }
}
