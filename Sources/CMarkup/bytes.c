#define _GNU_SOURCE
#include "CMarkup.h"

#include <string.h>

// Whether the continuation bytes of a character are there and it is written as short as it can be, no surrogate and within Unicode.
static size_t character(const unsigned char *s, size_t left) {
    if (s[0] < 0xC2) return 0;
    if (s[0] < 0xE0) return left > 1 && (s[1] & 0xC0) == 0x80 ? 2 : 0;
    if (s[0] < 0xF0) {
        const unsigned low = s[0] == 0xE0 ? 0xA0 : 0x80, high = s[0] == 0xED ? 0x9F : 0xBF;
        return left > 2 && s[1] >= low && s[1] <= high && (s[2] & 0xC0) == 0x80 ? 3 : 0;
    }
    if (s[0] > 0xF4) return 0;
    const unsigned low = s[0] == 0xF0 ? 0x90 : 0x80, high = s[0] == 0xF4 ? 0x8F : 0xBF;
    return left > 3 && s[1] >= low && s[1] <= high && (s[2] & 0xC0) == 0x80 && (s[3] & 0xC0) == 0x80 ? 4 : 0;
}

int markup_is_utf8(const char *bytes, size_t count) {
    const unsigned char *s = (const unsigned char *)bytes, *end = s + count;
    while (s < end) {
        while (end - s >= 32) {
            uint64_t words[4];
            memcpy(words, s, 32);
            if ((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080u) break;
            s += 32;
        }
        for (uint64_t word; end - s >= 8; s += 8) {
            memcpy(&word, s, 8);
            if (word & 0x8080808080808080u) break;
        }
        while (s < end && *s < 0x80) s++;
        while (s < end && *s >= 0x80) {
            const size_t length = character(s, (size_t)(end - s));
            if (!length) return 0;
            s += length;
        }
    }
    return 1;
}

size_t markup_find(const char *bytes, size_t count, const char *needle, size_t needle_count) {
    const char *found = count ? memmem(bytes, count, needle, needle_count) : NULL;
    return found ? (size_t)(found - bytes) : count;
}
