#include "CMappedFiles.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { capacity = 64, longest = 4096 + 128 };

// An entry of the table that the signal handler reads. `start` is 0 in unused entries. `start` is written last and
// cleared first, so that the handler never uses an incomplete entry.
typedef struct {
  _Atomic(uintptr_t) start;
  size_t size;
  size_t length;
  char message[longest];
} watched_file;

static watched_file files[capacity];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct sigaction before;

static void on_fault(int number, siginfo_t *info, void *context) {
  uintptr_t address = (uintptr_t)info->si_addr;
  for (int index = 0; index < capacity; index += 1) {
    uintptr_t start = atomic_load(&files[index].start);
    if (start == 0 || address < start || address - start >= files[index].size) continue;
    size_t done = 0;
    while (done < files[index].length) {
      ssize_t written = write(STDERR_FILENO, files[index].message + done, files[index].length - done);
      if (written <= 0) break;
      done += (size_t)written;
    }
    _exit(1);
  }
  // No watched file contains the address: restore the former handler. The instruction then runs again and faults again,
  // so that the system calls the former handler.
  (void)context;
  sigaction(number, &before, NULL);
  if (info->si_code <= 0) raise(number);
}

int cm_watch(const void *start, size_t size, const char *path) {
  static bool installed;
  pthread_mutex_lock(&lock);
  if (!installed) {
    struct sigaction action = {0};
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    installed = sigaction(SIGBUS, &action, &before) == 0;
  }
  int number = 0;
  while (number < capacity && atomic_load(&files[number].start) != 0) number += 1;
  if (number == capacity) {
    pthread_mutex_unlock(&lock);
    return -1;
  }
  watched_file *file = &files[number];
  file->size = size;
  int length = snprintf(
    file->message, sizeof file->message, "Error: %.4096s: another program truncated it while it was in use\n", path);
  file->length = length < 0 ? 0 : (size_t)length < sizeof file->message ? (size_t)length : sizeof file->message - 1;
  atomic_store(&file->start, (uintptr_t)start);
  pthread_mutex_unlock(&lock);
  return number;
}

void cm_unwatch(int number) {
  if (number >= 0 && number < capacity) atomic_store(&files[number].start, 0);
}
