// The region tables, embedded in the binary so that an installed `analyze` needs no file beside it.
// C's #embed costs nothing to compile; a Swift array literal of this size takes minutes.
#ifndef CREGIONDATA_H
#define CREGIONDATA_H

#include <stddef.h>

/// The current GB/T 2260 codes: `code,name,level,parent_code`.
extern const unsigned char region_codes_csv[];
extern const size_t region_codes_csv_length;

/// Each code with the years for which it was in force, and what it is today.
extern const unsigned char region_history_csv[];
extern const size_t region_history_csv_length;

#endif
