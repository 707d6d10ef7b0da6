#ifndef PREPARE_H
#define PREPARE_H

/// Prepares libxml2 once, whichever thread comes first: two threads that meet in its own, lazy preparation may wait for each other for ever.
void markup_prepare(void);

#endif
