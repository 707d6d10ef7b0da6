import COutput
import FilePaths
import Glibc

/// The file beside a target that a result is written to until it is whole.
///
/// Its name says that it is one, and a lock says that a run is still writing it: what a killed run left has the name but no lock, and goes at the next run
/// on the same target.
struct PartialFile {
    let descriptor: Int32
    let path: FilePath

    /// Makes an empty one, after removing what killed runs left.
    ///
    /// - Parameters:
    ///   - target: the real path of the file to be.
    ///   - isPrivate: whether nobody else may read it, until it has the permissions of the file that it replaces.
    ///   - name: what the target is called in messages.
    init(beside target: FilePath, isPrivate: Bool, name: String) throws(OutputError) {
        let folder = OutputTarget.folder(of: target)
        let names = PartialName(of: target.name.shown)
        names.removeLeftovers(in: folder) { $0.withCString { _ = unlink($0) } }
        while true {
            let path = folder.appending(FilePath(names.draw()))
            let descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, isPrivate ? 0o600 : 0o666) }
            if descriptor < 0, errno == EEXIST || errno == EINTR { continue }
            guard descriptor >= 0 else { throw .failed(path: name, code: errno) }
            guard PartialName.lock(descriptor, path) else {
                close(descriptor)
                continue
            }
            self.descriptor = descriptor
            self.path = path
            return
        }
    }
}

extension PartialFile {
    /// Puts the file in the place of its target; `false` with `errno` when that fails.
    func rename(to target: FilePath) -> Bool { path.withCString { from in target.withCString { Glibc.rename(from, $0) } } == 0 }
}

/// The folder aside that the files of a result are written to until all of them are whole; known as such in the same way as a ``PartialFile``.
struct PartialFolder {
    private let descriptor: Int32
    let path: String

    /// Makes an empty one in a folder, after removing what killed runs left there.
    init(in folder: String, stem: String, name: String) throws(OutputError) {
        let names = PartialName(of: stem)
        names.removeLeftovers(in: FilePath(folder)) { Self.remove($0.shown) }
        while true {
            let path = folder + "/" + names.draw()
            if mkdir(path, 0o777) != 0 {
                if errno == EEXIST { continue }
                throw .failed(path: name, code: errno)
            }
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { throw .failed(path: name, code: errno) }
            guard PartialName.lock(descriptor, FilePath(path)) else {
                close(descriptor)
                continue
            }
            self.descriptor = descriptor
            self.path = path
            return
        }
    }

    /// Makes all of its files last over a loss of power, at once.
    func flush(name: String) throws(OutputError) {
        if output_sync_file_system(descriptor) != 0 { throw .failed(path: name, code: errno) }
    }

    /// Lets go of the folder, which has another name now.
    func release() { close(descriptor) }

    /// Removes the folder with its files.
    func remove() {
        Self.remove(path)
        close(descriptor)
    }

    private static func remove(_ path: String) {
        if let listing = opendir(path) {
            while let entry = readdir(listing) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { unlink(path + "/" + name) }
            }
            closedir(listing)
        }
        rmdir(path)
    }
}
