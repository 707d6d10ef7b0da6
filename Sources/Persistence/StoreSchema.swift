import GRDB

/// The tables of the store, version by version. A version once released is never edited: a change is a new entry.
enum StoreSchema {
    /// "DAna" in the file's header, by which a store is told from other SQLite files.
    static let applicationID = 0x4441_6e61

    /// What each version adds to the one before; the version of a file is the number of entries applied.
    static let migrations: [String] = [
        """
        CREATE TABLE body (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            level TEXT NOT NULL,
            region_code TEXT,
            scope TEXT NOT NULL
        );
        -- One row a report and version; `current` marks the newest version of a body and year.
        CREATE TABLE report (
            id INTEGER PRIMARY KEY,
            body_id INTEGER NOT NULL REFERENCES body(id),
            year INTEGER NOT NULL,
            version INTEGER NOT NULL,
            current INTEGER NOT NULL,
            edition TEXT,
            format TEXT NOT NULL,
            cells INTEGER NOT NULL,
            blank INTEGER NOT NULL,
            exact_rules INTEGER,
            violated INTEGER,
            title TEXT NOT NULL,
            source TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            scope TEXT NOT NULL,
            UNIQUE (body_id, year, version)
        );
        CREATE UNIQUE INDEX report_sha256 ON report (sha256, body_id, year);
        CREATE INDEX report_current ON report (current, body_id, year, id);
        -- The cells that the forms of an edition have in common, in order, one id a line.
        CREATE TABLE layout (
            id INTEGER PRIMARY KEY,
            edition TEXT NOT NULL,
            indicators TEXT NOT NULL,
            UNIQUE (edition, indicators)
        );
        CREATE TABLE report_cells (
            report_id INTEGER NOT NULL REFERENCES report(id),
            form INTEGER NOT NULL,
            layout_id INTEGER NOT NULL REFERENCES layout(id),
            packed BLOB NOT NULL,
            PRIMARY KEY (report_id, form)
        ) WITHOUT ROWID;
        CREATE TABLE report_places (
            report_id INTEGER NOT NULL REFERENCES report(id),
            form INTEGER NOT NULL,
            packed BLOB NOT NULL,
            PRIMARY KEY (report_id, form)
        ) WITHOUT ROWID;
        CREATE TABLE report_prose (
            report_id INTEGER PRIMARY KEY REFERENCES report(id),
            packed BLOB NOT NULL
        );
        CREATE TABLE finding (
            fingerprint TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            rule TEXT NOT NULL,
            severity TEXT NOT NULL,
            entity TEXT NOT NULL,
            region_code TEXT,
            year INTEGER NOT NULL,
            message_zh TEXT NOT NULL,
            message_en TEXT NOT NULL,
            detail TEXT NOT NULL
        );
        CREATE TABLE verdict (
            fingerprint TEXT PRIMARY KEY,
            verdict TEXT NOT NULL,
            note TEXT NOT NULL
        );
        -- A panel imported from elsewhere: its entities and years once, its variables column by column.
        CREATE TABLE panel (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            first_year INTEGER NOT NULL,
            last_year INTEGER NOT NULL,
            entities TEXT NOT NULL,
            rules TEXT NOT NULL
        );
        CREATE TABLE panel_attribute (
            panel_id INTEGER NOT NULL REFERENCES panel(id),
            name TEXT NOT NULL,
            packed TEXT NOT NULL,
            PRIMARY KEY (panel_id, name)
        ) WITHOUT ROWID;
        CREATE TABLE panel_variable (
            panel_id INTEGER NOT NULL REFERENCES panel(id),
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            packed BLOB NOT NULL,
            PRIMARY KEY (panel_id, position)
        ) WITHOUT ROWID;
        """,
        """
        -- How the file of a panel was read, and the rows that gave one cell several times, as JSON.
        ALTER TABLE panel ADD COLUMN reading TEXT NOT NULL DEFAULT '';
        ALTER TABLE panel ADD COLUMN repetitions TEXT NOT NULL DEFAULT '[]';
        """,
        """
        -- What a verdict was about, for the time when the finding is gone: the report was mended, or the rule is another one.
        ALTER TABLE verdict ADD COLUMN entity TEXT NOT NULL DEFAULT '';
        ALTER TABLE verdict ADD COLUMN year INTEGER;
        ALTER TABLE verdict ADD COLUMN rule TEXT NOT NULL DEFAULT '';
        ALTER TABLE verdict ADD COLUMN message_zh TEXT NOT NULL DEFAULT '';
        ALTER TABLE verdict ADD COLUMN message_en TEXT NOT NULL DEFAULT '';
        """,
        """
        -- What a panel's cells hold beside their numbers (flags, marks, bounds), what its variables measure, and texts of variables, years and cells.
        ALTER TABLE panel_variable ADD COLUMN unit TEXT;
        ALTER TABLE panel_variable ADD COLUMN kind TEXT;
        ALTER TABLE panel_variable ADD COLUMN label TEXT;
        ALTER TABLE panel_variable ADD COLUMN remarks BLOB NOT NULL DEFAULT x'';
        CREATE TABLE panel_detail (
            panel_id INTEGER NOT NULL REFERENCES panel(id),
            name TEXT NOT NULL,
            scope TEXT NOT NULL,
            packed BLOB NOT NULL,
            PRIMARY KEY (panel_id, name)
        ) WITHOUT ROWID;
        """,
    ]

    /// Brings a database to the newest version, all or nothing.
    static func migrate(_ db: Database, from version: Int) throws {
        try db.inSavepoint {
            for migration in migrations[version...] { try db.execute(sql: migration) }
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: "PRAGMA user_version = \(migrations.count)")
            return .commit
        }
    }
}
