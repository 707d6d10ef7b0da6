import Analyses
import ArgumentParser
import Disclosure
import Reporting

/// Who is compared with whom: a choice that changes numbers, and is printed with them, unlike the filters that select rows of an answer.
struct PopulationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Compare only bodies whose attribute has this value: level, kind, region_code, or an attribute of an imported panel; repeatable.",
            valueName: "attribute=value"))
    var only: [String] = []

    func validate() throws {
        for choice in only where !choice.contains("=") {
            throw ValidationError(zh: "--only \(choice)：应写成 属性=值", en: "--only \(choice): attribute=value")
        }
    }

    /// The part of the corpus that is compared, with all its years.
    ///
    /// - Throws: ``UsageError`` for an attribute that no body has, and when nobody is left.
    func part(of corpus: Corpus) throws -> Corpus {
        var kept = Array(corpus.bodies.indices)
        for choice in only {
            let sides = choice.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let values = corpus.attribute(sides[0]) else {
                let known = LocalizedText.list(corpus.attributeNames)
                throw UsageError(
                    zh: "--only：没有属性“\(sides[0])”，可用的是 \(known.zh)", en: "--only: there is no attribute \"\(sides[0])\"; there are \(known.en)")
            }
            kept = kept.filter { values($0) == sides[1] }
        }
        if kept.isEmpty, !only.isEmpty {
            throw UsageError(zh: "没有主体符合 --only \(only.joined(separator: " "))", en: "no body has --only \(only.joined(separator: " "))")
        }
        return kept.count == corpus.bodies.count ? corpus : corpus.selecting(bodies: kept)
    }
}
