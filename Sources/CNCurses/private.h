// Declarations that only this target's files share.
#pragma once

#include "CNCurses.h"

#include <curses.h>
#include <stddef.h>

// `cn_screen_open`: the open screen, or NULL. `cn_reader`: a pad for reading keys. (Reading from a window would make
// ncurses draw the window.)
extern SCREEN *cn_screen_open;
extern WINDOW *cn_reader;
extern int cn_input_fd;

// Clears the pending events. Makes the pipe that wakes cn_wait if the pipe does not exist yet. Returns false and sets
// errno on failure.
bool cn_prepare_pipe(void);

// Stores what a signal handler needs to restore the terminal: `sequence` for write, and `saved_termios` for tcsetattr.
// ncurses draws through `drawing_fd`; the handler first disconnects `drawing_fd` from the terminal. `cn_set_drawing`
// stores whether a thread is writing a picture.
void cn_arm_restore(int fd, int drawing_fd, const char *sequence, size_t length, const void *saved_termios);
void cn_set_drawing(bool on);
void cn_disarm_restore(void);

void cn_catch_signals(void);
void cn_release_signals(void);
void cn_stop_process(void);

// While stderr is held back, this process's output to stderr goes to memory. Releasing stderr prints that output.
void cn_hold_stderr(void);
void cn_release_stderr(void);
