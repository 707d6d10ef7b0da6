// The door to libxml2: its own headers stay on the other side, because they clash with Foundation's.
#ifndef CMARKUP_H
#define CMARKUP_H

#include <stddef.h>

/// The version of libxml2 the program was built with, such as "2.9.14".
const char *markup_version(void);

#endif
