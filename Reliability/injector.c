// injector: runs a program, counts the calls by which it changes files below a folder, and lets the n-th one of a kind fail, or kills the program there.
//
//     injector --under FOLDER --call KIND --at N --do WHAT [--sticky] [--report FILE] -- PROGRAM ARGUMENTS...
//
// KIND: write, sync, rename, open, truncate, unlink, close, link, mkdir (open: for writing only). WHAT: an error by its name (ENOSPC, EIO, EACCES, EINTR, EDQUOT, EROFS),
// `kill` (SIGKILL before the call), `tear` (half of a write, then SIGKILL), `short` (half of a write, and that is what the call returns), `count` (nothing).
// --sticky: the same for every later call of the kind, as on a disk that stays full; --at 0 with `count` counts alone.
//
// The calls are caught at the kernel's door, by seccomp's user notifications (seccomp_unotify(2)), and not by a preloaded library: what the C library does inside itself (stdio, copying) and
// what a runtime does by a raw system call is seen as well, in every thread. Only the program itself is counted, not the programs that it starts, and only regular files and folders.
// The report has a line for how the program ended, the count of each kind, and a line for each counted call. Linux 5.6 or newer, x86-64 or arm64; no privileges.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum kind { WRITE, SYNC, RENAME, OPEN, TRUNCATE, UNLINK, CLOSE, LINK, MKDIR, KINDS };
static const char *const kind_names[KINDS] = {"write", "sync", "rename", "open", "truncate", "unlink", "close", "link", "mkdir"};

/// Where a call says which file it is about.
enum target {
    BY_DESCRIPTOR,  // args[a] is the descriptor
    BY_PATH,        // args[a] is a path
    BY_FOLDER,      // args[a] is a folder's descriptor, args[a + 1] a path in it
};

static const struct call {
    int number;
    const char *name;
    enum kind kind;
    enum target target;
    int a;      // the argument that names the file, or its folder
    int flags;  // the argument with open's flags; -1 for none
} calls[] = {
    {SYS_write, "write", WRITE, BY_DESCRIPTOR, 0, -1},
    {SYS_pwrite64, "pwrite64", WRITE, BY_DESCRIPTOR, 0, -1},
    {SYS_writev, "writev", WRITE, BY_DESCRIPTOR, 0, -1},
    {SYS_pwritev, "pwritev", WRITE, BY_DESCRIPTOR, 0, -1},
    {SYS_pwritev2, "pwritev2", WRITE, BY_DESCRIPTOR, 0, -1},
    {SYS_sendfile, "sendfile", WRITE, BY_DESCRIPTOR, 0, -1},
    {SYS_copy_file_range, "copy_file_range", WRITE, BY_DESCRIPTOR, 2, -1},
    {SYS_splice, "splice", WRITE, BY_DESCRIPTOR, 2, -1},
    {SYS_fsync, "fsync", SYNC, BY_DESCRIPTOR, 0, -1},
    {SYS_fdatasync, "fdatasync", SYNC, BY_DESCRIPTOR, 0, -1},
    {SYS_sync_file_range, "sync_file_range", SYNC, BY_DESCRIPTOR, 0, -1},
    {SYS_syncfs, "syncfs", SYNC, BY_DESCRIPTOR, 0, -1},
    {SYS_renameat, "renameat", RENAME, BY_FOLDER, 2, -1},
    {SYS_renameat2, "renameat2", RENAME, BY_FOLDER, 2, -1},
    {SYS_openat, "openat", OPEN, BY_FOLDER, 0, 2},
    {SYS_ftruncate, "ftruncate", TRUNCATE, BY_DESCRIPTOR, 0, -1},
    {SYS_truncate, "truncate", TRUNCATE, BY_PATH, 0, -1},
    {SYS_fallocate, "fallocate", TRUNCATE, BY_DESCRIPTOR, 0, -1},
    {SYS_unlinkat, "unlinkat", UNLINK, BY_FOLDER, 0, -1},
    {SYS_close, "close", CLOSE, BY_DESCRIPTOR, 0, -1},
    {SYS_linkat, "linkat", LINK, BY_FOLDER, 2, -1},
    {SYS_symlinkat, "symlinkat", LINK, BY_FOLDER, 1, -1},
    {SYS_mkdirat, "mkdirat", MKDIR, BY_FOLDER, 0, -1},
#ifdef SYS_open
    {SYS_open, "open", OPEN, BY_PATH, 0, 1},
    {SYS_creat, "creat", OPEN, BY_PATH, 0, -1},
    {SYS_rename, "rename", RENAME, BY_PATH, 1, -1},
    {SYS_unlink, "unlink", UNLINK, BY_PATH, 0, -1},
    {SYS_rmdir, "rmdir", UNLINK, BY_PATH, 0, -1},
    {SYS_link, "link", LINK, BY_PATH, 1, -1},
    {SYS_symlink, "symlink", LINK, BY_PATH, 1, -1},
    {SYS_mkdir, "mkdir", MKDIR, BY_PATH, 0, -1},
#endif
};
enum { CALLS = sizeof calls / sizeof *calls };

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "no table of calls for this processor"
#endif

