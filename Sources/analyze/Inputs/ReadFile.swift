import Disclosure
import DocumentReading
import Foundation
import ReportParsing

/// Reads many files at once, a bounded number at a time, and hands over what became of each in the order of the files.
enum ReadFiles {
    /// Calls `body` with the outcome of each file (and each member of an archive), in the order of `files`, from one task.
    static func forEach(
        _ files: [Result<String, ReadingError>], jobs: Int, parser: ReportParser, progress: ProgressBar, _ body: (ReportFile.Outcome) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, [ReportFile.Outcome]).self) { group in
            var queue = Queue(count: files.count, jobs: max(1, jobs))
            while let index = queue.start() { group.addTask { (index, await read(files[index], parser)) } }
            while let (index, outcomes) = try await group.next() {
                progress.advance()
                queue.finish(index, outcomes)
                while let ready = queue.takeNext() {
                    for outcome in ready { try body(outcome) }
                }
                while let index = queue.start() { group.addTask { (index, await read(files[index], parser)) } }
            }
        }
    }

    private static func read(_ file: Result<String, ReadingError>, _ parser: ReportParser) async -> [ReportFile.Outcome] {
        switch file {
        case .success(let path): await ReportFile.read(path: path, parser: parser)
        case .failure(let error): [ReportFile.failed(error)]
        }
    }

    /// Which files are being read, and which results wait for a slower file before them.
    private struct Queue {
        let count: Int
        let jobs: Int
        var started = 0
        var running = 0
        var next = 0
        var waiting: [Int: [ReportFile.Outcome]] = [:]

        /// The next file to read; `nil` while enough are being read or too many results wait.
        mutating func start() -> Int? {
            guard started < count, running < jobs, started - next < 4 * jobs else { return nil }
            running += 1
            started += 1
            return started - 1
        }

        mutating func finish(_ index: Int, _ outcomes: [ReportFile.Outcome]) {
            running -= 1
            waiting[index] = outcomes
        }

        /// The result of the next file in order; `nil` when it is not there yet.
        mutating func takeNext() -> [ReportFile.Outcome]? {
            guard let ready = waiting.removeValue(forKey: next) else { return nil }
            next += 1
            return ready
        }
    }
}

extension ReportFile.Quarantine {
    /// The reason for people, in both languages.
    var text: LocalizedText { LocalizedText(zh: Self.chinese[code].map { "\($0)（\(reason)）" } ?? reason, en: reason) }

    private static let chinese: [String: String] = [
        "empty": "文件为空", "unreadable": "文件无法打开", "image": "内容是图片，不是报告", "needs_ocr": "扫描件，需要文字识别",
        "unsupported": "不支持的格式", "unknown_format": "无法识别的格式", "damaged": "文件损坏", "beyond_limit": "超出读取上限",
        "missing_program": "缺少外部程序", "encrypted": "文件有密码", "outside_folder": "路径超出所在文件夹", "no_form": "没有找到年度报告的表格",
        "incomplete_form": "表格行数不全", "no_year": "无法确定年度", "no_body": "无法确定报告主体",
    ]
}
