import Analyses
import Disclosure
import DocumentReading
import FilePaths
import Persistence
import ReportParsing

/// Whether the store is as it was written, and what can be done where it is not.
enum StoreChecks {
    /// The file with what analyses worked out, when there is one.
    static func cache(_ store: String) -> [Doctor.Check] {
        let cache = AnalysisCache(besideStore: store)
        guard let contents = cache.contents else {
            return [
                Doctor.Check(
                    name: "cache", status: .absent, value: LocalizedText(zh: cache.path, en: cache.path),
                    note: LocalizedText(zh: "下次运行 analyze anomalies 时建立", en: "the next run of analyze anomalies makes it"))
            ]
        }
        let count = { (layer: MemoryLayer) in contents.values[layer.rawValue] ?? 0 }
        let (results, bodies, reports) = (count(.findings), count(.body), count(.prose))
        return [
            Doctor.Check(
                name: "cache", status: .ok,
                value: LocalizedText(
                    zh: "\(cache.path)：\(contents.bytes) 字节，\(results) 份结果、\(bodies) 个主体、\(reports) 份报告的文字",
                    en: "\(cache.path): \(contents.bytes) bytes; \(results) results, \(bodies) bodies, prose of \(reports) reports"),
                note: LocalizedText(zh: "可用 analyze doctor --clear-cache 清除", en: "analyze doctor --clear-cache takes it away"))
        ]
    }

    static func checks(_ path: String, isRequired: Bool) -> [Doctor.Check] {
        func same(_ text: String) -> LocalizedText { LocalizedText(zh: text, en: text) }
        do {
            let examination = try Store.examine(path)
            let value = LocalizedText(
                zh: "\(path)：\(examination.reports)份报告，结构 \(Store.schemaVersion)",
                en: "\(path): \(examination.reports) reports, schema \(Store.schemaVersion)")
            guard let damage = examination.damage else { return [Doctor.Check(name: "store", status: .ok, value: value)] }
            let problems = examination.problems.prefix(3).joined(separator: "; ")
            let note = LocalizedText(
                zh: "\(problems)；可用 analyze doctor --repair 修复", en: "\(problems); analyze doctor --repair mends it")
            return [Doctor.Check(name: "store", status: .damaged, value: value, note: note)] + lost(damage)
        } catch .notFound {
            return [
                Doctor.Check(
                    name: "store", status: isRequired ? .missing : .absent, value: same(path),
                    note: LocalizedText(zh: "先运行 analyze ingest", en: "run analyze ingest first"))
            ]
        } catch {
            return [
                Doctor.Check(name: "store", status: .damaged, value: same(path), note: LocalizedText(zh: error.chinese, en: error.description))
            ]
        }
    }

    /// A line for everything that is damaged.
    private static func lost(_ damage: StoreDamage) -> [Doctor.Check] {
        let reports = damage.reports.map { report in
            Doctor.Check(
                name: "report", status: .damaged,
                value: LocalizedText(
                    zh: "\(report.body.name) \(report.year) 年，第 \(report.version) 版",
                    en: "\(report.body.name) \(report.year), version \(report.version)"
                ),
                note: SourceAgain.isThere(report.source)
                    ? LocalizedText(zh: "原文件还在：\(report.source.path)", en: "its file is still there: \(report.source.path)")
                    : LocalizedText(zh: "原文件不在或已改变：\(report.source.path)", en: "its file is gone or another one: \(report.source.path)"))
        }
        let panels = damage.panels.map { panel in
            Doctor.Check(
                name: "panel", status: .damaged, value: LocalizedText(zh: panel.name, en: panel.name),
                note: LocalizedText(zh: "用 analyze import \(panel.source) 重新导入", en: "analyze import \(panel.source) reads it anew"))
        }
        var rest = damage
        rest.keepOnlyCounts()
        return reports + panels + rest.sentences.map { Doctor.Check(name: "contents", status: .damaged, value: $0) }
    }
}

/// The file that a stored report was read from, read once more.
enum SourceAgain {
    /// Whether the file is there with the same bytes.
    static func isThere(_ source: ReportSource) -> Bool {
        guard let file = outermostFile(source.path) else { return false }
        if file == source.path {
            guard let bytes = try? FileBytes.read(file, limits: .standard) else { return false }
            return SHA256Digest.hexadecimal(of: bytes) == source.sha256
        }
        for case .success(let member) in SourceFiles([file]) where member.path == source.path {
            return SHA256Digest.hexadecimal(of: member.bytes) == source.sha256
        }
        return false
    }

    /// The report of a body and year in the file; `nil` when the file is gone or another one.
    static func report(of lost: StoreDamage.Report) async -> Report? {
        guard let file = outermostFile(lost.source.path), isThere(lost.source) else { return nil }
        // Body and year were told with what the caller of ingest knew; they stay as they were.
        let name = lost.source.path.components.suffix(2).map(\.shown).joined(separator: "/")
        let told = EntityMap([
            EntityMap.Entry(pattern: name, entity: lost.body.name, regionCode: lost.body.regionCode, year: lost.year)
        ])
        for parser in [ReportParser(), ReportParser(entityMap: told)] {
            for outcome in await ReportFile.read(path: file, parser: parser) where outcome.sha256 == lost.source.sha256 {
                guard case .success(let reports) = outcome.result else { continue }
                if let report = reports.first(where: { $0.year == lost.year && $0.body.key == lost.body.key }) { return report }
            }
        }
        return nil
    }

    /// The file on disk of a path that may go on into an archive.
    private static func outermostFile(_ path: FilePath) -> FilePath? {
        var candidate = path
        while !candidate.bytes.isEmpty {
            if FileStamp(path: candidate) != nil { return candidate }
            candidate = FilePath(bytes: candidate.folder.bytes.dropLast())
        }
        return nil
    }
}
