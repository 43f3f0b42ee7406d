#include "private.h"

#include <errno.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

SCREEN *cn_screen_open;
WINDOW *cn_reader;
int cn_input_fd = -1;

static FILE *output_file, *input_file;
static cn_options opened_with;
static cn_screen screen;
static struct termios before;
static bool has_termios;
static bool has_modes;  // whether the terminal supports mouse reports and bracketed paste

// The value of the first environment variable that names a locale; NULL if no variable names a locale.
static const char *asked_locale(void) {
  const char *names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (int i = 0; i < 3; i++) {
    const char *value = getenv(names[i]);
    if (value != NULL && value[0] != 0) return value;
  }
  return NULL;
}

bool cn_set_locale(void) {
  // If the named locale is not installed, assume UTF-8.
  if (setlocale(LC_CTYPE, asked_locale() == NULL ? "C.UTF-8" : "") == NULL) setlocale(LC_CTYPE, "C.UTF-8");
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool cn_is_known_terminal(const char *term) {
  int found = 0;
  // Do not call setupterm while a screen is open: it would replace the description that ncurses uses for the screen.
  if (cn_screen_open != NULL) return false;
  // Declared here instead of including term.h, because the macros of term.h conflict with other names.
  extern int setupterm(const char *, int, int *);
  return setupterm(term, STDOUT_FILENO, &found) == OK && found == 1;
}

// ---- modes that ncurses does not handle

static const char mouse_on[] = "\033[?1000h\033[?1002h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1002l\033[?1000l";
static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";

static void write_all(const char *text) {
  size_t left = strlen(text);
  while (left > 0) {
    ssize_t written = write(opened_with.output, text, left);
    if (written < 0 && errno != EINTR) return;
    if (written > 0) {
      text += written;
      left -= (size_t)written;
    }
  }
}

static void set_modes(bool on) {
  if (!has_modes) return;
  write_all(on ? paste_on : paste_off);
  if (opened_with.mouse) write_all(on ? mouse_on : mouse_off);
}

// ---- the sequence for emergencies

static char emergency[512];
static size_t emergency_length;

static void append(const char *text) {
  // terminfo writes delays into its strings as $<2>, which must not be sent.
  while (text != NULL && *text != 0 && emergency_length < sizeof emergency) {
    const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
    if (end != NULL) {
      text = end + 1;
    } else {
      emergency[emergency_length++] = *text++;
    }
  }
}

static const char *capability(const char *name) {
  const char *found = tigetstr(name);
  return found == (const char *)-1 ? NULL : found;
}

static void prepare_emergency(void) {
  emergency_length = 0;
  if (has_modes) {
    if (opened_with.mouse) append(mouse_off);
    append(paste_off);
  }
  append(capability("sgr0"));
  append(capability("op"));
  append(capability("cnorm"));
  append(capability("rmkx"));
  const char *leave = capability("rmcup");
  if (leave != NULL) {
    append(leave);
  } else {
    append(tiparm(capability("cup"), screen.rows - 1, 0));
    append("\r\n");
  }
  cn_arm_restore(
      opened_with.output, fileno(output_file), emergency, emergency_length, has_termios ? &before : NULL);
}

// ---- opening and closing

static void release(void) {
  if (cn_reader != NULL) delwin(cn_reader);
  if (cn_screen_open != NULL) delscreen(cn_screen_open);
  if (output_file != NULL) fclose(output_file);
  if (input_file != NULL) fclose(input_file);
  cn_reader = NULL;
  cn_screen_open = NULL;
  output_file = input_file = NULL;
}

static FILE *duplicate(int fd, const char *mode) {
  int copy = dup(fd);
  return copy < 0 ? NULL : fdopen(copy, mode);
}

static void read_size(void) {
  screen.columns = getmaxx(stdscr);
  screen.rows = getmaxy(stdscr);
}

static void start_colors(void) {
  screen.colors = screen.pairs = 0;
  screen.direct = screen.default_colors = false;
  if (!opened_with.color || !has_colors() || start_color() == ERR) return;
  screen.default_colors = use_default_colors() == OK;
  screen.colors = COLORS;
  screen.pairs = COLOR_PAIRS;
  screen.direct = COLORS >= 0x1000000 && tigetflag("RGB") == 1;
}

cn_result cn_open(const cn_options *options) {
  if (cn_screen_open != NULL) return CN_ALREADY_OPEN;
  if (!cn_is_known_terminal(options->term)) return CN_UNKNOWN_TERMINAL;
  if (capability("cup") == NULL) return CN_CANNOT_MOVE_CURSOR;
  if (!cn_prepare_pipe()) return CN_SYSTEM_ERROR;
  opened_with = *options;
  has_termios = tcgetattr(options->input, &before) == 0;
  output_file = duplicate(options->output, "w");
  input_file = duplicate(options->input, "r");
  if (output_file == NULL || input_file == NULL) {
    release();
    return CN_SYSTEM_ERROR;
  }
  use_env(TRUE);
  use_tioctl(TRUE);
  // Install our handlers first: ncurses does not replace existing handlers.
  if (options->takes_over) cn_catch_signals();
  cn_screen_open = newterm(options->term, output_file, input_file);
  if (cn_screen_open == NULL) {
    if (options->takes_over) cn_release_signals();
    release();
    return CN_UNKNOWN_TERMINAL;
  }
  set_escdelay(25);
  cbreak();
  noecho();
  nonl();
  struct termios raw;
  if (tcgetattr(options->input, &raw) == 0) {
    // Let the program receive Ctrl-S, Ctrl-Q, Ctrl-V and Ctrl-O as keys.
    raw.c_iflag &= ~(tcflag_t)IXON;
    raw.c_lflag &= ~(tcflag_t)IEXTEN;
    tcsetattr(options->input, TCSADRAIN, &raw);
    def_prog_mode();
  }
  cn_input_fd = options->input;
  cn_reader = newpad(1, 1);
  keypad(cn_reader, TRUE);
  keypad(stdscr, TRUE);
  has_modes = capability("kmous") != NULL || capability("BE") != NULL;
  start_colors();
  curs_set(0);
  read_size();
  refresh();
  set_modes(true);
  prepare_emergency();
  if (options->takes_over) cn_hold_stderr();
  return CN_OPENED;
}

void cn_send(const char *bytes) {
  if (cn_screen_open != NULL && has_modes) write_all(bytes);
}

void cn_set_mouse(bool on) {
  if (cn_screen_open == NULL || on == opened_with.mouse) return;
  opened_with.mouse = on;
  if (has_modes) write_all(on ? mouse_on : mouse_off);
  prepare_emergency();
}

void cn_close(void) {
  if (cn_screen_open == NULL) return;
  set_modes(false);
  curs_set(1);
  endwin();
  cn_disarm_restore();
  // endwin restores only the modes that ncurses changed. Restore the flags that cn_open changed itself.
  if (has_termios) tcsetattr(opened_with.input, TCSADRAIN, &before);
  if (opened_with.takes_over) {
    cn_release_stderr();
    cn_release_signals();
  }
  release();
}

cn_screen cn_current_screen(void) { return screen; }

bool cn_system_size(int32_t *columns, int32_t *rows) {
  struct winsize size;
  if (ioctl(opened_with.output, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}

void cn_adopt_size(int32_t columns, int32_t rows) {
  resizeterm(rows, columns);
  read_size();
  prepare_emergency();
  cn_forget_screen();
}

// ---- drawing

void cn_define_pair(int32_t pair, int32_t foreground, int32_t background) {
  init_extended_pair(pair, foreground, background);
}

static attr_t curses_attributes(uint32_t attributes) {
  attr_t result = A_NORMAL;
  if (attributes & CN_BOLD) result |= A_BOLD;
  if (attributes & CN_DIM) result |= A_DIM;
  if (attributes & CN_ITALIC) result |= A_ITALIC;
  if (attributes & CN_UNDERLINE) result |= A_UNDERLINE;
  if (attributes & CN_REVERSE) result |= A_REVERSE;
  return result;
}

static bool can_be_sent(wchar_t character) {
  char bytes[MB_LEN_MAX];
  mbstate_t state = {0};
  return wcrtomb(bytes, character, &state) != (size_t)-1;
}

static void put(int32_t x, int32_t y, const wchar_t *text, attr_t attributes, int pair) {
  cchar_t cell;
  setcchar(&cell, text, attributes, 0, &pair);
  // In the screen's last cell, mvadd_wch returns an error although it has put the character, so ignore its result.
  mvadd_wch(y, x, &cell);
}

void cn_put(
  int32_t x, int32_t y, const uint32_t *scalars, int32_t count, int32_t columns, uint32_t attributes, int32_t pair) {
  attr_t attribute_bits = curses_attributes(attributes);
  wchar_t text[CCHARW_MAX + 1] = {0};
  wchar_t base = count > 0 ? (wchar_t)scalars[0] : L' ';
  int width = wcwidth(base);
  if (width < 1 || width > columns || !can_be_sent(base)) {
    base = L'?';
    width = 1;
  }
  text[0] = base;
  int length = 1;
  for (int32_t index = 1; index < count && length < CCHARW_MAX; index += 1) {
    wchar_t mark = (wchar_t)scalars[index];
    // 0x200D joins several emoji into one: draw only the first. Drop variation selectors, because they could change the
    // width.
    if (mark == 0x200D) break;
    if (mark == 0xFE0F || wcwidth(mark) != 0 || !can_be_sent(mark)) continue;
    text[length++] = mark;
  }
  put(x, y, text, attribute_bits, pair);
  if (width < columns) put(x + 1, y, L" ", attribute_bits, pair);
}

void cn_refresh(int32_t cursor_x, int32_t cursor_y) {
  cn_set_drawing(true);
  if (cursor_x >= 0 && cursor_y >= 0) {
    move(cursor_y, cursor_x);
    curs_set(1);
  } else {
    curs_set(0);
  }
  refresh();
  cn_set_drawing(false);
}

void cn_forget_screen(void) {
  clearok(curscr, TRUE);
}

void cn_suspend(void) {
  set_modes(false);
  curs_set(1);
  endwin();
  cn_disarm_restore();
  if (has_termios) tcsetattr(opened_with.input, TCSADRAIN, &before);
  cn_release_stderr();
  cn_stop_process();
  cn_take_back();
}

void cn_take_back(void) {
  reset_prog_mode();
  curs_set(0);
  cn_forget_screen();
  refresh();
  set_modes(true);
  prepare_emergency();
  if (opened_with.takes_over) cn_hold_stderr();
}
