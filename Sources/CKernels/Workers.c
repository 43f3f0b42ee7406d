// A thread pool that shares the blocks of one job at a time.
//
// A new job comes every few microseconds, and most jobs take only microseconds. Therefore a worker first polls for the
// next job for a short time and then sleeps. A caller never waits for a worker that has not started: the caller
// withdraws parts of the job that no worker has taken.
#define _GNU_SOURCE
#include "CKernels.h"
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

enum { MOST_WORKERS = 255, LOOKS = 2000 };

static struct {
  pthread_mutex_t owner;  // held by the caller that runs a job
  int workers;            // number of worker threads; only the owner changes it

  // The job. Its owner (the caller of fw_share) writes these fields only while no worker can take a part of a job.
  bool (*body)(void *context, int64_t block);
  void *context;
  int64_t blocks;
  atomic_llong next;
  atomic_bool stopped;

  atomic_int open;  // number of parts that are offered and not taken
  atomic_int done;  // number of parts that are taken and finished

  pthread_mutex_t lock;
  pthread_cond_t offered, finished;
  atomic_int sleepers;
  atomic_bool owner_sleeps;
} team = {
    .owner = PTHREAD_MUTEX_INITIALIZER,
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .offered = PTHREAD_COND_INITIALIZER,
    .finished = PTHREAD_COND_INITIALIZER,
};

static inline void rest(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static void work(void) {
  while (!atomic_load_explicit(&team.stopped, memory_order_relaxed)) {
    long long block = atomic_fetch_add_explicit(&team.next, 1, memory_order_relaxed);
    if (block >= team.blocks) return;
    if (!team.body(team.context, block)) atomic_store_explicit(&team.stopped, true, memory_order_relaxed);
  }
}

static bool claim(void) {
  int open = atomic_load(&team.open);
  while (open > 0)
    if (atomic_compare_exchange_weak(&team.open, &open, open - 1)) return true;
  return false;
}

static void wait_for_offer(void) {
  for (int look = 0; look < LOOKS; look++) {
    if (atomic_load_explicit(&team.open, memory_order_relaxed) > 0) return;
    rest();
  }
  pthread_mutex_lock(&team.lock);
  // A worker first increments `sleepers` and then checks `open`. The owner first sets `open` and then checks
  // `sleepers`. Therefore a sleeping worker never misses a job.
  atomic_fetch_add(&team.sleepers, 1);
  while (atomic_load(&team.open) == 0) pthread_cond_wait(&team.offered, &team.lock);
  atomic_fetch_sub(&team.sleepers, 1);
  pthread_mutex_unlock(&team.lock);
}

static void *be_worker(void *unused) {
  for (;;) {
    wait_for_offer();
    if (!claim()) continue;
    work();
    atomic_fetch_add(&team.done, 1);
    if (atomic_load(&team.owner_sleeps)) {
      pthread_mutex_lock(&team.lock);
      pthread_cond_signal(&team.finished);
      pthread_mutex_unlock(&team.lock);
    }
  }
  return unused;
}

/// Starts threads until there are `workers` of them. If the system cannot start a thread, fewer threads run.
static void hire(int workers) {
  if (team.workers >= workers) return;
  // Blocks signals that other processes or the terminal send: other threads handle them. Signals for faults of the
  // thread itself stay enabled: SIGBUS reports a checkpoint that was shortened while fwdb reads it.
  static const int own[] = {SIGBUS, SIGSEGV, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};
  sigset_t others, before;
  sigfillset(&others);
  for (size_t i = 0; i < sizeof own / sizeof *own; i++) sigdelset(&others, own[i]);
  pthread_sigmask(SIG_SETMASK, &others, &before);
  while (team.workers < workers && team.workers < MOST_WORKERS) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, be_worker, NULL) != 0) break;
    pthread_detach(thread);
    team.workers++;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void wait_for(int parts) {
  for (int look = 0; look < LOOKS; look++) {
    if (atomic_load(&team.done) == parts) return;
    rest();
  }
  pthread_mutex_lock(&team.lock);
  atomic_store(&team.owner_sleeps, true);
  while (atomic_load(&team.done) != parts) pthread_cond_wait(&team.finished, &team.lock);
  atomic_store(&team.owner_sleeps, false);
  pthread_mutex_unlock(&team.lock);
}

bool fw_share(int threads, int64_t blocks, bool (*body)(void *context, int64_t block), void *context) {
  if (pthread_mutex_trylock(&team.owner) != 0) return false;
  hire(threads - 1);
  team.body = body;
  team.context = context;
  team.blocks = blocks;
  atomic_store_explicit(&team.next, 0, memory_order_relaxed);
  atomic_store_explicit(&team.stopped, false, memory_order_relaxed);
  atomic_store_explicit(&team.done, 0, memory_order_relaxed);
  int parts = threads - 1 < team.workers ? threads - 1 : team.workers;
  atomic_store(&team.open, parts);
  int sleepers = atomic_load(&team.sleepers);
  if (parts > 0 && sleepers > 0) {
    pthread_mutex_lock(&team.lock);
    for (int i = 0; i < sleepers && i < parts; i++) pthread_cond_signal(&team.offered);
    pthread_mutex_unlock(&team.lock);
  }
  work();
  wait_for(parts - atomic_exchange(&team.open, 0));
  pthread_mutex_unlock(&team.owner);
  return true;
}
