public import Disclosure
import Foundation
import GRDB
import Output

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

    /// Writes tables `body`, `indicator` and `cell`, and a view `tidy` that joins them, into an empty file. The rows come one after the other.
    ///
    /// - Parameters:
    ///   - path: an empty file that nobody else knows of yet: without a journal, an unfinished one is not mended.
    ///   - rows: calls its argument with each cell.
    /// - Throws: ``OutputError`` when the file cannot be written, and what `rows` throws.
    public static func write(bodies: [Body], to path: String, rows: (_ body: (Row) throws -> Void) throws -> Void) throws {
        do {
            var configuration = Configuration()
            configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF") }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.write { db in
                try db.execute(sql: tables)
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
                try rows { try insert.execute(arguments: [$0.body, $0.year, $0.edition, $0.indicator, $0.value, $0.state]) }
                try db.execute(sql: index)
            }
            try queue.close()
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_FULL: throw OutputError.failed(path: path, code: ENOSPC)
            case .SQLITE_IOERR, .SQLITE_CANTOPEN: throw OutputError.failed(path: path, code: EIO)
            case .SQLITE_READONLY: throw OutputError.failed(path: path, code: EROFS)
            default: throw error
            }
        }
    }

    private static let tables = """
        CREATE TABLE body (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, level TEXT NOT NULL, region_code TEXT);
        CREATE TABLE indicator (
            id TEXT NOT NULL, edition TEXT NOT NULL, label TEXT NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL, concept TEXT,
            PRIMARY KEY (id, edition));
        CREATE TABLE cell (
            body_id INTEGER NOT NULL REFERENCES body(id), year INTEGER NOT NULL, edition TEXT, indicator TEXT NOT NULL, value REAL,
            state TEXT NOT NULL);
        CREATE VIEW tidy AS
            SELECT body.name AS entity, region_code, level, body.kind AS kind, year, cell.edition AS edition, indicator, label, unit, value, state
            FROM cell JOIN body ON body.id = body_id
            LEFT JOIN indicator ON indicator.id = cell.indicator AND indicator.edition = cell.edition;
        """
    private static let index = "CREATE INDEX cell_indicator ON cell (indicator, body_id, year)"
}
