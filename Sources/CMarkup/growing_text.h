// A text that grows: the buffer both readers write into.
#ifndef GROWING_TEXT_H
#define GROWING_TEXT_H

#include <stdlib.h>
#include <string.h>

typedef struct {
    char *bytes;
    size_t length;
    size_t capacity;
} growing_text;

/// Makes room for `extra` bytes; returns 0 when there is no memory.
static inline int growing_text_reserve(growing_text *text, size_t extra) {
    if (text->length + extra <= text->capacity) return 1;
    size_t capacity = text->capacity ? text->capacity : 4096;
    while (capacity < text->length + extra) capacity *= 2;
    char *bytes = realloc(text->bytes, capacity);
    if (!bytes) return 0;
    text->bytes = bytes;
    text->capacity = capacity;
    return 1;
}

static inline int growing_text_append(growing_text *text, const char *bytes, size_t count) {
    if (!growing_text_reserve(text, count)) return 0;
    memcpy(text->bytes + text->length, bytes, count);
    text->length += count;
    return 1;
}

#endif
