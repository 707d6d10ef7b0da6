import FilePaths
import Foundation
import Rules
import TestSupport
import Testing

@testable import Disclosure

@Suite struct IdentityCatalogTests {
    @Test func holdsThe235RulesOfSixEditions() {
        #expect(IdentityCatalog.standard.count == 235)
        let keys = IdentityCatalog.standard.map { "\($0.edition.rawValue) \($0.id)" }
        #expect(Set(keys).count == keys.count)
        #expect(IdentityCatalog.standard.count(where: \.isExact) == 132)
    }

    @Test func everyVariableOfALinearRuleIsACellOfItsEdition() {
        for identity in IdentityCatalog.standard {
            for rule in identity.rules {
                for term in rule.terms {
                    #expect(
                        Catalog.standard.indicator(term.variable, edition: identity.edition) != nil, "\(identity.id): \(term.variable)")
                }
            }
        }
    }

    /// What is printed is a line of the rule language, over the cells of the edition, save what no line can say.
    @Test func everyExpressionIsALineOfTheLanguage() throws {
        let inWords = ["text.", "gz.text_", "s6.", "authority.rules", "blank.policy", "y2y.edition_bridge", "s14.closed_le_received"]
        for identity in IdentityCatalog.standard where !inWords.contains(where: identity.id.hasPrefix) {
            let rule = try #require(IdentityCatalog.rule(identity.id, edition: identity.edition), "\(identity.id): \(identity.expression)")
            // The line says just what the data say.
            if !identity.rules.isEmpty {
                let (line, data) = (Set(rule.linear.map(inOrder)), Set(identity.rules.map(inOrder)))
                #expect(line == data || identity.id.contains("nonneg"), "\(identity.id): \(identity.expression)")
            }
        }
        // Both patterns of the line together are all rows of table 3.
        #expect(IdentityCatalog.rule("t3.nonneg.total", edition: .fmt2021)?.linear.count == 25)
        #expect(IdentityCatalog.identity("t3.nonneg.total", edition: .fmt2021)?.rules.count == 25)
    }

    /// A rule without its name, its terms in one order: sums are the same in any.
    private func inOrder(_ rule: LinearRule) -> LinearRule {
        let terms = rule.terms.sorted { ($0.variable, $0.lag, $0.coefficient) < ($1.variable, $1.lag, $1.coefficient) }
        return LinearRule("", terms, rule.relation, rule.constant)
    }

    @Test(arguments: [(Edition.fmt2019, 40, 4), (.fmt2021, 42, 4)])
    func theStatutoryTablesAreOneCodeAndThreeParityChecks(edition: Edition, rules: Int, components: Int) {
        let system = IdentityCatalog.localSystem(edition)
        #expect(system.rules.count == rules)
        #expect(system.componentCount == components)
    }

    @Test(.enabled(if: SharedMaterial.isAvailable))
    func agreesWithTheReferenceList() throws {
        let url = try #require(SharedMaterial.root).appending(path: "domain/identities.csv")
        let reference = try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst().map(fields)
        var ours: [String: Identity] = [:]
        for identity in IdentityCatalog.standard { ours["\(identity.edition.rawValue) \(identity.id)"] = identity }
        for row in reference {
            let found = ours.removeValue(forKey: "\(row[1]) \(row[0])")
            let identity = try #require(found, "\(row[0]) of \(row[1])")
            #expect(identity.isExact == (row[3] == "exact"), "\(row[0])")
            #expect(identity.basis.rawValue == row[5], "\(row[0])")
            // Conditions, ratios, regions and rows taken together are lines of the rule language here, and other words there.
            if identity.rules.count == 1, !["rollup.city", "s14.budget_unit"].contains(identity.id) {
                #expect(canonical(identity.expression) == canonical(row[2]), "\(row[0])")
            }
        }
        // Rules that came later than the list.
        #expect(ours.keys.filter { !$0.hasPrefix("fmt2019 t2.items_change.") && $0 != "fj_stats fj.cumulative_part" }.isEmpty)
    }

    /// The text without white space; the terms of an equation's sides in order, and its sides as well.
    func canonical(_ expression: String) -> String {
        let text = expression.filter { !$0.isWhitespace }
        let symbols = CharacterSet(charactersIn: "=+-()._<>*").union(.lowercaseLetters).union(.decimalDigits)
        guard text.unicodeScalars.allSatisfy(symbols.contains), !text.contains("->"), !text.contains("<->") else { return text }
        for relation in ["<=", ">=", "="] {
            guard let range = text.range(of: relation) else { continue }
            let (left, right) = (signed(text[..<range.lowerBound], 1), signed(text[range.upperBound...], -1))
            let terms = (left + right).sorted()
            let flipped = terms.map { ($0.hasPrefix("-") ? "+" : "-") + $0.dropFirst() }.sorted()
            switch relation {
            case "=": return ([terms, flipped].min { $0.joined() < $1.joined() })!.joined() + "=0"
            case "<=": return terms.joined() + "<=0"
            default: return flipped.joined() + "<=0"
            }
        }
        return text
    }

    func signed(_ side: Substring, _ sign: Int) -> [String] {
        side.replacingOccurrences(of: "-", with: "+-").split(separator: "+").filter { $0 != "0" }.map { term in
            let negative = term.hasPrefix("-") != (sign < 0)
            return (negative ? "-" : "+") + term.drop { $0 == "-" }
        }
    }

    func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var quoted = false
        let characters = Array(line)
        for (index, character) in characters.enumerated() {
            if character == "\"" {
                if !quoted && index > 0 && characters[index - 1] == "\"" { fields[fields.count - 1].append("\"") }
                quoted.toggle()
            } else if character == "," && !quoted {
                fields.append("")
            } else {
                fields[fields.count - 1].append(character)
            }
        }
        return fields
    }

    /// The forms of Fujian print other rows from year to year; a row that is not printed adds nothing to the sum, a blank one is unknown.
    @Test func rowsThatAFormDoesNotPrintAddNothing() {
        func report(_ values: [(String, Int?)]) -> Report {
            let cells = values.map { id, value in
                Cell(
                    indicator: id, state: value == nil ? .blank : .number, value: value.map { ExactDecimal($0) }, raw: value.map(String.init) ?? "",
                    place: CellPlace(table: 1, row: 1, column: 1))
            }
            return Report(
                body: Body(name: "x", kind: .unknown, level: .unknown, regionCode: nil), year: 2015, title: "",
                forms: [FilledForm(edition: .fjStats, cells: cells)], passages: [], evidence: [], notes: [],
                source: ReportSource(path: "", sha256: "", format: "text"))
        }
        let answers = [("legacy.answers.granted", 3), ("legacy.answers.partial", 1), ("legacy.answers.refused", 2), ("legacy.answers.total", 6)]
        #expect(report(answers).exactIdentities() == (1, 0))
        #expect(report(answers + [("legacy.answers.other", nil)]).exactIdentities() == (0, 0))
        #expect(report(answers + [("legacy.answers.other", 1)]).exactIdentities() == (1, 1))
    }
}
