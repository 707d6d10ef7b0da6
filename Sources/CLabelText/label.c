#define _GNU_SOURCE
#include "CLabelText.h"

#include <stdint.h>
#include <string.h>

// One character in half width; -1 for those that do not count.
static int32_t folded(uint32_t c) {
    if (c <= 0x20 || c == 0x22 || c == 0x27 || c == 0x60 || c == 0x7F) return -1;
    if (c < 0x80) return (int32_t)c;
    // Raised and lowered digits and signs are marks of footnotes.
    if (c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0x2070 || (c >= 0x2074 && c <= 0x207E) || (c >= 0x2080 && c <= 0x208E)) return -1;
    switch (c) {
    case 0xA0: case 0xAD: case 0xAB: case 0xBB: case 0x205F: case 0x2060: case 0x3000: case 0xFEFF: case 0xFFFD: return -1;
    case 0x3014: case 0x3010: return '(';
    case 0x3015: case 0x3011: return ')';
    case 0x2022: case 0xB7: return '.';
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: case 0x2500: case 0xFE58: case 0xFE63: return '-';
    }
    if ((c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) || (c >= 0x2018 && c <= 0x201F)) return -1;
    if ((c >= 0x300C && c <= 0x300F) || (c >= 0x301D && c <= 0x301F)) return -1;
    if (c >= 0xFF01 && c <= 0xFF5E) return folded(c - 0xFEE0);
    return (int32_t)c;
}

static size_t width(unsigned char first) { return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4; }

