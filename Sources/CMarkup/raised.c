#include "CMarkup.h"

#include "raised.h"

#include <string.h>

static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
static const char *const lowered[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};

// The raised or lowered form of an ASCII character; NULL without one.
static const char *form(char c, int is_lowered) {
    if (c >= '0' && c <= '9') return is_lowered ? lowered[c - '0'] : raised[c - '0'];
    switch (c) {
    case '+': return is_lowered ? "₊" : "⁺";
    case '-': return is_lowered ? "₋" : "⁻";
    case '=': return is_lowered ? "₌" : "⁼";
    case '(': return is_lowered ? "₍" : "⁽";
    case ')': return is_lowered ? "₎" : "⁾";
    default: return NULL;
    }
}

size_t markup_raised(const char *text, size_t count, int is_lowered, char *out) {
    char *const start = out;
    while (count && (text[0] == ' ' || text[0] == '\n')) text++, count--;
    while (count && (text[count - 1] == ' ' || text[count - 1] == '\n')) count--;
    int has_forms = 1;
    for (size_t i = 0; i < count; i++)
        if (!form(text[i], is_lowered)) has_forms = 0;
    if (has_forms) {
        for (size_t i = 0; i < count; i++) {
            const char *written = form(text[i], is_lowered);
            memcpy(out, written, strlen(written));
            out += strlen(written);
        }
        return (size_t)(out - start);
    }
    // A mark that is one by itself, in brackets already, or lowered words stay as they are.
    const unsigned char *p = (const unsigned char *)text;
    int stays = is_lowered || text[0] == '*' || text[0] == '[' || (count >= 3 && (p[0] == 0xE2 || (p[0] == 0xEF && p[1] == 0xBC && p[2] == 0xBB)));
    if (!stays) *out++ = '[';
    memcpy(out, text, count);
    out += count;
    if (!stays) *out++ = ']';
    return (size_t)(out - start);
}

int raised_append(growing_text *out, const char *text, size_t count, int is_lowered) {
    if (!count) return 1;
    if (!growing_text_reserve(out, 3 * count + 2)) return 0;
    out->length += markup_raised(text, count, is_lowered, out->bytes + out->length);
    return 1;
}
