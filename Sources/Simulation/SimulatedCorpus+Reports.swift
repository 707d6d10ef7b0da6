public import Disclosure
import FilePaths
public import ReportRendering

extension SimulatedCorpus {
    /// The report of a body and year as a reader would find it, prose included; `nil` when none was published.
    public func report(body: Int, year: Int) -> Report? {
        guard parameters.years.contains(year), let record = self[body, year] else { return nil }
        let draft = draft(body: body, year: year, record: record)
        let passages = draft.prose.sorted { $0.key < $1.key }.flatMap { section, paragraphs in paragraphs.map { (section, $0) } }
        var digest = CounterGenerator(seed: parameters.seed, stream: 4, body, year)
        let sha256 = (0..<4).map { _ in hexadecimal(digest.next()) }.joined()
        return Report(
            body: bodies[body], year: year, title: draft.title, forms: draft.forms,
            passages: passages.enumerated().map { Passage(section: $1.0, text: $1.1, paragraph: $0 + 1) },
            source: ReportSource(path: FilePath(fileName(body: body, year: year)), sha256: sha256, format: "simulated"))
    }

    /// All reports, body by body. For thousands of bodies prefer the panel and ``report(body:year:)``: a report holds every cell with its text.
    public func reports() -> [Report] {
        bodies.indices.flatMap { body in parameters.years.compactMap { report(body: body, year: $0) } }
    }

    /// What the report says, ready to be written in any format; `nil` when none was published.
    public func draft(body: Int, year: Int) -> ReportDraft? { self[body, year].map { draft(body: body, year: year, record: $0) } }

    /// The name of the report's file, without its ending.
    public func fileName(body: Int, year: Int) -> String {
        let suffix = bodies[body].kind == .government ? "" : "_\(body)"
        return "\(bodies[body].regionCode ?? "body\(body)")\(suffix)_\(year)"
    }

    private func draft(body: Int, year: Int, record: SimulatedRecord) -> ReportDraft {
        let name = bodies[body].regionCode.flatMap { code in
            Regions.standard.ancestors(of: code).reversed().map(\.name).joined()
        }
        var form = record.filledForm()
        // Rows that the Fujian form of a year does not print are not there, rather than empty.
        if let printed = record.printedRows {
            let layout = CellLayout.of(record.edition)
            form.cells.removeAll { $0.state == .blank && !printed.contains(layout.indicators[layout[$0.indicator]].row) }
        }
        return ReportDraft(
            title: "\(name ?? "")\(bodies[body].name)\(year)年政府信息公开工作年度报告",
            subtitle: parameters.isDated ? "发布日期：\(publicationDay(body: body, year: year))" : "", forms: [form],
            prose: SimulatedProse.sections(
                bodies[body], original(body: body, year: year) ?? record, year: year,
                bodyDraw: CounterGenerator(seed: parameters.seed, stream: 2, body),
                yearDraw: CounterGenerator(seed: parameters.seed, stream: 3, body, year)))
    }

    /// The day on which a report was published: each body has its habit, and each year some days of difference from it.
    private func publicationDay(body: Int, year: Int) -> String {
        var habit = CounterGenerator(seed: parameters.seed, stream: 7, body)
        var draw = CounterGenerator(seed: parameters.seed, stream: 8, body, year)
        // The end of March is the 90th day, in leap years the 91st.
        var day = max(10, min(180, Int(habit.normal(mean: 70, deviation: 18) + draw.normal(mean: 0, deviation: 8))))
        let next = year + 1
        let february = next % 4 == 0 && (next % 100 != 0 || next % 400 == 0) ? 29 : 28
        var month = 1
        for length in [31, february, 31, 30, 31] where day > length {
            day -= length
            month += 1
        }
        return "\(next)-0\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    private func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
