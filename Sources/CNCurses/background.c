// Asks a terminal for its background colour, before ncurses opens the terminal.

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "CNCurses.h"

static int32_t milliseconds_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int32_t)((time.tv_sec % 1000000) * 1000 + time.tv_nsec / 1000000);
}

int32_t cn_ask_background(
  int32_t input, int32_t output, int32_t milliseconds, char *answer, int32_t capacity) {
  // OSC 11 asks for the colour. A terminal that does not support OSC 11 sends no answer to it. The second question asks
  // for the terminal's type. Every terminal answers it with `ESC [ ? … c`, and this answer ends the wait.
  static const char question[] = "\033]11;?\033\\\033[c";
  struct termios before;
  if (tcgetattr(input, &before) != 0) return 0;
  struct termios raw = before;
  raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
  raw.c_cc[VMIN] = 0;
  raw.c_cc[VTIME] = 0;
  if (tcsetattr(input, TCSADRAIN, &raw) != 0) return 0;
  int32_t count = 0;
  if (write(output, question, sizeof question - 1) == (ssize_t)(sizeof question - 1)) {
    int32_t end = milliseconds_now() + milliseconds;
    bool in_kind = false;
    while (count < capacity - 1) {
      int32_t left = end - milliseconds_now();
      struct pollfd wait = {.fd = input, .events = POLLIN};
      int ready = left > 0 ? poll(&wait, 1, left) : 0;
      if (ready < 0 && errno == EINTR) continue;
      if (ready <= 0) break;
      char byte;
      if (read(input, &byte, 1) != 1) break;
      answer[count++] = byte;
      if (byte == '?' && count >= 2 && answer[count - 2] == '[') in_kind = true;
      if (in_kind && byte == 'c') break;
    }
  }
  tcsetattr(input, TCSADRAIN, &before);
  answer[count] = 0;
  return count;
}
