// Compiles the kernels for any processor.
#pragma clang diagnostic ignored "-Wpsabi"  // vectors are passed only between inlined functions
#include "CKernels.h"
#include "Vector.h"
#include "Walk.h"

#define FW(name) fw_baseline_##name
#include "ElementwiseKernels.h"
#include "RowKernels.h"
#include "ReductionKernels.h"
