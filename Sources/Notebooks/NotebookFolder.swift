import FilePaths
import Foundation
import Output

/// The folder in which a page is run: empty but for links to what the page reads of the folder it is about. It is removed with what was written into it.
final class NotebookFolder {
    /// Its absolute path.
    let path: String

    /// A folder in which the members of `root` can be read under their names; hidden ones, and those of `names`, which the page writes itself, cannot.
    ///
    /// - Throws: `OutputError` when it cannot be made.
    init(root: String, without names: Set<String>) throws(OutputError) {
        path = ScratchFile.folder + "/notebook-" + UUID().uuidString
        try OutputFolder.ensure(FilePath(path))
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: root)) ?? [] where !name.hasPrefix(".") && !names.contains(name) {
            try? files.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: root + "/" + name)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
