import Disclosure
import DocumentReading
import Foundation
import LinearAlgebra
import Persistence

/// What the program needs from the machine, and whether it is there.
enum Doctor {
    /// How a check ended.
    enum Status: String {
        case ok, missing, damaged
        /// Not there, and not needed.
        case absent
    }

    /// One check.
    struct Check {
        let name: String
        let status: Status
        let value: LocalizedText?
        var note: LocalizedText?
    }

    static func checks(storePath: String, isStoreRequired: Bool) -> [Check] {
        [
            Check(name: "analyze", status: .ok, value: Self.same(Version.current)),
            Check(
                name: "catalog", status: .ok,
                value: LocalizedText(
                    zh: "\(Catalog.standard.indicators.count)格，\(IdentityCatalog.standard.count)条规则",
                    en: "\(Catalog.standard.indicators.count) cells, \(IdentityCatalog.standard.count) rules")),
            Check(
                name: "regions", status: .ok,
                value: LocalizedText(
                    zh: "\(Regions.standard.all.count(where: \.isCurrent))个区划", en: "\(Regions.standard.all.count(where: \.isCurrent)) regions")),
            Check(name: "blas", status: .ok, value: Self.same(BLASThreads.configuration)),
            Check(
                name: "threads", status: .ok,
                value: LocalizedText(
                    zh: "BLAS \(BLASThreads.count)线程，\(ProcessInfo.processInfo.activeProcessorCount)核",
                    en: "\(BLASThreads.count) BLAS, \(ProcessInfo.processInfo.activeProcessorCount) cores")),
            Check(name: "formats", status: .ok, value: Self.same(DocumentReaders.all.map { $0.format }.joined(separator: ", "))),
        ] + OutsideProgram.all.map(program) + StoreChecks.checks(storePath, isRequired: isStoreRequired) + StoreChecks.cache(storePath) + limits
    }

    /// What is a name in every language.
    private static func same(_ text: String) -> LocalizedText { LocalizedText(zh: text, en: text) }

    private static let units = [
        "bytes": "字节", "files": "个文件", "times": "倍", "levels": "层", "elements": "个元素", "areas": "个区域", "columns": "列", "characters": "字符",
        "frames": "个框架", "seconds": "秒", "pages": "页",
    ]

    /// Every bound that reading observes.
    private static var limits: [Check] {
        ReadingLimits.standard.listing.map {
            Check(
                name: "limit \($0.name)", status: .ok,
                value: LocalizedText(zh: "\($0.value) \(Self.units[$0.unit] ?? $0.unit)", en: "\($0.value) \($0.unit)"))
        }
    }

    private static func program(_ program: OutsideProgram) -> Check {
        let path = program.path
        if let path, program != .tesseract || knowsChinese { return Check(name: program.name, status: .ok, value: Self.same(path)) }
        let install = program.installation
        let note =
            program.isRequired
            ? LocalizedText(zh: install, en: install)
            : program == .libreOffice
                ? LocalizedText(
                    zh: "读取旧版办公文件（.doc、.xls、.wps、.rtf）需要：\(install)",
                    en: "needed for old office files (.doc, .xls, .wps, .rtf): \(install)")
                : LocalizedText(
                    zh: path == nil ? "识别扫描件和图片需要：\(install)" : "缺少简体中文数据：\(install)",
                    en: path == nil ? "needed for scans and pictures: \(install)" : "without simplified Chinese: \(install)")
        return Check(name: program.name, status: program.isRequired ? .missing : .absent, value: path.map(Self.same), note: note)
    }

    /// Whether Tesseract has the language of the reports.
    private static var knowsChinese: Bool {
        OutsideProgram.tesseract.answer(to: ["--list-langs"])?.split(whereSeparator: \.isNewline).contains("chi_sim") == true
    }
}
