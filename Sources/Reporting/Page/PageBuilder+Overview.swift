import Analyses
import Disclosure

extension PageBuilder {
    /// The figures at the head of the page.
    var figures: PageValue {
        func figure(_ value: Int, _ key: String, _ style: String = "") -> PageValue {
            .object([("value", .text(PageText.count(value))), ("label", .text(word(key))), ("class", .text(value > 0 ? style : ""))])
        }
        let trends = content.trends
        return .list([
            figure(bodies.reduce(0) { $0 + $1.reports }, "figReports"), figure(bodies.count, "figBodies"), figure(cells, "figCells"),
            figure(content.findings.count { $0.severity == .error }, "figErrors", "red"),
            figure(content.findings.count { $0.severity == .warning }, "figWarnings", "amber"),
            figure(trends.count { $0.pValue != nil }, "figSeries"),
            figure(trends.count { $0.direction == .rising || $0.direction == .falling }, "figMoving"),
        ])
    }

    // MARK: Coverage

    /// What the map of coverage shows, in words.
    var coverageIntro: String {
        let slots = bodies.reduce(0) { $0 + $1.states.count }
        func count(_ state: State) -> Int { bodies.reduce(0) { $0 + $1.states.count { $0 == state } } }
        let (gone, sparse, bad) = (count(.gone), count(.sparse), count(.bad))
        let read = PageText.count(slots - gone - bad - count(.unasked))
        var zh = "\(PageText.count(bodies.count)) 个主体 × \(content.corpus.years.count) 年：有报告 \(read) 份"
        var en = "\(PageText.count(bodies.count)) bodies × \(content.corpus.years.count) years: \(read) reports"
        if sparse > 0 { (zh, en) = (zh + "（其中过半空白 \(sparse) 份）", en + " (\(sparse) of them mostly blank)") }
        (zh, en) = (zh + "，缺 \(PageText.count(gone)) 份", en + ", \(PageText.count(gone)) missing")
        if bad > 0 { (zh, en) = (zh + "，无法读取 \(bad) 份", en + ", \(bad) not readable") }
        return say(zh + "。", en + ".")
    }

    /// Body × year; where there are too many bodies for a map, groups of them × year.
    var coverage: String {
        guard !bodies.isEmpty else { return "" }
        return (bodies.count <= limits.bodiesInMap ? bodyMap : groupMap) + (bodies.count <= limits.bodiesInMap ? legend : "")
    }

    private var bodyMap: String {
        let years = Array(content.corpus.years)
        var table = PageTable(caption: word("coverageCaption"), isCaptionHidden: true, style: "matrix", isTall: bodies.count > 30)
        table.columns = [.init(word("entity"))] + years.map { .init(String($0)) }
        for (index, entry) in bodies.enumerated() {
            var row: [PageTable.Cell] = [.link(entry.name, to: address(of: index))]
            for (year, state) in zip(years, entry.states) {
                let words = "\(entry.name) \(year)\(word("colon"))\(word(state.rawValue))"
                let target = state == .read || state == .sparse ? address(of: index, year: year) : nil
                row.append(.mark(Self.sign(state), style: state.rawValue, address: target, words: words))
            }
            table.rows.append(row)
        }
        return table.html
    }

    private static func sign(_ state: State) -> String {
        switch state {
        case .read: "✓"
        case .sparse: "◌"
        case .gone: "–"
        case .bad: "✕"
        case .unasked: "·"
        }
    }

    private var legend: String {
        let items = State.allCases.filter { $0 != .unasked || content.expected != nil }.map { state in
            "<li><b class=\"\(state.rawValue)\">\(Self.sign(state))</b>\(PageText.escaped(word(state.rawValue)))</li>"
        }
        return "<ul class=\"legend\">\(items.joined())</ul>\n"
    }

    /// Groups of bodies: by region, as finely as some forty rows allow, else so many bodies a row.
    private var groups: [(name: String, prefix: String?, bodies: [Int])] {
        if let length = Self.prefixLength(bodies.map(\.code)) {
            let all = Dictionary(grouping: bodies.indices) { bodies[$0].code.map { String($0.prefix(length)) } ?? "" }
            return all.sorted { Self.order($0.key) < Self.order($1.key) }.map { prefix, members in
                (regionName(prefix), prefix.isEmpty ? nil : prefix, members)
            }
        }
        let size = (bodies.count + 39) / 40
        return stride(from: 0, to: bodies.count, by: size).map { start in
            let members = Array(start..<min(start + size, bodies.count))
            return ("\(bodies[members[0]].name) – \(bodies[members[members.count - 1]].name)", nil, members)
        }
    }

    private var groupMap: String {
        let years = Array(content.corpus.years)
        var table = PageTable(caption: word("coverageCaption"), isCaptionHidden: true, style: "matrix")
        table.columns = [.init(word("region")), .init(word("bodies"), isNumber: true)] + years.map { .init(String($0)) }
        for group in groups {
            let address = isFolder ? "#bodies" : group.prefix.map { "#bodies&q=\($0)" } ?? "#bodies"
            var row: [PageTable.Cell] = [.link(group.name, to: address), .number(PageText.count(group.bodies.count), nil)]
            for year in years.indices {
                let read = group.bodies.count { bodies[$0].states[year] == .read || bodies[$0].states[year] == .sparse }
                // Against a list, of those that it asks for.
                let all = group.bodies.count { bodies[$0].states[year] != .unasked }
                let share = Double(read) / Double(max(all, 1))
                let style = read == 0 ? "zero" : share > 0.95 ? "h4" : share > 0.75 ? "h3" : share > 0.4 ? "h2" : "h1"
                row.append(.mark("\(read)", style: style, words: "\(group.name) \(years[year])\(word("colon"))\(read) / \(all)"))
            }
            table.rows.append(row)
        }
        return table.html
    }

