#include "CMarkup.h"

#include "growing_text.h"
#include "prepare.h"
#include "raised.h"
#include "visibility.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <strings.h>

// What an element means for the text around it.
enum role { ROLE_INLINE, ROLE_BLOCK, ROLE_BREAK, ROLE_TABLE, ROLE_ROW, ROLE_CELL, ROLE_TITLE, ROLE_SKIP, ROLE_PRE, ROLE_FRAME, ROLE_META };

typedef struct {
    int in_cell;
    size_t start;
    uint32_t row_span;
    uint32_t column_span;
} cell_state;

typedef struct {
    htmlParserCtxtPtr parser;
    markup_html_event *events;
    size_t count, capacity, event_limit, depth_limit;
    growing_text text;
    // What attributes say, apart from the text that is being gathered around their elements.
    growing_text aside;
    // The run of text being gathered: its start, and what white space is due before the next character.
    size_t start;
    char due;
    int skipping, preformatted, in_title, failed;
    // The page's own rules of what is seen, and the text of the style element that is being read.
    visibility_rules rules;
    growing_text style;
    int shows_all, in_style, has_content, has_late_rules;
    // How many elements are open since one began of which nothing is seen, or whose place is blank; and how its text begins.
    size_t gone, blank;
    int hides_cells;
    growing_text hidden;
    // The same for text above or below the line, which is gathered apart.
    size_t raised;
    int is_lowered;
    growing_text mark;
    // Cells of the tables around the current one.
    cell_state *outer;
    size_t depth, outer_capacity;
    cell_state cell;
} reader;

static enum role role_of(const char *name) {
    switch (name[0]) {
    case 't':
        if (!strcmp(name, "td") || !strcmp(name, "th")) return ROLE_CELL;
        if (!strcmp(name, "tr")) return ROLE_ROW;
        if (!strcmp(name, "table")) return ROLE_TABLE;
        if (!strcmp(name, "title")) return ROLE_TITLE;
        if (!strcmp(name, "textarea") || !strcmp(name, "template")) return ROLE_SKIP;
        return ROLE_INLINE;
    case 'p':
        if (!name[1]) return ROLE_BLOCK;
        if (!strcmp(name, "pre")) return ROLE_PRE;
        return ROLE_INLINE;
    case 'b':
        if (!strcmp(name, "br")) return ROLE_BREAK;
        if (!strcmp(name, "blockquote") || !strcmp(name, "body")) return ROLE_BLOCK;
        return ROLE_INLINE;
    case 'h':
        if (name[1] >= '1' && name[1] <= '6' && !name[2]) return ROLE_BLOCK;
        if (!strcmp(name, "hr") || !strcmp(name, "header")) return ROLE_BLOCK;
        return ROLE_INLINE;
    case 'd':
        if (!strcmp(name, "div") || !strcmp(name, "dl") || !strcmp(name, "dt") || !strcmp(name, "dd")) return ROLE_BLOCK;
        return ROLE_INLINE;
    case 's':
        if (!strcmp(name, "script") || !strcmp(name, "style") || !strcmp(name, "select")) return ROLE_SKIP;
        if (!strcmp(name, "section")) return ROLE_BLOCK;
        return ROLE_INLINE;
    case 'l': return strcmp(name, "li") ? ROLE_INLINE : ROLE_BLOCK;
    case 'u': return strcmp(name, "ul") ? ROLE_INLINE : ROLE_BLOCK;
    case 'o': return strcmp(name, "ol") ? ROLE_INLINE : ROLE_BLOCK;
    case 'c': return strcmp(name, "center") && strcmp(name, "caption") ? ROLE_INLINE : ROLE_BLOCK;
    case 'a': return strcmp(name, "article") ? ROLE_INLINE : ROLE_BLOCK;
    case 'f':
        if (!strcmp(name, "form") || !strcmp(name, "footer")) return ROLE_BLOCK;
        if (!strcmp(name, "frame")) return ROLE_FRAME;
        return ROLE_INLINE;
    case 'i': return strcmp(name, "iframe") ? ROLE_INLINE : ROLE_FRAME;
    case 'm': return !strcmp(name, "main") ? ROLE_BLOCK : !strcmp(name, "meta") ? ROLE_META : ROLE_INLINE;
    case 'n': return strcmp(name, "noscript") && strcmp(name, "noframes") ? ROLE_INLINE : ROLE_SKIP;
    default: return ROLE_INLINE;
    }
}

