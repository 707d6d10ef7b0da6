public import Analyses
import ColumnStore
public import FilePaths
import PanelReading
import Persistence
import Rules

extension Corpus {
    /// The corpus of a store of reports and panels.
    ///
    /// ```swift
    /// let corpus = try Corpus(store: "analyze.sqlite")
    /// ```
    /// - Parameter store: the path of its file, which is read, never changed, and stays open as long as the corpus is used.
    /// - Throws: `StoreError`: no store, another kind of file, a newer program's; ``RuleTextErrors`` of the rules that came with a panel.
    /// - Complexity: linear in the cells; texts and prose are read when an analysis asks for them.
    public init(store: String) throws {
        self = try StoredCorpus(Store(readingAt: store)).corpus
    }

    /// The corpus of a panel from elsewhere: delimited text in any encoding, a workbook, a page with a table, Arrow, JSON.
    ///
    /// ```swift
    /// let corpus = try await Corpus(panel: "requests.csv", rules: "received = granted + refused")
    /// ```
    /// - Parameters:
    ///   - panel: the file; how each column is read is ``PanelReading/PanelTableReader``'s business.
    ///   - rules: what its rows obey, one rule a line.
    /// - Throws: `PanelTableError`, which names line and column; ``RuleTextErrors``.
    /// - Complexity: linear in the bytes; a file without quotes is read by all processors.
    public init(panel: FilePath, rules: String = "") async throws {
        let table = try await PanelFile(path: panel).panel(PanelTableReader())
        self.init(
            panel: table.panel, rules: try Rule.parsed(rules, source: panel.shown, variables: table.panel.variables), repetitions: table.repetitions,
            source: panel.shown)
    }
}
