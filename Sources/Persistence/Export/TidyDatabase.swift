public import Disclosure
import Foundation
import GRDB

/// Writes a panel as a SQLite file that people query with SQL: a row a cell, unlike the store.
public enum TidyDatabase {
    /// One cell of the panel.
    public struct Row: Sendable {
        /// The body's position in the list of bodies.
        public var body: Int
        /// The year.
        public var year: Int
        /// The edition of the form; `nil` for an imported panel.
        public var edition: String?
        /// The indicator's id.
        public var indicator: String
        /// The number; `nil` when there is none.
        public var value: Double?
        /// The state's name.
        public var state: String

        /// A cell.
        public init(body: Int, year: Int, edition: String?, indicator: String, value: Double?, state: String) {
            self.body = body
            self.year = year
            self.edition = edition
            self.indicator = indicator
            self.value = value
            self.state = state
        }
    }

    /// Writes tables `body`, `indicator` and `cell`, and a view `tidy` that joins them. A file that is there is replaced.
    ///
    /// - Throws: ``StoreError`` when the file cannot be written.
    public static func write(bodies: [Body], rows: some Sequence<Row>, to path: String) throws(StoreError) {
        do {
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
            let queue = try DatabaseQueue(path: path)
            try queue.write { db in
                try db.execute(sql: schema)
                for (id, body) in bodies.enumerated() {
                    try db.execute(
                        sql: "INSERT INTO body VALUES (?, ?, ?, ?, ?)",
                        arguments: [id, body.name, body.kind.rawValue, body.level.rawValue, body.regionCode])
                }
                for indicator in Catalog.standard.indicators {
                    try db.execute(
                        sql: "INSERT INTO indicator VALUES (?, ?, ?, ?, ?, ?)",
                        arguments: [
                            indicator.id, indicator.edition.rawValue, indicator.label, indicator.unit, indicator.kind.rawValue,
                            Concept.of(indicator.id, edition: indicator.edition)?.id,
                        ])
                }
                let insert = try db.makeStatement(sql: "INSERT INTO cell VALUES (?, ?, ?, ?, ?, ?)")
                for row in rows { try insert.execute(arguments: [row.body, row.year, row.edition, row.indicator, row.value, row.state]) }
            }
            try queue.close()
        } catch {
            throw .database("\(path): \((error as? DatabaseError)?.message ?? error.localizedDescription)")
        }
    }

    private static let schema = """
        CREATE TABLE body (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, level TEXT NOT NULL, region_code TEXT);
        CREATE TABLE indicator (
            id TEXT NOT NULL, edition TEXT NOT NULL, label TEXT NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL, concept TEXT,
            PRIMARY KEY (id, edition));
        CREATE TABLE cell (
            body_id INTEGER NOT NULL REFERENCES body(id), year INTEGER NOT NULL, edition TEXT, indicator TEXT NOT NULL, value REAL,
            state TEXT NOT NULL);
        CREATE INDEX cell_indicator ON cell (indicator, body_id, year);
        CREATE VIEW tidy AS
            SELECT body.name AS entity, region_code, level, body.kind AS kind, year, cell.edition AS edition, indicator, label, unit, value, state
            FROM cell JOIN body ON body.id = body_id
            LEFT JOIN indicator ON indicator.id = cell.indicator AND indicator.edition = cell.edition;
        """
}
