#define _GNU_SOURCE
#include "COutput.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { SLOTS = 64, LONGEST_PATH = 4096, STATUS_INTERRUPTED = 130 };
enum { FREE, TAKEN, READY };

// In static memory, so that a handler never reads what was freed.
static struct {
    atomic_int state;
    char path[LONGEST_PATH];
} files[SLOTS];

static _Atomic(const char *) message;
static _Atomic(void (*)(void)) end;
static atomic_int deferrals;
static atomic_bool is_requested;
static bool was_ignored;

// Only what POSIX allows in a handler: unlink, write, _exit, sigaction, raise, kill.
static void clean_up(void) {
    void (*call)(void) = atomic_load(&end);
    if (call != NULL) call();
    for (int slot = 0; slot < SLOTS; slot++) {
        if (atomic_load(&files[slot].state) == READY) unlink(files[slot].path);
    }
}

static void on_interrupt(int number, siginfo_t *info, void *context) {
    (void)number;
    (void)context;
    // The terminal's Ctrl-C is not for a job that the shell put in the background.
    if (was_ignored && info->si_code == SI_KERNEL) return;
    int error = errno;
    if (atomic_load(&deferrals) > 0 && !atomic_exchange(&is_requested, true)) {
        errno = error;
        return;
    }
    clean_up();
    const char *line = atomic_load(&message);
    if (line != NULL) {
        ssize_t written = write(2, line, strlen(line));
        (void)written;
    }
    _exit(STATUS_INTERRUPTED);
}

static void on_end(int number) {
    clean_up();
    signal(number, SIG_DFL);
    sigset_t own;
    sigemptyset(&own);
    sigaddset(&own, number);
    sigprocmask(SIG_UNBLOCK, &own, NULL);
    raise(number);
}

void interruption_install(void) {
    struct sigaction old;
    was_ignored = sigaction(SIGINT, NULL, &old) == 0 && !(old.sa_flags & SA_SIGINFO) && old.sa_handler == SIG_IGN;
    struct sigaction interrupt = {.sa_flags = SA_SIGINFO | SA_RESTART};
    interrupt.sa_sigaction = on_interrupt;
    sigemptyset(&interrupt.sa_mask);
    sigaction(SIGINT, &interrupt, NULL);
    const int ends[] = {SIGTERM, SIGHUP};
    for (size_t index = 0; index < sizeof ends / sizeof ends[0]; index++) {
        if (sigaction(ends[index], NULL, &old) == 0 && !(old.sa_flags & SA_SIGINFO) && old.sa_handler == SIG_IGN) continue;
        struct sigaction end = {.sa_handler = on_end};
        sigemptyset(&end.sa_mask);
        sigaction(ends[index], &end, NULL);
    }
}

void interruption_defer(bool is_deferred) { atomic_fetch_add(&deferrals, is_deferred ? 1 : -1); }

bool interruption_is_requested(void) { return atomic_load(&is_requested); }

void interruption_set_message(const char *line) { atomic_store(&message, line); }

void interruption_set_end(void (*call)(void)) { atomic_store(&end, call); }

int interruption_add_file(const char *path) {
    size_t length = strlen(path);
    if (length >= LONGEST_PATH) return -1;
    for (int slot = 0; slot < SLOTS; slot++) {
        int free = FREE;
        if (!atomic_compare_exchange_strong(&files[slot].state, &free, TAKEN)) continue;
        memcpy(files[slot].path, path, length + 1);
        atomic_store(&files[slot].state, READY);
        return slot;
    }
    return -1;
}

void interruption_remove_file(int slot) {
    if (slot >= 0 && slot < SLOTS) atomic_store(&files[slot].state, FREE);
}
