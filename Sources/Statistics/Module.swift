// The sources of Statistics stand beside this file.
