// The sources of Persistence stand beside this file.
