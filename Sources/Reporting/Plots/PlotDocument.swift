import Disclosure
import Output
import Plots

/// A picture of a result: the charts of the page, with a heading, captions and remarks, as a file of its own.
///
/// ```swift
/// let picture = PlotDocument.ranks(ranking, language: .zh)
/// picture.svg
/// ```
/// The text for those who cannot see it holds the numbers that are drawn. The same result gives the same bytes.
public struct PlotDocument: Sendable {
    /// The picture, an SVG document that ends with a line end.
    public let svg: String

    /// A sheet of charts.
    ///
    /// - Parameters:
    ///   - facts: what is drawn, a sentence each, for those who cannot see it.
    ///   - notes: remarks below the charts.
    init(title: String, facts: [String], panels: [PlotSheet.Panel], columns: Int = 1, notes: [String] = [], language: Language) {
        let sheet = PlotSheet(
            title: PageText.visible(title), description: PageText.visible(facts.joined(separator: language == .zh ? "；" : "; ")),
            panels: panels.map { .init(caption: PageText.visible($0.caption), remark: PageText.visible($0.remark), chart: $0.chart) },
            columns: columns, notes: notes.map(PageText.visible), language: language.rawValue)
        svg = sheet.svg + "\n"
    }
}

/// What a picture can show.
public enum PlotKind: String, Sendable, Hashable, CaseIterable {
    /// The strongest trends, side by side.
    case trends
    /// Values against their denominators.
    case funnel
    /// Ranks with the ranges that the data support.
    case ranks
    /// Which bodies have a report of which year.
    case coverage
    /// Series one below the other, large.
    case series
}
