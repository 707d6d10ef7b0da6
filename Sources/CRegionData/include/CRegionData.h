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

/// What changed since 2008: `year,type,level,old_code,old_name,old_parent,new_code,new_name,new_parent,doc_no`.
extern const unsigned char region_changes_csv[];
extern const size_t region_changes_csv_length;

// Swift does not import arrays of unknown length.
static inline const unsigned char *region_codes_csv_bytes(void) { return region_codes_csv; }
static inline const unsigned char *region_history_csv_bytes(void) { return region_history_csv; }
static inline const unsigned char *region_changes_csv_bytes(void) { return region_changes_csv; }

#endif