static void fail(reader *r, int status) {
    if (!r->failed) r->failed = status;
    xmlStopParser(r->parser);
}

static void emit(reader *r, uint32_t kind, size_t offset, size_t length) {
    if (r->failed) return;
    if (r->count == r->event_limit) {
        fail(r, MARKUP_TOO_MANY_EVENTS);
        return;
    }
    if (r->count == r->capacity) {
        size_t capacity = r->capacity ? r->capacity * 2 : 1024;
        markup_html_event *events = realloc(r->events, capacity * sizeof *events);
        if (!events) {
            fail(r, MARKUP_NO_MEMORY);
            return;
        }
        r->events = events;
        r->capacity = capacity;
    }
    int line = r->parser->input ? r->parser->input->line : 0;
    r->events[r->count++] =
        (markup_html_event){kind, line > 0 ? (uint32_t)line : 1, r->cell.row_span, r->cell.column_span, offset, length};
}

static void flush_paragraph(reader *r) {
    if (r->text.length > r->start) emit(r, r->in_title ? MARKUP_TITLE : MARKUP_PARAGRAPH, r->start, r->text.length - r->start);
    r->start = r->text.length;
    r->due = 0;
}

static void close_cell(reader *r) {
    if (!r->cell.in_cell) return;
    emit(r, MARKUP_CELL, r->start, r->text.length - r->start);
    r->cell.in_cell = 0;
    r->start = r->text.length;
    r->due = 0;
}

// A break: the end of a paragraph, or a line feed inside a cell.
static void break_line(reader *r) {
    if (r->cell.in_cell) {
        if (r->text.length > r->start) r->due = '\n';
    } else {
        flush_paragraph(r);
    }
}

static uint32_t span_of(const xmlChar **attributes, const char *wanted) {
    if (!attributes) return 1;
    for (; attributes[0]; attributes += 2) {
        if (attributes[1] && !strcasecmp((const char *)attributes[0], wanted)) {
            long value = strtol((const char *)attributes[1], NULL, 10);
            return value < 1 ? 1 : value > 1000 ? 1000 : (uint32_t)value;
        }
    }
    return 1;
}

static const char *attribute(const xmlChar **attributes, const char *wanted) {
    for (; attributes && attributes[0]; attributes += 2)
        if (attributes[1] && !strcasecmp((const char *)attributes[0], wanted)) return (const char *)attributes[1];
    return NULL;
}

// What an attribute says, with a name before it and a tab between when there is one.
static void append_aside(reader *r, uint32_t kind, const char *name, const char *value) {
    if (!value) return;
    size_t offset = r->aside.length;
    if ((name && (!growing_text_append(&r->aside, name, strlen(name)) || !growing_text_append(&r->aside, "\t", 1)))
        || !growing_text_append(&r->aside, value, strlen(value)))
        fail(r, MARKUP_NO_MEMORY);
    else
        emit(r, kind, offset, r->aside.length - offset);
}

static void append_meta(reader *r, const xmlChar **attributes) {
    const char *name = attribute(attributes, "name");
    if (name && *name) append_aside(r, MARKUP_META, name, attribute(attributes, "content"));
}

enum { HIDDEN_SAMPLE = 120 };

// Keeps the beginning of a text that nobody sees.
static void append_hidden(reader *r, const char *text, size_t count) {
    for (size_t i = 0; i < count && r->hidden.length < HIDDEN_SAMPLE;) {
        unsigned char c = (unsigned char)text[i];
        size_t width = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        if (i + width > count) width = count - i;
        int is_white = width == 1 && c <= ' ';
        if (!is_white || (r->hidden.length && r->hidden.bytes[r->hidden.length - 1] != ' '))
            if (!growing_text_append(&r->hidden, is_white ? " " : text + i, is_white ? 1 : width)) fail(r, MARKUP_NO_MEMORY);
        i += width;
    }
}

