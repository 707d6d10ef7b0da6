import Foundation

/// `RESULTS.md`: a section for each workload, written again when that workload is measured again, the others left as they are.
struct ResultsDocument {
    /// A heading and what stands below it.
    struct Section {
        let title: String
        let lines: [String]

        /// The first word of the heading, by which a section is found again.
        var id: Substring { title.prefix { !$0.isWhitespace } }
    }

    private static let preamble = [
        "# Benchmarks", "",
        "Sections are written by `swift run -c release Benchmarks [workloads] --write-results` and `--curves --write-results`; the figures of a section are of one",
        "run on one machine, and only their ratios carry over to another. Times are medians; memory is the largest resident size with the input in it.",
        "\"Limit\" is a kernel in C of what no program can leave out, alone: mostly reading the input once and writing as many columns of output. The difference",
        "is the largest over all results, relative as each workload says. Inputs are the same files for everyone, from a fixed seed. Below each table stand the",
        "machine and how busy it was with other work: a load above 0 when the run began means that others had a share of the processors, ours and the peers' alike.",
        "",
    ]

    private(set) var sections: [Section]

    /// The sections of a document's text.
    init(text: String) {
        sections = text.components(separatedBy: "\n## ").dropFirst().map { part in
            var lines = part.components(separatedBy: "\n")
            let title = lines.removeFirst()
            while lines.first == "" { lines.removeFirst() }
            while lines.last == "" { lines.removeLast() }
            return Section(title: title, lines: lines)
        }
    }

    /// Puts a section in the place of the one with its id, or in the order of `ids` among the others; ids that are not listed come last.
    mutating func replace(_ section: Section, order ids: [String]) {
        sections.removeAll { $0.id == section.id }
        func rank(_ section: Section) -> Int { ids.firstIndex { $0 == section.id } ?? ids.count }
        sections.insert(section, at: sections.firstIndex { rank($0) > rank(section) } ?? sections.count)
    }

    /// The whole text.
    var text: String {
        (Self.preamble + sections.flatMap { ["## \($0.title)", ""] + $0.lines + [""] }).joined(separator: "\n")
    }

    /// Replaces sections of the committed file.
    static func update(_ measured: [Section]) throws {
        let file = ReleaseBuild.root.appending(path: "Benchmarks/RESULTS.md")
        var document = ResultsDocument(text: (try? String(contentsOf: file, encoding: .utf8)) ?? "")
        let order = WorkloadRegistry.all(small: false).map(\.id)
        for section in measured { document.replace(section, order: order) }
        try document.text.write(to: file, atomically: true, encoding: .utf8)
        FileHandle.standardError.write(Data("wrote \(file.path)\n".utf8))
    }
}
