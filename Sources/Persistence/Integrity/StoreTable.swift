/// One table of the store whose rows carry a digest: its columns in the order of the file, the digest, which is the last, left out.
struct StoreTable: Sendable {
    let name: String
    let columns: [String]
    /// How many of the first columns tell a row from all others.
    let keyCount: Int
    /// Whether the first column is the number under which SQLite files the row.
    let isNumbered: Bool
    /// Whether each row is kept a second time, because what it says cannot be read anew from a file: names, years, verdicts.
    let hasCopy: Bool
    /// What the digests of its rows begin with.
    let seed: UInt64
    private let positions: [String: Int]

    private init(_ name: String, _ columns: [String], keys: Int = 1, isNumbered: Bool = false, hasCopy: Bool = false) {
        self.name = name
        self.columns = columns
        keyCount = keys
        self.isNumbered = isNumbered
        self.hasCopy = hasCopy
        seed = RowDigest.seed(of: name)
        positions = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    }

    /// The position of a column.
    subscript(column: String) -> Int { positions[column]! }

    static let body = StoreTable("body", ["id", "key", "name", "kind", "level", "region_code", "scope"], isNumbered: true, hasCopy: true)
    static let report = StoreTable(
        "report",
        [
            "id", "body_id", "year", "version", "current", "edition", "format", "cells", "blank", "exact_rules", "violated", "title", "source",
            "sha256", "scope", "forgotten", "forms",
        ], isNumbered: true, hasCopy: true)
    static let layout = StoreTable("layout", ["id", "edition", "indicators"], isNumbered: true, hasCopy: true)
    static let cells = StoreTable("report_cells", ["report_id", "form", "layout_id", "packed"], keys: 2)
    static let places = StoreTable("report_places", ["report_id", "form", "packed"], keys: 2)
    static let prose = StoreTable("report_prose", ["report_id", "packed"], isNumbered: true)
    static let finding = StoreTable(
        "finding",
        ["fingerprint", "kind", "rule", "severity", "entity", "region_code", "year", "message_zh", "message_en", "detail"])
    static let verdict = StoreTable(
        "verdict", ["fingerprint", "verdict", "note", "entity", "year", "rule", "message_zh", "message_en"], hasCopy: true)
    /// Who decided what, and when.
    static let verdictLog = StoreTable(
        "verdict_log", ["id", "fingerprint", "verdict", "note", "author", "time"], isNumbered: true, hasCopy: true)
    static let firstSeen = StoreTable("first_seen", ["fingerprint", "time"])
    static let panel = StoreTable(
        "panel",
        [
            "id", "name", "source", "sha256", "first_year", "last_year", "entities", "rules", "reading", "repetitions", "variables", "attributes",
            "details", "forgotten",
        ], isNumbered: true, hasCopy: true)
    static let panelAttribute = StoreTable("panel_attribute", ["panel_id", "name", "packed"], keys: 2)
    static let panelVariable = StoreTable("panel_variable", ["panel_id", "position", "name", "packed", "unit", "kind", "label", "remarks"], keys: 2)
    static let panelDetail = StoreTable("panel_detail", ["panel_id", "name", "scope", "packed"], keys: 2)
    static let sourceFile = StoreTable("source_file", ["path", "packed"])
    /// The second copies: of which table, the row's key, and its columns.
    static let secondCopy = StoreTable("second_copy", ["origin", "key", "packed"], keys: 2)
    /// How many rows a table has, and the sum of their digests: what shows that a row is gone, or there twice.
    static let tally = StoreTable("tally", ["name", "rows", "sum"])

    /// Every table of contents.
    static let all = [
        body, report, layout, cells, places, prose, finding, verdict, panel, panelAttribute, panelVariable, panelDetail, sourceFile, secondCopy,
        verdictLog, firstSeen,
    ]

    /// The columns for a statement, the digest behind them.
    var listing: String { (columns + ["digest"]).joined(separator: ", ") }

    /// The condition that chooses a row by its key.
    var isKey: String { columns.prefix(keyCount).map { "\($0) = ?" }.joined(separator: " AND ") }
}
