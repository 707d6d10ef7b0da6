// The sources of ReportParsing stand beside this file.
