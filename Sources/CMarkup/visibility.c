#define _GNU_SOURCE
#include "visibility.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAMES = 4, NAME_LENGTH = 48, MOST_RULES = 1024 };

// What a declaration block says of the three properties; 0 where it says nothing.
typedef struct {
    unsigned char display, visibility, align;
    unsigned char display_important, visibility_important, align_important;
} declarations;

enum { SAYS_SHOWN = 1, SAYS_HIDDEN = 2, SAYS_RAISED = 2, SAYS_LOWERED = 3 };

struct visibility_rule {
    char tag[NAME_LENGTH], id[NAME_LENGTH], classes[NAMES][NAME_LENGTH];
    int class_count;
    unsigned specificity;
    declarations says;
};

static int is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

static int is_word(const char *s, size_t n, const char *word) { return n == strlen(word) && !strncasecmp(s, word, n); }

// Whether `text` holds a word that begins with one of its letters in either case.
static int holds_word(const char *text, size_t count, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= count; i++)
        if ((text[i] | 0x20) == word[0] && !strncasecmp(text + i, word, length)) return 1;
    return 0;
}

// Whether a letter stands in the text, in either case, at a place for which `is_end` holds.
static int has_letter(const char *text, size_t count, char letter, int (*is_end)(const char *text, const char *at, const char *end)) {
    const char *end = text + count;
    for (int upper = 0; upper < 2; upper++)
        for (const char *at = text; at < end && (at = memchr(at, upper ? letter - 32 : letter, (size_t)(end - at))); at++)
            if (is_end(text, at, end)) return 1;
    return 0;
}

// display, visibility
static int ends_property(const char *text, const char *at, const char *end) {
    (void)end;
    return (at - text >= 6 && !strncasecmp(at - 6, "display", 7)) || (at - text >= 9 && !strncasecmp(at - 9, "visibility", 10));
}

// super, sub
static int is_of_position(const char *text, const char *at, const char *end) {
    return at > text && end - at > 1 && (at[-1] | 0x20) == 's' && ((at[1] | 0x20) == 'b' || (at[1] | 0x20) == 'p');
}

// Nearly all styles say nothing of it: the letters are looked for that few of them have.
int visibility_matters(const char *style, size_t count) {
    return has_letter(style, count, 'y', ends_property) || has_letter(style, count, 'u', is_of_position) || memchr(style, '&', count) != NULL;
}

static declarations declared(const char *text, size_t count) {
    declarations says = {0};
    const char *end = text + count;
    while (text < end) {
        const char *stop = memchr(text, ';', (size_t)(end - text));
        if (!stop) stop = end;
        const char *colon = memchr(text, ':', (size_t)(stop - text));
        if (colon) {
            const char *name = text, *name_end = colon, *value = colon + 1, *value_end = stop;
            while (name < name_end && is_blank(*name)) name++;
            while (name_end > name && is_blank(name_end[-1])) name_end--;
            unsigned char important = 0;
            const char *mark = memchr(value, '!', (size_t)(value_end - value));
            if (mark) {
                important = (unsigned char)holds_word(mark, (size_t)(value_end - mark), "important");
                value_end = mark;
            }
            while (value < value_end && is_blank(*value)) value++;
            while (value_end > value && is_blank(value_end[-1])) value_end--;
            size_t name_length = (size_t)(name_end - name), length = (size_t)(value_end - value);
            if (is_word(name, name_length, "display") && important >= says.display_important) {
                says.display = is_word(value, length, "none") ? SAYS_HIDDEN : SAYS_SHOWN;
                says.display_important = important;
            } else if (is_word(name, name_length, "visibility") && important >= says.visibility_important) {
                says.visibility = is_word(value, length, "hidden") || is_word(value, length, "collapse") ? SAYS_HIDDEN : SAYS_SHOWN;
                says.visibility_important = important;
            } else if (is_word(name, name_length, "vertical-align") && (is_word(value, length, "super") || is_word(value, length, "sub"))) {
                // What else it can say is how a cell's text stands between its borders, in nearly all pages of word processors.
                says.align = length == 5 ? SAYS_RAISED : SAYS_LOWERED;
                says.align_important = important;
            }
        }
        text = stop + 1;
    }
    return says;
}

static int is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || (c & 0x80);
}

// Reads one selector; 0 when it is not simple.
static int selector(const char *text, const char *end, struct visibility_rule *rule) {
    memset(rule, 0, sizeof *rule);
    while (text < end && is_blank(*text)) text++;
    while (end > text && is_blank(end[-1])) end--;
    if (text == end) return 0;
    while (text < end) {
        char *out;
        char kind = *text;
        if (kind == '.') {
            if (rule->class_count == NAMES) return 0;
            out = rule->classes[rule->class_count++];
            rule->specificity += 10;
            text++;
        } else if (kind == '#') {
            if (rule->id[0]) return 0;
            out = rule->id;
            rule->specificity += 100;
            text++;
        } else if (is_name(kind) && !rule->specificity) {
            out = rule->tag;
            rule->specificity += 1;
        } else {
            return 0;
        }
        size_t length = 0;
        while (text < end && is_name(*text) && length < NAME_LENGTH - 1) out[length++] = *text++;
        if (!length || (text < end && is_name(*text))) return 0;
    }
    return 1;
}

static const char *skip_comment(const char *s, const char *end) {
    if (end - s < 4 || s[0] != '/' || s[1] != '*') return s;
    const char *close = memmem(s + 2, (size_t)(end - s - 2), "*/", 2);
    return close ? close + 2 : end;
}

