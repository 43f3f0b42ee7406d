#pragma once
// A code unit has 32 bits, so that offsets count code points, like Python's offsets.
#define PCRE2_CODE_UNIT_WIDTH 32
#include <pcre2.h>
