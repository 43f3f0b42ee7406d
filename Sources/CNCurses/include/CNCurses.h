// What Swift needs of ncurses, without its macros, variadic functions and globals: curses.h is not included here.
//
// One terminal at a time, used from one thread. Only cn_wake may be called from any thread.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// ---- terminal.c: opening, drawing, closing

typedef struct {
  const char *_Nonnull term;
  int32_t input;   // file descriptors; both stay the caller's
  int32_t output;
  bool color;      // false: colours are not used even when there are some
  bool mouse;      // report the mouse, in SGR encoding
  bool takes_over; // this process's own terminal: catch signals, and keep stderr from the screen
} cn_options;

typedef enum {
  CN_OPENED = 0,
  CN_ALREADY_OPEN,
  CN_UNKNOWN_TERMINAL,     // no terminfo entry
  CN_CANNOT_MOVE_CURSOR,   // a terminal without `cup`, such as dumb
  CN_SYSTEM_ERROR,         // errno says more
} cn_result;

typedef struct {
  int32_t columns;
  int32_t rows;
  int32_t colors;          // 0 when there are none
  int32_t pairs;           // colour pairs, the one of number 0 included
  bool direct;             // a colour is 0xRRGGBB (and 0…7 are ANSI's)
  bool default_colors;     // -1 means the terminal's own colour
} cn_screen;

// Chooses the locale of characters from the environment, or C.UTF-8 when it says nothing. Whether it is UTF-8: it is
// not for who says "C".
bool cn_set_locale(void);
// Whether terminfo knows a terminal; false while a screen is open.
bool cn_is_known_terminal(const char *_Nonnull term);

cn_result cn_open(const cn_options *_Nonnull options);
void cn_close(void);
cn_screen cn_current_screen(void);
// The size that the terminal has now becomes that of the screen; what is drawn next is drawn whole.
void cn_adopt_size(int32_t columns, int32_t rows);
// The size that the system reports for the terminal; false when it reports none.
bool cn_system_size(int32_t *_Nonnull columns, int32_t *_Nonnull rows);

enum { CN_BOLD = 1, CN_DIM = 2, CN_ITALIC = 4, CN_UNDERLINE = 8, CN_REVERSE = 16 };

// Defines what a colour pair 1… is.
void cn_define_pair(int32_t pair, int32_t foreground, int32_t background);
// Puts one character, a base and its marks, into `columns` (1 or 2) cells. What the C library thinks has another width
// is replaced, so that nothing on its right moves.
void cn_put(
  int32_t x, int32_t y, const uint32_t *_Nonnull scalars, int32_t count, int32_t columns, uint32_t attributes,
  int32_t pair);
// Sends what has changed. A cursor at (-1, -1) is hidden.
void cn_refresh(int32_t cursor_x, int32_t cursor_y);
// Forgets what the terminal shows, so that the next refresh sends everything.
void cn_forget_screen(void);
// Gives the terminal back, stops the process like Ctrl-Z does, and takes the terminal again when it is continued.
void cn_suspend(void);
// Sends bytes past ncurses, such as a text for the clipboard; nothing to a terminal that is no relative of xterm.
void cn_send(const char *_Nonnull bytes);
// Reports the mouse from now on, or leaves it to the terminal.
void cn_set_mouse(bool on);
// Sets up the terminal again after somebody else may have used it.
void cn_take_back(void);

// ---- background.c: before a screen is open

// Asks the terminal for the colour of its background and waits for the answer at most so long. How many bytes came.
int32_t cn_ask_background(
  int32_t input, int32_t output, int32_t milliseconds, char *_Nonnull answer, int32_t capacity);

// ---- input.c: keys

typedef enum { CN_NOTHING = 0, CN_CHARACTER, CN_KEY } cn_input;

// The next character (a Unicode scalar) or key (a code given to cn_define_key) within so many milliseconds.
cn_input cn_read(int32_t milliseconds, uint32_t *_Nonnull value);
// From now on the bytes mean this code, 512…65535.
void cn_define_key(const char *_Nonnull bytes, int32_t code);
// Likewise the bytes that terminfo has for a capability, such as "kcuu1"; nothing when it has none.
void cn_define_capability(const char *_Nonnull name, int32_t code);

// ---- signals.c: what arrives from outside, and giving the terminal back in an emergency

enum {
  CN_INPUT = 1,        // there is something to read
  CN_HANGUP = 2,       // the terminal is gone
  CN_RESIZED = 4,
  CN_INTERRUPTED = 8,
  CN_STOP_WANTED = 16, // Ctrl-Z
  CN_CONTINUED = 32,
  CN_WOKEN = 64,
};

// Waits for any of the above, at most so many milliseconds (-1: without end), and says which came; 0 when none did.
uint32_t cn_wait(int32_t milliseconds);
// Makes cn_wait return. From any thread, at any time.
void cn_wake(void);
