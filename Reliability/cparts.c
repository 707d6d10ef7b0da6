// cparts: calls the package's own C over files, changed files and drawn numbers, each in memory of exactly its size, so that a sanitizer sees a byte too far.
//
//     cparts ROUNDS FILE...
//
// Every round changes each file anew, with a fixed seed. What is called has its meaning tested elsewhere; here it must only stay within its memory and the rules of C.
#include <CKernels.h>
#include <CLabelText.h>
#include <CMarkup.h>
#include <CSpecialFunctions.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 1;
static unsigned long long called;

/// xorshift64*.
static uint64_t draw(void) {
    state ^= state >> 12, state ^= state << 25, state ^= state >> 27;
    return state * 0x2545F4914F6CDD1DULL;
}

static size_t below(size_t count) { return count ? draw() % count : 0; }

static void *exactly(size_t size) {
    void *memory = malloc(size ? size : 1);
    if (!memory) exit(1);
    return memory;
}

static void *aligned(size_t doubles) {
    void *memory = aligned_alloc(64, (doubles * sizeof(double) + 63) / 64 * 64);
    if (!memory) exit(1);
    memset(memory, 0, doubles * sizeof(double));
    return memory;
}

static int ignore(void *context, const markup_xml_event *event) {
    size_t *bytes = context;
    for (size_t i = 0; i < event->name_length; i++) *bytes += (unsigned char)event->name[i];
    for (size_t i = 0; i < event->value_length; i++) *bytes += (unsigned char)event->value[i];
    return 0;
}

/// Reads bytes as a page and as a part of an office file.
static void read_markup(const char *bytes, size_t count) {
    char *lean = exactly(count);
    size_t length = markup_html_lean(bytes, count, lean);
    if (length > count) abort();
    markup_html page = markup_html_read(bytes, count, 100000, 200);
    for (size_t i = 0; i < page.count; i++) {
        if (page.events[i].offset + page.events[i].length > page.text_length) abort();
    }
    markup_html_free(&page);
    size_t sum = 0;
    markup_xml_scan(bytes, count, 200, ignore, &sum);
    markup_find(bytes, count, "</table>", 8);
    free(lean);
    called += 4;
}

/// Compares the lines of a text as labels; texts are UTF-8 wherever labels are compared.
static void compare_labels(const char *bytes, size_t count) {
    if (!markup_is_utf8(bytes, count)) return;
    char *last = NULL;
    size_t last_count = 0;
    for (size_t start = 0; start < count;) {
        const char *end = memchr(bytes + start, '\n', count - start);
        size_t length = end ? (size_t)(end - bytes) - start : count - start;
        char *line = exactly(length), *folded = exactly(length);
        memcpy(line, bytes + start, length);
        size_t folded_count = label_fold(line, length, folded), from = 0, to = 0;
        if (folded_count > length) abort();
        label_core(folded, folded_count, &from, &to);
        if (from > to || to > folded_count) abort();
        label_blank(line, length, &from);
        if (last) {
            label_differ_by_one(last, last_count, folded, folded_count);
            label_find(folded, folded_count, last, last_count);
        }
        free(line);
        free(last);
        last = folded, last_count = folded_count;
        start += length + 1;
        called += 5;
    }
    free(last);
}

static void change(char *bytes, size_t *count) {
    for (size_t changes = 1 + below(8); changes > 0 && *count > 0; changes--) {
        size_t at = below(*count), length = below(*count - at < 64 ? *count - at : 64);
        switch (below(4)) {
            case 0: bytes[at] = (char)draw(); break;
            case 1:
                memmove(bytes + at, bytes + at + length, *count - at - length);
                *count -= length;
                break;
            case 2: memmove(bytes + at, bytes + below(*count - length), length); break;
            default: *count = at; break;
        }
    }
}

static double number(void) {
    static const double odd[] = {0, -0.0, 1, -1, 1e308, -1e308, 4.9e-324, INFINITY, -INFINITY, NAN, 1e15 + 1};
    return below(6) == 0 ? odd[below(sizeof odd / sizeof *odd)] : ldexp((double)(int64_t)draw(), (int)below(80) - 100);
}

