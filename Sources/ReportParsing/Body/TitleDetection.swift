import Disclosure
import DocumentReading

/// Finds the title of a report among the first blocks of its document.
enum TitleDetection {
    /// The title with the block it was found in (−1 for the document's own metadata); `nil` when nothing looks like one.
    static func title(of document: Document, regions: Regions) -> (text: String, block: Int)? {
        var best: (text: String, block: Int, score: Int)?
        func offer(_ text: String, block: Int, bonus: Int) {
            guard let score = score(text, regions: regions) else { return }
            let weighted = score + bonus
            if best == nil || weighted > best!.score { best = (clean(text), block, weighted) }
        }
        for title in [document.title, document.metadata["articletitle"]].compactMap({ $0 }) { offer(title, block: -1, bonus: 0) }
        var previous: String?
        for (index, block) in document.blocks.prefix(80).enumerated() {
            let texts: [String] =
                switch block {
                case .paragraph(let paragraph): [paragraph.text]
                case .table(let table): table.rows.prefix(3).flatMap { $0.cells.prefix(2).map(\.text) }
                }
            if index < 3 {
                for opening in texts where opening.utf8.count >= 600 {
                    for title in Self.titles(atBeginningOf: opening) { offer(title, block: index, bonus: 0) }
                }
            }
            for text in texts where text.utf8.count < 600 {
                defer { previous = text }
                // Nearly no text of a page is a title or the end of one: 年报, 年度报告, 情况统计表, 工作总结.
                guard text.holds("报") || text.holds("告") || text.holds("表") || text.holds("总结") else { continue }
                let folded = clean(text)
                let isNamed = namesAReport(LabelNormalization.folded(text))
                if isNamed { offer(folded, block: index, bonus: 1) }
                // A title on two lines: the body above and year and kind below, or one that the page's width broke anywhere.
                if let above = previous.map(clean), !above.contains(where: { "。，：；".contains($0) }),
                    isNamed && startsWithoutBody(folded) && above.count <= 30 || isBroken(above, folded)
                {
                    offer(above + folded, block: index, bonus: 2)
                }
            }
        }
        return best.map { ($0.text, $0.block) }
    }

    /// What can be the title in the text of a page without line ends: from the beginning, or from behind a space or a mark, to the word for report.
    private static func titles(atBeginningOf text: String) -> [String] {
        let opening = Array(text.prefix(400))
        var titles: [String] = []
        for end in ["年度报告", "年报"].map(Array.init) where opening.count > end.count {
            for place in 0...(opening.count - end.count) where Array(opening[place..<place + end.count]) == end {
                let stop = place + end.count
                var start = place
                while start > 0, stop - start < 60, !"，。；：:|>＞\n\t ".contains(opening[start - 1]), opening[start - 1] != "\u{3000}" { start -= 1 }
                titles.append(String(opening[start..<stop]))
            }
        }
        return titles
    }

    private static func namesAReport(_ folded: String) -> Bool {
        folded.holds("年度报告") || folded.holds("年报") || folded.holds("情况统计表") || otherEndings.contains(where: folded.hasSuffix)
    }

    /// How titles end that do not speak of a year's report.
    private static let otherEndings = ["情况的报告", "情况报告", "工作报告", "工作总结", "情况总结", "情况汇报"]

    /// Whether two lines are a title only together.
    private static func isBroken(_ above: String, _ below: String) -> Bool {
        guard below.count <= 30, let end = ["年度报告", "年报"].first(where: { (above + below).hasSuffix($0) }) else { return false }
        return !isTitle(above) && !isTitle(below) && (below.count < end.count || holdsSubject(above + below) && !holdsSubject(below))
    }

    private static func holdsSubject(_ text: String) -> Bool { text.holds("信息公开") || text.holds("政务公开") }

    private static func isTitle(_ text: String) -> Bool {
        let folded = LabelNormalization.folded(text)
        return namesAReport(folded) && holdsSubject(folded)
    }

    /// How much a text looks like a title; `nil` when it cannot be one.
    private static func score(_ text: String, regions: Regions) -> Int? {
        let folded = LabelNormalization.folded(clean(text))
        guard folded.count <= 70, namesAReport(folded), holdsSubject(folded), !isHeading(folded) else { return nil }
        var score = 0
        if folded.hasSuffix("年度报告") { score += 4 }
        if folded.hasSuffix("年报") { score += 2 }
        if folded.holds("20") || folded.holds("二") && folded.holds("年") { score += 2 }
        if !startsWithoutBody(folded) { score += 1 }
        if regions.leading(folded) != nil { score += 3 }
        for word in ["首页", "位置", "通知", "根据", "按照", "编制", "上一篇", "下一篇", "附件", "现公布", "现将", "http", "关于"] where folded.holds(word) {
            score -= 4
        }
        if folded.holds("。") || folded.holds(",") || folded.holds(";") { score -= 4 }
        return score
    }

    /// Whether a text begins with the number of a section: `二、`.
    private static func isHeading(_ text: String) -> Bool {
        let number = text.prefix { "一二三四五六七八九十".contains($0) }
        return !number.isEmpty && text[number.endIndex...].first == "、"
    }

    private static func startsWithoutBody(_ text: String) -> Bool {
        guard let first = text.first(where: { !$0.isWhitespace }) else { return false }
        return first.isASCII && first.isNumber || text.hasPrefix("政府信息公开") || text.hasPrefix("信息公开") || text.hasPrefix("年度")
    }

    /// Drops a field's name before the title, the site's name behind it, and white space.
    private static func clean(_ text: String) -> String {
        var rest = text.filter { !$0.isWhitespace && $0 != "\u{3000}" && $0 != "\u{A0}" }
        for prefix in ["标题:", "标题：", "名称:", "名称：", "信息名称:", "信息名称："] where rest.hasPrefix(prefix) { rest.removeFirst(prefix.count) }
        if let end = rest.firstRange(of: "年度报告"), let mark = rest[end.upperBound...].first, "-_|—–·".contains(mark) {
            rest = String(rest[..<end.upperBound])
        }
        return rest
    }
}
