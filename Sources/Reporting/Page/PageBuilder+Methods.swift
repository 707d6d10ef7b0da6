import Disclosure

extension PageBuilder {
    /// What an input is called on the page: never by an absolute path.
    private func name(_ path: String) -> String { content.links.link(shown: path)?.text ?? path }

    /// A digest of everything that was read: of the reports by body and year, else of the files.
    private var inputDigest: String? {
        if !reportDigests.isEmpty { return PackedPart.hexadecimalHash(reportDigests.map { $0 + "\n" }.joined()) }
        let known = content.making.inputs.compactMap { input in input.sha256.map { "\($0)  \(name(input.path))\n" } }
        return known.isEmpty ? nil : PackedPart.hexadecimalHash(known.joined())
    }

    /// How the page was made, as a table, with the inputs behind a click.
    var made: String {
        let making = content.making
        var table = PageTable(caption: word("madeCaption"), isCaptionHidden: true, columns: [.init(word("item")), .init(word("value"))])
        table.rows = [[.text(word("program")), .text("analyze \(making.version)")], [.text(word("command")), .text(making.command)]]
        if let date = making.date { table.rows.append([.text(word("date")), .text(date)]) }
        if let day = lastPublication { table.rows.append([.text(word("dataUntil")), .text(day)]) }
        table.rows.append([.text(word("seed")), .text(String(making.seed))])
        for option in making.options { table.rows.append([.text(option.name[language]), .text(option.value)]) }
        if let digest = inputDigest { table.rows.append([.text(word("inputDigest")), .text(digest)]) }
        if let digest = making.rulesDigest { table.rows.append([.text(word("rulesDigest")), .text(digest)]) }
        let count = making.inputs.count
        guard count > 0 else { return table.html }
        if count <= limits.inputs {
            return table.html + details("\(word("inputs")) (\(PageText.count(count)))", inputTable, rows: 0, isForScreen: true)
        }
        let words = say("读取了 \(PageText.count(count)) 个文件，", "\(PageText.count(count)) files were read; ")
        let rest =
            isFolder
            ? "<a href=\"\(Self.inputFile)\">\(PageText.escaped(say("逐一列出", "the list")))</a>"
            : PageText.escaped(say("各报告的 SHA-256 见其所属主体。", "the SHA-256 of each report stands beside it."))
        return table.html + "<p>\(PageText.escaped(words))\(rest)</p>\n"
    }

    private var inputTable: String {
        let inputs = content.making.inputs
        var table = PageTable(
            caption: word("inputs"), isCaptionHidden: true, columns: [.init(word("file")), .init("SHA-256")], isTall: inputs.count > 30)
        table.rows = inputs.map { [.text(name($0.path)), .markup("<code>\($0.sha256.map { PageText.escaped($0) } ?? "–")</code>")] }
        return table.html
    }

    static let inputFile = "inputs.html"

    /// The page of a folder that lists what was read, where it does not stand in the index.
    func inputPage() -> String? {
        guard content.making.inputs.count > limits.inputs else { return nil }
        let back = "<p class=\"crumb\"><a href=\"index.html\">\(PageText.escaped(word("back")))</a></p>"
        return leaf(title: word("inputs"), back + "<h2>\(PageText.escaped(word("inputs")))</h2>" + inputTable)
    }

    /// How the page may be cited.
    var cite: String {
        let count = PageText.count(bodies.reduce(0) { $0 + $1.reports })
        let digest = inputDigest.map { say("，输入摘要 SHA-256 \($0.prefix(16))", ", inputs SHA-256 \($0.prefix(16))") } ?? ""
        let date = content.making.date.map { say("，\($0)", ", \($0)") } ?? ""
        return say(
            "\(title)：\(PageText.count(bodies.count)) 个主体 \(span) 年 \(count) 份政府信息公开工作年度报告的分析，analyze \(content.making.version)\(digest)\(date)。",
            "\(title): \(count) annual reports on government information disclosure of \(PageText.count(bodies.count)) bodies, \(span), analyzed by analyze \(content.making.version)\(digest)\(date)."
        )
    }

    /// The heading.
    var title: String { content.title?[language] ?? word("title") }

    /// Who and when, in a line.
    var lead: String {
        let separator = language == .zh ? "、" : ", "
        let names = bodies.prefix(4).map(\.name).joined(separator: separator)
        let more = bodies.count > 4 ? say(" 等 \(PageText.count(bodies.count)) 个主体", " and \(PageText.count(bodies.count - 4)) more") : ""
        return bodies.isEmpty ? "" : "\(names)\(more) · \(span)" + (content.making.date.map { " · \($0)" } ?? "")
    }
}
