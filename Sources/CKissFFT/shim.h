#pragma once
// The single-precision build of the library; its pkg-config flags are ones that SwiftPM does not pass on.
#define kiss_fft_scalar float
#include <kissfft/kiss_fftr.h>
