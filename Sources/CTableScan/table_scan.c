#include "table_scan.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Names: an open hash table over ranges of the text. The last name found is tried first, for neighboring rows mostly name the same.
struct table_names {
    const uint8_t *text;
    uint64_t *hashes;
    int32_t *slots;
    size_t slot_count;
    size_t *starts;
    uint32_t *lengths;
    size_t count;
    size_t room;
    int32_t last;
    int32_t next_guess;
    uint64_t seed;
};

table_names *table_names_create(void) {
    table_names *names = calloc(1, sizeof *names);
    if (names == NULL) return NULL;
    names->last = -1;
    names->next_guess = -1;
    return names;
}

void table_names_destroy(table_names *names) {
    if (names == NULL) return;
    free(names->hashes);
    free(names->slots);
    free(names->starts);
    free(names->lengths);
    free(names);
}

size_t table_names_count(const table_names *names) { return names->count; }
size_t table_names_start(const table_names *names, size_t code) { return names->starts[code]; }
size_t table_names_length(const table_names *names, size_t code) { return names->lengths[code]; }

static inline uint64_t mixed(uint64_t hash, uint64_t word) {
    unsigned __int128 product = (unsigned __int128)(hash ^ word) * 0x9E3779B97F4A7C15ull;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

static inline uint64_t hash_of(const uint8_t *bytes, size_t length, uint64_t seed) {
    uint64_t hash = seed ^ length * 0xD6E8FEB86659FD93ull;
    while (length >= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        hash = mixed(hash, word);
        bytes += 8;
        length -= 8;
    }
    uint64_t rest = 0;
    memcpy(&rest, bytes, length);
    return mixed(hash + seed, rest);
}

static inline int is_name(const table_names *names, int32_t code, const uint8_t *text, const uint8_t *field, size_t length) {
    return names->lengths[code] == length && memcmp(text + names->starts[code], field, length) == 0;
}

static int grow_slots(table_names *names) {
    size_t count = names->slot_count == 0 ? 64 : 2 * names->slot_count;
    int32_t *slots = malloc(count * sizeof *slots);
    if (slots == NULL) return 0;
    memset(slots, 0xFF, count * sizeof *slots);
    for (size_t code = 0; code < names->count; code++) {
        size_t place = names->hashes[code] & (count - 1);
        while (slots[place] >= 0) place = (place + 1) & (count - 1);
        slots[place] = (int32_t)code;
    }
    free(names->slots);
    names->slots = slots;
    names->slot_count = count;
    return 1;
}

static int grow_names(table_names *names) {
    size_t room = names->room == 0 ? 64 : 2 * names->room;
    uint64_t *hashes = realloc(names->hashes, room * sizeof *hashes);
    if (hashes != NULL) names->hashes = hashes;
    size_t *starts = realloc(names->starts, room * sizeof *starts);
    if (starts != NULL) names->starts = starts;
    uint32_t *lengths = realloc(names->lengths, room * sizeof *lengths);
    if (lengths != NULL) names->lengths = lengths;
    if (hashes == NULL || starts == NULL || lengths == NULL) return 0;
    names->room = room;
    return 1;
}

// The code of a field; -1 when there is no memory or the name is too long.
static inline int32_t code_of(table_names *names, const uint8_t *text, const uint8_t *field, size_t length) {
    int32_t last = names->last;
    if (last >= 0) {
        if (is_name(names, last, text, field, length)) return last;
        // Names that come round in one order.
        int32_t next = (size_t)last + 1 < names->count ? last + 1 : 0;
        if (is_name(names, next, text, field, length)) return names->last = next;
    }
    if (length > UINT32_MAX || names->count >= INT32_MAX) return -1;
    if (names->seed == 0) names->seed = ((uint64_t)(uintptr_t)names ^ (uint64_t)(uintptr_t)text) | 1;
    if (2 * names->count >= names->slot_count && !grow_slots(names)) return -1;
    uint64_t hash = hash_of(field, length, names->seed);
    size_t place = hash & (names->slot_count - 1);
    while (names->slots[place] >= 0) {
        int32_t code = names->slots[place];
        if (names->hashes[code] == hash && is_name(names, code, text, field, length)) return names->last = code;
        place = (place + 1) & (names->slot_count - 1);
    }
    if (names->count == names->room && !grow_names(names)) return -1;
    int32_t code = (int32_t)names->count++;
    names->hashes[code] = hash;
    names->starts[code] = (size_t)(field - text);
    names->lengths[code] = (uint32_t)length;
    names->slots[place] = code;
    return names->last = code;
}

// The bytes of a block of 64 that end fields or rows, or make a row one for the general reader: delimiter, line feed, carriage return, quote.
static inline uint64_t marks_of(const uint8_t *block, uint8_t delimiter) {
#if defined(__SSE2__)
    const __m128i d = _mm_set1_epi8((char)delimiter), n = _mm_set1_epi8('\n'), r = _mm_set1_epi8('\r'), q = _mm_set1_epi8('"');
    uint64_t marks = 0;
    for (int part = 0; part < 4; part++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(block + 16 * part));
        __m128i found = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(bytes, d), _mm_cmpeq_epi8(bytes, n)), _mm_or_si128(_mm_cmpeq_epi8(bytes, r), _mm_cmpeq_epi8(bytes, q)));
        marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(found) << (16 * part);
    }
    return marks;
