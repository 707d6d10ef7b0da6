public import Analyses
public import Disclosure
import FilePaths
import Mustache
import Output

/// Everything about a selection as one self-contained page: reports, anomalies, trends, rankings, methods.
///
/// No request leaves the page; it reads in light and dark and prints. The same content gives the same bytes.
public struct ReportPage: Sendable {
    /// What the page is made of.
    public struct Content: Sendable {
        /// The heading; `nil` for the general one.
        public var title: LocalizedText?
        /// The version of the program.
        public var version: String
        /// The reports that were read.
        public var reports: [ReportSummary]
        /// The findings, most serious first.
        public var findings: [Finding]
        /// The trends.
        public var trends: [TrendRow]
        /// The options that the trends were made with.
        public var trendOptions: TrendOptions
        /// The rankings.
        public var rankings: [Ranking]

        /// What a page is made of.
        public init(
            title: LocalizedText? = nil, version: String, reports: [ReportSummary], findings: [Finding], trends: [TrendRow],
            trendOptions: TrendOptions = TrendOptions(), rankings: [Ranking] = []
        ) {
            self.title = title
            self.version = version
            self.reports = reports
            self.findings = findings
            self.trends = trends
            self.trendOptions = trendOptions
            self.rankings = rankings
        }
    }

    /// How many of each are shown at most; the page says when there were more.
    public struct Limits: Sendable, Hashable {
        /// Reports listed.
        public var reports = 500
        /// Findings shown.
        public var findings = 300
        /// Series shown.
        public var series = 400
        /// Bodies drawn in a ranking.
        public var ranked = 80

        /// The usual limits.
        public init() {}
    }

    /// The language.
    public let language: Language
    /// How many of each are shown.
    public let limits: Limits

    /// A page in a language.
    public init(language: Language, limits: Limits = Limits()) {
        self.language = language
        self.limits = limits
    }

    /// The page.
    public func html(_ content: Content) -> String {
        var values: [String: Any] = [
            "lang": language == .zh ? "zh-CN" : "en", "style": ReportPageStyle.sheet, "t": ReportPageWords.words(language),
            "title": content.title?[language] ?? word("title"), "lead": lead(content), "version": content.version,
            "figures": figures(content), "methods": ReportPageWords.methods(language),
        ]
        values["reports"] = content.reports.prefix(limits.reports).map(report)
        values["reportsMore"] = more(content.reports.count, limits.reports)
        values["findings"] = content.findings.prefix(limits.findings).map { FindingCard(language: language).values($0) }
        values["findingsMore"] = more(content.findings.count, limits.findings)
        values["trendsIntro"] = ResultTable.trends(content.trends, options: content.trendOptions).notes.map { $0[language] }.joined(separator: " ")
        values["trendGroups"] = TrendSection(language: language, limit: limits.series).groups(content.trends)
        values["trendsMore"] = more(content.trends.count, limits.series)
        values["hasRankings"] = !content.rankings.isEmpty
        values["rankings"] = content.rankings.map { RankingSection(language: language, limit: limits.ranked).values($0) }
        return Self.template.render(Self.visible(values))
    }

    /// What the template takes unescaped: this program's own drawings and style.
    private static let drawn: Set<String> = ["style", "spark", "chart", "funnel"]

    /// The values with every text made visible, so that none turns the direction of its neighbours or hides.
    private static func visible(_ values: [String: Any]) -> [String: Any] {
        var result = values
        for (key, value) in values where !drawn.contains(key) { result[key] = visible(value) }
        return result
    }

    private static func visible(_ value: Any) -> Any {
        switch value {
        case let text as String: inOneLine(text)
        case let texts as [String]: texts.map(inOneLine)
        case let values as [String: Any]: visible(values)
        case let list as [[String: Any]]: list.map { visible($0) }
        case let list as [Any]: list.map { visible($0) }
        default: value
        }
    }

    /// A browser takes a line end for a space, and whoever looks at the page's source on a terminal must not take what follows it for a message.
    private static func inOneLine(_ text: String) -> String { TerminalText.lines(text).replacing("\n", with: " ") }

    /// The template is a constant of the program: that it parses is checked by the tests.
    private static let template = try! MustacheTemplate(string: ReportPageTemplate.source)

    private func word(_ key: String) -> String { ReportPageWords.text(key, language) }

    private func lead(_ content: Content) -> String {
        let years = content.reports.map(\.year)
        guard let first = years.min(), let last = years.max() else { return "" }
        let bodies = Array(Set(content.reports.map(\.body.name))).sorted()
        let span = first == last ? "\(first)" : "\(first)–\(last)"
        let names = bodies.prefix(4).joined(separator: language == .zh ? "、" : ", ") + (bodies.count > 4 ? " …" : "")
        return "\(names) · \(span)"
    }

    private func figures(_ content: Content) -> [[String: String]] {
        func figure(_ value: Int, _ key: String, _ style: String = "") -> [String: String] {
            ["value": String(value), "label": word(key), "class": value > 0 ? style : ""]
        }
        return [
            figure(content.reports.count, "figReports"), figure(Set(content.reports.map(\.body.key)).count, "figBodies"),
            figure(content.reports.reduce(0) { $0 + ($1.cells ?? 0) }, "figCells"),
            figure(content.findings.count { $0.severity == .error }, "figErrors", "red"),
            figure(content.findings.count { $0.severity == .warning }, "figWarnings", "amber"),
            figure(content.trends.count { $0.pValue != nil }, "figSeries"),
            figure(content.trends.count { $0.direction == .rising || $0.direction == .falling }, "figMoving"),
        ]
    }

    private func report(_ summary: ReportSummary) -> [String: String] {
        func number(_ value: Int?) -> String { value.map { String($0) } ?? "" }
        return [
            "entity": summary.body.name, "year": String(summary.year),
            "edition": summary.edition.flatMap { Codes.editions[$0.rawValue]?[language] } ?? "", "cells": number(summary.cells),
            "blank": number(summary.blank), "rules": number(summary.exactRules), "violated": number(summary.violated),
            "source": TerminalText.of(summary.source?.path.shown ?? ""),
        ]
    }

    private func more(_ count: Int, _ limit: Int) -> [String] {
        guard count > limit else { return [] }
        return [language == .zh ? "共 \(count) 条，显示前 \(limit) 条。" : "The first \(limit) of \(count)."]
    }
}
