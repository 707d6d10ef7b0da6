import Foundation

/// The files that paths on the command line stand for.
enum InputFiles {
    /// Files as they are, folders with all files below them; hidden ones are left out. In the order given, folders sorted by path.
    static func find(_ paths: [String]) throws -> [String] {
        var files: [String] = []
        var seen: Set<String> = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw UsageError(zh: "没有文件或文件夹 \(path)", en: "there is no file or folder \(path)")
            }
            for file in isFolder.boolValue ? filesBelow(path) : [path] where seen.insert(file).inserted { files.append(file) }
        }
        return files
    }

    private static func filesBelow(_ folder: String) -> [String] {
        guard let enumerator = FileManager.default.enumerator(atPath: folder) else { return [] }
        var files: [String] = []
        for case let name as String in enumerator {
            if (name as NSString).lastPathComponent.hasPrefix(".") {
                enumerator.skipDescendants()
                continue
            }
            let path = (folder as NSString).appendingPathComponent(name)
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue { files.append(path) }
        }
        return files.sorted()
    }
}