// Says that something was hidden, where a table or a figure was.
static void end_hidden(reader *r) {
    while (r->hidden.length && r->hidden.bytes[r->hidden.length - 1] == ' ') r->hidden.length--;
    int matters = r->hides_cells || r->depth;
    for (size_t i = 0; i < r->hidden.length && !matters; i++) matters = r->hidden.bytes[i] >= '0' && r->hidden.bytes[i] <= '9';
    if (matters && r->hidden.length && growing_text_append(&r->hidden, "", 1)) append_aside(r, MARKUP_HIDDEN, NULL, r->hidden.bytes);
    r->hidden.length = 0;
    r->hides_cells = 0;
}

// Takes what was gathered above or below the line into the text.
static void end_raised(reader *r) {
    if (!growing_text_reserve(&r->text, 1)) fail(r, MARKUP_NO_MEMORY);
    if (r->due && r->mark.length && !r->failed) r->text.bytes[r->text.length++] = r->due;
    if (r->mark.length) r->due = 0;
    if (!raised_append(&r->text, r->mark.bytes, r->mark.length, r->is_lowered)) fail(r, MARKUP_NO_MEMORY);
    r->mark.length = 0;
}

// Whether nothing, a blank or a mark above the line is seen of an element; begins to count what is in it.
static int start_unseen(reader *r, const char *name, enum role role, const xmlChar **attributes) {
    if (r->gone) {
        r->gone++;
        if (role == ROLE_CELL || role == ROLE_ROW || role == ROLE_TABLE) r->hides_cells = 1;
        return 1;
    }
    if (r->blank) r->blank++;
    if (r->raised) r->raised++;
    int is_set = !strcmp(name, "sup") || !strcmp(name, "sub");
    if (!attributes && !r->rules.count && !is_set) return 0;
    unsigned seen = is_set ? (name[2] == 'p' ? VISIBILITY_RAISED : VISIBILITY_LOWERED) : 0;
    // Scripts show the page itself when it has come.
    if ((attributes || r->rules.count) && strcmp(name, "html") && strcmp(name, "body")) {
        int is_hidden = 0;
        for (const xmlChar **a = attributes; a && a[0]; a += 2) is_hidden |= !strcasecmp((const char *)a[0], "hidden");
        seen |= visibility_of(&r->rules, name, attribute(attributes, "style"), attribute(attributes, "class"), attribute(attributes, "id"), is_hidden);
    }
    if (r->shows_all) seen &= VISIBILITY_RAISED | VISIBILITY_LOWERED;
    if (seen & VISIBILITY_GONE) {
        r->gone = 1;
        r->hides_cells = role == ROLE_CELL || role == ROLE_ROW || role == ROLE_TABLE;
        return 1;
    }
    if (seen & VISIBILITY_BLANK && !r->blank) r->blank = 1;
    // Of a cell the property says where its text stands between its borders.
    if (seen & (VISIBILITY_RAISED | VISIBILITY_LOWERED) && !r->raised && role == ROLE_INLINE) {
        r->raised = 1;
        r->is_lowered = !(seen & VISIBILITY_RAISED);
    }
    return 0;
}

// Whether the element that ends was one of which nothing is seen.
static int end_unseen(reader *r) {
    if (r->gone) {
        if (!--r->gone) end_hidden(r);
        return 1;
    }
    if (r->blank && !--r->blank) end_hidden(r);
    if (r->raised && !--r->raised) end_raised(r);
    return 0;
}

