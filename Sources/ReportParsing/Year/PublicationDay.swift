import Disclosure
import DocumentReading

/// Finds the day on which a report was published: in the page's own data, under the text, or in the path of the page.
enum PublicationDay {
    private static let labels = ["发布日期", "发布时间", "公开日期", "公开时间", "发文日期", "发文时间", "成文日期", "生成日期", "信息日期", "发布于"]

    /// The earliest of the days that are called the day of publication; else the day signed under the text, else that of the path.
    ///
    /// A page that moved shows a later day than the first; the earliest one accuses nobody wrongly.
    static func find(in document: Document, passages: [Passage], path: String) -> (day: DateText.Day, evidence: Evidence)? {
        func found(_ day: DateText.Day, _ source: EvidenceSource, _ text: String) -> (day: DateText.Day, evidence: Evidence) {
            (day, Evidence(.publication, source: source, value: day.text, text: String(text.prefix(60))))
        }
        if let (day, text) = labeled(document).min(by: { $0.0 < $1.0 }) { return found(day, .page, text) }
        if let (day, text) = signed(passages) { return found(day, .signature, text) }
        return inPath(path).map { found($0, .path, path) }
    }

    private static func labeled(_ document: Document) -> [(DateText.Day, String)] {
        let stated = document.metadata["pubdate"].map { [PageData.Item(label: "PubDate", value: $0)] } ?? []
        return (PageData.items(labels, of: document) + stated).compactMap { item in
            // The day stands right behind its label; a time of day follows.
            guard item.value.first.map({ $0.isASCII && $0.isNumber }) == true else { return nil }
            return DateText.days(in: String(item.value.prefix(16))).first.map { ($0, "\(item.label) \($0.text)") }
        }
    }

    /// A day that stands alone at the end of the text.
    private static func signed(_ passages: [Passage]) -> (DateText.Day, String)? {
        for passage in passages.suffix(6).reversed() where passage.text.utf8.count < 60 {
            let folded = DateText.withWesternYears(LabelNormalization.folded(passage.text))
            guard let first = folded.first, first.isNumber, let day = DateText.days(in: folded).first, folded.utf8.count <= 20 else { continue }
            return (day, passage.text)
        }
        return nil
    }

    /// The day in addresses such as `/art/2022/1/25/art_1.html` and `t20230118_1734687.shtml`.
    static func inPath(_ path: String) -> DateText.Day? {
        if let day = DateText.days(in: path).first, path.holds("/\(day.year)/") { return day }
        for group in DateText.groups(path) where group.digits.count == 8 {
            if let day = DateText.Day(Int(group.digits.prefix(4))!, Int(group.digits.dropFirst(4).prefix(2))!, Int(group.digits.suffix(2))!) {
                return day
            }
        }
        return nil
    }
}
