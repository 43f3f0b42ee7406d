#pragma once
// A code unit has 32 bits, so an offset counts code points, as Python's do.
#define PCRE2_CODE_UNIT_WIDTH 32
#include <pcre2.h>