static void start_table(reader *r) {
    if (r->depth == r->depth_limit) {
        fail(r, MARKUP_TOO_DEEP);
        return;
    }
    if (r->depth == r->outer_capacity) {
        size_t capacity = r->outer_capacity ? r->outer_capacity * 2 : 16;
        cell_state *outer = realloc(r->outer, capacity * sizeof *outer);
        if (!outer) {
            fail(r, MARKUP_NO_MEMORY);
            return;
        }
        r->outer = outer;
        r->outer_capacity = capacity;
    }
    flush_paragraph(r);
    r->outer[r->depth++] = r->cell;
    r->cell = (cell_state){0, 0, 1, 1};
    emit(r, MARKUP_TABLE_START, 0, 0);
}

static void end_table(reader *r) {
    if (r->depth == 0) return;
    close_cell(r);
    flush_paragraph(r);
    emit(r, MARKUP_TABLE_END, 0, 0);
    r->cell = r->outer[--r->depth];
    r->start = r->text.length;
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
    reader *r = context;
    if (r->failed) return;
    enum role role = role_of((const char *)name);
    if (role == ROLE_SKIP) {
        if (!r->skipping && !strcmp((const char *)name, "style")) r->in_style = 1;
        r->skipping++;
    }
    if (r->skipping) return;
    // Nearly all elements have none of the attributes that are kept, and no rule speaks of them.
    if ((attributes || r->gone || r->blank || r->raised || r->rules.count || name[0] == 's') && start_unseen(r, (const char *)name, role, attributes)) return;
    if (!r->has_content) r->has_content = role == ROLE_TABLE || (role == ROLE_BLOCK && strcmp((const char *)name, "body"));
    switch (role) {
    case ROLE_BLOCK:
    case ROLE_BREAK:
        if (!r->raised) break_line(r);
        break;
    case ROLE_PRE:
        break_line(r);
        r->preformatted++;
        break;
    case ROLE_TABLE: start_table(r); break;
    case ROLE_ROW:
        if (!r->depth) break;
        close_cell(r);
        flush_paragraph(r);
        emit(r, MARKUP_ROW_START, 0, 0);
        break;
    case ROLE_CELL:
        if (!r->depth) {
            flush_paragraph(r);
            break;
        }
        close_cell(r);
        flush_paragraph(r);
        r->cell = (cell_state){1, r->text.length, span_of(attributes, "rowspan"), span_of(attributes, "colspan")};
        break;
    case ROLE_TITLE:
        flush_paragraph(r);
        r->in_title = 1;
        break;
    case ROLE_FRAME: append_aside(r, MARKUP_FRAME, NULL, attribute(attributes, "src")); break;
    case ROLE_META: append_meta(r, attributes); break;
    case ROLE_INLINE:
    case ROLE_SKIP: break;
    }
}

static void on_end(void *context, const xmlChar *name) {
    reader *r = context;
    if (r->failed) return;
    enum role role = role_of((const char *)name);
    if (role == ROLE_SKIP) {
        if (r->skipping) r->skipping--;
        if (r->in_style && !r->skipping) {
            r->in_style = 0;
            if (visibility_add(&r->rules, r->style.bytes, r->style.length) && r->has_content) r->has_late_rules = 1;
            r->style.length = 0;
        }
        return;
    }
    if (r->skipping || ((r->gone || r->blank || r->raised) && end_unseen(r))) return;
    switch (role) {
    case ROLE_BLOCK:
        if (!r->raised) break_line(r);
        break;
    case ROLE_PRE:
        break_line(r);
        if (r->preformatted) r->preformatted--;
        break;
    case ROLE_TABLE: end_table(r); break;
    case ROLE_CELL:
    case ROLE_ROW: close_cell(r); break;
    case ROLE_TITLE:
        flush_paragraph(r);
        r->in_title = 0;
        break;
    default: break;
    }
}

