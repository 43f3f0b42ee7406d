// Shared by the files of this target only.
#pragma once

#include "CNCurses.h"

#include <curses.h>
#include <stddef.h>

// The open screen, or NULL; and a pad for reading keys: reading from a window would also draw it.
extern SCREEN *cn_screen_open;
extern WINDOW *cn_reader;
extern int cn_input_fd;

// Makes the pipe that wakes cn_wait, or empties it. Returns false and sets errno on failure.
bool cn_prepare_pipe(void);

// Prepares restoring the terminal in an emergency, by write and tcsetattr only. ncurses draws through `drawing_fd`, which
// then loses the terminal first; `cn_set_drawing` marks when a picture is being written.
void cn_arm_restore(int fd, int drawing_fd, const char *sequence, size_t length, const void *saved_termios);
void cn_set_drawing(bool on);
void cn_disarm_restore(void);

void cn_catch_signals(void);
void cn_release_signals(void);
void cn_stop_process(void);

// While stderr is held back, output of this process to it goes to memory. Releasing it prints that output.
void cn_hold_stderr(void);
void cn_release_stderr(void);
