// The same kernels for processors with AVX2. Dispatch.c chooses them when the program runs.
#pragma clang diagnostic ignored "-Wpsabi"  // vectors pass only between inlined functions
#include "CKernels.h"
#if defined(__x86_64__)
// Standard headers come first: the attribute below is for our own functions only.
#include <math.h>
#include <stdlib.h>
#include <string.h>
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#include "Vector.h"
#include "Walk.h"

#define FW(name) fw_wide_##name
#include "ElementwiseKernels.h"
#include "RowKernels.h"
#include "ReductionKernels.h"
#pragma clang attribute pop
#endif
