#pragma once
#include <stddef.h>
#include <stdint.h>

/// A row of a tidy table whose every field is plain.
typedef struct {
    int32_t entity;
    int32_t variable;
    int16_t year;
    uint8_t state;
    int32_t period;
    int32_t line;
    double value;
} table_observation;

/// The names of a column in the order of their first appearance, each once, by its bytes.
typedef struct table_names table_names;

table_names *table_names_create(void);
void table_names_destroy(table_names *names);
/// How many names there are, and where the bytes of one lie in the text that was scanned.
size_t table_names_count(const table_names *names);
size_t table_names_start(const table_names *names, size_t code);
size_t table_names_length(const table_names *names, size_t code);

/// Where the fields of a tidy row stand, from 0, and how many there are.
typedef struct {
    int32_t width;
    int32_t entity;
    int32_t year;
    int32_t indicator;
    int32_t value;
    uint8_t delimiter;
} table_columns;

/// What a scan has come to.
typedef struct {
    /// The byte behind the last row that was taken.
    size_t position;
    /// Lines that were ended so far.
    int32_t lines;
    /// Rows that were taken.
    size_t count;
    /// Numbers with a point: three digits behind one to three, and others.
    size_t points_three;
    size_t points_other;
} table_progress;

/// Reads rows of text from `progress->position` on, as long as they are plain, into `rows`, at most `room` of them.
///
/// Plain is a row of the right number of fields without quotes: a year of four digits, names of ASCII that begin and end with ink, a number of up to 15
/// digits with at most one point and a sign, or nothing. Stops before the first row that is not, at the end of the text, or when there is no more room.
/// Names get the codes of their first appearance. State 1 is a number, 2 a blank.
/// - Returns: 1 at the end of the text, 0 before a row that is not plain, 2 when there is no room.
int table_scan(
    const uint8_t *text, size_t length, table_columns columns, table_names *entities, table_names *variables, table_observation *rows, size_t room,
    table_progress *progress);
