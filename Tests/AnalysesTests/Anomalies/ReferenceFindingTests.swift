import Foundation
import TestSupport
import Testing

@testable import Analyses
@testable import Disclosure

/// What is known to be wrong with the reference reports is found, and nothing else is called an error.
@Suite(.enabled(if: SharedMaterial.isAvailable)) struct ReferenceFindingTests {
    @Test func qingzhenTypesMoneyAndDecisionsAsItems() throws {
        let report = try ReferenceReports.report(
            "qingzhen_2020", "qingzhen_2020_annex",
            passages: ["全年累计主动公开信息9920条，其中网站发布8817条。收到依申请公开件41件。"], level: .county)
        let findings = try ReferenceReports.findings([report])
        let money = try #require(findings.first { $0.mechanism == .moneyInCount })
        #expect(money.observed == 19292 && money.severity == .error)
        #expect(money.cells.first?.indicator == "disclosure.fees.items_change")
        let items = findings.filter { $0.mechanism == .itemsForDecisions }
        #expect(items.contains { $0.observed == 1063 })
        #expect(findings.contains { $0.rule == "t2.stock_not_accumulated.normative_docs" })
        #expect(findings.count { $0.severity == .error } == 1, "\(ReferenceReports.dump(findings))")
    }

    @Test func huaianIsClean() throws {
        let report = try ReferenceReports.report(
            "huaian_2024",
            passages: [
                "全市受理政府信息公开申请3119件，答复3050件（含上年度结转申请34件，另有103件顺延到下年度答复）。",
                "行政复议351件，其中结果维持72件，结果纠正64件，其他结果178件，尚未审结37件；行政诉讼46件，其中结果维持25件，结果纠正5件，其他结果9件，尚未审结7件。",
                "本年未收取信息处理费。",
            ])
        let findings = try ReferenceReports.findings([report])
        #expect(findings.isEmpty, "\(ReferenceReports.dump(findings))")
    }

    @Test func shanghaiOfficeLeavesTotalsBlankAndMisquotes() throws {
        let report = try ReferenceReports.report(
            "shanghai_office_2019",
            passages: ["受理政府信息公开申请859件；答复申请805件（含上年度结转申请18件，另有72件申请顺延到下年度答复）。予以公开及部分公开258件，占33.9%；不予公开35件，占4.34%。"])
        let findings = try ReferenceReports.findings([report])
        let blank = try #require(findings.first { $0.mechanism == .blankTotal })
        #expect(blank.suggestions.contains { $0.indicator == "outcome.granted.total" && $0.to == ExactDecimal(272) })
        #expect(blank.certainty == .exact)
        let prose = try #require(findings.first { $0.rule == "text.outcome.granted_and_partial" })
        #expect(prose.observed == 258 && prose.expected == 275)
        #expect(prose.cells.contains { $0.indicator == "outcome.granted.natural_person" })
        #expect(!findings.contains { $0.kind == .identity }, "\(ReferenceReports.dump(findings))")
        #expect(!findings.contains { $0.severity == .error }, "\(ReferenceReports.dump(findings))")
    }

    @Test func fifteenYearsOfPingtan() throws {
        var reports = try (2011...2018).map { try ReferenceReports.report("pingtan_\($0)") }
        reports[2].passages = [
            Passage(section: 1, text: "2013年主动公开政府信息4970条。其中，各单位主动公开政府信息3933条，占79%。各乡镇主动公开政府信息1037条，占21%。", paragraph: 1)
        ]
        reports += try (2019...2025).map { try ReferenceReports.report("pingtan_\($0)") }
        let findings = try ReferenceReports.findings(reports)
        let dump = ReferenceReports.dump(findings)
        let sums = try #require(findings.first { $0.kind == .identity && $0.year == 2020 })
        #expect(sums.message.zh.contains("26") && sums.message.zh.contains("27"), "\(dump)")
        #expect(sums.certainty == .candidates && sums.cells.contains { $0.indicator == "outcome.partial.natural_person" })
        #expect(findings.contains { $0.rule == "fj.cumulative_monotone" && $0.year == 2017 && $0.severity == .error && $0.observed == 10037 })
        #expect(findings.contains { $0.kind == .narrative && $0.year == 2013 && $0.observed == 4970 && $0.expected == 72804 })
        for year in 2023...2025 { #expect(findings.contains { $0.rule == "y2y.in_force.normative_docs" && $0.year == year }, "\(year)") }
        #expect(!findings.contains { $0.rule == "y2y.in_force.normative_docs" && $0.year == 2022 })
        #expect(findings.contains { $0.rule == "t2.items_change.licensing" && $0.year == 2020 && $0.observed == 442 })
        let errors = findings.filter { $0.severity == .error }.map { "\($0.rule) \($0.year)" }.sorted()
        #expect(errors == ["fj.cumulative_monotone 2017", "t3.outcome_sum.total 2020", "text.disclosed 2013"], "\(dump)")
    }

    @Test func fingerprintsSurviveRerunsAndNewNumbers() throws {
        let report = try ReferenceReports.report("pingtan_2020")
        let first = try ReferenceReports.findings([report])
        #expect(try ReferenceReports.findings([report]).map(\.fingerprint) == first.map(\.fingerprint))
        #expect(Set(first.map(\.fingerprint)).count == first.count)
        var corrected = report
        let index = try #require(corrected.forms[0].cells.firstIndex { $0.indicator == "disclosure.licensing.items_change" })
        corrected.forms[0].cells[index].value = ExactDecimal(443)
        let second = try ReferenceReports.findings([corrected])
        #expect(
            second.first { $0.rule == "t2.items_change.licensing" }?.fingerprint
                == first.first { $0.rule == "t2.items_change.licensing" }?.fingerprint)
    }
}
