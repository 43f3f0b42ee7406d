// Shared by the files of this target only.
#pragma once

#include "CNCurses.h"

#include <curses.h>
#include <stddef.h>

// The screen that is open, or NULL; and a window that only reads: reading from a pad never draws as a side effect.
extern SCREEN *cn_screen_open;
extern WINDOW *cn_reader;
extern int cn_input_fd;

// The pipe that wakes cn_wait, without old news. False with errno.
bool cn_prepare_pipe(void);

// What gives the terminal back when nothing but write and tcsetattr can be trusted. ncurses draws by a descriptor of
// its own, which loses the terminal first: it is said when something is being drawn.
void cn_arm_restore(int fd, int drawing_fd, const char *sequence, size_t length, const void *saved_termios);
void cn_set_drawing(bool on);
void cn_disarm_restore(void);

void cn_catch_signals(void);
void cn_release_signals(void);
void cn_stop_process(void);

// While stderr is held back, output of this process to it goes to memory. Releasing it prints that output.
void cn_hold_stderr(void);
void cn_let_go_of_stderr(void);