    /// What could not be read, and why.
    var unread: String {
        guard !content.unread.isEmpty else { return "" }
        var table = PageTable(caption: word("unreadCaption"), columns: [.init(word("file")), .init(word("reason"))])
        table.rows = content.unread.map { [.text(content.links.link(shown: $0.path)?.text ?? $0.path), .text($0.reason[language])] }
        let count = say("无法读取 \(content.unread.count) 份文件", "\(content.unread.count) file\(content.unread.count == 1 ? "" : "s") could not be read")
        return "<details><summary>\(count)</summary>\(table.html)</details>\n"
    }

    // MARK: Editions, kinds of findings

    /// A heat map of counts, a row for each name; columns are the years.
    private func counts(_ caption: String, _ head: String, _ rows: [(name: String, counts: [Int: Int], address: ((Int?) -> String)?)]) -> String {
        let years = content.corpus.years.filter { year in rows.contains { ($0.counts[year] ?? 0) > 0 } }
        let most = rows.flatMap(\.counts.values).max() ?? 1
        var table = PageTable(caption: caption, isCaptionHidden: true, style: "matrix")
        table.columns = [.init(head)] + years.map { .init(String($0)) } + [.init(word("total"), isNumber: true)]
        for row in rows {
            var cells: [PageTable.Cell] = [.link(row.name, to: row.address?(nil))]
            for year in years {
                let count = row.counts[year] ?? 0
                let share = Double(count) / Double(max(most, 1))
                let style = count == 0 ? "zero" : share > 0.6 ? "h4" : share > 0.3 ? "h3" : share > 0.1 ? "h2" : "h1"
                let words: String? = count > 0 ? "\(row.name) \(year)\(word("colon"))\(count)" : nil
                let target = count > 0 ? row.address?(year) : nil
                cells.append(.mark(count == 0 ? "·" : PageText.count(count), style: style, address: target, words: words))
            }
            cells.append(.number(PageText.count(row.counts.values.reduce(0, +)), nil))
            table.rows.append(cells)
        }
        return table.html
    }

    /// Editions of the forms by year.
    var editionTable: String {
        var rows: [(name: String, counts: [Int: Int], address: ((Int?) -> String)?)] = []
        for edition in Edition.allCases {
            if let years = editions[edition] { rows.append((Codes.editions[edition.rawValue]?[language] ?? edition.rawValue, years, nil)) }
        }
        return counts(word("editions"), word("edition"), rows)
    }

    /// Findings by kind and year.
    var kindTable: String {
        var all: [Finding.Kind: [Int: Int]] = [:]
        for finding in content.findings { all[finding.kind, default: [:]][finding.year, default: 0] += 1 }
        let isFolder = isFolder
        var rows: [(name: String, counts: [Int: Int], address: ((Int?) -> String)?)] = []
        for kind in Finding.Kind.allCases {
            guard let years = all[kind] else { continue }
            let address: (Int?) -> String = { year in "#findings&kind=\(kind.rawValue)" + (year.map { "&year=\($0)" } ?? "") }
            rows.append((Codes.kinds[kind.rawValue]![language], years, isFolder ? nil : address))
        }
        return counts(word("findingsByKind"), word("kind"), rows)
    }

    // MARK: Bodies

    /// The list of the bodies.
    var bodyTable: String {
        guard !bodies.isEmpty else { return "" }
        var table = PageTable(caption: word("bodies"), isCaptionHidden: true, style: "sortable", id: "body-table")
        table.columns = [
            .init(word("entity")), .init(word("regionCode")), .init(word("bodyKind")), .init(word("reports"), isNumber: true),
            .init(word("missingYears")),
            .init(word("figErrorsShort"), isNumber: true), .init(word("figWarningsShort"), isNumber: true),
            .init(word("figInfosShort"), isNumber: true),
        ]
        let first = content.corpus.years.lowerBound
        for (index, entry) in bodies.enumerated() {
            let gone = entry.states.indices.filter { entry.states[$0] == .gone || entry.states[$0] == .bad }.map { first + $0 }
            func count(_ severity: Finding.Severity) -> PageTable.Cell {
                let number = entry.findings.count { content.findings[$0].severity == severity }
                return .number(number == 0 ? "" : PageText.count(number), Double(number))
            }
            var row: [PageTable.Cell] = [.link(entry.name, to: address(of: index)), .text(entry.code ?? ""), .text(entry.kind)]
            row.append(.number(String(entry.reports), Double(entry.reports)))
            row.append(.text(Self.ranges(gone)))
            row += [count(.error), count(.warning), count(.info)]
            table.rows.append(row)
        }
        return table.html
    }

    /// Years in few characters: 2009–2012, 2015.
    static func ranges(_ years: [Int]) -> String {
        var parts: [String] = []
        var index = 0
        while index < years.count {
            var end = index
            while end + 1 < years.count, years[end + 1] == years[end] + 1 { end += 1 }
            parts.append(end == index ? "\(years[index])" : end == index + 1 ? "\(years[index]), \(years[end])" : "\(years[index])–\(years[end])")
            index = end + 1
        }
        return parts.joined(separator: ", ")
    }
}
