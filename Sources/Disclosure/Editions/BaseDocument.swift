/// The documents that prescribe the forms, as the prose of reports cites them.
public enum BaseDocument {
    /// A citation of a document that was not in force for the year of the report.
    public struct Mistake: Sendable, Hashable {
        /// The document as it is properly written, such as `国办公开办函〔2019〕60号`.
        public let cited: String
        /// The document in force for the year.
        public let expected: String
        /// Where it is cited.
        public let passage: Passage
    }

    /// Citations of another document than the one in force for the year, in order; each passage names a document once.
    ///
    /// A document may be named beside the one that replaced it. A year without a statutory form has no mistakes.
    /// - Complexity: linear in the text.
    public static func mistakes(in passages: some Sequence<Passage>, year: Int) -> [Mistake] {
        guard let document = Edition.allCases.first(where: { $0.hasStatutoryTables && $0.reportYears.contains(year) })?.profile.document else {
            return []
        }
        let expected = document.number
        // Its own number, whoever is said to have issued it.
        let number = expected.firstIndex(of: "〔").map { expected[$0...] } ?? expected[...]
        return passages.flatMap { passage -> [Mistake] in
            let cited = citations(passage.text)
            return known.filter { candidate in
                candidate != expected && cited.contains(candidate)
                    && !(document.replaces.contains(candidate) && cited.contains { $0.hasSuffix(number) })
            }.map { Mistake(cited: $0, expected: expected, passage: passage) }
        }
    }

    /// What reports cite as their base, mistaken numbers among them: the documents of the statutory forms first.
    private static let known: [String] = {
        let editions = Edition.allCases.filter(\.hasStatutoryTables) + Edition.allCases.filter { !$0.hasStatutoryTables }
        return editions.compactMap(\.profile.document).flatMap { [$0.number] + $0.misquotedAs }
    }()

    private static let issuers = ["国办公开办函", "国办发"].map { $0.unicodeScalars.map(\.value) }

    /// The numbers of documents in a text, brackets and digits of any width, white space anywhere.
    static func citations(_ text: String) -> Set<String> {
        guard hasNumber(text) else { return [] }
        var scalars: [UInt32] = []
        for scalar in text.unicodeScalars where !scalar.properties.isWhitespace { scalars.append(folded(scalar.value)) }
        var found: Set<String> = []
        for (end, scalar) in scalars.enumerated() where scalar == number {
            var position = end
            let serial = digits(scalars, endingAt: &position)
            guard !serial.isEmpty, position > 0, scalars[position - 1] == closing else { continue }
            position -= 1
            let year = digits(scalars, endingAt: &position)
            guard year.count == 4, position > 0, scalars[position - 1] == opening else { continue }
            position -= 1
            for issuer in issuers where position >= issuer.count && scalars[position - issuer.count..<position].elementsEqual(issuer) {
                found.insert("\(string(issuer))〔\(string(year))〕\(string(serial))号")
            }
        }
        return found
    }

    /// Whether 号 stands in a text at all: in most paragraphs it does not, and their bytes are all that is looked at.
    private static func hasNumber(_ text: String) -> Bool {
        var (second, last) = (UInt8(0), UInt8(0))
        for byte in text.utf8 {
            if byte == 0xB7 && last == 0x8F && second == 0xE5 { return true }
            (second, last) = (last, byte)
        }
        return false
    }

    private static let number: UInt32 = 0x53F7
    private static let opening: UInt32 = 0x3014
    private static let closing: UInt32 = 0x3015

    private static func digits(_ scalars: [UInt32], endingAt position: inout Int) -> ArraySlice<UInt32> {
        let end = position
        while position > 0, (0x30...0x39).contains(scalars[position - 1]) { position -= 1 }
        return scalars[position..<end]
    }

    private static func string(_ scalars: some Sequence<UInt32>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars { if let scalar = Unicode.Scalar(scalar) { text.append(scalar) } }
        return String(text)
    }

    private static func folded(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0xFF10...0xFF19: scalar - 0xFF10 + 0x30
        case 0x5B, 0x28, 0xFF08, 0xFF3B, 0x3010: opening
        case 0x5D, 0x29, 0xFF09, 0xFF3D, 0x3011: closing
        default: scalar
        }
    }
}
