import ColumnStore
import Disclosure

extension PanelAccount {
    /// Numbers whose value is not what their digits alone say.
    var spellingNotes: [LocalizedText] {
        NumberConventions.Spelling.allCases.compactMap { spelling in
            conventions.spellings[spelling].map { example in
                switch spelling {
                case .scaled:
                    example.contains(where: { "万亿萬億".contains($0) })
                        ? LocalizedText(zh: "带“万”“亿”的数已乘开，如“\(example)”。", en: "Numbers with 万 or 亿 are multiplied out, as “\(example)”.")
                        : LocalizedText(
                            zh: "金额后的千、百万等字母（k、m、bn）已乘开，如“\(example)”。",
                            en: "Letters behind money that mean thousands or millions are multiplied out, as “\(example)”.")
                case .negative:
                    LocalizedText(
                        zh: "括号、三角或后置减号按负数读，如“\(example)”。",
                        en: "Parentheses, a triangle or a minus sign behind make a number negative, as “\(example)”.")
                }
            }
        }
    }

    /// Keys that are taken as they stand though they may be meant otherwise: numbers that name something, totals, years of other calendars.
    func keyNotes(_ result: PanelTable) -> [LocalizedText] {
        var notes: [LocalizedText] = []
        let codes = roles.codes.map { FoldedText.name(table.header[$0]) }
        if !codes.isEmpty {
            notes.append(
                LocalizedText(
                    zh: "\(codes.map { "“\($0)”" }.joined(separator: "、"))列是代码，不作指标（--column number=列名 可改）。",
                    en:
                        "\(codes.map { "“\($0)”" }.joined(separator: ", ")) \(codes.count == 1 ? "is a column" : "are columns") of codes, not of quantities (--column number=NAME for these)."
                ))
        }
        func note(_ entities: [String], otherwise: LocalizedText) {
            if entities.isEmpty { return }
            let names = entities.map { "“\($0)”" }
            notes.append(
                LocalizedText(
                    zh: "\(names.joined(separator: "、"))按普通主体读；\(otherwise.zh)。",
                    en: "\(names.joined(separator: ", ")): read as an entity like the others; \(otherwise.en)."))
        }
        note(
            result.panel.entities.filter { Self.totals.contains(FoldedText.key($0)) },
            otherwise: LocalizedText(zh: "若是其他行的合计，请删去该行", en: "where it is their total, take its lines out"))
        note(
            result.panel.entities.filter(Self.dittos.contains),
            otherwise: LocalizedText(zh: "若表示与上一行相同，请写出名称", en: "where it repeats the line above, write the name out"))
        if let last = result.panel.years.last, last > 2200 {
            notes.append(
                LocalizedText(
                    zh: "年份 \(result.panel.years.lowerBound)–\(last) 照原样保留，不换算历法。",
                    en: "The years \(result.panel.years.lowerBound) to \(last) are kept as they stand; no calendar is converted."))
        }
        return notes
    }

    private static let dittos: Set<String> = ["〃", "″", "\"", "''", "”", "同上", "々", "ditto", "Ditto", "do.", "-do-", "--\"--"]

    private static let totals: Set<String> = [
        "total", "totals", "grandtotal", "subtotal", "sum", "all", "overall", "合计", "总计", "小计", "共计", "总和", "全部", "总数", "計", "合計", "總計",
    ]

    /// The first number of a column that has a point.
    func firstPointed(_ column: Int) -> String? {
        var found: String?
        _ = try? table.forEach(in: table.whole, limit: 1000) { record in
            if found == nil, case .number(_, .three) = NumberText.read(record.bytes(column)) { found = FoldedText.name(record.text(column)) }
        }
        return found
    }
}
