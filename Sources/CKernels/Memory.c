#include "CKernels.h"

#include <malloc.h>

void fw_keep_freed_blocks(int size) { mallopt(M_MXFAST, size); }
