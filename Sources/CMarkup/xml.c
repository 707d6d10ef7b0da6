#include "CMarkup.h"

#include "prepare.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

typedef struct {
    xmlParserCtxtPtr parser;
    markup_xml_handler handler;
    void *context;
    size_t depth, depth_limit;
    int failed;
} reader;

static void fail(reader *r, int status) {
    if (!r->failed) r->failed = status;
    xmlStopParser(r->parser);
}

static void emit(reader *r, uint32_t kind, const xmlChar *name, const xmlChar *value, size_t value_length) {
    if (r->failed) return;
    markup_xml_event event = {
        .kind = kind,
        .name = (const char *)name,
        .name_length = name ? strlen((const char *)name) : 0,
        .value = (const char *)value,
        .value_length = value_length,
    };
    if (r->handler(r->context, &event)) fail(r, MARKUP_STOPPED);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces_count,
                     const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes) {
    (void)prefix, (void)uri, (void)namespaces_count, (void)namespaces, (void)defaulted;
    reader *r = context;
    if (++r->depth > r->depth_limit) {
        fail(r, MARKUP_TOO_DEEP);
        return;
    }
    for (int i = 0; i < attribute_count; i++) {
        const xmlChar **attribute = attributes + i * 5;
        emit(r, MARKUP_ATTRIBUTE, attribute[0], attribute[3], (size_t)(attribute[4] - attribute[3]));
    }
    emit(r, MARKUP_ELEMENT_START, name, NULL, 0);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)prefix, (void)uri;
    reader *r = context;
    if (r->depth) r->depth--;
    emit(r, MARKUP_ELEMENT_END, name, NULL, 0);
}

static void on_characters(void *context, const xmlChar *characters, int count) {
    emit(context, MARKUP_TEXT, NULL, characters, (size_t)count);
}

int markup_xml_scan(const char *bytes, size_t count, size_t depth_limit, markup_xml_handler handler, void *context) {
    markup_prepare();
    if (count == 0) return MARKUP_MALFORMED;
    if (count > 0x7fffffff) return MARKUP_NO_MEMORY;
    reader r = {.handler = handler, .context = context, .depth_limit = depth_limit};
    xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(bytes, (int)count);
    if (!parser) return MARKUP_NO_MEMORY;
    r.parser = parser;
    // Without handlers for entities none is known, so no reference can expand and no file is opened; NOENT only makes `&amp;` in attributes a `&`.
    xmlCtxtUseOptions(parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
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
    return r.failed;
}
