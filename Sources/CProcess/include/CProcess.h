#ifndef CPROCESS_H
#define CPROCESS_H

#include <stdbool.h>

/// Makes the system refuse, with EPERM, to start programs or to open sockets until this process ends.
///
/// Returns 0 on success, else the error number; ENOSYS if the system does not support such a filter.
int cp_seal(void);

/// Flushes standard output. Returns whether all output so far was written.
bool cp_flush_output(void);

#endif
