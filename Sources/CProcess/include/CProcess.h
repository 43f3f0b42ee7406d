#ifndef CPROCESS_H
#define CPROCESS_H

#include <stdbool.h>

/// Makes the system refuse (EPERM) to start programs and to open sockets for the rest of this process's life.
///
/// Returns 0, or the error number; ENOSYS if the system does not support it.
int cp_seal(void);

/// Flushes standard output. Returns whether all output so far was written.
bool cp_flush_output(void);

#endif
