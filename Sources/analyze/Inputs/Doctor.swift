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
        let value: String?
        var note: LocalizedText?
    }

    static func checks(storePath: String, isStoreRequired: Bool) -> [Check] {
        [
            Check(name: "analyze", status: .ok, value: Version.current),
            Check(name: "catalog", status: .ok, value: "\(Catalog.standard.indicators.count) cells, \(IdentityCatalog.standard.count) rules"),
            Check(name: "regions", status: .ok, value: "\(Regions.standard.all.count(where: \.isCurrent)) regions"),
            Check(name: "blas", status: .ok, value: BLASThreads.configuration),
            Check(name: "threads", status: .ok, value: "\(BLASThreads.count) BLAS, \(ProcessInfo.processInfo.activeProcessorCount) cores"),
            Check(name: "formats", status: .ok, value: DocumentReaders.all.map { $0.format }.joined(separator: ", ")),
            program("pdftotext", package: "poppler-utils"), store(storePath, isRequired: isStoreRequired),
        ]
    }

    private static func program(_ name: String, package: String) -> Check {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        if let folder = folders.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }) {
            return Check(name: name, status: .ok, value: "\(folder)/\(name)")
        }
        return Check(
            name: name, status: .missing, value: nil, note: LocalizedText(zh: "apt-get install \(package)", en: "apt-get install \(package)"))
    }

    private static func store(_ path: String, isRequired: Bool) -> Check {
        do {
            let store = try Store(readingAt: path)
            let problems = try store.integrityProblems()
            let reports = try store.reports().count
            let value = "\(path): \(reports) reports, schema \(Store.schemaVersion)"
            guard problems.isEmpty else {
                let text = problems.prefix(5).joined(separator: "; ")
                return Check(name: "store", status: .damaged, value: value, note: LocalizedText(zh: text, en: text))
            }
            return Check(name: "store", status: .ok, value: value)
        } catch .notFound {
            return Check(
                name: "store", status: isRequired ? .missing : .absent, value: path,
                note: LocalizedText(zh: "先运行 analyze ingest", en: "run analyze ingest first"))
        } catch {
            return Check(name: "store", status: .damaged, value: path, note: LocalizedText(zh: error.description, en: error.description))
        }
    }
}
