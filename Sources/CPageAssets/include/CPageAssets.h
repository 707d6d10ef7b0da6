// The style, the script and the templates of the page of `analyze report` and `analyze serve`, embedded in the binary so that an installed `analyze` needs no file beside it.
#ifndef CPAGEASSETS_H
#define CPAGEASSETS_H

#include <stddef.h>

/// A text in UTF-8, without a terminator.
struct page_asset {
    const unsigned char *bytes;
    size_t length;
};

struct page_asset page_asset_style(void);
struct page_asset page_asset_script(void);
/// What the desk of `analyze serve` adds to the style and to the script.
struct page_asset page_asset_desk_style(void);
struct page_asset page_asset_desk_script(void);
/// The whole page: of one file, or the index of a folder.
struct page_asset page_asset_page(void);
/// One body with its findings, series, ranks and reports.
struct page_asset page_asset_body(void);
/// A finding with all that speaks for it.
struct page_asset page_asset_card(void);
/// A row of the table of findings.
struct page_asset page_asset_row(void);
/// The frame of a page of a folder.
struct page_asset page_asset_leaf(void);

#endif
