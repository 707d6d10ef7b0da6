import Foundation
import Testing

@testable import Rules

/// Random systems held against HiGHS (ReferenceValues/consistency.py).
@Suite struct ConsistencyReferenceTests {
    private struct System {
        let text: String
        let isFeasible: Bool
        let largest: [Double]
    }

    private func systems() throws -> [System] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "ReferenceValues/consistency.tsv")
        return try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map { line in
            let fields = line.split(separator: "\t").map(String.init)
            return System(
                text: fields[0].replacing(" ; ", with: "\n"), isFeasible: fields[1] == "1", largest: try fields[2...].map { try #require(Double($0)) }
            )
        }
    }

    @Test func whatCanHoldCanHold() throws {
        for system in try systems() {
            let rules = try RuleText.parse(system.text)
            let check = RuleSetCheck(rules, contradictionsOnly: true)
            #expect(check.contradictions.isEmpty == system.isFeasible, "\(system.text)")
            #expect(!check.remarks.contains { if case .undecided = $0 { true } else { false } })
            // Any rule of a contradiction left out, the others can hold.
            for set in check.contradictions {
                for left in set {
                    let others = set.filter { $0 != left }.map { rules[$0] }
                    #expect(RuleSetCheck(others, contradictionsOnly: true).contradictions.isEmpty, "\(system.text)")
                }
            }
        }
    }

    @Test func theLargestValuesAgree() throws {
        for system in try systems() where system.isFeasible {
            var constraints: [LinearSystem.Constraint] = []
            let names = ["x", "y", "z"]
            for rule in try RuleText.parse(system.text).flatMap(\.linear) {
                let constraint = LinearSystem.Constraint(
                    terms: rule.terms.map { (names.firstIndex(of: $0.variable)!, Rational($0.coefficient)) }, bound: Rational(rule.constant),
                    isEquality: rule.relation == .equals)
                constraints.append(rule.relation == .atLeast ? constraint.turned : constraint)
            }
            var work = 1_000_000
            for (index, expected) in system.largest.enumerated() {
                let answer = try #require(LinearSystem(constraints).maximum(of: [(index, .one)], work: &work))
                if expected.isFinite {
                    let bound = try #require(answer?.bound.doubleValue, "\(system.text)")
                    #expect(abs(bound - expected) <= 1e-6 * max(1, abs(expected)), "\(system.text)")
                } else {
                    #expect(answer == nil, "\(system.text)")
                }
            }
        }
    }
}
