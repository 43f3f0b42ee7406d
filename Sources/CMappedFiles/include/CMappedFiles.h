#ifndef CMAPPEDFILES_H
#define CMAPPEDFILES_H

#include <stdbool.h>
#include <stddef.h>

/// Reports mapped files that another program truncates. When fwdb reads a mapped page beyond the new end of the file,
/// the system raises SIGBUS. By default, this signal kills the process silently. If the file is watched, the process
/// instead prints the file's name and ends with status 1.

/// Watches the `size` bytes at `start`, which are a mapping of the file at `path`. The first call installs the signal
/// handler. A handler that is installed later, such as the handler that restores the terminal, runs first and then
/// calls this handler.
///
/// Returns a number for `cm_unwatch`, or −1 if the table of watched files is full.
int cm_watch(const void *start, size_t size, const char *path);

void cm_unwatch(int number);

#endif
