import Analyses
import CorpusLoading
import FilePaths
import Statistics

/// A program of somebody else's, with nothing but the library: reads a panel, fits every trend, adjusts the p-values together, prints what grows.
enum GrowingCounties {
    static func lines(panel: String, rules: String) async throws -> [String] {
        let corpus = try await Corpus(panel: FilePath(panel), rules: rules)
        let trends = TrendAnalysis().rows(in: corpus).filter { $0.pValue != nil }
        let adjusted = try BenjaminiHochberg().adjusted(trends.map(\.pValue))
        return zip(trends, adjusted).compactMap { trend, q in
            guard let q, q <= 0.05, let percent = trend.percentPerYear, percent > 0 else { return nil }
            return "\(trend.entity) \(trend.indicator): +\(Int(percent.rounded())) % a year"
        }
    }
}
