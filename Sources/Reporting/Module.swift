// The sources of Reporting stand beside this file.
