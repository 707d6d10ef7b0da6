/// The folder that a browser or word processor saves beside a page, with its scripts, styles, pictures and frames: `年报.html` and `年报_files`, or `年报.files`.
///
/// The page and its folder are one document: what is in the folder is no file of its own, and a frame is read from it when the page holds no report.
enum SavedPage {
    private static let folderEndings = ["_files", ".files", "_file"]
    private static let pageEndings = ["html", "htm", "shtml", "xhtml", "HTML", "HTM"]

    /// Whether a folder belongs to a page beside it.
    /// - Parameter isThere: whether a file of a name lies beside the folder.
    static func owns(_ folder: some StringProtocol, isThere: (String) -> Bool) -> Bool {
        guard let ending = folderEndings.first(where: { folder.hasSuffix($0) }) else { return false }
        let stem = folder.dropLast(ending.count)
        return !stem.isEmpty && stem.last != "/" && pageEndings.contains { isThere("\(stem).\($0)") }
    }

    /// Whether a member of an archive lies in the folder of a page.
    static func holds(_ member: String, among names: Set<String>) -> Bool {
        var end = member.startIndex
        while let slash = member[end...].firstIndex(of: "/") {
            if owns(member[..<slash], isThere: names.contains) { return true }
            end = member.index(after: slash)
        }
        return false
    }
}
