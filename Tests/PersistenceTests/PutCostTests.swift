import Disclosure
import FilePaths
import GRDB
import GRDBSQLite
import Testing

@testable import Persistence

/// What putting a report costs, in pages of the file that SQLite looks at: a count, not a time.
@Suite struct PutCostTests {
    private let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    /// A report of a body and year without forms, which takes a row and nothing else.
    private func report(_ body: Int, _ year: Int, version: Int = 1) -> Report {
        Report(
            body: Body(name: "\(body)县", kind: .government, level: .county, regionCode: nil), year: year, title: "\(year)年政府信息公开工作年度报告",
            forms: [], passages: [],
            source: ReportSource(path: FilePath("\(body)-\(year).html"), sha256: "\(body) \(year) \(version)", format: "html"))
    }

    /// The pages looked at by a put that ends as expected.
    private func pages(_ store: Store, _ expected: PutOutcome, _ put: () throws -> PutOutcome) throws -> Int {
        func count() throws -> Int {
            try store.write { db in
                [SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS].reduce(0) { sum, status in
                    var (current, highest) = (Int32(0), Int32(0))
                    sqlite3_db_status(db.sqliteConnection, status, &current, &highest, 1)
                    return sum + Int(current)
                }
            }
        }
        _ = try count()
        let outcome = try put()
        #expect(outcome == expected)
        return try count()
    }

    /// Of a report that is new, of one that is there, of a second version, and of a dry run.
    private func costs(_ store: Store, bodies: Int) throws -> [Int] {
        // What is there is read once.
        try store.put(report(bodies, 2020))
        return [
            try pages(store, .stored) { try store.put(report(bodies + 1, 2020)) },
            try pages(store, .unchanged) { try store.put(report(3, 2010)) },
            try pages(store, .newVersion(2)) { try store.put(report(3, 2010, version: 2)) },
            try pages(store, .unchanged) { try store.outcomeOfPutting(report(2, 2011)) },
        ]
    }

    @Test func doesNotGrowWithTheStore() throws {
        let sizes = [4, 400].map { bodies in (bodies, folder.path("\(bodies).sqlite")) }
        let costs = try sizes.map { bodies, path in
            let store = try Store(creatingAt: path)
            try store.put(contentsOf: (0..<bodies).flatMap { body in (2010..<2020).map { report(body, $0) } })
            return try self.costs(store, bodies: bodies)
        }
        // The trees get a level higher, no more: a scan of four thousand reports would take some hundreds of pages.
        for (small, large) in zip(costs[0], costs[1]) { #expect(large < 2 * small + 20, "\(costs)") }
    }

    /// Of two programs that write in turn, each reads what the other has added, and not all there is.
    @Test func doesNotGrowWithTheStoreWhereTwoWrite() throws {
        let costs = try [4, 400].map { bodies in
            let path = folder.path("two-\(bodies).sqlite")
            let (one, other) = (try Store(creatingAt: path), try Store(creatingAt: path))
            try one.put(contentsOf: (0..<bodies).flatMap { body in (2010..<2020).map { report(body, $0) } })
            try other.put(report(bodies, 2020))
            return try pages(one, .stored) { try one.put(report(bodies + 1, 2020)) }
        }
        #expect(costs[1] < 2 * costs[0] + 20, "\(costs)")
    }

    /// What one store remembers of itself does not hide what another program has written since.
    @Test func whatAnotherWritesIsSeen() throws {
        let path = folder.path("shared.sqlite")
        let (one, other) = (try Store(creatingAt: path), try Store(creatingAt: path))
        #expect(try one.put(report(1, 2020)) == .stored)
        #expect(try other.put(report(1, 2020)) == .unchanged)
        #expect(try other.put(report(1, 2020, version: 2)) == .newVersion(2))
        #expect(try one.put(report(1, 2020, version: 2)) == .unchanged)
        #expect(try one.outcomeOfPutting(report(1, 2020, version: 3)) == .newVersion(3))
        #expect(try one.reports(versions: true).map(\.isCurrent) == [false, true])
        // Nor does a transaction that failed leave anything behind.
        struct Stop: Error {}
        try? one.transaction { transaction in
            _ = try Store.put(report(2, 2020), exactRules: nil, violated: nil, transaction)
            throw Stop()
        }
        #expect(try one.put(report(2, 2020)) == .stored)
    }
}
