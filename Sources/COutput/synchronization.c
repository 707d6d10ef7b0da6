#define _GNU_SOURCE
#include "COutput.h"

#include <unistd.h>

int output_sync_file_system(int descriptor) { return syncfs(descriptor); }
