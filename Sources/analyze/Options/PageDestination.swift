import Analyses
import Disclosure
import FilePaths
import Foundation
import Output
import Persistence
import Reporting

/// Where the page goes: a file, or a folder of pages.
struct PageDestination {
    private enum Place {
        case file(ResultDestination)
        case folder(String)
    }

    /// The page's name when none is given.
    static let usualName = "report.html"

    private let place: Place
    private let options: OutputOptions
    private let files: FilesOfRun
    private let isNameGiven: Bool
    /// How sources are named there.
    let links: SourceLinks

    /// Settles where the page goes: into a folder when the name ends in a slash or is that of a folder, else into a file.
    ///
    /// - Throws: ``OutputError`` and ``UsageError`` for a target or a format that cannot be.
    init(_ output: OutputOptions, keeping files: FilesOfRun) throws {
        (options, self.files, isNameGiven) = (output, files, output.output != nil)
        let current = FileManager.default.currentDirectoryPath
        if let name = output.output, name.hasSuffix("/") || Self.isFolder(name) {
            if let format = output.format, format != "html" {
                throw UsageError(zh: "--format \(format)：可用的只有 html", en: "--format \(format): there is only html")
            }
            place = .folder(name)
            links = SourceLinks(folder: name.hasPrefix("/") ? name : current + "/" + name, current: current)
            return
        }
        var output = output
        if output.output == nil {
            output.output = Self.usualName
            try Self.checkIsOwn(Self.usualName)
        }
        let destination = try output.destination(keeping: files, formats: .page)
        place = .file(destination)
        let folder = destination.target.file.map(\.folder.shown)
        links = SourceLinks(folder: folder.map { $0.hasPrefix("/") ? $0 : current + "/" + $0 } ?? current, current: current)
    }

    /// Writes the page, and says where it is when nobody said where it should be.
    func write(_ page: ReportPage, _ content: ReportPage.Content) throws {
        let progress = ProgressBar(total: content.corpus.bodies.count, isQuiet: options.quiet)
        defer { progress.finish() }
        switch place {
        case .file(let destination):
            try destination.write { try page.write(content, to: $0) { progress.set(to: $0) } }
            if !isNameGiven {
                progress.finish()
                options.remark(LocalizedText(zh: "已写入 \(Self.usualName)", en: "The page is \(Self.usualName)"))
            }
        case .folder(let name):
            let folder = try OutputFolder(path: name)
            try page.write(content, to: folder, isKept: isKept) { progress.set(to: $0) }
            try folder.commit()
        }
    }

    /// Whether a file of the folder is a store, or what this run reads.
    private func isKept(_ path: String) -> Bool {
        guard FileManager.default.fileExists(atPath: path) else { return false }
        if Store.isStore(path) { return true }
        do {
            try files.protect(from: OutputTarget(path: path))
            return false
        } catch { return true }
    }

    /// Whether a folder is there.
    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// A page that was written before is replaced; a file of that name which this program did not write is not, when nobody named it.
    private static func checkIsOwn(_ path: String) throws {
        guard let file = FileHandle(forReadingAtPath: path) else { return }
        defer { try? file.close() }
        let head = String(decoding: (try? file.read(upToCount: 4096)) ?? Data(), as: UTF8.self)
        if head.isEmpty || head.contains("<meta name=\"generator\" content=\"analyze ") { return }
        throw UsageError(
            zh: "\(path) 已存在，且不是本程序写的页面：请用 -o 指定文件名", en: "\(path) is there and is no page of this program: name a file with -o")
    }
}
