#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CChildProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

// The process groups that are running, for signal handlers: a place is free while it holds 0. Programs beyond the table are ended by the kernel alone.
enum { GROUPS = 1024 };
static _Atomic pid_t groups[GROUPS];

static void remember(pid_t process) {
    for (int i = 0; i < GROUPS; ++i) {
        pid_t none = 0;
        if (atomic_compare_exchange_strong(&groups[i], &none, process)) return;
    }
}

static void forget(pid_t process) {
    for (int i = 0; i < GROUPS; ++i) {
        pid_t own = process;
        if (atomic_compare_exchange_strong(&groups[i], &own, 0)) return;
    }
}

void child_end_all(void) {
    for (int i = 0; i < GROUPS; ++i) {
        pid_t process = atomic_load(&groups[i]);
        if (process > 0) kill(-process, SIGKILL);
    }
}

static int bound(int resource, uint64_t value) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0) return -1;
    rlim_t wanted = (rlim_t)value;
    // A bound that holds for this program already cannot be raised.
    if (limit.rlim_max != RLIM_INFINITY && wanted > limit.rlim_max) wanted = limit.rlim_max;
    limit.rlim_cur = limit.rlim_max = wanted;
    return setrlimit(resource, &limit);
}

static void close_others(void) {
    if (syscall(SYS_close_range, 3u, ~0u, 0u) == 0) return;
    struct rlimit limit;
    rlim_t last = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536 ? limit.rlim_cur : 65536;
    for (int descriptor = 3; descriptor < (int)last; ++descriptor) close(descriptor);
}

// What happens in the child, which borrows the memory of the parent until it becomes the program: system calls alone. Returns only on failure.
static int become(const struct child_request *request, pid_t parent) {
    if (setsid() < 0) return errno;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
    if (getppid() != parent) return ESRCH;
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    struct sigaction action = {0};
    action.sa_handler = SIG_DFL;
    // The library keeps a few numbers to itself, which are inherited as ignored from whoever used posix_spawn; the kernel sets them back. All zero is the
    // default action in its own form, too, whatever the order of its fields.
    unsigned long initial[8] = {0};
    for (int number = 1; number < NSIG; ++number)
        if (sigaction(number, &action, NULL) != 0) syscall(SYS_rt_sigaction, number, initial, NULL, 8);
    // A write beyond the bound of no bytes at all is an error, not the end: programs try to fill caches.
    action.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &action, NULL);
    // Above the standard ones first: any of the three may have a standard number itself.
    int files[3] = {request->input, request->output, request->error};
    for (int i = 0; i < 3; ++i)
        if ((files[i] = fcntl(files[i], F_DUPFD, 3)) < 0) return errno;
    for (int i = 0; i < 3; ++i)
        if (dup2(files[i], i) < 0) return errno;
    close_others();
    umask(077);
    if (chdir("/") != 0) return errno;
    if (bound(RLIMIT_CORE, 0) != 0 || bound(RLIMIT_FSIZE, request->file_bytes) != 0 || bound(RLIMIT_CPU, request->seconds) != 0
        || bound(RLIMIT_AS, request->bytes) != 0)
        return errno;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(request->path, request->arguments, request->environment);
    return errno;
}

int child_start(const struct child_request *request, pid_t *process, int *handle) {
    // Whoever started this program may have told the kernel to forget how children end.
    struct sigaction ending;
    if (sigaction(SIGCHLD, NULL, &ending) == 0 && ending.sa_handler == SIG_IGN) {
        ending.sa_handler = SIG_DFL;
        sigaction(SIGCHLD, &ending, NULL);
    }
    // No handler of this program may run in the child while the two share their memory.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    volatile int failure = 0;
    pid_t parent = getpid();
    pid_t child = vfork();
    if (child == 0) {
        failure = become(request, parent);
        _exit(127);
    }
    int start = child < 0 ? errno : failure;
    if (child > 0 && start == 0) remember(child);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (start != 0) {
        if (child > 0) while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
        return start;
    }
    *process = child;
    *handle = (int)syscall(SYS_pidfd_open, child, 0);
    if (*handle >= 0) fcntl(*handle, F_SETFD, FD_CLOEXEC);
    return 0;
}

int child_end(pid_t process) {
    // The number of the group stays taken until the program is waited for: no other group can be hit.
    kill(-process, SIGKILL);
    forget(process);
    int status = 0;
    while (waitpid(process, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return status;
}

int child_nameless_file(const char *folder) {
#ifdef MFD_CLOEXEC
    int file;
    do file = memfd_create("analyze", MFD_CLOEXEC);
    while (file < 0 && errno == EINTR);
    if (file >= 0) return file;
#endif
    char path[4096];
    if (snprintf(path, sizeof path, "%s/analyze-XXXXXX", folder) >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int named;
    do named = mkostemp(path, O_CLOEXEC);
    while (named < 0 && errno == EINTR);
    if (named >= 0) unlink(path);
    return named;
}

int child_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) != 0) return -1;
    return fcntl(ends[0], F_SETFL, fcntl(ends[0], F_GETFL) | O_NONBLOCK);
}

int child_bell(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void child_ring(int bell) {
    uint64_t one = 1;
    while (write(bell, &one, sizeof one) < 0 && errno == EINTR) {}
}