static const struct {
    const char *name;
    int number;
} errors[] = {{"ENOSPC", ENOSPC}, {"EIO", EIO}, {"EACCES", EACCES}, {"EINTR", EINTR}, {"EDQUOT", EDQUOT}, {"EROFS", EROFS}, {"ENOMEM", ENOMEM}, {"EMFILE", EMFILE}};

enum act { COUNT, FAIL, KILL, TEAR, SHORT };

static char under[PATH_MAX];
static enum kind wanted = KINDS;
static uint64_t at;
static enum act act = COUNT;
static int error_number;
static int sticky;
static uint64_t counts[KINDS];
static FILE *report;
static pid_t program;

static _Noreturn void fail(const char *what) {
    fprintf(stderr, "injector: %s: %s\n", what, strerror(errno));
    exit(125);
}

/// The filter: the calls of the table wait for the supervisor, all others go on; an open for reading goes on.
static int install_filter(void) {
    struct sock_filter filter[8 + 6 * CALLS];
    int n = 0;
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
    filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int i = 0; i < CALLS; i++) {
        int changes = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
        if (calls[i].flags < 0) {
            filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i].number, 0, 1);
            filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
        } else {
            filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i].number, 0, 4);
            filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + 8 * calls[i].flags);
            filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, changes, 0, 1);
            filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
            filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
        }
    }
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    struct sock_fprog code = {.len = (unsigned short)n, .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return -1;
    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &code);
}

/// Hands a descriptor to the other end of a socket.
static int send_descriptor(int socket, int descriptor) {
    char byte = 0, control[CMSG_SPACE(sizeof(int))] = {0};
    struct iovec data = {&byte, 1};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
    return sendmsg(socket, &message, 0) == 1 ? 0 : -1;
}

static int receive_descriptor(int socket) {
    char byte, control[CMSG_SPACE(sizeof(int))];
    struct iovec data = {&byte, 1};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    if (recvmsg(socket, &message, 0) != 1) return -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    int descriptor = -1;
    if (header && header->cmsg_type == SCM_RIGHTS) memcpy(&descriptor, CMSG_DATA(header), sizeof(int));
    return descriptor;
}

static int is_of_program(pid_t thread) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task/%d", program, thread);
    return access(path, F_OK) == 0;
}

/// A string of the program's memory; 0 when it cannot be read or is too long.
static int read_string(pid_t thread, uint64_t address, char *text, size_t room) {
    size_t length = 0;
    while (length < room) {
        // Not over a page's end at once: the next page may not be there.
        size_t chunk = 4096 - (address + length) % 4096;
        if (chunk > room - length) chunk = room - length;
        struct iovec local = {text + length, chunk}, remote = {(void *)(uintptr_t)(address + length), chunk};
        ssize_t got = process_vm_readv(thread, &local, 1, &remote, 1, 0);
        if (got <= 0) return 0;
        if (memchr(text + length, 0, (size_t)got)) return 1;
        length += (size_t)got;
    }
    return 0;
}

/// An absolute path without `.`, `..` and double slashes, as text.
static void simplify(char *path) {
    char *out = path;
    for (char *part = path; *part;) {
        while (*part == '/') part++;
        char *end = strchrnul(part, '/');
        size_t length = (size_t)(end - part);
        if (length == 2 && part[0] == '.' && part[1] == '.') {
            while (out > path && *--out != '/') {}
        } else if (length > 0 && !(length == 1 && part[0] == '.')) {
            *out++ = '/';
            memmove(out, part, length);
            out += length;
        }
        part = end;
    }
    *out = 0;
}

