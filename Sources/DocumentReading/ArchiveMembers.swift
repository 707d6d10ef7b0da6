/// A `.zip` folder of files, unpacked in memory one member after the other: nothing is written to disk, so no name can lead anywhere.
public enum ArchiveMembers {
    /// Whether the bytes are a ZIP container that is no document of its own (DOCX, XLSX).
    public static func recognizes(_ bytes: [UInt8]) -> Bool {
        guard bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) else { return false }
        return !DOCXReader.isContainer(bytes) && !XLSXReader.isContainer(bytes)
    }

    /// One member: its name behind the archive's path, and its bytes or why there are none.
    public typealias Member = (path: String, bytes: Result<[UInt8], ReadingError>)

    /// Calls `body` with each file of the archive in the order of its directory. Folders, hidden files and the resource forks of other systems
    /// are skipped; names that lead out of the archive are refused.
    ///
    /// - Throws: ``ReadingError`` when the archive has no readable directory or more members than the limit.
    public static func forEach(
        in bytes: [UInt8], path: String, limits: ReadingLimits = .standard, _ body: (Member) async -> Void
    ) async throws(ReadingError) {
        let container = try ZipContainer(bytes, path: path, limits: limits)
        var total = 0
        for (index, name) in container.names.enumerated() {
            let parts = name.split(whereSeparator: { $0 == "/" || $0 == "\\" })
            guard let last = parts.last, !name.hasSuffix("/"), !last.hasPrefix("."), parts.first != "__MACOSX" else { continue }
            let memberPath = "\(path)!\(name)"
            guard !name.hasPrefix("/"), !parts.contains("..") else {
                await body((memberPath, .failure(ReadingError(path: memberPath, reason: .outsideFolder))))
                continue
            }
            let result: Result<[UInt8], ReadingError>
            do {
                let content = try container.member(index)
                total += content.count
                result =
                    total <= limits.archiveBytes
                    ? .success(content)
                    : .failure(ReadingError(path: memberPath, reason: .beyondLimit(name: "archiveBytes", limit: limits.archiveBytes)))
            } catch {
                result = .failure(error)
            }
            await body((memberPath, result))
            if total > limits.archiveBytes { return }
        }
    }
}
