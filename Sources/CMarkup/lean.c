#define _GNU_SOURCE
#include "CMarkup.h"

#include "visibility.h"

#include <string.h>
#include <strings.h>

// Most bytes of an office page are attributes of style. The parser reads them letter by letter into strings that nobody asks for; here they are left
// out first. Only what every parser of HTML reads alike is touched: where the page is ambiguous for the first time, its rest is copied as it is.

typedef struct {
    const char *at, *end;
    char *out;
    // What the style elements so far say of what is seen.
    visibility_rules rules;
    int has_left_out_names, has_late_rules;
} page;

static void copy(page *p, const char *to) {
    memcpy(p->out, p->at, (size_t)(to - p->at));
    p->out += to - p->at;
    p->at = to;
}

// Leaves out what lies before `to`, except its line feeds: places are told by line.
static void omit(page *p, const char *to) {
    while ((p->at = memchr(p->at, '\n', (size_t)(to - p->at)))) {
        *p->out++ = '\n';
        p->at++;
    }
    p->at = to;
}

// Parts what stands in the page apart; a line feed that was kept does so already, and where there is none a blank was left out.
static void separate(page *p) {
    if (p->out[-1] != '\n') *p->out++ = ' ';
}

static int is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static int is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static const char *after_blanks(const char *s, const char *end) {
    while (s < end && is_blank(*s)) s++;
    return s;
}

// The end of a name that begins here; NULL for one that parsers may cut.
static const char *after_name(const char *s, const char *end) {
    const char *start = s;
    if (s == end || !is_letter(*s)) return NULL;
    while (s < end && (is_letter(*s) || (*s >= '0' && *s <= '9') || *s == ':' || *s == '-' || *s == '_' || *s == '.')) s++;
    return s < end && s - start <= 64 ? s : NULL;
}

static int is_name(const char *s, const char *end, const char *name) {
    return (size_t)(end - s) == strlen(name) && !strncasecmp(s, name, (size_t)(end - s));
}

// Whether one more thing of the tag, or its end, may begin here.
static int is_border(const char *s, const char *end) {
    return s < end && (is_blank(*s) || *s == '>' || (*s == '/' && s + 1 < end && s[1] == '>'));
}

// The end of the attribute whose name ends here; NULL where it is not well formed.
static const char *after_attribute(const char *s, const char *end) {
    const char *equals = after_blanks(s, end);
    if (equals == end || *equals != '=') return is_border(s, end) ? s : NULL;
    s = after_blanks(equals + 1, end);
    if (s == end) return NULL;
    if (*s == '"' || *s == '\'') {
        s = memchr(s + 1, *s, (size_t)(end - s - 1));
        return s && is_border(s + 1, end) ? s + 1 : NULL;
    }
    const char *start = s;
    while (s < end && !is_blank(*s) && *s != '>') {
        if (strchr("\"'<=`", *s)) return NULL;
        s++;
    }
    return s > start && s < end ? s : NULL;
}

// The elements whose content is raw text for some or all parsers.
static const char *const raw_elements[] = {"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"};

// Copies raw text up to the end tag; 0 where it holds what not all parsers read alike.
static int copy_raw(page *p, const char *name, size_t length) {
    for (const char *s = p->at; (s = memchr(s, '<', (size_t)(p->end - s))); s++) {
        if ((size_t)(p->end - s) < length + 3) return 0;
        if (s[1] == '/' && !strncasecmp(s + 2, name, length)) {
            const char *end = after_blanks(s + 2 + length, p->end);
            if (length == 5 && !strncasecmp(name, "style", 5) && visibility_add(&p->rules, p->at, (size_t)(s - p->at))) p->has_late_rules = p->has_left_out_names;
            copy(p, s);
            return end < p->end && *end == '>';
        }
        if (length == 6 && !strncasecmp(name, "script", 6) ? !strncasecmp(s + 1, "script", 6) : strncasecmp(name, "style", 5)) return 0;
    }
    return 0;
}

// Whether an attribute can say that its element is not seen, or set above the line. Its value may stand in quotation marks.
static int tells_visibility(const page *p, const char *name, const char *end, const char *after) {
    if (is_name(name, end, "hidden")) return 1;
    if (is_name(name, end, "style")) return visibility_matters(end, (size_t)(after - end));
    if (!p->rules.count || (!is_name(name, end, "class") && !is_name(name, end, "id"))) return 0;
    const char *value = memchr(end, '=', (size_t)(after - end));
    if (!value) return 0;
    value = after_blanks(value + 1, after);
    if (value < after && (*value == '"' || *value == '\'')) value++, after--;
    return value < after && (visibility_names(&p->rules, value, (size_t)(after - value)) || memchr(value, '&', (size_t)(after - value)));
}

