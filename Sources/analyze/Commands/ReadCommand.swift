import ArgumentParser
import Disclosure
import DocumentReading
import FilePaths
import Foundation
import Output
import ReportParsing
import Reporting

/// Reads documents and writes what they hold as an Arrow stream: the worker of a cluster, and its twin for files.
struct ReadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "What documents hold, as an Arrow stream on stdout: cells, doubts, prose and evidence, one batch a document.",
        discussion: """
            A file that cannot be read is a row of kind error and never ends the run. With --frames the documents come through stdin, each as the length of its \
            name (4 bytes, highest first), the name, the length of its content (8 bytes) and the content; with --tar as the members of a tar archive, packed \
            or not. A batch is written as soon as its document was read. trends, anomalies, rank and the other commands take the stream with --stream.

              analyze read reports/ | analyze trends --stream --format table
              tar -c reports | analyze read --tar -o reports.arrows
            """)

    @Argument(help: ArgumentHelp("Reports to read, files or folders.", valueName: "path"))
    var paths: [FilePath] = []

    @Flag(help: "Documents from standard input, as frames.")
    var frames = false

    @Flag(help: "Documents from standard input, as a tar archive.")
    var tar = false

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Write to a file.", valueName: "file"))
    var output: String?

    @OptionGroup var reading: ReadingOptions

    @Option(help: "zh or en: the language of messages; by default that of LANG.")
    var locale: String?

    func validate() throws {
        if frames && tar { throw ValidationError(zh: "--frames 与 --tar 只能取其一", en: "--frames and --tar are two forms of one stream") }
        if (frames || tar) != paths.isEmpty {
            throw ValidationError(zh: "请给出文件或文件夹，或用 --frames 或 --tar", en: "name files or folders, or say --frames or --tar")
        }
    }

    func run() async throws {
        let input = InputOptions.reading(paths, store: .named([]), reading)
        let target = try output.map { try OutputTarget(path: FilePath(argument: $0)) } ?? .standardOutput
        if target.isTerminal {
            throw UsageError(zh: "Arrow 流不是文本，不能显示在终端上：请用 -o 写入文件", en: "an Arrow stream is no text for a terminal: write it to a file with -o")
        }
        var files = FilesOfRun()
        files.add(inputs: paths)
        files.add(settings: reading.entityMap.path)
        try files.protect(from: target)
        let parser = try input.parser()
        let file = try OutputFile(target)
        let rows = try ArrowRows(ReportRow.columns.map(\.column), language: .en, to: file)
        // Whoever feeds the stream may wait for the schema before it sends anything.
        try file.flush()
        if paths.isEmpty {
            try await read(DocumentStream(tar ? .tar : .frames, descriptor: 0), parser, to: rows, file)
        } else {
            try await readFiles(parser, to: rows)
        }
        try rows.finish()
        try file.commit()
    }

    private func read(_ stream: DocumentStream, _ parser: ReportParser, to rows: ArrowRows, _ file: OutputFile) async throws {
        var stream = stream
        while let item = try next(&stream) {
            try Interruption.check()
            let outcomes =
                switch item.content {
                case .success(let bytes): await ReportFile.read(bytes: bytes, path: item.path, parser: parser)
                case .failure(let error): [ReportFile.failed(error)]
                }
            try rows.write(ReportRow.values(ReportRow.rows(of: item.path, outcomes)))
            try file.flush()
        }
    }

    /// The next document; a stream that is none ends the run, since nothing behind that place can be told apart.
    private func next(_ stream: inout DocumentStream) throws -> DocumentStream.Item? {
        do throws(DocumentStream.Failure) { return try stream.next() } catch {
            StandardError.line("analyze: \(error.text[.ofInvocation])")
            throw ExitStatus.unreadable
        }
    }

    private func readFiles(_ parser: ReportParser, to rows: ArrowRows) async throws {
        let found = try InputFiles.find(paths)
        let progress = ProgressBar(total: found.count, isQuiet: true)
        try await ReadFiles.forEachFile(
            found, jobs: ProcessInfo.processInfo.activeProcessorCount, parser: parser, progress: progress
        ) { position, reading in
            let path =
                switch found[position] {
                case .success(let path): path
                case .failure(let error): error.path
                }
            try rows.write(ReportRow.values(ReportRow.rows(of: path, reading.outcomes)))
        }
    }
}

extension DocumentStream.Failure {
    /// One sentence for the reader.
    fileprivate var text: LocalizedText {
        switch self {
        case .cutOff(let count):
            LocalizedText(zh: "标准输入在第 \(count + 1) 个文件中间中断", en: "standard input ends within document \(count + 1)")
        case .noFrame(let count):
            LocalizedText(zh: "标准输入在第 \(count) 个文件之后不是帧", en: "standard input is no frame behind document \(count)")
        case .noArchive(let count):
            LocalizedText(zh: "标准输入在第 \(count) 个文件之后不是 tar 数据", en: "standard input is no tar archive behind document \(count)")
        case .unreadable(let code):
            LocalizedText(zh: "标准输入无法读取：\(String(cString: strerror(code)))", en: "standard input cannot be read: \(String(cString: strerror(code)))")
        }
    }
}
