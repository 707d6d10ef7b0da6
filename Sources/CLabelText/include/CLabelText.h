// How labels are compared, byte by byte in UTF-8: the loops that run over every cell of every file.
#ifndef CLABELTEXT_H
#define CLABELTEXT_H

#include <stddef.h>

/// Writes a text in half width without white space, invisible characters, quotation marks and raised digits; returns its length, never more than `count`.
size_t label_fold(const char *text, size_t count, char *out);

/// The part of a folded label without numbering, 其中 before it, and a gloss in brackets or marks of footnotes behind it.
void label_core(const char *text, size_t count, size_t *start, size_t *end);

/// Whether one character inserted, deleted or replaced makes two texts equal.
int label_differ_by_one(const char *left, size_t left_count, const char *right, size_t right_count);

/// The bytes of the first white space of a text, its characters wherever Unicode has them; `*start` is where they stand, `count` when there are none.
size_t label_blank(const char *text, size_t count, size_t *start);

/// Where a text first holds another; its own length when it does not.
size_t label_find(const char *text, size_t count, const char *needle, size_t needle_count);

#endif
