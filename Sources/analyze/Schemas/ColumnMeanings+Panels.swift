import Disclosure
import PanelReading
import Reporting

extension ColumnMeanings {
    private static let oddCells = ValueShape.list(
        .object([
            .init("line", .integer, "The line of the file, from 1."), .init("column", .text, "The column."),
            .init("indicator", .text.orNull, "The indicator."), .init("raw", .text, "The text."),
            .init("kind", .cases(of: OddCell.Kind.self), "What kind of cell it is."), .init("state", .text, "What it was taken for."),
            .init("flag", .text.orNull, "The flag beside the number."), .init("low", .number.orNull, "Lower bound."),
            .init("high", .number.orNull, "Upper bound."),
        ]))

    /// Panels from elsewhere, read and written.
    static let panels: [String: ColumnMeaning] = [
        "import.name": .init(.text, "What the panel is called in the store."), "import.status": .init(.code, "What was done."),
        "import.entities": .init(.integer, "Entities of the panel."), "import.first_year": .init(.integer, "Its first year."),
        "import.last_year": .init(.integer, "Its last year."), "import.indicators": .init(.integer, "Its indicators."),
        "import.values": .init(.integer, "Its numbers."), "import.period": .init(.text.orNull, "The column of parts of years."),
        "import.repeated": .init(.integer, "Cells that are given more than once for one period."),
        "import.attributes": .init(.list(.text), "The columns that are kept as texts."),
        "import.not_read": .init(.integer, "Cells without a number because their text is none."),
        "import.columns": .init(
            .list(
                .object([
                    .init("column", .text), .init("role", .cases(of: ColumnRole.self), "What it was taken for."),
                    .init("how", .text, "How it was read."),
                    .init("example", .text, "The first text that it holds."), .init("unit", .text.orNull, "The unit of its numbers."),
                ])), "The columns of the file."),
        "import.cells": .init(oddCells, "Cells that are no plain number."),
        "import.unread_lines": .init(.list(.integer), "Lines that no row was read from."),
        "import_columns.column": .init(.text, "The column's name."),
        "import_columns.role": .init(.cases(of: ColumnRole.self), "What it was taken for."),
        "import_columns.how": .init(.text, "How it was read, in words."), "import_columns.example": .init(.text, "The first text that it holds."),
        "import_columns.numbers": .init(.integer.orNull, "Numbers; null for a column of texts."),
        "import_columns.blank": .init(.integer.orNull, "Blank cells."),
        "import_columns.not_applicable": .init(.integer.orNull, "Marks for a missing value."),
        "import_columns.bound": .init(.integer.orNull, "Bounds in place of a number."),
        "import_columns.text": .init(.integer.orNull, "Texts that are no number."),
        "import_columns.cells": .init(oddCells, "Cells that are no plain number."),
        "export.level": .init(.text.orNull, "The body's level; of a panel what its file says."),
        "export.kind": .init(.text.orNull, "What kind of body it is; of a panel what its file says."),
        "export.edition": .init(.text.orNull, "The edition of the form; of a panel what its file says."),
        "export.concept": .init(.text.orNull, "The concept that joins it with cells of other editions."),
        "export.state": .init(.text, "What the cell holds."),
    ]
}
