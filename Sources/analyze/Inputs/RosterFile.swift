import Analyses
import ArgumentParser
import Disclosure
import FilePaths
import ReportParsing
import Reporting

/// A file that says who should have reported.
struct RosterFile {
    let roster: Roster
    /// The file's name, as it is shown.
    let name: String

    /// The bodies on it.
    var bodies: [Body] { roster.entries.map(\.body) }

    init(path: String) throws {
        name = FilePath(argument: path).name.shown
        let text = try TextFile(path: path).text
        do {
            roster = try Roster(csv: text)
        } catch {
            throw UsageError(zh: "\(path) 第 \(error.line) 行有误：\(error.problem.zh)", en: "\(path), \(error)")
        }
    }
}

/// The option that says who should have reported.
struct RosterOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "CSV (entity,region_code,year) of who should have reported: each report that is not there is a finding.", valueName: "file"))
    var expected: String?

    /// The list as a parameter of the result.
    var parameters: [ResultField] { expected.map { [ResultField("expected", .text($0))] } ?? [] }

    /// The list; `nil` when none was given.
    var file: RosterFile? { get throws { try expected.map(RosterFile.init) } }
}

extension RosterFile {
    /// The reports that are asked for, each once, with whether they are there.
    ///
    /// - Parameters:
    ///   - corpus: all that is there, whatever of it is shown.
    ///   - chosen: whom and which years the answer is about.
    func reports(in corpus: Corpus, of chosen: CorpusSelection) -> [ExpectedReport] {
        var seen: Set<[String]> = []
        return roster.slots(in: corpus, years: []).compactMap { slot in
            let body = slot.body ?? slot.known ?? -1
            let one = slot.isThere || corpus.bodies.indices.contains(body) ? corpus.bodies[body] : slot.entry.body
            let former = corpus.bodies.indices.contains(body) ? corpus.formerBodies(body) : []
            guard chosen.includes(year: slot.year), chosen.includes(one, former: former) else { return nil }
            guard seen.insert([one.key, String(slot.year)]).inserted else { return nil }
            return ExpectedReport(body: one, year: slot.year, isThere: slot.isThere)
        }
    }

    /// A finding for each report that is asked for and not there.
    func findings(in corpus: Corpus, of chosen: CorpusSelection = CorpusSelection()) -> [Finding] {
        let positions = Dictionary(corpus.bodies.enumerated().map { ($1.key, $0) }) { first, _ in first }
        return reports(in: corpus, of: chosen).filter { !$0.isThere }.map { missing in
            let (rule, definition) = ("roster.missing", "a body of the roster has a report of the year")
            return Finding(
                body: positions[missing.body.key],
                fingerprint: Fingerprint.of(body: missing.body, year: missing.year, rule: rule, definition: definition, subject: []),
                kind: .missing, rule: rule, severity: .warning, entity: missing.body.name, regionCode: missing.body.regionCode, year: missing.year,
                certainty: .exact,
                message: LocalizedText(
                    zh: "名单上有，却没有\(missing.year)年的报告。", en: "On the roster, but there is no report of \(missing.year)."))
        }
    }
}

extension Roster {
    /// A report that a line of the roster asks for.
    struct Slot {
        let entry: Entry
        let year: Int
        /// The body of the corpus that has the report; `nil` where it is not there.
        let body: Int?
        /// A body of the corpus that is meant, with a report of that year or without; `nil` where there is none.
        let known: Int?

        var isThere: Bool { body != nil }
    }

    /// The reports that the lines ask for, in their order.
    ///
    /// - Parameter years: the years that are asked about; those of the corpus when it is empty.
    func slots(in corpus: Corpus, years: [ClosedRange<Int>]) -> [Slot] {
        let asked = years.isEmpty ? Array(corpus.years) : Array(Set(years.flatMap(Array.init))).sorted()
        // By name: a roster of thousands is held against thousands of bodies.
        var named: [String: [Int]] = [:]
        for index in corpus.bodies.indices {
            for name in Set([corpus.bodies[index].name] + corpus.formerBodies(index).map(\.body.name)) { named[name, default: []].append(index) }
        }
        return entries.flatMap { entry -> [Slot] in
            let candidates = Set((named[entry.body.name] ?? []) + (named[entry.entity] ?? [])).sorted()
            let bodies = candidates.filter {
                entry.isMet(by: corpus.bodies[$0]) || corpus.formerBodies($0).contains { entry.isMet(by: $0.body) }
            }
            return (entry.year.map { [$0] } ?? asked).filter { years.isEmpty || asked.contains($0) }.map { year in
                let body = bodies.first { corpus.years.contains(year) && corpus.hasReport(body: $0, year: year) }
                return Slot(entry: entry, year: year, body: body, known: body ?? bodies.first)
            }
        }
    }
}