// Where a block that begins behind `s` ends: its closing brace, or the end of the text.
static const char *block_end(const char *s, const char *end) {
    for (int depth = 1; s < end; s++) {
        if (*s == '{') depth++;
        if (*s == '}' && !--depth) return s;
    }
    return end;
}

static size_t add_rules(visibility_rules *rules, const char *s, const char *end, int depth) {
    size_t taken = 0;
    while (s < end) {
        const char *next = skip_comment(s, end);
        if (next != s) {
            s = next;
            continue;
        }
        if (is_blank(*s) || *s == '}' || *s == ';' || *s == '<' || *s == '>' || *s == '!') {
            s++;
            // The marks of a comment of HTML around the rules.
            if (end - s >= 2 && s[0] == '-' && s[1] == '-') s += 2;
            continue;
        }
        if (end - s >= 3 && !memcmp(s, "-->", 3)) {
            s += 3;
            continue;
        }
        const char *open = memchr(s, '{', (size_t)(end - s));
        if (*s == '@') {
            const char *stop = memchr(s, ';', (size_t)(end - s));
            if (stop && (!open || stop < open)) {
                s = stop + 1;
                continue;
            }
            if (!open) break;
            const char *close = block_end(open + 1, end);
            const char *what = s + 1;
            if ((size_t)(open - what) > 5 && !strncasecmp(what, "media", 5) && depth < 4) {
                const char *media = what + 5, *media_end = open;
                while (media < media_end && is_blank(*media)) media++;
                while (media_end > media && is_blank(media_end[-1])) media_end--;
                if (is_word(media, (size_t)(media_end - media), "all") || is_word(media, (size_t)(media_end - media), "screen"))
                    taken += add_rules(rules, open + 1, close, depth + 1);
            }
            s = close + 1;
            continue;
        }
        if (!open) break;
        const char *close = block_end(open + 1, end);
        if (visibility_matters(open + 1, (size_t)(close - open - 1))) {
            declarations says = declared(open + 1, (size_t)(close - open - 1));
            for (const char *part = s; part < open && (says.display || says.visibility || says.align);) {
                const char *comma = memchr(part, ',', (size_t)(open - part));
                if (!comma) comma = open;
                struct visibility_rule rule;
                if (selector(part, comma, &rule) && rules->count < MOST_RULES) {
                    if (rules->count == rules->capacity) {
                        size_t capacity = rules->capacity ? rules->capacity * 2 : 16;
                        struct visibility_rule *grown = realloc(rules->rules, capacity * sizeof *grown);
                        if (!grown) return taken;
                        rules->rules = grown;
                        rules->capacity = capacity;
                    }
                    rule.says = says;
                    rules->rules[rules->count++] = rule;
                    taken++;
                }
                part = comma + 1;
            }
        }
        s = close + 1;
    }
    return taken;
}

size_t visibility_add(visibility_rules *rules, const char *text, size_t count) {
    return visibility_matters(text, count) ? add_rules(rules, text, text + count, 0) : 0;
}

// Whether a word stands among those of a value.
static int has_word(const char *value, size_t count, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i < count;) {
        while (i < count && is_blank(value[i])) i++;
        size_t start = i;
        while (i < count && !is_blank(value[i])) i++;
        if (i - start == length && !memcmp(value + start, word, length)) return 1;
    }
    return 0;
}

int visibility_names(const visibility_rules *rules, const char *value, size_t count) {
    for (size_t i = 0; i < rules->count; i++) {
        const struct visibility_rule *rule = rules->rules + i;
        if (rule->id[0] && has_word(value, count, rule->id)) return 1;
        for (int c = 0; c < rule->class_count; c++)
            if (has_word(value, count, rule->classes[c])) return 1;
    }
    return 0;
}

static int holds_for(const struct visibility_rule *rule, const char *name, const char *classes, const char *id) {
    if (rule->tag[0] && strcasecmp(rule->tag, name)) return 0;
    if (rule->id[0] && (!id || strcmp(rule->id, id))) return 0;
    for (int c = 0; c < rule->class_count; c++)
        if (!classes || !has_word(classes, strlen(classes), rule->classes[c])) return 0;
    return 1;
}

unsigned visibility_of(const visibility_rules *rules, const char *name, const char *style, const char *classes, const char *id, int is_hidden) {
    unsigned char display = is_hidden ? SAYS_HIDDEN : 0, visibility = 0, align = 0;
    unsigned display_weight = 0, visibility_weight = 0, align_weight = 0;
#define WEIGH(property, weight)                                                        \
    if (says.property) {                                                               \
        unsigned own = (weight) + (says.property##_important ? 10000 : 0);             \
        if (own >= property##_weight) {                                                \
            property = says.property;                                                  \
            property##_weight = own;                                                   \
        }                                                                              \
    }
    for (size_t i = 0; i < rules->count; i++) {
        const struct visibility_rule *rule = rules->rules + i;
        if (!holds_for(rule, name, classes, id)) continue;
        declarations says = rule->says;
        WEIGH(display, rule->specificity)
        WEIGH(visibility, rule->specificity)
        WEIGH(align, rule->specificity)
    }
    if (style && visibility_matters(style, strlen(style))) {
        declarations says = declared(style, strlen(style));
        WEIGH(display, 1000)
        WEIGH(visibility, 1000)
        WEIGH(align, 1000)
    }
#undef WEIGH
    return (display == SAYS_HIDDEN ? VISIBILITY_GONE : 0) | (visibility == SAYS_HIDDEN ? VISIBILITY_BLANK : 0)
           | (align == SAYS_RAISED ? VISIBILITY_RAISED : align == SAYS_LOWERED ? VISIBILITY_LOWERED : 0);
}

void visibility_free(visibility_rules *rules) {
    free(rules->rules);
    *rules = (visibility_rules){0};
}
