import Disclosure
import FilePaths
import Foundation
import Output
import ReportRendering

/// Sets the reports of `datasets/` from their figures: `swift run typeset [datasets]`.
///
/// `figures/reports.json` lists the reports with title, source, prose and the labels that differ from the official ones, and those that lie in one
/// archive; each form's cells stand in a CSV file beside it as they were printed. The same figures always give the same bytes; a test compares them with the committed files.
@main
struct Typeset {
    /// An entry of `figures/reports.json`.
    struct Entry: Decodable {
        struct Form: Decodable {
            var edition: String
            var figures: String
        }
        var file: String
        var format: String
        var title: String
        var source: String
        var forms: [Form]
        var prose: [String: [String]]
        var labels: [String: String]
        /// The archive that the report lies in and its name there, when it is part of one.
        var archive: Member?

        struct Member: Decodable {
            var file: String
            var name: String
        }
    }

    /// Something in the figures that cannot be set.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static func main() throws {
        let folder = URL(filePath: CommandLine.arguments.dropFirst().first ?? "datasets")
        let output = folder.appending(path: "reports")
        try OutputFolder.ensure(FilePath(output.path))
        var archives: [(file: String, members: [(name: String, content: [UInt8])])] = []
        for entry in try JSONDecoder().decode([Entry].self, from: Data(contentsOf: folder.appending(path: "figures/reports.json"))) {
            guard let rendering = Renderings.named(entry.format) else { throw Failure(description: "no format \(entry.format)") }
            let draft = ReportDraft(
                title: entry.title, forms: try entry.forms.map { try form($0, in: folder) },
                prose: Dictionary(uniqueKeysWithValues: entry.prose.compactMap { key, value in Int(key).map { ($0, value) } }),
                labels: entry.labels)
            let bytes = try rendering.bytes(of: draft)
            if let member = entry.archive {
                if archives.last?.file != member.file { archives.append((member.file, [])) }
                archives[archives.count - 1].members.append(("\(member.name).\(rendering.fileExtension)", bytes))
            } else {
                try write(bytes, to: output.appending(path: "\(entry.file).\(rendering.fileExtension)"))
            }
        }
        for archive in archives { try write(ZipContainer.pack(archive.members, .stored), to: output.appending(path: "\(archive.file).zip")) }
    }

    private static func write(_ bytes: [UInt8], to file: URL) throws {
        let target = try OutputFile(OutputTarget(path: file.path))
        try target.write(bytes)
        try target.commit()
        StandardError.line(file.relativePath)
    }

    private static func form(_ form: Entry.Form, in folder: URL) throws -> FilledForm {
        guard let edition = Edition(rawValue: form.edition) else { throw Failure(description: "no edition \(form.edition)") }
        let text = try String(contentsOf: folder.appending(path: "figures/\(form.figures)"), encoding: .utf8)
        let cells = try text.split(whereSeparator: \.isNewline).dropFirst().enumerated().map { index, line in
            let fields = line.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
            let id = String(fields[0])
            guard fields.count == 2, Catalog.standard.indicator(id, edition: edition) != nil else {
                throw Failure(description: "\(form.figures):\(index + 2): no cell \(id) in \(edition.rawValue)")
            }
            let place = CellPlace(table: 0, row: index + 1, column: 1)
            return Cell(indicator: id, state: fields[1].isEmpty ? .blank : .text, raw: String(fields[1]), place: place)
        }
        return FilledForm(edition: edition, cells: cells)
    }
}