/// Series of every length at once: ranks, tests, scales.
static void run_kernels(size_t periods) {
    size_t tiles = 1 + below(3), cells = tiles * periods * 8;
    double *values = aligned(cells), *ranks = aligned(cells), *scratch = aligned(SERIES_SCALE_SCRATCH(periods) + 16 * periods + 64);
    uint8_t *validity = exactly(tiles * periods), *rank_validity = exactly(tiles * periods);
    for (size_t i = 0; i < cells; i++) values[i] = number();
    for (size_t i = 0; i < tiles * periods; i++) validity[i] = (uint8_t)(draw() | draw());
    for (int ties = RANK_AVERAGE; ties <= RANK_FIRST; ties++)
        kernel_series_ranks(values, validity, 0, tiles, periods, (enum rank_ties)ties, (int)below(2), scratch, ranks, rank_validity);
    size_t series = tiles * 8;
    int32_t *observations = exactly(series * sizeof(int32_t));
    double *a = aligned(series), *b = aligned(series), *c = aligned(series);
    kernel_pettitt(values, validity, 0, tiles, periods, scratch, &(struct pettitt_columns){observations, a, b, c});
    double *factors = exactly((periods + 1) * sizeof(double));
    for (size_t i = 0; i <= periods; i++) factors[i] = 1;
    for (int scale = SCALE_MAD; scale <= SCALE_SN; scale++)
        kernel_series_scales(values, validity, 0, tiles, periods, (enum robust_scale)scale, factors, scratch, observations, a, b);
    double median, deviation, *room = exactly(MEDIAN_SCRATCH(cells) * sizeof(double));
    kernel_median_spread(values, cells, room, &median, &deviation);
    kernel_median(values, cells, 1, room);
    for (size_t i = 0; i < cells; i++) {
        if (!isfinite(values[i])) values[i] = (double)i;
    }
    uint64_t *keys = exactly(2 * cells * sizeof(uint64_t));
    uint16_t *places = exactly(cells * sizeof(uint16_t));
    kernel_descending_ranks(values, cells, keys, places);
    kernel_average_ranks(values, cells, keys, ranks);
    void *all[] = {values, ranks, scratch, validity, rank_validity, observations, a, b, c, factors, room, keys, places};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) free(all[i]);
    called += 13;
}

/// The laws at drawn and odd places.
static void run_functions(void) {
    volatile double sum = 0;
    for (int i = 0; i < 50; i++) {
        double a = number(), b = number(), x = number(), p = (double)(draw() >> 11) / (double)(1ULL << 53);
        sum += special_ibeta(a, b, x) + special_digamma(x) + special_trigamma(x) + special_lgamma(x) + special_log_factorial(x) + special_polygamma((int)below(4), x);
#define ONE(name) sum += special_##name##_density(a, x) + special_##name##_lower(a, x) + special_##name##_upper(a, x) + special_##name##_lower_quantile(a, p) + special_##name##_upper_quantile(a, p);
#define TWO(name) sum += special_##name##_density(a, b, x) + special_##name##_lower(a, b, x) + special_##name##_upper(a, b, x) + special_##name##_lower_quantile(a, b, p) + special_##name##_upper_quantile(a, b, p);
        ONE(student_t) ONE(chi_squared) ONE(poisson)
        TWO(normal) TWO(fisher_f) TWO(beta) TWO(gamma) TWO(binomial) TWO(negative_binomial)
        called += 51;
    }
}

int main(int count, char **arguments) {
    if (count < 2) return 2;
    long rounds = strtol(arguments[1], NULL, 10);
    for (int i = 2; i < count; i++) {
        FILE *file = fopen(arguments[i], "rb");
        if (!file) continue;
        fseek(file, 0, SEEK_END);
        size_t size = (size_t)ftell(file);
        rewind(file);
        char *whole = exactly(size);
        size = fread(whole, 1, size, file);
        fclose(file);
        for (long round = 0; round <= rounds; round++) {
            size_t changed = size;
            char *room = exactly(size);
            memcpy(room, whole, size);
            if (round > 0) change(room, &changed);
            char *bytes = exactly(changed);
            memcpy(bytes, room, changed);
            read_markup(bytes, changed);
            compare_labels(bytes, changed);
            free(bytes);
            free(room);
        }
        free(whole);
    }
    for (long round = 0; round <= rounds; round++) {
        run_kernels(1 + below(24));
        run_functions();
    }
    printf("%llu calls\n", called);
    return 0;
}
