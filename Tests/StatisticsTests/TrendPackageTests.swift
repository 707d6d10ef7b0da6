import Foundation
import Statistics
import TestSupport
import Testing

/// The published series of R's trend and Kendall packages with the values computed there.
@Suite(.enabled(if: SharedMaterial.isAvailable)) struct TrendPackageTests {
    /// The results of R, by case.
    static func results() throws -> [String: Any] {
        let root = try #require(SharedMaterial.root)
        let data = try Data(contentsOf: root.appending(path: "reference/trend/expected_R.json"))
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// A number of one case: the path of keys leads to it or to an array that holds it.
    static func number(_ root: Any?, _ path: String..., position: Int = 0) throws -> Double {
        var value = root
        for key in path { value = (value as? [String: Any])?[key] }
        if let array = value as? [Any] { value = array[position] }
        return try #require((value as? NSNumber)?.doubleValue)
    }

    static func column(_ file: String, _ index: Int) throws -> [Double] {
        let root = try #require(SharedMaterial.root)
        let text = try String(contentsOf: root.appending(path: "reference/trend/\(file).csv"), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { Double($0.split(separator: ",")[index]) }
    }

    @Test(arguments: [
        ("maxau_s", "maxau", 1), ("maxau_Q", "maxau", 2), ("PrecipGL", "PrecipGL", 1), ("GuelphP", "GuelphP", 1), ("Nile", "Nile", 1),
        ("LakeHuron", "LakeHuron", 1), ("AirPassengers", "AirPassengers", 1),
    ])
    func mannKendallAndSenAgreeWithR(_ name: String, _ file: String, _ column: Int) throws {
        let results = try Self.results()
        let y = try Self.column(file, column)
        let test = try MannKendall(method: .normal).fit(y)
        let expected = results["mk_\(name)"]
        #expect(Double(test.score) == (try Self.number(expected, "estimates", "S")))
        #expect(agrees(test.scoreVariance, try Self.number(expected, "estimates", "varS")))
        #expect(agrees(test.tau, try Self.number(expected, "estimates", "tau")))
        #expect(agrees(test.statistic, try Self.number(expected, "statistic", "z")))
        #expect(agrees(test.pValue, try Self.number(expected, "p.value")))
        let sen = results["sens_\(name)"]
        let fit = try TheilSen().fit(x: y.indices.map(Double.init), y: y)
        let interval = fit.confidenceInterval(level: 0.95)
        #expect(agrees(fit.slope, try Self.number(sen, "estimates", "Sen's slope")))
        #expect(agrees(interval.lower, try Self.number(sen, "conf.int", position: 0)))
        #expect(agrees(interval.upper, try Self.number(sen, "conf.int", position: 1)))
    }
}
