import Disclosure

/// One number by another, as the reader names them: `"granted / concluded"`, or an indicator by an exposure, `--per population 1000`.
struct Quotient: Sendable {
    /// What stands above, a concept or a cell.
    let numerator: RankSubject
    /// What stands below, a concept or a cell.
    let denominator: RankSubject
    /// Units of the denominator that the value is per.
    let scale: Double
    /// The law of the quotient; `nil` where the numerator is no count.
    let kind: Ratio.Kind?
    /// Where the denominator stands when it is a panel's.
    private let join: PanelJoin?

    /// The quotient that a text names, told apart at the slash; `nil` where the text is none or names something unknown.
    init?(_ text: String, _ origin: RankSubject.Origin, in corpus: Corpus) {
        guard let (above, below) = Self.operands(of: text, origin, in: corpus) else { return nil }
        self.init(above, by: below, scale: 1, isExposure: false, in: corpus)
    }

    /// Events by exposure.
    init?(_ numerator: String, per exposure: RankOptions.Exposure, _ origin: RankSubject.Origin, in corpus: Corpus) {
        guard let above = Self.operand(numerator, origin, in: corpus), let below = Self.operand(exposure.indicator, origin, in: corpus) else {
            return nil
        }
        self.init(above, by: below, scale: exposure.scale, isExposure: true, in: corpus)
    }

    private init(_ above: RankSubject, by below: RankSubject, scale: Double, isExposure: Bool, in corpus: Corpus) {
        numerator = above
        denominator = below
        self.scale = scale
        if case .cell(let indicator) = below { join = PanelJoin(indicator, in: corpus) } else { join = nil }
        kind = Self.kind(of: above, by: below, join: join, isExposure: isExposure, in: corpus)
    }

    /// Its name.
    var label: LocalizedText {
        let per = scale == 1 ? "" : "\(scale == scale.rounded() && scale < 1e15 ? String(Int(scale)) : String(scale)) "
        return LocalizedText(zh: "\(numerator.label.zh) / \(per)\(denominator.label.zh)", en: "\(numerator.label.en) / \(per)\(denominator.label.en)")
    }

    /// The two sides of a text. A name may have a slash of its own: the first one that leaves two known names is the sign.
    static func operands(of text: String, _ origin: RankSubject.Origin, in corpus: Corpus) -> (RankSubject, RankSubject)? {
        for slash in text.indices where text[slash] == "/" || text[slash] == "÷" {
            if let above = operand(text[..<slash], origin, in: corpus),
                let below = operand(text[text.index(after: slash)...], origin, in: corpus)
            {
                return (above, below)
            }
        }
        return nil
    }

    private static func operand(_ text: some StringProtocol, _ origin: RankSubject.Origin, in corpus: Corpus) -> RankSubject? {
        var name = text.drop(while: \.isWhitespace)
        while name.last?.isWhitespace == true { name.removeLast() }
        if name.count >= 2, name.first == "\"", name.last == "\"" { name = name.dropFirst().dropLast() }
        return name.isEmpty ? nil : RankSubject(quantity: String(name), origin, in: corpus)
    }

    /// A part of a whole where no body ever has more above than below; else events by exposure. What is no count has no law of chance.
    private static func kind(
        of above: RankSubject, by below: RankSubject, join: PanelJoin?, isExposure: Bool, in corpus: Corpus
    ) -> Ratio.Kind? {
        var isPart = !isExposure
        for body in corpus.bodies.indices {
            for year in corpus.years {
                guard let k = above.reading(of: body, year: year, in: corpus).value,
                    let n = Self.denominator(below, join, of: body, year: year, in: corpus).value
                else { continue }
                guard k >= 0, k == k.rounded(), k < 1e15, n >= 0 else { return nil }
                if k > n || n != n.rounded() || n >= 1e15 { isPart = false }
            }
        }
        return isPart ? .proportion : .rate
    }

    private static func denominator(
        _ below: RankSubject, _ join: PanelJoin?, of body: Int, year: Int, in corpus: Corpus
    ) -> RankSubject.Reading {
        guard let join else { return below.reading(of: body, year: year, in: corpus) }
        guard let position = join.position(of: body, year: year, in: corpus) else {
            return RankSubject.Reading(components: [], reason: RankNotes.notJoined(below.label))
        }
        return below.reading(of: position, year: year, in: corpus)
    }

    /// The quotient of a body and year with its two sides.
    func reading(of body: Int, year: Int, in corpus: Corpus) -> RankSubject.Reading {
        let above = numerator.reading(of: body, year: year, in: corpus)
        guard let k = above.value else { return RankSubject.Reading(components: [], reason: above.reason) }
        let below = Self.denominator(denominator, join, of: body, year: year, in: corpus)
        guard let n = below.value else { return RankSubject.Reading(components: [], reason: below.reason) }
        return RankSubject.Reading(
            value: n == 0 ? nil : k / n * scale, n: n, numerator: k,
            components: [RankRow.Component("numerator", k), RankRow.Component("denominator", n)],
            reason: n == 0 ? RankNotes.zeroDenominator : n < 0 ? RankNotes.negativeDenominator : nil)
    }
}
