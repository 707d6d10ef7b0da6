// What a page's own styles say of whether people see an element, and whether it is set above or below the line.
#ifndef VISIBILITY_H
#define VISIBILITY_H

#include <stddef.h>

enum visibility {
    // Nothing stands there: display none.
    VISIBILITY_GONE = 1,
    // Its place stays and is blank: visibility hidden.
    VISIBILITY_BLANK = 2,
    // Set higher than the line, as marks of footnotes are.
    VISIBILITY_RAISED = 4,
    // Set lower.
    VISIBILITY_LOWERED = 8,
};

struct visibility_rule;

// The rules of a page's style elements that say anything of this, in their order. Zeroed before its first use.
typedef struct {
    struct visibility_rule *rules;
    size_t count, capacity;
} visibility_rules;

// Takes the rules of one style element with simple selectors (tag, .class, #id and these joined); those within at-rules but `@media all|screen` are left
// out. Returns how many were taken.
size_t visibility_add(visibility_rules *rules, const char *text, size_t count);

// What holds for an element: its name, and its attributes or NULL.
unsigned visibility_of(const visibility_rules *rules, const char *name, const char *style, const char *classes, const char *id, int is_hidden);

// Whether the value of an attribute `style` can say anything of this.
int visibility_matters(const char *style, size_t count);

// Whether a rule asks for a class or id that stands in the value of such an attribute.
int visibility_names(const visibility_rules *rules, const char *value, size_t count);

void visibility_free(visibility_rules *rules);

#endif