size_t label_fold(const char *text, size_t count, char *out) {
    size_t length = 0;
    for (size_t i = 0; i < count;) {
        const unsigned char *p = (const unsigned char *)text + i;
        size_t n = width(p[0]);
        if (i + n > count) n = count - i;
        uint32_t c = p[0];
        if (n == 2) c = (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
        if (n == 3) c = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        if (n == 4) c = 0x10000;
        int32_t kept = folded(c);
        if (kept >= 0 && (uint32_t)kept != c) {
            out[length++] = (char)kept;
        } else if (kept >= 0) {
            memcpy(out + length, p, n);
            length += n;
        }
        i += n;
    }
    return length;
}

// The bytes of one numeral at the beginning: an ASCII digit or 一 to 十.
static size_t numeral(const char *text, size_t count) {
    if (count && text[0] >= '0' && text[0] <= '9') return 1;
    static const char numerals[] = "一二三四五六七八九十";
    if (count < 3) return 0;
    for (size_t i = 0; i + 3 <= sizeof numerals - 1; i += 3)
        if (!memcmp(text, numerals + i, 3)) return 3;
    return 0;
}

static size_t separator(const char *text, size_t count) {
    if (count && (text[0] == '.' || text[0] == ',')) return 1;
    return count >= 3 && !memcmp(text, "、", 3) ? 3 : 0;
}

// The bytes of one numbering at the beginning: (一), 一、, 1., (1), 1、; 0 when nothing would remain.
static size_t numbering(const char *text, size_t count) {
    size_t at = count && text[0] == '(' ? 1 : 0;
    int bracketed = at == 1, digits = 0;
    for (size_t n; (n = numeral(text + at, count - at)); at += n) digits++;
    if (digits < 1 || digits > 3) return 0;
    if (at < count && text[at] == ')') {
        at++;
        if (bracketed) at += separator(text + at, count - at);
    } else {
        size_t n = bracketed ? 0 : separator(text + at, count - at);
        if (!n) return 0;
        at += n;
    }
    return at < count ? at : 0;
}

// The bytes of a footnote's mark at the end: *, ※, †, ‡, ① to ⑳, 注1; 0 without one.
static size_t mark(const char *text, size_t count) {
    if (count && text[count - 1] == '*') return 1;
    if (count >= 3) {
        const unsigned char *p = (const unsigned char *)text + count - 3;
        if (p[0] == 0xE2 && p[1] == 0x80 && (p[2] == 0xA0 || p[2] == 0xA1 || p[2] == 0xBB)) return 3;
        if (p[0] == 0xE2 && p[1] == 0x91 && p[2] >= 0xA0 && p[2] <= 0xB3) return 3;
    }
    size_t digits = 0;
    while (digits < count && text[count - 1 - digits] >= '0' && text[count - 1 - digits] <= '9') digits++;
    return digits && count >= digits + 3 && !memcmp(text + count - digits - 3, "注", 3) ? digits + 3 : 0;
}

void label_core(const char *text, size_t count, size_t *start, size_t *end) {
    static const char among[] = "其中";
    size_t at = 0;
    for (;;) {
        size_t before = at;
        at += numbering(text + at, count - at);
        size_t left = count - at;
        if (left > 7 && !memcmp(text + at, among, 6) && text[at + 6] == ':') at += 7;
        else if (left > 6 && !memcmp(text + at, among, 6) && text[at + 6] != ':') at += 6;
        else if (left > 1 && text[at] == '*') at += 1;
        if (at == before) break;
    }
    size_t last = at < count ? at + 1 : count;
    while (last < count && text[last] != '(' && text[last] != '[') last++;
    for (size_t n; last > at && (n = mark(text + at, last - at)) && n < last - at;) last -= n;
    *start = at;
    *end = last;
}

static size_t characters(const char *text, size_t count) {
    size_t result = 0;
    for (size_t i = 0; i < count; i++) result += (text[i] & 0xC0) != 0x80;
    return result;
}

int label_differ_by_one(const char *left, size_t left_count, const char *right, size_t right_count) {
    size_t least = left_count < right_count ? left_count : right_count;
    size_t most = left_count < right_count ? right_count : left_count;
    if (most - least > 4) return 0;
    size_t prefix = 0, suffix = 0;
    while (prefix < least && left[prefix] == right[prefix]) prefix++;
    // Back to the beginning of a character.
    while (prefix && ((prefix < left_count && (left[prefix] & 0xC0) == 0x80) || (prefix < right_count && (right[prefix] & 0xC0) == 0x80))) prefix--;
    while (suffix < least - prefix && left[left_count - 1 - suffix] == right[right_count - 1 - suffix]) suffix++;
    while (suffix && (left[left_count - suffix] & 0xC0) == 0x80) suffix--;
    return characters(left + prefix, left_count - prefix - suffix) <= 1 && characters(right + prefix, right_count - prefix - suffix) <= 1;
}

// The bytes of one white space at the beginning: that of ASCII, U+0085, A0, 1680, 2000–200A, 2028, 2029, 202F, 205F, 3000; 0 without one.
static size_t blank(const unsigned char *p, size_t count) {
    if (p[0] <= 0x20) return p[0] == 0x20 || (p[0] >= 9 && p[0] <= 13);
    if (p[0] == 0xC2) return count > 1 && (p[1] == 0x85 || p[1] == 0xA0) ? 2 : 0;
    if (count < 3) return 0;
    if (p[0] == 0xE3) return p[1] == 0x80 && p[2] == 0x80 ? 3 : 0;
    if (p[0] == 0xE1) return p[1] == 0x9A && p[2] == 0x80 ? 3 : 0;
    if (p[0] != 0xE2) return 0;
    if (p[1] == 0x81) return p[2] == 0x9F ? 3 : 0;
    return p[1] == 0x80 && ((p[2] >= 0x80 && p[2] <= 0x8A) || p[2] == 0xA8 || p[2] == 0xA9 || p[2] == 0xAF) ? 3 : 0;
}

size_t label_blank(const char *text, size_t count, size_t *start) {
    for (size_t i = 0; i < count; i++) {
        const size_t length = blank((const unsigned char *)text + i, count - i);
        if (length) {
            *start = i;
            return length;
        }
    }
    *start = count;
    return 0;
}

size_t label_find(const char *text, size_t count, const char *needle, size_t needle_count) {
    if (needle_count > count) return count;
    const char *found = memmem(text, count, needle, needle_count);
    return found ? (size_t)(found - text) : count;
}
