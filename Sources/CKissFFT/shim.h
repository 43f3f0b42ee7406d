#pragma once
// Selects the single-precision build of the library. SwiftPM does not pass on the library's pkg-config flags, which
// would define this.
#define kiss_fft_scalar float
#include <kissfft/kiss_fftr.h>
