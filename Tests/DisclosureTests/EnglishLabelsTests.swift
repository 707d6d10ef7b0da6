import Testing

@testable import Disclosure

/// Every cell, row, column, group and heading has an English name, with no Chinese in it.
@Suite struct EnglishLabelsTests {
    static func isEnglish(_ text: String) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value < 0x2E80 }
    }

    @Test func everyCell() {
        for indicator in Catalog.standard.indicators {
            #expect(Self.isEnglish(indicator.labelEnglish) && indicator.labelEnglish != indicator.id, "\(indicator.edition) \(indicator.id)")
            #expect(indicator.unit.isEmpty || Indicator.englishUnits[indicator.unit].map(Self.isEnglish) == true, "\(indicator.unit)")
        }
    }

    /// Within an edition no two cells have one name.
    @Test(arguments: Edition.allCases) func namesTellCellsApart(edition: Edition) {
        let names = Dictionary(grouping: Form.of(edition).indicators, by: \.labelEnglish).filter { $0.value.count > 1 }
        #expect(names.isEmpty, "\(names.mapValues { $0.map(\.id) })")
    }

    @Test func everyPartOfEveryTable() {
        for form in Form.all {
            for table in form.tables + form.extensions {
                #expect(table.heading.isEmpty || Self.isEnglish(table.headingEnglish), "\(table.heading)")
                for row in table.rows {
                    #expect(Self.isEnglish(row.labelEnglish) && row.labelEnglish != row.id, "\(row.id)")
                    for group in row.groups { #expect(Self.isEnglish(FormTable.englishGroup(group)), "\(group)") }
                }
                for column in table.columns where table.columns.count > 1 && !column.suffix.isEmpty {
                    #expect(Self.isEnglish(table.english(column)), "\(table.id) \(column.label)")
                }
            }
        }
    }

    @Test func conceptsAndRatios() {
        for concept in Concept.all { #expect(Self.isEnglish(concept.labelEnglish), "\(concept.id)") }
        for ratio in Ratio.all { #expect(Self.isEnglish(ratio.labelEnglish), "\(ratio.id)") }
    }

    @Test func rules() {
        for identity in IdentityCatalog.standard { #expect(Self.isEnglish(identity.label.en), "\(identity.id): \(identity.label.en)") }
    }

    @Test(arguments: [
        ("outcome.denied.state_secret.natural_person", "Denied: state secret · natural persons"),
        ("disclosure.rules.in_force", "Article 20(1): Rules · in force"),
        ("disclosure.fees.amount", "Article 20(8): Administrative fees · collected this year"),
        ("litigation.after_review.pending", "Lawsuits after review · pending"), ("legacy.review.total.cumulative", "Reviews · all years"),
    ]) func examples(id: String, name: String) { #expect(Catalog.standard.indicators(id).last?.labelEnglish == name) }
}
