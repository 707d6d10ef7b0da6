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
        """
        -- A report can be taken out and come back; how many forms it has tells whether it is whole. So can a panel, of which the parts are counted.
        ALTER TABLE report ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE report ADD COLUMN forms INTEGER NOT NULL DEFAULT 0;
        UPDATE report SET forms = (SELECT count(*) FROM report_cells WHERE report_id = report.id);
        ALTER TABLE panel ADD COLUMN variables INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE panel ADD COLUMN attributes INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE panel ADD COLUMN details INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE panel ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;
        UPDATE panel SET variables = (SELECT count(*) FROM panel_variable WHERE panel_id = panel.id),
            attributes = (SELECT count(*) FROM panel_attribute WHERE panel_id = panel.id),
            details = (SELECT count(*) FROM panel_detail WHERE panel_id = panel.id);
        -- The files that were read, with what the file system said of them: when it says the same again, they need not be read.
        CREATE TABLE source_file (path TEXT PRIMARY KEY, packed BLOB NOT NULL) WITHOUT ROWID;
        -- What no file can give back, a second time and elsewhere: bodies, the list of reports, layouts, verdicts, the list of panels.
        CREATE TABLE second_copy (origin TEXT NOT NULL, key TEXT NOT NULL, packed BLOB NOT NULL, PRIMARY KEY (origin, key)) WITHOUT ROWID;
        -- How many rows each table has, and the sum of their digests modulo 2^64.
        CREATE TABLE tally (name TEXT PRIMARY KEY, rows INTEGER NOT NULL, sum INTEGER NOT NULL) WITHOUT ROWID;
        -- The digest of a row over its other columns, which is checked when the row is read.
        ALTER TABLE body ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE report ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE layout ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE report_cells ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE report_places ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE report_prose ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE finding ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE verdict ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE panel ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE panel_attribute ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE panel_variable ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE panel_detail ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE source_file ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE second_copy ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE tally ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
        """,
        """
        -- Every decision about a finding with who made it and when, also one that takes another back; the verdict that holds stands in its own table.
        CREATE TABLE verdict_log (
            id INTEGER PRIMARY KEY,
            fingerprint TEXT NOT NULL,
            verdict TEXT NOT NULL,
            note TEXT NOT NULL,
            author TEXT NOT NULL,
            time TEXT NOT NULL,
            digest INTEGER NOT NULL
        );
        -- When a finding was there for the first time; empty for those of before this was kept.
        CREATE TABLE first_seen (fingerprint TEXT PRIMARY KEY, time TEXT NOT NULL, digest INTEGER NOT NULL) WITHOUT ROWID;
        """,
    ]

    /// The last version that changed what a row of a table holds: stores of before have their rows sealed anew (``StoreTransaction/seal(_:)``).
    ///
    /// A version that adds a column adds it before `digest` in ``StoreTable``, and becomes this one.
    static let sealedSince = 5

    /// The version since which it is kept when a finding was there for the first time.
    private static let firstSeenSince = 6

    /// Brings a database to the newest version within a transaction that has the lock.
    ///
    /// What is there is looked at again: another program may have done it since. What was damaged before there were digests is not sealed as sound.
    static func upgrade(_ db: Database, _ path: String) throws {
        let header = try StoreHeader(db, path)
        guard header.version < migrations.count else { return }
        if !header.isEmpty, let problem = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)"), problem != "ok" {
            throw StoreError.damaged(problem)
        }
        for migration in migrations[header.version...] { try db.execute(sql: migration) }
        let transaction = StoreTransaction(db)
        if header.version < sealedSince {
            for table in StoreTable.all { try transaction.seal(table) }
            try transaction.finish()
        }
        if header.version < firstSeenSince { try Store.noteFirstSeen(at: "", transaction) }
        transaction.setVersion(migrations.count)
        try transaction.finish()
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(migrations.count)")
    }
}
