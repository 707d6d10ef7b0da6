// The door to libxml2: its own headers stay on the other side, because they clash with Foundation's. And the loops over every byte of a file.
#ifndef CMARKUP_H
#define CMARKUP_H

#include <stddef.h>
#include <stdint.h>

/// The version of libxml2 the program was built with, such as "2.9.14".
const char *markup_version(void);

/// What a parse ended with.
enum markup_status {
    MARKUP_OK = 0,
    /// More events than the limit: millions of tiny cells.
    MARKUP_TOO_MANY_EVENTS = 1,
    /// Tables or elements nested deeper than the limit.
    MARKUP_TOO_DEEP = 2,
    /// No memory.
    MARKUP_NO_MEMORY = 3,
    /// XML that is not well formed; the events before the error are kept.
    MARKUP_MALFORMED = 4,
    /// The handler asked to stop.
    MARKUP_STOPPED = 5,
};

/// What an event of an HTML page says. Texts lie in one buffer, white space folded, lines inside a cell joined by a line feed; what is set above or below
/// the line is written as by `markup_raised`.
enum markup_html_kind {
    MARKUP_PARAGRAPH = 1,
    MARKUP_TABLE_START = 2,
    MARKUP_TABLE_END = 3,
    MARKUP_ROW_START = 4,
    MARKUP_CELL = 5,
    MARKUP_TITLE = 6,
    MARKUP_FRAME = 7,
    /// What a page says of itself: the name, a tab, the content.
    MARKUP_META = 8,
    /// The beginning of what a page holds and nobody sees, where it is of a table or holds a figure.
    MARKUP_HIDDEN = 9,
};

/// One event of an HTML page.
typedef struct {
    uint32_t kind;
    uint32_t line;
    uint32_t row_span;
    uint32_t column_span;
    size_t offset;
    size_t length;
} markup_html_event;

/// The events of a page with the buffer of their texts. To be released with `markup_html_free`.
typedef struct {
    markup_html_event *events;
    size_t count;
    char *text;
    size_t text_length;
    int status;
} markup_html;

/// Whether bytes are well-formed UTF-8.
int markup_is_utf8(const char *bytes, size_t count);

/// Where bytes first hold others; `count` when they do not.
size_t markup_find(const char *bytes, size_t count, const char *needle, size_t needle_count);

/// Writes an HTML page without the attributes that `markup_html_read` does not ask for: its events are the same, on the same lines. Returns the length,
/// which is never more than `count`.
size_t markup_html_lean(const char *bytes, size_t count, char *out);

/// Reads an HTML page in UTF-8, whatever it says of its own encoding. Nothing is fetched, scripts and styles are left out, and so is what the page itself
/// hides (by attributes, or by rules of its style elements with simple selectors), unless all is to be shown.
markup_html markup_html_read(const char *bytes, size_t count, size_t event_limit, size_t depth_limit, int shows_all);

/// Writes text that is set above the line (or below it) as raised (lowered) digits, other words than such marks in square brackets. `out` has room for three
/// times `count` and two bytes more; returns how many were written.
size_t markup_raised(const char *text, size_t count, int is_lowered, char *out);

/// Releases the events of a page.
void markup_html_free(markup_html *page);

/// What an event of an XML part says. The attributes of an element come before its start.
enum markup_xml_kind {
    MARKUP_ELEMENT_START = 1,
    MARKUP_ELEMENT_END = 2,
    MARKUP_ATTRIBUTE = 3,
    MARKUP_TEXT = 4,
};

/// One event of an XML part: `name` is a local name (element, attribute), `value` a text. Valid during the call only.
typedef struct {
    uint32_t kind;
    const char *name;
    size_t name_length;
    const char *value;
    size_t value_length;
} markup_xml_event;

/// Takes one event; anything but 0 ends the parse.
typedef int (*markup_xml_handler)(void *context, const markup_xml_event *event);

/// Reads an XML part, event by event; nothing is kept. Entities other than the five of XML are not expanded, nothing is fetched.
int markup_xml_scan(const char *bytes, size_t count, size_t depth_limit, markup_xml_handler handler, void *context);

#endif
