#include "CMarkup.h"

#include "growing_text.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

typedef struct {
    xmlParserCtxtPtr parser;
    markup_xml_event *events;
    size_t count, capacity, event_limit, depth, depth_limit;
    growing_text text;
    int failed;
} reader;

static void fail(reader *r, int status) {
    if (!r->failed) r->failed = status;
    xmlStopParser(r->parser);
}

static markup_xml_event *emit(reader *r, uint32_t kind) {
    if (r->failed) return NULL;
    if (r->count == r->event_limit) {
        fail(r, MARKUP_TOO_MANY_EVENTS);
        return NULL;
    }
    if (r->count == r->capacity) {
        size_t capacity = r->capacity ? r->capacity * 2 : 1024;
        markup_xml_event *events = realloc(r->events, capacity * sizeof *events);
        if (!events) {
            fail(r, MARKUP_NO_MEMORY);
            return NULL;
        }
        r->events = events;
        r->capacity = capacity;
    }
    markup_xml_event *event = &r->events[r->count++];
    *event = (markup_xml_event){.kind = kind};
    return event;
}

static size_t store(reader *r, const xmlChar *bytes, size_t count) {
    size_t offset = r->text.length;
    if (!growing_text_append(&r->text, (const char *)bytes, count)) fail(r, MARKUP_NO_MEMORY);
    return offset;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces_count,
                     const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes) {
    (void)prefix, (void)uri, (void)namespaces_count, (void)namespaces, (void)defaulted;
    reader *r = context;
    if (++r->depth > r->depth_limit) {
        fail(r, MARKUP_TOO_DEEP);
        return;
    }
    markup_xml_event *event = emit(r, MARKUP_ELEMENT_START);
    if (!event) return;
    event->name_length = (uint32_t)strlen((const char *)name);
    event->name_offset = store(r, name, event->name_length);
    for (int i = 0; i < attribute_count; i++) {
        const xmlChar **attribute = attributes + i * 5;
        markup_xml_event *entry = emit(r, MARKUP_ATTRIBUTE);
        if (!entry) return;
        entry->name_length = (uint32_t)strlen((const char *)attribute[0]);
        entry->name_offset = store(r, attribute[0], entry->name_length);
        entry->value_length = (size_t)(attribute[4] - attribute[3]);
        entry->value_offset = store(r, attribute[3], entry->value_length);
    }
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)prefix, (void)uri;
    reader *r = context;
    if (r->depth) r->depth--;
    markup_xml_event *event = emit(r, MARKUP_ELEMENT_END);
    if (!event) return;
    event->name_length = (uint32_t)strlen((const char *)name);
    event->name_offset = store(r, name, event->name_length);
}

static void on_characters(void *context, const xmlChar *characters, int count) {
    reader *r = context;
    markup_xml_event *event = emit(r, MARKUP_TEXT);
    if (!event) return;
    event->value_length = (size_t)count;
    event->value_offset = store(r, characters, (size_t)count);
}

markup_xml markup_xml_read(const char *bytes, size_t count, size_t event_limit, size_t depth_limit) {
    markup_xml part = {0};
    if (count > 0x7fffffff) {
        part.status = MARKUP_NO_MEMORY;
        return part;
    }
    reader r = {.event_limit = event_limit, .depth_limit = depth_limit};
    xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(bytes, (int)count);
    if (!parser) {
        part.status = MARKUP_MALFORMED;
        return part;
    }
    r.parser = parser;
    xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    // No entity declarations are kept, so no reference can expand.
    memset(parser->sax, 0, sizeof *parser->sax);
    parser->sax->initialized = XML_SAX2_MAGIC;
    parser->sax->startElementNs = on_start;
    parser->sax->endElementNs = on_end;
    parser->sax->characters = on_characters;
    parser->sax->cdataBlock = on_characters;
    parser->sax->ignorableWhitespace = on_characters;
    parser->userData = &r;
    xmlParseDocument(parser);
    if (!parser->wellFormed && !r.failed) r.failed = MARKUP_MALFORMED;
    if (parser->myDoc) xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
    part.events = r.events;
    part.count = r.count;
    part.text = r.text.bytes;
    part.text_length = r.text.length;
    part.status = r.failed;
    return part;
}

void markup_xml_free(markup_xml *part) {
    free(part->events);
    free(part->text);
    *part = (markup_xml){0};
}
