#include "CMarkup.h"

#include <libxml/xmlversion.h>

const char *markup_version(void) { return LIBXML_DOTTED_VERSION; }
