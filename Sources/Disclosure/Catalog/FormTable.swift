/// A table of a form: rows × columns of cells, in the printed order.
public struct FormTable: Sendable, Hashable, Identifiable {
    /// A printed row that carries values.
    public struct Row: Sendable, Hashable {
        /// The stem of the cells' ids; a cell's id is `stem` + `.` + the column's suffix.
        public let id: String
        /// The row's own label as printed, numbering included.
        public let label: String
        /// The labels of the groups it stands under, outermost first.
        public let groups: [String]
        /// The unit of its values.
        public let unit: String
        /// What its values measure.
        public let kind: Indicator.Kind

        /// A row of a form.
        public init(_ id: String, _ label: String, under groups: [String] = [], unit: String = "件", _ kind: Indicator.Kind = .flow) {
            self.id = id
            self.label = label
            self.groups = groups
            self.unit = unit
            self.kind = kind
        }

        /// The label with its groups, separated by `/`.
        public var path: String { (groups + [label]).joined(separator: "/") }
    }

    /// A printed column.
    public struct Column: Sendable, Hashable {
        /// The last part of the cells' ids; empty when the row's id is the cell's.
        public let suffix: String
        /// The label as printed, with its group, separated by `/`.
        public let label: String
        /// The unit, when the column decides it rather than the row.
        public let unit: String?
        /// The kind, when the column decides it rather than the row.
        public let kind: Indicator.Kind?

        /// A column of a form.
        public init(_ suffix: String, _ label: String, unit: String? = nil, _ kind: Indicator.Kind? = nil) {
            self.suffix = suffix
            self.label = label
            self.unit = unit
            self.kind = kind
        }
    }

    /// Unique within the edition, such as `t2.documents` or `t3`.
    public let id: String
    /// The section of the form that it belongs to.
    public let section: FormSection
    /// The heading printed over it (第二十条第（一）项 …); empty when there is none.
    public let heading: String
    /// The rows with values.
    public let rows: [Row]
    /// The columns with values.
    public let columns: [Column]

    /// A table of a form.
    public init(_ id: String, section: FormSection, heading: String = "", columns: [Column], rows: [Row]) {
        self.id = id
        self.section = section
        self.heading = heading
        self.rows = rows
        self.columns = columns
    }

    /// The suffix of the column that holds the running total of all years.
    public static let runningTotal = "cumulative"

    /// The id of the cell where a row and a column cross.
    public func cellID(row: Row, column: Column) -> String {
        column.suffix.isEmpty ? row.id : "\(row.id).\(column.suffix)"
    }

    /// Its cells, row by row.
    public func indicators(edition: Edition) -> [Indicator] {
        rows.flatMap { row in
            columns.map { column in
                Indicator(
                    id: cellID(row: row, column: column), edition: edition, section: section,
                    row: heading.isEmpty ? row.path : "\(heading)/\(row.path)", column: column.label,
                    unit: column.unit ?? row.unit, kind: column.kind ?? row.kind)
            }
        }
    }
}
