// Characters set above or below the line, written as what they are: raised or lowered digits, or words in square brackets.
#ifndef RAISED_H
#define RAISED_H

#include "growing_text.h"

// Appends text that is set above (or below) the line. Returns 0 without memory.
int raised_append(growing_text *out, const char *text, size_t count, int is_lowered);

#endif
