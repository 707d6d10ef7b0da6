public import Foundation

/// The reference material beside the checkout, which is not part of the project: tests that use it are skipped without it.
public enum SharedMaterial {
    /// The folder, when it is there.
    public static let root: URL? = {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = package.deletingLastPathComponent().appending(path: "shared")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// Whether the material is there.
    public static var isAvailable: Bool { root != nil }
}
