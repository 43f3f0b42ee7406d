// The part of ncurses that Swift needs, without macros, variadic functions and globals. This header does not include
// curses.h.
//
// The process has one terminal at a time and uses it from one thread. Only cn_wake may be called from any thread.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// ---- terminal.c: opening, drawing, closing

typedef struct {
  const char *_Nonnull term;
  int32_t input;   // file descriptors, which the caller closes
  int32_t output;
  bool color;      // false: no colours even if the terminal has them
  bool mouse;      // request mouse reports, in SGR encoding
  bool takes_over; // true for this process's own terminal: catch signals, and hold stderr back
} cn_options;

typedef enum {
  CN_OPENED = 0,
  CN_ALREADY_OPEN,
  CN_UNKNOWN_TERMINAL,     // no terminfo entry
  CN_CANNOT_MOVE_CURSOR,   // terminfo has no `cup` for the terminal, for example `dumb`
  CN_SYSTEM_ERROR,         // see errno
} cn_result;

typedef struct {
  int32_t columns;
  int32_t rows;
  int32_t colors;          // 0 for a terminal without colours
  int32_t pairs;           // the number of colour pairs, including pair 0
  bool direct;             // colour numbers are 0xRRGGBB, except that 0…7 are ANSI's colours
  bool default_colors;     // colour number -1 is the terminal's own colour
} cn_screen;

// Sets the character locale from the environment, or C.UTF-8 if the environment names none. Returns whether the
// locale's encoding is UTF-8.
bool cn_set_locale(void);
// Returns whether terminfo describes a terminal. Always false while a screen is open.
bool cn_is_known_terminal(const char *_Nonnull term);

cn_result cn_open(const cn_options *_Nonnull options);
void cn_close(void);
cn_screen cn_current_screen(void);
// Sets the screen's size. The next refresh draws everything.
void cn_adopt_size(int32_t columns, int32_t rows);
// Stores the terminal's size as the system reports it. Returns false if the system reports no size.
bool cn_system_size(int32_t *_Nonnull columns, int32_t *_Nonnull rows);

enum { CN_BOLD = 1, CN_DIM = 2, CN_ITALIC = 4, CN_UNDERLINE = 8, CN_REVERSE = 16 };

// Defines the colours of a pair; `pair` is at least 1.
void cn_define_pair(int32_t pair, int32_t foreground, int32_t background);
// Puts one character (a base and its combining marks) into `columns` (1 or 2) cells. If the character's width in the C
// library is 0 or exceeds `columns`, `?` is drawn instead. (A wider character would move the cells to its right.)
void cn_put(
  int32_t x, int32_t y, const uint32_t *_Nonnull scalars, int32_t count, int32_t columns, uint32_t attributes,
  int32_t pair);
// Sends the changed cells, and moves the terminal's cursor. Position (-1, -1) hides the cursor.
void cn_refresh(int32_t cursor_x, int32_t cursor_y);
// Makes the next refresh send all cells.
void cn_forget_screen(void);
// Restores the terminal, stops the process as Ctrl-Z does, and sets up the terminal again when the process continues.
void cn_suspend(void);
// Sends bytes to the terminal without ncurses, for example a text for the clipboard. Does nothing unless the terminal
// is compatible with xterm.
void cn_send(const char *_Nonnull bytes);
// Turns mouse reports on or off. While they are off, the terminal itself handles the mouse.
void cn_set_mouse(bool on);
// Sets the terminal's modes again. Another program may have changed them.
void cn_take_back(void);

// ---- background.c: called before a screen is open

// Asks the terminal for its background colour, and waits at most `milliseconds` for the answer. Returns the number of
// bytes read into `answer`.
int32_t cn_ask_background(
  int32_t input, int32_t output, int32_t milliseconds, char *_Nonnull answer, int32_t capacity);

// ---- input.c: keys

typedef enum { CN_NOTHING = 0, CN_CHARACTER, CN_KEY } cn_input;

// Reads the next character (a Unicode scalar) or key (a code given to cn_define_key). Returns CN_NOTHING if no input
// arrives within `milliseconds`.
cn_input cn_read(int32_t milliseconds, uint32_t *_Nonnull value);
// Defines a byte sequence as a key with this code, 512…65535.
void cn_define_key(const char *_Nonnull bytes, int32_t code);
// Defines terminfo's byte sequence of a capability, such as "kcuu1", as a key with this code. Does nothing if terminfo
// has no such capability.
void cn_define_capability(const char *_Nonnull name, int32_t code);

// ---- signals.c: input, signals, and restoring the terminal in an emergency

enum {
  CN_INPUT = 1,        // bytes can be read
  CN_HANGUP = 2,       // the terminal was closed
  CN_RESIZED = 4,
  CN_INTERRUPTED = 8,
  CN_STOP_WANTED = 16, // Ctrl-Z
  CN_CONTINUED = 32,
  CN_WOKEN = 64,
};

// Waits for any of the events above, at most `milliseconds` (-1: no limit). Returns the events that occurred, or 0 if
// no event occurred.
uint32_t cn_wait(int32_t milliseconds);
// Makes cn_wait return. Any thread may call it at any time.
void cn_wake(void);
