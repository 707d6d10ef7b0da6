// How an outside program is started, and what of its life the language above cannot say: system calls between fork and exec, and in signal handlers.
#ifndef CCHILDPROCESS_H
#define CCHILDPROCESS_H

#include <stdint.h>
#include <sys/types.h>

/// What a program is started with. Its working folder is the root, it may write no file unless that is asked for, leave no core, and every signal is as at login.
struct child_request {
    /// The absolute path of the program.
    const char *path;
    /// Its arguments with its own name before them, and its environment, each ended by a null pointer: nothing else is handed down.
    char *const *arguments, *const *environment;
    /// Descriptors that become its standard input, output and error; every other one is closed.
    int input, output, error;
    /// Bytes of address space and seconds of processor time that it may take.
    uint64_t bytes, seconds;
    /// Bytes that it may write to one file: 0 for a program that has none to write.
    uint64_t file_bytes;
};

/// Starts a program in a session and process group of its own, which the kernel ends when the thread that called this function ends: that thread must wait for it.
///
/// On success the return value is 0, `process` is its number and `handle` a descriptor that becomes readable when it ends (-1 where the kernel has none).
/// Otherwise the return value is the error number, of the program's start too.
int child_start(const struct child_request *request, pid_t *process, int *handle);

/// Ends whatever is left of a program's process group, and waits for the program itself; the return value is its status as of `waitpid`.
int child_end(pid_t process);

/// Ends the process groups of all programs that are running. May be called in a signal handler.
void child_end_all(void);

/// A file that has no name and lies in memory or, where the kernel cannot do that, below `folder` without a name; -1 and `errno` when there can be none.
int child_nameless_file(const char *folder);

/// A pipe that no program inherits; reading from its first end never waits. 0, or -1 and `errno`.
int child_pipe(int ends[2]);

/// A descriptor that becomes readable once `child_ring` was called on it.
int child_bell(void);
void child_ring(int bell);

#endif