// Copies a start tag with the attributes that are read.
static int start_tag(page *p) {
    const char *name = p->at + 1, *name_end = after_name(name, p->end);
    if (!name_end || !is_border(name_end, p->end)) return 0;
    int is_cell = is_name(name, name_end, "td") || is_name(name, name_end, "th");
    int is_frame = is_name(name, name_end, "frame") || is_name(name, name_end, "iframe");
    int is_meta = is_name(name, name_end, "meta");
    copy(p, name_end);
    const char *const read = p->at;
    char *const written = p->out;
    for (;;) {
        const char *next = after_blanks(p->at, p->end);
        if (next == p->end) return 0;
        omit(p, next);
        if (*next == '>' || *next == '/') break;
        const char *end = after_name(next, p->end);
        const char *after = end ? after_attribute(end, p->end) : NULL;
        // A blank in any case, so that what follows a deviation is no part of the name before it.
        if (!after || (is_cell && (is_name(next, end, "rowspan") || is_name(next, end, "colspan"))) || (is_frame && is_name(next, end, "src"))
            || (is_meta && (is_name(next, end, "name") || is_name(next, end, "content"))) || tells_visibility(p, next, end, after)) {
            separate(p);
            if (!after) return 0;
            copy(p, after);
        } else {
            p->has_left_out_names |= is_name(next, end, "class") || is_name(next, end, "id");
            omit(p, after);
        }
    }
    if (*p->at == '/') {
        if (p->end - p->at < 2 || p->at[1] != '>') {
            separate(p);
            return 0;
        }
        // A value without quotes would take the slash for its own.
        if (p->out - written < p->at - read) separate(p);
        copy(p, p->at + 2);
        return 1;
    }
    copy(p, p->at + 1);
    for (size_t i = 0; i < sizeof raw_elements / sizeof *raw_elements; i++)
        if (is_name(name, name_end, raw_elements[i])) return copy_raw(p, raw_elements[i], strlen(raw_elements[i]));
    return 1;
}

// Copies an end tag, a comment, a declaration or an instruction.
static int other_markup(page *p) {
    const char *s = p->at;
    size_t left = (size_t)(p->end - s);
    if (left < 4) return 0;
    if (s[1] == '/') {
        const char *end = after_name(s + 2, p->end);
        end = end ? after_blanks(end, p->end) : p->end;
        if (end == p->end || *end != '>') return 0;
        copy(p, end + 1);
        return 1;
    }
    if (!memcmp(s, "<!--", 4)) {
        const char *end = memmem(s + 4, left - 4, "-->", 3);
        if (!end || end < s + 6 || s[4] == '>' || s[4] == '-' || memmem(s + 4, (size_t)(end - s - 4), "--!>", 4)) return 0;
        copy(p, end + 3);
        return 1;
    }
    if (s[1] == '!' || (s[1] == '?' && is_letter(s[2]))) {
        const char *end = memchr(s, '>', left);
        if (!end) return 0;
        int quotes = 0;
        for (const char *c = s + 1; c < end; c++) {
            if (*c == '<' || *c == '\'') return 0;
            quotes += *c == '"';
        }
        if (quotes & 1) return 0;
        copy(p, end + 1);
        return 1;
    }
    // A sign of text: less than.
    if (!is_blank(s[1]) && !(s[1] >= '0' && s[1] <= '9')) return 0;
    copy(p, s + 1);
    return 1;
}

static void run(page *p) {
    while (p->at < p->end) {
        const char *tag = memchr(p->at, '<', (size_t)(p->end - p->at));
        if (!tag) break;
        copy(p, tag);
        if (!(p->end - tag > 1 && is_letter(tag[1]) ? start_tag(p) : other_markup(p))) break;
    }
    copy(p, p->end);
}

size_t markup_html_lean(const char *bytes, size_t count, char *out) {
    if (!count) return 0;
    page p = {.at = bytes, .end = bytes + count, .out = out};
    run(&p);
    // Once more with all rules, which may speak of what stands before them.
    if (p.has_late_rules) {
        p.at = bytes;
        p.out = out;
        run(&p);
    }
    visibility_free(&p.rules);
    return (size_t)(p.out - out);
}
