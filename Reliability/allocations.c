// allocations: preloaded, counts the program's allocations and lets the n-th one fail.
//
//     LD_PRELOAD=allocations ALLOCATION_OF=c|swift ALLOCATION_AT=N ALLOCATION_REPORT=FILE PROGRAM ARGUMENTS...
//
// Allocations are of two kinds by who asks: the runtime of Swift, which ends the program when it gets nothing, and everyone else (SQLite, libxml2, libzip, the C parts of this package),
// who can say so. The report is one line: how many there were of each kind; it is written when the program ends by itself.
// FILE.asked says which library and function asked for the refused memory. N = 0 fails none.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The C library's own, so that nothing has to be looked up while memory is asked for.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

enum { C, SWIFT };
static atomic_ullong counts[2];
static unsigned long long at;
static int of;
static uintptr_t first_address, last_address;
static char report[4096];

/// Writes down who asked for the memory that is refused, for a program that does not live to say it.
static void tell(void *caller) {
    char path[sizeof report + 8], line[1024];
    Dl_info info = {0};
    dladdr(caller, &info);
    snprintf(path, sizeof path, "%s.asked", report);
    int file = report[0] ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    if (file < 0) return;
    // A function that is not exported is told by its place, for addr2line.
    char place[32];
    snprintf(place, sizeof place, "+0x%zx", (size_t)((char *)caller - (char *)info.dli_fbase));
    int length = snprintf(line, sizeof line, "%s %s\n", info.dli_fname ? info.dli_fname : "?", info.dli_sname ? info.dli_sname : place);
    if (write(file, line, (size_t)length) != length) _exit(125);
    close(file);
}

/// Whether the n-th allocation of the wanted kind is the caller's.
static int fails(void *caller) {
    uintptr_t address = (uintptr_t)caller;
    int kind = address >= first_address && address < last_address ? SWIFT : C;
    unsigned long long n = atomic_fetch_add_explicit(&counts[kind], 1, memory_order_relaxed) + 1;
    if (at == 0 || kind != of || n != at) return 0;
    tell(caller);
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size) { return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size); }

void *calloc(size_t count, size_t size) { return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size); }

void *realloc(void *old, size_t size) { return size > 0 && fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size); }

void *memalign(size_t alignment, size_t size) { return fails(__builtin_return_address(0)) ? NULL : __libc_memalign(alignment, size); }

void *aligned_alloc(size_t alignment, size_t size) { return fails(__builtin_return_address(0)) ? NULL : __libc_memalign(alignment, size); }

int posix_memalign(void **target, size_t alignment, size_t size) {
    if (fails(__builtin_return_address(0))) return ENOMEM;
    void *block = __libc_memalign(alignment, size);
    if (!block) return ENOMEM;
    *target = block;
    return 0;
}

/// Where the code of the runtime stands in memory.
static int find_runtime(struct dl_phdr_info *object, size_t size, void *unused) {
    (void)size, (void)unused;
    if (!object->dlpi_name || !strstr(object->dlpi_name, "libswiftCore")) return 0;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        if (object->dlpi_phdr[i].p_type != PT_LOAD || !(object->dlpi_phdr[i].p_flags & PF_X)) continue;
        first_address = object->dlpi_addr + object->dlpi_phdr[i].p_vaddr;
        last_address = first_address + object->dlpi_phdr[i].p_memsz;
    }
    return 1;
}

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("ALLOCATION_REPORT"), *number = getenv("ALLOCATION_AT"), *kind = getenv("ALLOCATION_OF");
    dl_iterate_phdr(find_runtime, NULL);
    if (path) strncpy(report, path, sizeof report - 1);
    of = kind && !strcmp(kind, "swift") ? SWIFT : C;
    // The programs that this one starts are not under trial.
    unsetenv("LD_PRELOAD");
    atomic_store(&counts[C], 0);
    atomic_store(&counts[SWIFT], 0);
    if (number) at = strtoull(number, NULL, 10);
}

__attribute__((destructor)) static void end(void) {
    at = 0;
    int file = report[0] ? open(report, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    if (file < 0) return;
    char line[64];
    int length = snprintf(line, sizeof line, "%llu %llu\n", counts[C], counts[SWIFT]);
    if (write(file, line, (size_t)length) != length) _exit(125);
    close(file);
}
