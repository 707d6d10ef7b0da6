import FilePaths
import Testing

@testable import Analyses
@testable import Disclosure

/// Rules that no line of the language says, each broken in a report that is sound in all else.
@Suite struct RulesInWordsTests {
    /// A report of the form of 2021 whose cells are 0, but for some.
    private func report(
        _ name: String = "甲县", _ year: Int = 2022, level: Body.Level = .county, code: String? = nil, numbers: [String: Int] = [:],
        section: Int = 3, _ prose: String = ""
    ) -> Report {
        let cells = Catalog.standard.indicators.filter { $0.edition == .fmt2021 }.enumerated().map { row, indicator in
            let value = numbers[indicator.id] ?? 0
            return Cell(
                indicator: indicator.id, state: .number, value: ExactDecimal(value), raw: "\(value)",
                place: CellPlace(table: 1, row: row + 1, column: 3))
        }
        return Report(
            body: Body(name: name, kind: .government, level: level, regionCode: code), year: year, title: "\(name)\(year)年政府信息公开工作年度报告",
            forms: [FilledForm(edition: .fmt2021, cells: cells)],
            passages: prose.isEmpty ? [] : [Passage(section: section, text: prose, paragraph: 1)],
            source: ReportSource(path: FilePath("\(name)-\(year).html"), sha256: "\(name)\(year)", format: "html"))
    }

    private func rules(_ reports: Report...) throws -> Set<String> {
        Set(try AnomalyAnalysis(detectors: .standard).findings(in: Corpus(reports: reports)).map(\.rule))
    }

    @Test(arguments: [
        ("全年收到政府信息公开申请7件。", "text.received"), ("全年收到政府信息公开申请0件，答复8件。", "text.closed"), ("全年收到申请0件，上年度结转申请3件。", "text.carried_in"),
        ("全年收到申请0件，另有4件顺延到下年度答复。", "text.carried_out"), ("予以公开11件、部分公开0件。", "text.outcome.granted"),
        ("予以公开0件、部分公开12件、不予公开0件。", "text.outcome.partial"), ("予以公开0件；不予公开13件。", "text.outcome.denied"),
        ("予以公开0件；无法提供14件。", "text.outcome.unable"), ("予以公开0件；不予处理15件。", "text.outcome.not_processed"),
        ("予以公开0件；其他处理16件。", "text.outcome.other_handling"), ("全年行政复议17件。", "text.review"), ("全年行政诉讼18件。", "text.litigation"),
        ("全年收到申请0件，其中涉及自然人72件。", "text.applicant_types"),
    ])
    func numbersOfTheProse(_ prose: String, _ rule: String) throws {
        #expect(try rules(report(prose: prose)).contains(rule), "\(prose)")
        let sound = prose.replacing(/[1-9][0-9]*件/, with: "0件")
        #expect(try !rules(report(prose: sound)).contains(rule), "\(sound)")
    }

    private func report(prose: String) -> Report { report(section: 1, prose) }

    /// The prose against the Guizhou annex: under the names that the edition declares, and known by the names of before.
    @Test(arguments: [
        ("全年主动公开信息70条。", "gz.text_total", "text.disclosed"), ("门户网站发布信息71条。", "gz.text_channels", "text.channels.website"),
        ("政务微信72条。", "gz.text_channels", "text.channels.wechat"), ("政务微博73条。", "gz.text_channels", "text.channels.weibo"),
    ])
    func numbersOfTheProseAndTheAnnex(_ prose: String, _ rule: String, _ before: String) throws {
        let cells = Catalog.standard.indicators.filter { $0.edition == .gzAnnex2019 }.enumerated().map { row, indicator in
            Cell(indicator: indicator.id, state: .number, value: ExactDecimal(9), raw: "9", place: CellPlace(table: 2, row: row + 1, column: 3))
        }
        func findings(_ prose: String) throws -> [Finding] {
            var report = report(section: 1, prose)
            report.forms.append(FilledForm(edition: .gzAnnex2019, cells: cells))
            return try AnomalyAnalysis(detectors: .standard).findings(in: Corpus(reports: [report])).filter { $0.kind == .narrative }
        }
        let found = try findings(prose)
        #expect(found.map(\.rule) == [rule])
        let former = Fingerprint.of(
            body: report(prose: prose).body, year: 2022, rule: before, definition: "prose in readings of the tables", subject: [])
        #expect(found.first?.formerFingerprints == [former])
        #expect(try findings(prose.replacing(/7[0-9]条/, with: "9条")).isEmpty)
    }

    @Test func aFeeForInformationIsSpokenOf() throws {
        let overdue = ["outcome.other_handling.overdue_fee.total": 2, "outcome.total.total": 2]
        #expect(try rules(report(numbers: overdue, section: 6, "无其他需要报告的事项。")).contains("s6.overdue_fee"))
        #expect(try !rules(report(numbers: overdue, section: 6, "本年度收取信息处理费100元。")).contains("s6.overdue_fee"))
    }

    @Test func feesKeepTheirMagnitude() throws {
        func fees(_ amounts: [Int]) throws -> Set<String> {
            let reports = amounts.enumerated().map { report("甲县", 2021 + $0, numbers: ["disclosure.fees.amount": $1]) }
            return Set(try AnomalyAnalysis(detectors: .standard).findings(in: Corpus(reports: reports)).map(\.rule))
        }
        #expect(try fees([100, 110, 95, 1_050_000]).contains("t2.fee_magnitude"))
        #expect(try !fees([100, 110, 95, 105]).contains("t2.fee_magnitude"))
    }

    @Test func aCityHasWhatItsCountiesHave() throws {
        func city(_ received: Int) throws -> Set<String> {
            func applications(_ count: Int) -> [String: Int] {
                let cells = ["applications.received", "outcome.granted", "outcome.total"].flatMap { ["\($0).natural_person", "\($0).total"] }
                return Dictionary(uniqueKeysWithValues: cells.map { ($0, count) })
            }
            let (part, whole) = (applications(50), applications(received))
            return try rules(
                report("淮安市", level: .prefecture, code: "320800", numbers: whole), report("清江浦区", code: "320812", numbers: part),
                report("涟水县", code: "320826", numbers: part))
        }
        #expect(try city(60).contains("rollup.city"))
        #expect(try !city(100).contains("rollup.city"))
    }
}
