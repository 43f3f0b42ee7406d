#ifndef CMAPPEDFILES_H
#define CMAPPEDFILES_H

#include <stdbool.h>
#include <stddef.h>

/// Handles a mapped file that another program truncates: the system raises SIGBUS when a lost page is read. By default
/// the process is killed silently. While a file is watched, the process prints its name and ends with status 1.

/// Watches `size` bytes from `start`, which map the file at `path`. The first call installs the handler. A handler that is
/// installed later, such as the one that restores the terminal, runs first and then calls this one.
///
/// Returns a number for `cm_unwatch`, or −1 if the table of watched files is full.
int cm_watch(const void *start, size_t size, const char *path);

void cm_unwatch(int number);

#endif