/// The absolute path that a call is about; 0 when there is none, or it is neither a regular file nor a folder.
static int path_of(const struct call *call, const struct seccomp_notif *request, char *path) {
    char link[64], name[PATH_MAX];
    pid_t thread = (pid_t)request->pid;
    const __u64 *args = request->data.args;
    struct stat status;
    if (call->target == BY_DESCRIPTOR) {
        snprintf(link, sizeof link, "/proc/%d/fd/%d", thread, (int)args[call->a]);
        if (stat(link, &status) || !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))) return 0;
        // A close is a change only where something was written.
        if (call->kind == CLOSE) {
            snprintf(name, sizeof name, "/proc/%d/fdinfo/%d", thread, (int)args[call->a]);
            FILE *info = fopen(name, "r");
            unsigned flags = 0;
            char line[128];
            while (info && fgets(line, sizeof line, info)) {
                if (sscanf(line, "flags: %o", &flags) == 1) break;
            }
            if (info) fclose(info);
            if ((flags & O_ACCMODE) == O_RDONLY) return 0;
        }
        ssize_t length = readlink(link, path, PATH_MAX - 1);
        if (length <= 0) return 0;
        path[length] = 0;
        return 1;
    }
    if (!read_string(thread, args[call->target == BY_FOLDER ? call->a + 1 : call->a], name, sizeof name)) return 0;
    if (name[0] == '/') {
        strcpy(path, name);
    } else {
        int folder = call->target == BY_FOLDER ? (int)args[call->a] : AT_FDCWD;
        if (folder == AT_FDCWD) {
            snprintf(link, sizeof link, "/proc/%d/cwd", thread);
        } else {
            snprintf(link, sizeof link, "/proc/%d/fd/%d", thread, folder);
        }
        ssize_t length = readlink(link, path, PATH_MAX - 1);
        if (length <= 0 || (size_t)length + strlen(name) + 2 > PATH_MAX) return 0;
        path[length] = '/';
        strcpy(path + length + 1, name);
    }
    simplify(path);
    if (call->kind == OPEN && stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return 0;
    return 1;
}

/// Does half of a write on behalf of the program; the number of bytes, or a negative error. Only plain writes can be halved, and only those of two bytes or more.
static ssize_t half_write(const struct seccomp_notif *request) {
    int call = request->data.nr;
    if (call != SYS_write && call != SYS_pwrite64) return -ENOSYS;
    size_t length = request->data.args[2] / 2;
    if (length == 0) return -ENOSYS;
    char *bytes = malloc(length);
    struct iovec local = {bytes, length}, remote = {(void *)(uintptr_t)request->data.args[1], length};
    ssize_t done = -ENOSYS;
    if (bytes && process_vm_readv((pid_t)request->pid, &local, 1, &remote, 1, 0) == (ssize_t)length) {
        int process = (int)syscall(SYS_pidfd_open, program, 0);
        int file = (int)syscall(SYS_pidfd_getfd, process, (int)request->data.args[0], 0);
        if (file >= 0) {
            done = call == SYS_write ? write(file, bytes, length) : pwrite(file, bytes, length, (off_t)request->data.args[3]);
            if (done < 0) done = -errno;
            close(file);
        }
        close(process);
    }
    free(bytes);
    return done;
}

static int is_below(const char *path) {
    size_t length = strlen(under);
    return strncmp(path, under, length) == 0 && (path[length] == '/' || path[length] == 0);
}

/// Decides about one call.
static void answer(const struct seccomp_notif *request, struct seccomp_notif_resp *response) {
    response->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    const struct call *call = calls;
    while (call < calls + CALLS && call->number != request->data.nr) call++;
    char path[PATH_MAX];
    if (call == calls + CALLS || !is_of_program((pid_t)request->pid) || !path_of(call, request, path) || !is_below(path)) return;
    uint64_t n = ++counts[call->kind];
    if (report) fprintf(report, "call %s %llu %s %s\n", kind_names[call->kind], (unsigned long long)n, call->name, path + strlen(under));
    if (call->kind != wanted || n < at || (n > at && !sticky) || at == 0) return;
    ssize_t done;
    switch (act) {
        case COUNT: return;
        case FAIL:
            response->flags = 0;
            response->error = -error_number;
            return;
        case TEAR: half_write(request);  // falls through
        case KILL: kill(program, SIGKILL); return;
        case SHORT:
            done = half_write(request);
            if (done == -ENOSYS) return;
            response->flags = 0;
            if (done < 0) response->error = (int)done;
            else response->val = done;
            return;
    }
}

