import Disclosure
import DocumentReading

/// Decides the year of a report by the vote of title, period, preface, text, path and day of publication; every voice is kept as evidence.
///
/// **Weights.** Title and period 4 each; the preface where it names the report (`…2021年政府信息公开工作年度报告`) 2; the year that the text names
/// most 2, or 1 when it is named less than three times; file name 2, folder 1; day of publication, whose year is one later, 1. Of two years
/// with the same weight the later one is taken: what is forgotten in a copied report is an old year.
struct YearVote {
    private(set) var evidence: [Evidence] = []
    private var weights: [Int: Int] = [:]

    /// Hears the voices of a report.
    /// - Parameter published: the day of publication, when it is known.
    init(title: String?, passages: [Passage], path: String, published: DateText.Day? = nil) {
        if let title, let year = DateText.years(inTitle: DateText.withWesternYears(LabelNormalization.folded(title))).first {
            add(year, 4, source: .title, text: title)
        }
        let texts = passages.prefix(60).map { DateText.withWesternYears(LabelNormalization.folded($0.text)) }
        period(texts)
        preface(texts, title: title)
        mentions(texts)
        paths(path)
        if let published, published.month <= 6 { add(published.year - 1, 1, source: .publication, text: published.text) }
    }

    /// The year with most weight, the later one of two; `nil` without any voice.
    var year: Int? {
        guard let most = weights.values.max() else { return nil }
        return weights.filter { $0.value == most }.keys.max()
    }

    /// A note when title, period or preface speak of another year.
    func conflict(with year: Int) -> ReadingNote? {
        let odd = evidence.filter { $0.value != String(year) && $0.source.statesYear }
        guard !odd.isEmpty else { return nil }
        return ReadingNote(
            kind: .yearConflict,
            message: LocalizedText(
                zh: "报告年度认定为\(year)，但" + odd.map { "\($0.source.name.zh)写的是\($0.value)" }.joined(separator: "，"),
                en: "the report is taken for \(year), but " + odd.map { "\($0.source.name.en) says \($0.value)" }.joined(separator: ", ")))
    }

    private mutating func add(_ year: Int, _ weight: Int, source: EvidenceSource, text: String) {
        weights[year, default: 0] += weight
        evidence.append(Evidence(.year, source: source, value: String(year), text: String(text.prefix(120))))
    }

    private mutating func period(_ texts: [String]) {
        for text in texts {
            guard let period = DateText.period(in: text) else { continue }
            add(period.last, 4, source: .period, text: period.text)
            if period.first != period.last { add(period.first, 1, source: .period, text: period.text) }
            return
        }
    }

    /// The first sentences of a report often name it: the year there is part of its name, and is forgotten like that of a title.
    private mutating func preface(_ texts: [String], title: String?) {
        let folded = title.map { LabelNormalization.folded($0) }
        for text in texts.prefix(12) where text != folded {
            guard let name = text.firstRange(of: "年度报告") ?? text.firstRange(of: "信息公开年报") else { continue }
            let before = text[..<name.lowerBound]
            guard let group = DateText.groups(String(before)).last, group.digits.count == 4, let year = Int(group.digits),
                DateText.plausible.contains(year), group.behind.first == "年", group.behind.count <= 30, group.behind.holds("信息公开"),
                !group.behind.contains(where: { "。;,".contains($0) })
            else { continue }
            add(year, 2, source: .preface, text: text)
            return
        }
    }

    /// The year that the prose names most.
    private mutating func mentions(_ texts: [String]) {
        var counts: [Int: Int] = [:]
        for text in texts { for year in DateText.years(in: text) { counts[year, default: 0] += 1 } }
        guard let most = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return }
        add(most.key, most.value >= 3 ? 2 : 1, source: .text, text: "\(most.key)年 × \(most.value)")
    }

    /// The file's name and the folders above it; a folder counts only when it names a year as such (`2015年`, `2015`).
    private mutating func paths(_ path: String) {
        let parts = path.split(separator: "/").map(String.init)
        guard let name = parts.last else { return }
        // t20230118_1734687.shtml carries the day of publication, not the year.
        let years = DateText.groups(name).filter { $0.digits.count == 4 }.map(\.number).filter(DateText.plausible.contains)
        if let year = years.first { add(year, 2, source: .path, text: name) }
        for folder in parts.dropLast().reversed().prefix(3) {
            let groups = DateText.groups(folder).filter { $0.digits.count == 4 && DateText.plausible.contains($0.number) }
            guard groups.count == 1, folder.utf8.count == 4 || groups[0].behind.first == "年", PublicationDay.inPath(path) == nil else { continue }
            return add(groups[0].number, 1, source: .path, text: folder)
        }
    }
}
