// A loop over all indices of the axes of an N-dimensional block except the last axis.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct walk {
  int64_t *at;
  int64_t local[16];
};

/// Begins the loop. Returns false when the block has no elements. Call `walk_end` only when the result is true.
static inline bool walk_begin(struct walk *w, int rank, const int64_t *shape) {
  for (int axis = 0; axis < rank; axis++)
    if (shape[axis] == 0) return false;
  w->at = w->local;
  if (rank > 16 && !(w->at = malloc((size_t)rank * sizeof(int64_t)))) abort();
  for (int axis = 0; axis < rank; axis++) w->at[axis] = 0;
  return true;
}

static inline void walk_end(struct walk *w) {
  if (w->at != w->local) free(w->at);
}

/// The bytes of a complex128 element. The alignment is 8, because a complex view of float64 elements is aligned to 8
/// bytes only.
typedef struct {
  uint64_t real, imaginary;
} sixteen_bytes;

/// Expands to CASE(T), where T is a type of `size` bytes.
#define BY_SIZE(size, CASE)                                                                                          \
  switch (size) {                                                                                                    \
    case 1: CASE(uint8_t); break;                                                                                    \
    case 2: CASE(uint16_t); break;                                                                                   \
    case 4: CASE(uint32_t); break;                                                                                   \
    case 8: CASE(uint64_t); break;                                                                                   \
    case 16: CASE(sixteen_bytes); break;                                                                             \
    default: __builtin_trap();                                                                                       \
  }
