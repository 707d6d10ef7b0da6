/// Some bodies as the page carries them: what is alike stands together, so that the packer finds it.
///
/// Each kind of thing (bodies, reports, evidence, forms, series) is one table of columns, and a body says how many of each are its own. The cells of a body's forms of one
/// edition stand cell by cell over the years, a cell that never changes once. The script of the page puts the bodies together again.
struct PackedBlock {
    /// Between the years of a cell: no text has it, and JSON need not escape it.
    private static let separator = "\u{7F}"

    private var bodies = Columns()
    private var reports = Columns()
    private var evidence = Columns()
    private var forms = Columns()
    private var series = Columns()
    private var lines: [String] = []
    private(set) var count = 0

    /// What the script makes itself.
    private static let madeByScript: Set<String> = [
        "link", "last", "years", "values", "open", "home", "hasSeries", "hasRanks", "hasReports", "hasEvidence", "hasDoubts",
    ]

    /// Adds a body as its template takes it.
    mutating func append(_ body: PageValue) {
        let ownReports = body["reports"]?.elements ?? []
        let ownSeries = body["series"]?.elements ?? []
        bodies.append(body, except: Self.madeByScript.union(["reports", "series"]), counts: [("nr", ownReports.count), ("ns", ownSeries.count)])
        var groups: [(edition: Int, sheets: [FilledSheet])] = []
        for report in ownReports {
            let pieces = report["evidence"]?.elements ?? []
            let sheets = (report["forms"]?.elements ?? []).compactMap { form -> FilledSheet? in
                if case .drawing(let drawing)? = form["sheet"] { drawing as? FilledSheet } else { nil }
            }
            reports.append(
                report, except: Self.madeByScript.union(["evidence", "forms"]), counts: [("ne", pieces.count), ("nf", sheets.count)],
                shortened: ["sha": 16])
            let title = report["title"]?.string
            for piece in pieces { evidence.append(piece, except: [], counts: [], sameAs: ("words", title)) }
            for sheet in sheets {
                forms.append(sheet.frame, except: [], counts: [])
                if let place = groups.firstIndex(where: { $0.edition == sheet.edition }) {
                    groups[place].sheets.append(sheet)
                } else {
                    groups.append((sheet.edition, [sheet]))
                }
            }
        }
        for row in ownSeries { series.append(row, except: Self.madeByScript, counts: []) }
        for group in groups {
            let texts = group.sheets.map(\.withoutSums)
            for place in texts[0].indices {
                let first = texts[0][place]
                lines.append(texts.allSatisfy { $0[place] == first } ? first : texts.map { $0[place] }.joined(separator: Self.separator))
            }
        }
        count += 1
    }

    var value: PageValue {
        .object([
            ("bodies", bodies.value), ("reports", reports.value), ("evidence", evidence.value), ("forms", forms.value), ("series", series.value),
            ("cells", .text(lines.joined(separator: "\n"))),
        ])
    }

    /// A table of objects with the same members, column by column.
    private struct Columns {
        private var names: [String] = []
        private var columns: [[PageValue]] = []

        mutating func append(
            _ object: PageValue, except left: Set<String>, counts: [(String, Int)], shortened: [String: Int] = [:],
            sameAs: (name: String, text: String?)? = nil
        ) {
            guard case .object(let members) = object else { return }
            let kept = members.filter { !left.contains($0.key) } + counts.map { ($0.0, .number(Double($0.1))) }
            if names.isEmpty {
                names = kept.map(\.key)
                columns = Array(repeating: [], count: names.count)
            }
            precondition(kept.map(\.key) == names, "one kind of object has one kind of members")
            for (column, member) in kept.enumerated() {
                var value = member.value
                if let length = shortened[member.key], let text = value.string { value = .text(String(text.prefix(length))) }
                if let sameAs, sameAs.name == member.key, let text = value.string, text == sameAs.text { value = .number(0) }
                columns[column].append(value)
            }
        }

        var value: PageValue { .object(zip(names, columns).map { ($0, .list($1)) }) }
    }
}

extension PageValue {
    /// The elements of a list; none of anything else.
    fileprivate var elements: [PageValue] { if case .list(let elements) = self { elements } else { [] } }

    /// A text; `nil` for anything else.
    fileprivate var string: String? { if case .text(let text) = self { text } else { nil } }
}
