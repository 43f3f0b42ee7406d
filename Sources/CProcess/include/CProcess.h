#ifndef CPROCESS_H
#define CPROCESS_H

#include <stdbool.h>

/// Has the system refuse this process, for the rest of its life, to start another program and to open a socket, with
/// EPERM. There is no way back.
///
/// Returns 0, or the number of the error; ENOSYS where the system knows no such thing.
int cp_seal(void);

/// Hands what was printed to the system; whether all that was ever printed has arrived there.
bool cp_flush_output(void);

#endif
