// The kernels for any processor.
#pragma clang diagnostic ignored "-Wpsabi"  // eight floats pass between inlined functions only
#include "CKernels.h"
#include "Vector.h"
#include "Walk.h"

#define FW(name) fw_baseline_##name
#include "ElementwiseKernels.h"
#include "RowKernels.h"
#include "ReductionKernels.h"
