#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// ---- waking cn_wait

// The pipe is made once and never closed, because another thread may call cn_wake at any time.
static int wake_pipe[2] = {-1, -1};
static atomic_uint pending;

static void note(unsigned what) {
  int saved = errno;
  atomic_fetch_or(&pending, what);
  // If the pipe is full, the write fails, but a wake-up is already waiting.
  ssize_t ignored = write(wake_pipe[1], "", 1);
  (void)ignored;
  errno = saved;
}

bool cn_prepare_pipe(void) {
  atomic_store(&pending, 0);
  if (wake_pipe[0] >= 0) return true;
  if (pipe(wake_pipe) != 0) return false;
  for (int end = 0; end < 2; end += 1) {
    fcntl(wake_pipe[end], F_SETFL, O_NONBLOCK);
    fcntl(wake_pipe[end], F_SETFD, FD_CLOEXEC);
  }
  return true;
}

void cn_wake(void) {
  if (wake_pipe[1] >= 0) note(CN_WOKEN);
}

uint32_t cn_wait(int32_t milliseconds) {
  struct pollfd watched[2] = {{cn_input_fd, POLLIN, 0}, {wake_pipe[0], POLLIN, 0}};
  // If a signal interrupts poll, the handler of the signal has already set a bit of `pending`. The caller checks the
  // remaining time.
  int ready = poll(watched, 2, milliseconds);
  uint32_t result = 0;
  if (ready > 0) {
    if (watched[0].revents & POLLIN) {
      result |= CN_INPUT;
    } else if (watched[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
      result |= CN_HANGUP;
    }
  }
  char drained[64];
  while (read(wake_pipe[0], drained, sizeof drained) > 0) {}
  return result | atomic_exchange(&pending, 0);
}

// ---- stderr, held back while the screen is open

static int real_stderr = -1, held_stderr = -1;

void cn_hold_stderr(void) {
  if (held_stderr >= 0 || !isatty(STDERR_FILENO)) return;
  int memory = memfd_create("stderr", MFD_CLOEXEC);
  int copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (memory < 0 || copy < 0 || dup2(memory, STDERR_FILENO) < 0) {
    if (memory >= 0) close(memory);
    if (copy >= 0) close(copy);
    return;
  }
  real_stderr = copy;
  held_stderr = memory;
}

// Signal handlers may call this function: it calls only async-signal-safe functions.
void cn_release_stderr(void) {
  if (held_stderr < 0) return;
  int from = held_stderr;
  held_stderr = -1;
  dup2(real_stderr, STDERR_FILENO);
  close(real_stderr);
  real_stderr = -1;
  char text[1024];
  off_t position = 0;
  ssize_t count;
  while ((count = pread(from, text, sizeof text, position)) > 0) {
    ssize_t written = write(STDERR_FILENO, text, (size_t)count);
    if (written <= 0) break;
    position += written;
  }
  close(from);
}

// ---- restoring the terminal in an emergency

static struct {
  atomic_bool armed;
  int fd;
  int drawing_fd;
  char sequence[512];
  size_t length;
  bool has_termios;
  struct termios termios;
} restore;

// `drawing`: whether a thread is writing a picture. `nowhere`: a descriptor that discards later pictures.
static atomic_bool drawing;
static int nowhere = -1;

void cn_set_drawing(bool on) { atomic_store(&drawing, on); }

// Disconnects drawing from the terminal, because another thread may draw until the process ends. Waits at most 0.1 s
// for the current write to end. Without this limit, the wait would never end if the signal interrupted this thread
// during the write.
static void end_drawing(void) {
  if (nowhere < 0 || !atomic_load(&restore.armed)) return;
  dup2(nowhere, restore.drawing_fd);
  struct timespec moment = {.tv_nsec = 1000000};
  for (int turn = 0; turn < 100 && atomic_load(&drawing); turn += 1) nanosleep(&moment, NULL);
}

static void restore_terminal(void) {
  if (!atomic_exchange(&restore.armed, false)) return;
  // If this process is in the background, another process uses the terminal: change nothing.
  pid_t foreground = tcgetpgrp(restore.fd);
  if (foreground >= 0 && foreground != getpgrp()) return;
  size_t done = 0;
  while (done < restore.length) {
    ssize_t written = write(restore.fd, restore.sequence + done, restore.length - done);
    if (written <= 0) break;
    done += (size_t)written;
  }
  if (restore.has_termios) tcsetattr(restore.fd, TCSANOW, &restore.termios);
}

static void restore_at_exit(void) {
  restore_terminal();
  cn_release_stderr();
}

// Two threads can fault at once, for example when both read a mapped file. The first thread restores the terminal. The
// other threads wait, because otherwise they could end the process before the terminal is restored.
static atomic_int giving_back;
enum { not_yet, under_way, given_back };

static void give_back(void) {
  int expected = not_yet;
  if (atomic_compare_exchange_strong(&giving_back, &expected, under_way)) {
    end_drawing();
    restore_at_exit();
    atomic_store(&giving_back, given_back);
    return;
  }
  // Wait at most one second: the signal may have interrupted this thread while it restored the terminal.
  struct timespec moment = {.tv_nsec = 1000000};
  for (int turn = 0; turn < 1000 && atomic_load(&giving_back) == under_way; turn += 1) nanosleep(&moment, NULL);
}

void cn_arm_restore(
    int fd, int drawing_fd, const char *sequence, size_t length, const void *saved_termios) {
  static bool registered;
  atomic_store(&restore.armed, false);
  restore.fd = fd;
  restore.drawing_fd = drawing_fd;
  if (nowhere < 0) nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  restore.length = length < sizeof restore.sequence ? length : sizeof restore.sequence;
  memcpy(restore.sequence, sequence, restore.length);
  restore.has_termios = saved_termios != NULL;
  if (saved_termios != NULL) restore.termios = *(const struct termios *)saved_termios;
  if (!registered) registered = atexit(restore_at_exit) == 0;
  atomic_store(&giving_back, not_yet);
  atomic_store(&restore.armed, true);
}

void cn_disarm_restore(void) { atomic_store(&restore.armed, false); }

// ---- signals

typedef struct {
  int number;
  bool ends;  // the signal ends the process, so restore the terminal first
  unsigned event;
  struct sigaction before;
  bool caught;
} caught_signal;

static caught_signal signals[] = {
  {.number = SIGWINCH, .event = CN_RESIZED},
  {.number = SIGINT, .event = CN_INTERRUPTED},
  {.number = SIGTSTP, .event = CN_STOP_WANTED},
  {.number = SIGCONT, .event = CN_CONTINUED},
  {.number = SIGTERM, .ends = true},
  {.number = SIGHUP, .ends = true},
  {.number = SIGQUIT, .ends = true},
  {.number = SIGABRT, .ends = true},
  {.number = SIGSEGV, .ends = true},
  {.number = SIGBUS, .ends = true},
  {.number = SIGILL, .ends = true},
  {.number = SIGTRAP, .ends = true},
  {.number = SIGFPE, .ends = true},
  {.number = SIGSYS, .ends = true},
};
enum { signal_count = sizeof signals / sizeof signals[0] };

static caught_signal *find(int number) {
  for (int index = 0; index < signal_count; index += 1) {
    if (signals[index].number == number) return &signals[index];
  }
  return NULL;
}

static void on_event(int number) {
  caught_signal *signal = find(number);
  if (signal != NULL) note(signal->event);
}

// Restores the terminal, then passes the signal to the former handler: the default action sets the exit status that a
// shell expects, and Swift's own handler prints a backtrace.
static void on_end(int number, siginfo_t *info, void *context) {
  (void)context;
  give_back();
  caught_signal *signal = find(number);
  if (signal == NULL) return;
  signal->caught = false;
  sigaction(number, &signal->before, NULL);
  // A faulting instruction runs again after this handler and raises the same signal with the same address. Other
  // signals are raised again here, and arrive when this handler returns. SIGTRAP is also raised again, because the
  // trapping instruction does not run again.
  bool faults = number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGFPE;
  if (!faults || info == NULL || info->si_code <= 0) raise(number);
}

// Gives signal handlers their own stack on the thread that opens the terminal: after a stack overflow the normal stack
// has no room.
static void prepare_signal_stack(void) {
  static char memory[65536];
  stack_t current;
  if (sigaltstack(NULL, &current) != 0 || !(current.ss_flags & SS_DISABLE)) return;
  stack_t own = {.ss_sp = memory, .ss_size = sizeof memory};
  sigaltstack(&own, NULL);
}

static void catch_one(caught_signal *signal) {
  struct sigaction action = {0};
  sigfillset(&action.sa_mask);
  if (signal->ends) {
    action.sa_sigaction = on_end;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  } else {
    action.sa_handler = on_event;
    action.sa_flags = SA_RESTART;
  }
  if (sigaction(signal->number, NULL, &signal->before) != 0) return;
  // A signal that is already ignored stays ignored, for example SIGHUP under nohup.
  bool ignored = !(signal->before.sa_flags & SA_SIGINFO) && signal->before.sa_handler == SIG_IGN;
  if (ignored && (signal->number == SIGHUP || signal->number == SIGTSTP)) return;
  signal->caught = sigaction(signal->number, &action, NULL) == 0;
}

void cn_catch_signals(void) {
  prepare_signal_stack();
  for (int index = 0; index < signal_count; index += 1) catch_one(&signals[index]);
}

void cn_release_signals(void) {
  for (int index = 0; index < signal_count; index += 1) {
    if (!signals[index].caught) continue;
    signals[index].caught = false;
    sigaction(signals[index].number, &signals[index].before, NULL);
  }
}

void cn_stop_process(void) {
  struct sigaction standard = {0}, ours;
  standard.sa_handler = SIG_DFL;
  sigemptyset(&standard.sa_mask);
  sigaction(SIGTSTP, &standard, &ours);
  raise(SIGTSTP);
  // The process runs again: install our handler again and clear the events of this stop.
  sigaction(SIGTSTP, &ours, NULL);
  atomic_fetch_and(&pending, ~(unsigned)(CN_CONTINUED | CN_STOP_WANTED));
}
