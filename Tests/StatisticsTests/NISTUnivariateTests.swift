import Foundation
import LinearAlgebra
import Statistics
import Testing

@Suite("NIST StRD univariate statistics")
struct NISTUnivariateTests {
    struct Case: Decodable, CustomTestStringConvertible {
        let name: String
        let values: [Double]
        let mean: Double
        let standardDeviation: Double
        let autocorrelation: Double
        let peers: [String: [Double?]]
        var testDescription: String { name }
        var certified: [Double] { [mean, standardDeviation, autocorrelation] }
    }
    private struct File: Decodable { var cases: [Case] }
    static let all: [Case] = (try? ReferenceFile.load("NISTUnivariate", as: File.self).cases) ?? []

    /// −log₁₀ of the relative error, at most 15.
    private func digits(_ found: Double?, _ certified: Double) -> Double {
        guard let found, found.isFinite else { return 0 }
        return found == certified ? 15 : min(15, max(0, -log10(abs(found - certified) / abs(certified))))
    }

    @Test("nine sets are there") func complete() { #expect(Self.all.count == 9) }

    @Test("certified digits from the printed decimals", arguments: all)
    func fromDecimals(set: Case) throws {
        let ones = Matrix(rows: set.values.count, columns: 1, repeating: 1)
        let level = try OrdinaryLeastSquares(decimals: true).fit(design: ones, response: set.values)
        #expect(digits(level.coefficients[0], set.mean) >= 14.2)
        #expect(digits(level.residualStandardDeviation, set.standardDeviation) >= 13.9)
        #expect(digits(try SampleAutocorrelation().coefficient(of: set.values, decimals: true), set.autocorrelation) >= 12.5)
    }

    @Test("from the doubles, as many digits as any other package", arguments: all)
    func fromDoubles(set: Case) throws {
        let moments = Moments(set.values)
        let found = [moments.mean, moments.standardDeviation, try SampleAutocorrelation().coefficient(of: set.values)]
        for peer in set.peers.values {
            for (index, value) in peer.enumerated() {
                guard let value else { continue }
                // Rounding to doubles has left fewer digits than certified, most in the autocorrelation of values that differ in their last digit: it is that of the doubles,
                // and a package whose rounded mean happens to be one of the values comes nearer to that of the decimals.
                let theirs = digits(value, set.certified[index])
                #expect(digits(found[index], set.certified[index]) >= min(theirs - 1, index == 2 ? 10.5 : 13), "\(set.name) \(index): \(theirs)")
            }
        }
    }
}