#else
    uint64_t marks = 0;
    for (int index = 0; index < 64; index++) {
        uint8_t byte = block[index];
        marks |= (uint64_t)(byte == delimiter || byte == '\n' || byte == '\r' || byte == '"') << index;
    }
    return marks;
#endif
}

typedef struct {
    const uint8_t *text;
    size_t length;
    uint8_t delimiter;
    size_t block;
    uint64_t marks;
} mark_reader;

static inline void load_block(mark_reader *reader) {
    if (reader->block + 64 <= reader->length) {
        reader->marks = marks_of(reader->text + reader->block, reader->delimiter);
        return;
    }
    uint8_t rest[64] = {0};
    size_t count = reader->block < reader->length ? reader->length - reader->block : 0;
    memcpy(rest, reader->text + reader->block, count);
    reader->marks = marks_of(rest, reader->delimiter);
    if (count < 64) reader->marks &= ((uint64_t)1 << count) - 1;
}

// The place of the next mark; the end of the text when there is none.
static inline size_t next_mark(mark_reader *reader) {
    while (reader->marks == 0) {
        reader->block += 64;
        if (reader->block >= reader->length) return reader->length;
        load_block(reader);
    }
    size_t place = reader->block + (size_t)__builtin_ctzll(reader->marks);
    reader->marks &= reader->marks - 1;
    return place;
}

static const double powers[16] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

// A plain number or nothing: 1, 2, or 0 for anything else. Both factors of the quotient are exact, so it is correctly rounded.
static inline uint8_t number_of(const uint8_t *field, size_t length, double *value, table_progress *progress) {
    if (length == 0) {
        *value = 0;
        return 2;
    }
    const uint8_t *end = field + length;
    int is_negative = *field == '-';
    if (is_negative || *field == '+') field++;
    uint64_t mantissa = 0;
    int digits = 0, places = -1;
    for (; field < end; field++) {
        uint8_t digit = (uint8_t)(*field - '0');
        if (digit < 10) {
            if (digits == 15) return 0;
            mantissa = mantissa * 10 + digit;
            digits++;
            if (places >= 0) places++;
        } else if (*field == '.' && places < 0) {
            places = 0;
        } else {
            return 0;
        }
    }
    if (digits == 0) return 0;
    double number = (double)mantissa;
    if (places > 0) number /= powers[places];
    if (places >= 0) {
        int whole = digits - places;
        if (places == 3 && whole >= 1 && whole <= 3 && mantissa >= 1000) progress->points_three++; else progress->points_other++;
    }
    *value = is_negative ? -number : number;
    return 1;
}

// Whether a name begins with ink for certain: no blank of any kind does.
static inline int begins_with_ink(uint8_t byte) {
    return byte > 32 && byte != 0xC2 && byte != 0xE1 && byte != 0xE2 && byte != 0xE3 && byte != 0xEF;
}

int table_scan(
    const uint8_t *text, size_t length, table_columns columns, table_names *entities, table_names *variables, table_observation *rows, size_t room,
    table_progress *progress) {
    mark_reader reader = {text, length, columns.delimiter, progress->position & ~(size_t)63, 0};
    load_block(&reader);
    reader.marks &= ~(uint64_t)0 << (progress->position & 63);
    size_t starts[4], ends[4];
    const int32_t wanted[4] = {columns.entity, columns.year, columns.indicator, columns.value};
    progress->count = 0;
    while (progress->position < length) {
        if (progress->count == room) return 2;
        size_t start = progress->position;
        for (int32_t field = 0; field < columns.width; field++) {
            size_t end = next_mark(&reader);
            int is_last = field == columns.width - 1;
            uint8_t mark = end < length ? text[end] : '\n';
            size_t field_end = end;
            if (is_last && mark == '\r') {
                if (end + 1 >= length || text[end + 1] != '\n') return 0;
                end = next_mark(&reader);
                mark = '\n';
            }
            if (mark != (is_last ? '\n' : columns.delimiter) || (!is_last && end >= length)) return 0;
            for (int which = 0; which < 4; which++) {
                if (wanted[which] == field) {
                    starts[which] = start;
                    ends[which] = field_end;
                }
            }
            start = end + 1;
        }
        const uint8_t *year = text + starts[1];
        if (ends[1] - starts[1] != 4) return 0;
        unsigned digits[4];
        for (int place = 0; place < 4; place++) {
            digits[place] = (unsigned)(year[place] - '0');
            if (digits[place] > 9) return 0;
        }
        unsigned number = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
        if (number < 1000 || starts[0] == ends[0] || starts[2] == ends[2]) return 0;
        if (!begins_with_ink(text[starts[0]]) || !begins_with_ink(text[starts[2]])) return 0;
        double value;
        uint8_t state = number_of(text + starts[3], ends[3] - starts[3], &value, progress);
        if (state == 0) return 0;
        int32_t entity = code_of(entities, text, text + starts[0], ends[0] - starts[0]);
        int32_t variable = code_of(variables, text, text + starts[2], ends[2] - starts[2]);
        if (entity < 0 || variable < 0) return 0;
        rows[progress->count++] = (table_observation){entity, variable, (int16_t)number, state, -1, progress->lines + 1, value};
        // A last row without a line end ends no line.
        progress->lines += start <= length;
        progress->position = start < length ? start : length;
    }
    return 1;
}
