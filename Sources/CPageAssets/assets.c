#include "CPageAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char style[] = {
#embed "data/page.css"
};
static const unsigned char script[] = {
#embed "data/page.js"
};
static const unsigned char desk_style[] = {
#embed "data/desk.css"
};
static const unsigned char desk_script[] = {
#embed "data/desk.js"
};
static const unsigned char page[] = {
#embed "data/page.mustache"
};
static const unsigned char body[] = {
#embed "data/body.mustache"
};
static const unsigned char card[] = {
#embed "data/card.mustache"
};
static const unsigned char row[] = {
#embed "data/row.mustache"
};
static const unsigned char leaf[] = {
#embed "data/leaf.mustache"
};

struct page_asset page_asset_style(void) { return (struct page_asset){style, sizeof style}; }
struct page_asset page_asset_script(void) { return (struct page_asset){script, sizeof script}; }
struct page_asset page_asset_desk_style(void) { return (struct page_asset){desk_style, sizeof desk_style}; }
struct page_asset page_asset_desk_script(void) { return (struct page_asset){desk_script, sizeof desk_script}; }
struct page_asset page_asset_page(void) { return (struct page_asset){page, sizeof page}; }
struct page_asset page_asset_body(void) { return (struct page_asset){body, sizeof body}; }
struct page_asset page_asset_card(void) { return (struct page_asset){card, sizeof card}; }
struct page_asset page_asset_row(void) { return (struct page_asset){row, sizeof row}; }
struct page_asset page_asset_leaf(void) { return (struct page_asset){leaf, sizeof leaf}; }