static void on_characters(void *context, const xmlChar *characters, int count) {
    reader *r = context;
    if (r->failed) return;
    if (r->in_style && !growing_text_append(&r->style, (const char *)characters, (size_t)count)) fail(r, MARKUP_NO_MEMORY);
    if (r->skipping) return;
    if (r->gone || r->blank) {
        append_hidden(r, (const char *)characters, (size_t)count);
        return;
    }
    if (r->raised) {
        if (!growing_text_append(&r->mark, (const char *)characters, (size_t)count)) fail(r, MARKUP_NO_MEMORY);
        return;
    }
    if (!growing_text_reserve(&r->text, (size_t)count * 2 + 1)) {
        fail(r, MARKUP_NO_MEMORY);
        return;
    }
    char *out = r->text.bytes;
    size_t length = r->text.length;
    for (int i = 0; i < count; i++) {
        char c = (char)characters[i];
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
            if (r->preformatted && c == '\n') {
                r->text.length = length;
                break_line(r);
                length = r->text.length;
            } else if (r->preformatted && !r->cell.in_cell) {
                if (length > r->start || c == ' ') out[length++] = c == '\t' ? '\t' : ' ';
            } else if (length > r->start && !r->due) {
                r->due = ' ';
            }
            continue;
        }
        if (r->due) {
            out[length++] = r->due;
            r->due = 0;
        }
        out[length++] = c;
    }
    r->text.length = length;
}

// Parses the page with the rules that are known; they are more behind it.
static markup_html read_page(const char *bytes, size_t count, size_t event_limit, size_t depth_limit, int shows_all, visibility_rules *rules,
                             int *has_late_rules) {
    markup_html page = {0};
    reader r = {.event_limit = event_limit, .depth_limit = depth_limit, .cell = {0, 0, 1, 1}, .shows_all = shows_all, .rules = *rules};
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(bytes, (int)count);
    if (!parser) {
        page.status = count ? MARKUP_NO_MEMORY : MARKUP_OK;
        return page;
    }
    r.parser = parser;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    memset(parser->sax, 0, sizeof *parser->sax);
    parser->sax->startElement = on_start;
    parser->sax->endElement = on_end;
    parser->sax->characters = on_characters;
    parser->sax->ignorableWhitespace = on_characters;
    parser->userData = &r;
    htmlParseDocument(parser);
    if (r.raised) end_raised(&r);
    if (r.gone || r.blank) end_hidden(&r);
    while (r.depth && !r.failed) end_table(&r);
    flush_paragraph(&r);
    htmlFreeParserCtxt(parser);
    free(r.outer);
    // The texts of attributes stand behind those of the page.
    size_t length = r.text.length;
    if (r.aside.length && !growing_text_append(&r.text, r.aside.bytes, r.aside.length)) fail(&r, MARKUP_NO_MEMORY);
    for (size_t i = 0; i < r.count; i++) {
        uint32_t kind = r.events[i].kind;
        if (kind == MARKUP_FRAME || kind == MARKUP_META || kind == MARKUP_HIDDEN) r.events[i].offset += length;
    }
    free(r.aside.bytes);
    free(r.style.bytes);
    free(r.hidden.bytes);
    free(r.mark.bytes);
    *rules = r.rules;
    *has_late_rules = r.has_late_rules;
    page.events = r.events;
    page.count = r.count;
    page.text = r.text.bytes;
    page.text_length = r.text.length;
    page.status = r.failed;
    return page;
}

markup_html markup_html_read(const char *bytes, size_t count, size_t event_limit, size_t depth_limit, int shows_all) {
    if (count > 0x7fffffff) return (markup_html){.status = MARKUP_NO_MEMORY};
    markup_prepare();
    visibility_rules rules = {0};
    int has_late_rules = 0;
    markup_html page = read_page(bytes, count, event_limit, depth_limit, shows_all, &rules, &has_late_rules);
    // Rules that stand behind what they speak of hold all the same.
    if (has_late_rules && page.status == MARKUP_OK) {
        markup_html_free(&page);
        page = read_page(bytes, count, event_limit, depth_limit, shows_all, &rules, &has_late_rules);
    }
    visibility_free(&rules);
    return page;
}

void markup_html_free(markup_html *page) {
    free(page->events);
    free(page->text);
    *page = (markup_html){0};
}
