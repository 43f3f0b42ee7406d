// Compiles the kernels for processors with AVX2. Dispatch.c selects this build at run time.
#pragma clang diagnostic ignored "-Wpsabi"  // vectors are passed only between inlined functions
#include "CKernels.h"
#if defined(__x86_64__)
// Standard headers come before the attribute below, because this attribute must apply only to functions of fwdb.
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
