// The kernels for any processor.
#pragma clang diagnostic ignored "-Wpsabi"  // vectors of eight floats pass only between inlined functions
#include "CKernels.h"
#include "Vector.h"
#include "Walk.h"

#define FW(name) fw_baseline_##name
#include "ElementwiseKernels.h"
#include "RowKernels.h"
#include "ReductionKernels.h"