static void supervise(int listener) {
    struct seccomp_notif *request = calloc(1, sizeof *request + 512);
    struct seccomp_notif_resp *response = calloc(1, sizeof *response + 512);
    int process = (int)syscall(SYS_pidfd_open, program, 0);
    if (!request || !response || process < 0) fail("supervisor");
    for (;;) {
        struct pollfd events[2] = {{.fd = listener, .events = POLLIN}, {.fd = process, .events = POLLIN}};
        if (poll(events, 2, -1) < 0) {
            if (errno == EINTR) continue;
            fail("poll");
        }
        if (events[0].revents & POLLIN) {
            memset(request, 0, sizeof *request + 512);
            if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, request)) continue;  // the caller is gone
            memset(response, 0, sizeof *response + 512);
            response->id = request->id;
            answer(request, response);
            ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, response);
        } else if (events[1].revents) {
            return;
        }
    }
}

static void forward(int signal) {
    if (program > 0) kill(program, signal);
}

int main(int count, char **arguments) {
    const char *report_path = NULL;
    int i = 1;
    for (; i < count && strcmp(arguments[i], "--"); i++) {
        const char *option = arguments[i];
        if (!strcmp(option, "--sticky")) {
            sticky = 1;
            continue;
        }
        if (++i >= count) break;
        const char *value = arguments[i];
        if (!strcmp(option, "--under")) {
            if (!realpath(value, under)) fail(value);
        } else if (!strcmp(option, "--at")) {
            at = strtoull(value, NULL, 10);
        } else if (!strcmp(option, "--report")) {
            report_path = value;
        } else if (!strcmp(option, "--call")) {
            for (int k = 0; k < KINDS; k++) {
                if (!strcmp(value, kind_names[k])) wanted = (enum kind)k;
            }
            if (wanted == KINDS) errno = EINVAL, fail(value);
        } else if (!strcmp(option, "--do")) {
            act = !strcmp(value, "kill") ? KILL : !strcmp(value, "tear") ? TEAR : !strcmp(value, "short") ? SHORT : !strcmp(value, "count") ? COUNT : FAIL;
            for (size_t e = 0; e < sizeof errors / sizeof *errors; e++) {
                if (!strcmp(value, errors[e].name)) error_number = errors[e].number;
            }
            if (act == FAIL && error_number == 0) errno = EINVAL, fail(value);
        } else {
            errno = EINVAL;
            fail(option);
        }
    }
    if (i + 1 >= count || !under[0]) {
        fputs("usage: injector --under FOLDER --call KIND --at N --do WHAT [--sticky] [--report FILE] -- PROGRAM ARGUMENTS...\n", stderr);
        return 125;
    }
    if (report_path && !(report = fopen(report_path, "we"))) fail(report_path);

    int sockets[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets)) fail("socketpair");
    pid_t supervisor = getpid();
    program = fork();
    if (program < 0) fail("fork");
    if (program == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != supervisor) _exit(125);
        int listener = install_filter();
        if (listener < 0) {
            fprintf(stderr, "injector: seccomp: %s\n", strerror(errno));
            _exit(124);
        }
        if (send_descriptor(sockets[1], listener)) _exit(125);
        fcntl(listener, F_SETFD, FD_CLOEXEC);
        execvp(arguments[i + 1], arguments + i + 1);
        _exit(127);
    }
    close(sockets[1]);
    signal(SIGTERM, forward);
    signal(SIGINT, forward);
    int listener = receive_descriptor(sockets[0]);
    if (listener >= 0) supervise(listener);
    int status = 0;
    while (waitpid(program, &status, 0) < 0 && errno == EINTR) {}
    if (report) {
        for (int k = 0; k < KINDS; k++) fprintf(report, "count %s %llu\n", kind_names[k], (unsigned long long)counts[k]);
        fprintf(report, WIFSIGNALED(status) ? "signal %d\n" : "exit %d\n", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
        fclose(report);
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
