import Disclosure
import DocumentReading

/// Decides the year of a report by the vote of title, period, forms, text and path; every voice is kept as evidence.
struct YearVote {
    private(set) var evidence: [Evidence] = []
    private var weights: [Int: Int] = [:]

    init(title: String?, passages: [Passage], path: String) {
        if let title {
            for year in Self.years(in: LabelNormalization.folded(title)).prefix(1) { add(year, 4, source: "title", text: title) }
        }
        periods(passages)
        mentions(passages)
        paths(path)
    }

    /// The year with most weight; `nil` without any voice, or when two are equal.
    var year: Int? {
        guard let most = weights.values.max() else { return nil }
        let winners = weights.filter { $0.value == most }
        return winners.count == 1 ? winners.keys.first : weights.keys.filter { winners[$0] != nil }.max()
    }

    /// A note when title and period, or the text, speak of another year.
    func conflict(with year: Int) -> ReadingNote? {
        let odd = evidence.filter { $0.value != String(year) && ($0.source == "title" || $0.source == "period") }
        guard !odd.isEmpty else { return nil }
        let voices = odd.map { "\($0.source) says \($0.value)" }.joined(separator: ", ")
        return ReadingNote(kind: "year_conflict", message: "the report is taken for \(year), but \(voices)")
    }

    private mutating func add(_ year: Int, _ weight: Int, source: String, text: String) {
        weights[year, default: 0] += weight
        evidence.append(Evidence(.year, source: source, value: String(year), text: String(text.prefix(120))))
    }

    /// `2020年1月1日至2020年12月31日`, also with characters lost.
    private mutating func periods(_ passages: [Passage]) {
        for passage in passages where passage.text.utf8.contains(UInt8(ascii: "3")) {
            let text = LabelNormalization.folded(passage.text)
            guard text.holds("12月31日"), let end = text.firstRange(of: "12月31日"), text[..<end.lowerBound].holds("1日") else { continue }
            let before = String(text[..<end.lowerBound].suffix(24))
            let found = Self.years(in: before)
            guard let year = found.last else { continue }
            add(year, 4, source: "period", text: before + "12月31日")
            if let first = found.first, first != year { add(first, 1, source: "period", text: before) }
            return
        }
    }

    /// The years that begin sentences of the prose: the one named most.
    private mutating func mentions(_ passages: [Passage]) {
        var counts: [Int: Int] = [:]
        for passage in passages.prefix(60) {
            let text = LabelNormalization.folded(passage.text)
            for year in Self.years(in: text) { counts[year, default: 0] += 1 }
        }
        guard let most = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return }
        add(most.key, most.value >= 3 ? 2 : 1, source: "text", text: "\(most.key)年 × \(most.value)")
    }

    private mutating func paths(_ path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let years = Self.runs(of: name).filter { $0.count == 4 }.compactMap { Int($0) }.filter { (2003...2099).contains($0) }
        if let year = years.first { add(year, 2, source: "path", text: name) }
    }

    /// The four-digit years before 年 or standing alone, in order.
    static func years(in text: String) -> [Int] {
        var found: [Int] = []
        var digits: [UInt8] = []
        func number(_ digits: some Sequence<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 48) } }
        for scalar in text.unicodeScalars {
            if ("0"..."9").contains(scalar) {
                digits.append(UInt8(scalar.value))
                continue
            }
            if scalar == "年", digits.count >= 4 {
                let year = number(digits.suffix(4))
                if (2003...2099).contains(year) { found.append(year) }
            } else if scalar == "月", digits.count == 5 {
                // 自20231月1日: the 年 was lost.
                let year = number(digits.prefix(4))
                if (2003...2099).contains(year) { found.append(year) }
            }
            if !digits.isEmpty { digits.removeAll(keepingCapacity: true) }
        }
        return found
    }

    private static func runs(of text: String) -> [Substring] { text.split { !($0.isASCII && $0.isNumber) } }
}
