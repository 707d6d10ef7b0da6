import Disclosure
import Testing

@testable import Analyses

/// Days from the deadline to the day of publication.
@Suite struct PublicationTimingTests {
    private func days(_ published: String, kind: Body.Kind = .government, year: Int = 2023) -> Int? {
        let evidence = Evidence(.publication, source: .page, value: published, text: published)
        return PublicationTiming(of: Body(name: "甲县", kind: kind, level: .county, regionCode: nil), year: year, evidence: [evidence])?.daysLate
    }

    @Test(arguments: [
        ("2024-03-31", 0), ("2024-04-01", 1), ("2024-03-30", -1), ("2024-02-29", -31), ("2024-01-01", -90), ("2025-03-31", 365), ("2025-01-01", 276),
    ])
    func daysAreCountedOverMonthsAndLeapYears(published: String, late: Int) { #expect(days(published) == late) }

    @Test func departmentsAreDueInJanuarySince2019() {
        #expect(days("2024-02-01", kind: .department) == 1)
        #expect(days("2019-02-01", kind: .department, year: 2018) == -58)
        #expect(days("2020-02-01", kind: .department, year: 2019) == 1)
        #expect(days("2024-02-01", kind: .township) == -59)
    }

    @Test(arguments: ["2023-12-31", "2023-05-01", "2024-13-01", "2024-00-10", "2024-02", "", "later", "2024-02-32", "99999-01-01"])
    func whatIsNoDayOfPublicationIsNone(published: String) { #expect(days(published) == nil) }

    @Test func aReportWithoutADayHasNone() {
        #expect(PublicationTiming(of: Body(name: "甲县", kind: .government, level: .county, regionCode: nil), year: 2023, evidence: []) == nil)
    }
}
