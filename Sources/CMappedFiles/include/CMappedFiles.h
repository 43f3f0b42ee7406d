#ifndef CMAPPEDFILES_H
#define CMAPPEDFILES_H

#include <stdbool.h>
#include <stddef.h>

/// What becomes of a mapped file that another program cuts short: the system has no bytes to give for its lost pages,
/// and raises SIGBUS when one is looked at. Without more the program dies without a word. While a file is watched, it
/// says which file it was and ends with status 1.

/// Watches `size` bytes from `start` on, which map the file at `path`. The first call installs the handler; a handler
/// that is installed later (one that gives a terminal back) comes first, and leads back to this one.
///
/// Returns a number for `cm_unwatch`; −1 when so many files are watched that there is no room for another.
int cm_watch(const void *start, size_t size, const char *path);

void cm_unwatch(int number);

#endif
