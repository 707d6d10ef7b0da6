#include "prepare.h"

#include <libxml/parser.h>
#include <pthread.h>

void markup_prepare(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, xmlInitParser);
}
