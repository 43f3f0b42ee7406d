#pragma once
// Selects the single-precision build of the library. The pkg-config flags of the library would define this macro, but
// SwiftPM does not pass them to the compiler.
#define kiss_fft_scalar float
#include <kissfft/kiss_fftr.h>
