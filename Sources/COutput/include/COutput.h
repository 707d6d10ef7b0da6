#ifndef COUTPUT_H
#define COUTPUT_H

#include <stdbool.h>

/// Signals that end the program, handled so that nothing half-written stays behind: what a handler may do is little, hence C.

/// Handles SIGINT, SIGTERM and SIGHUP from now on. A signal that was ignored when the program started stays ignored, but for a SIGINT that somebody
/// sends to this very program. To be called once, before other threads are started.
void interruption_install(void);

/// Has the first SIGINT only set a flag, for work that looks at it and ends in order; a second one ends the program as always. Nests.
void interruption_defer(bool is_deferred);

/// Whether a SIGINT has come while it was deferred.
bool interruption_is_requested(void);

/// The line that is written to stderr when SIGINT ends the program, with its line end; the text is kept, not copied.
void interruption_set_message(const char *line);

/// What else is called when a signal ends the program: it may do only what a handler may.
void interruption_set_end(void (*end)(void));

/// A file that is removed when a signal ends the program; returns a slot, or -1 when there is none left. The path is copied.
int interruption_add_file(const char *path);

/// Lets go of a file.
void interruption_remove_file(int slot);

/// Makes everything on the file system of an open file last over a loss of power; -1 with errno when that fails.
int output_sync_file_system(int descriptor);

#endif
