import Foundation
import LinearAlgebra
import Statistics

/// `swift run Benchmarks --nist`: correct digits on the NIST StRD linear regression and univariate sets, beside R, numpy and statsmodels.
///
/// Data, certified values and the peers' results come from `Tests/StatisticsTests/ReferenceValues/NISTLinear.json` and `NISTUnivariate.json`, which the scripts beside them made.
struct CertifiedDigits {
    private struct File: Decodable {
        var source: String
        var cases: [Case]
    }

    private struct Result: Decodable {
        var estimates: [Double?]
        var standardErrors: [Double?]?
    }

    private struct Case: Decodable {
        var name: String
        var y: [Double]
        var x: [[Double]]
        var degree: Int?
        var intercept: Bool
        var estimates, standardErrors: [Double]
        var peers: [String: Result]

        func fit(decimals: Bool) throws -> LinearModelFit {
            if let degree { return try PolynomialRegression(degree: degree, decimals: decimals).fit(x: x[0], y: y) }
            let design = Matrix(columns: x)
            return try OrdinaryLeastSquares(decimals: decimals).fit(design: intercept ? design.prependingIntercept() : design, response: y)
        }

        /// The powers rounded to doubles first, as the peers get them.
        func fitRounded() throws -> LinearModelFit {
            guard let degree else { return try fit(decimals: false) }
            let columns = (0...degree).map { power in x[0].map { value in (0..<power).reduce(1.0) { product, _ in product * value } } }
            return try OrdinaryLeastSquares().fit(design: Matrix(columns: columns), response: y)
        }
    }

    /// −log₁₀ of the relative error (of the error itself where the certified value is 0), between 0 and 15.
    private static func digits(_ found: Double?, _ certified: Double) -> Double {
        guard let found, found.isFinite else { return 0 }
        let error = certified == 0 ? abs(found) : abs(found - certified) / abs(certified)
        return error == 0 ? 15 : min(15, max(0, -log10(error)))
    }

    private static func fewest(_ found: [Double?]?, _ certified: [Double]) -> String {
        guard let found else { return "–" }
        return String(format: "%.1f", zip(found, certified).map { digits($0, $1) }.min() ?? 0)
    }

    /// The table as Markdown.
    static func table() throws -> String {
        let file = try load("NISTLinear", as: File.self)
        let peers = ["R lm", "R lm, tol = 1e-16", "numpy lstsq", "statsmodels OLS"]
        var lines = [
            "# Certified digits", "",
            "Correct significant digits on the linear regression sets of NIST's Statistical Reference Datasets: the log relative error",
            "−log₁₀(|found − certified| / |certified|), of the worst coefficient and (after the slash) of the worst standard error, at most 15. The certified",
            "values themselves carry 15 digits, so that 14.3 and 15 are the same. 0.0: no digit, or a coefficient not estimated.", "",
            "*Decimals* takes the numbers at the printed decimals and forms powers in double-double arithmetic; *doubles* takes the doubles nearest to them;",
            "*rounded powers* gets the design that the peers get. `numpy lstsq` has no standard errors. Written by `swift run Benchmarks --nist`; \(file.source).",
            "",
            "| set | decimals | doubles | rounded powers | " + peers.joined(separator: " | ") + " |",
            "|---|" + String(repeating: "---:|", count: peers.count + 3),
        ]
        for item in file.cases {
            let ours = try [item.fit(decimals: true), item.fit(decimals: false), item.fitRounded()].map {
                "\(fewest($0.coefficients, item.estimates)) / \(fewest($0.standardErrors, item.standardErrors))"
            }
            let theirs = peers.map { name in
                let result = item.peers[name]
                return "\(fewest(result?.estimates, item.estimates)) / \(fewest(result?.standardErrors, item.standardErrors))"
            }
            lines.append("| \(item.name) | " + (ours + theirs).joined(separator: " | ") + " |")
        }
        return (lines + (try univariateTable())).joined(separator: "\n") + "\n"
    }

    private static func load<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        let path = "Tests/StatisticsTests/ReferenceValues/\(name).json"
        return try JSONDecoder().decode(type, from: Data(contentsOf: ReleaseBuild.root.appending(path: path)))
    }

    private struct UnivariateFile: Decodable {
        var source: String
        var cases: [UnivariateCase]
    }

    private struct UnivariateCase: Decodable {
        var name: String
        var values: [Double]
        var mean, standardDeviation, autocorrelation: Double
        var peers: [String: [Double?]]
        var certified: [Double] { [mean, standardDeviation, autocorrelation] }

        /// Mean, standard deviation and autocorrelation from the doubles.
        func fromDoubles() throws -> [Double?] {
            let moments = Moments(values)
            return [moments.mean, moments.standardDeviation, try SampleAutocorrelation().coefficient(of: values)]
        }

        /// The same from the printed decimals: the level by least squares.
        func fromDecimals() throws -> [Double?] {
            let level = try OrdinaryLeastSquares(decimals: true).fit(design: Matrix(rows: values.count, columns: 1, repeating: 1), response: values)
            return [
                level.coefficients[0], level.residualStandardDeviation, try SampleAutocorrelation().coefficient(of: values, decimals: true),
            ]
        }
    }

    private static func univariateTable() throws -> [String] {
        let file = try load("NISTUnivariate", as: UnivariateFile.self)
        let peers = ["R", "numpy", "statsmodels acf"]
        var lines = [
            "", "## Univariate sets", "",
            "Correct digits of mean / standard deviation / lag-1 autocorrelation. Three of the nine sets hold decimals that no double is equal to and differ in their",
            "last digit only: what doubles can give is what the columns of the packages and *doubles* (`Moments`, `SampleAutocorrelation`) show. In NumAcc3 and NumAcc4 R's",
            "rounded mean happens to be one of the values, which brings its autocorrelation nearer to that of the decimals than the doubles' own is; \(file.source).",
            "",
            "| set | n | decimals | doubles | " + peers.joined(separator: " | ") + " |",
            "|---|---:|" + String(repeating: "---:|", count: peers.count + 2),
        ]
        for item in file.cases {
            let found = try [item.fromDecimals(), item.fromDoubles()] + peers.map { item.peers[$0] ?? [] }
            let cells = found.map { values in
                item.certified.indices.map { index in
                    guard index < values.count, let value = values[index] else { return "–" }
                    return String(format: "%.1f", digits(value, item.certified[index]))
                }.joined(separator: " / ")
            }
            lines.append("| \(item.name) | \(item.values.count) | " + cells.joined(separator: " | ") + " |")
        }
        return lines
    }
}
