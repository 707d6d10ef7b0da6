import DocumentReading
import FilePaths
import Foundation
import Persistence

/// The files that paths on the command line stand for.
enum InputFiles {
    /// Files as they are, folders with all files below them, each once and in the order of ``FolderWalk``. What a folder holds and must not be read,
    /// such as a link that leads out of it, stands in its place as a failure.
    ///
    /// - Parameter folder: a folder that is passed over where it is met, since the program itself writes there; `nil` for none.
    static func find(_ paths: [FilePath], passingOver folder: FilePath? = nil) throws -> [Result<FilePath, ReadingError>] {
        for path in paths where !path.isThere { throw UsageError(zh: "没有文件或文件夹 \(path)", en: "there is no file or folder \(path)") }
        var seen: Set<FilePath> = []
        return FolderWalk(paths, passingOver: folder).filter { found in
            guard case .success(let path) = found else { return true }
            // What this program keeps beside a store is no report that could not be read.
            if path.bytes.reversed().starts(with: AnalysisCache.ending.utf8.reversed()), AnalysisCache.isCache(path.shown) { return false }
            return seen.insert(path).inserted
        }
    }
}
