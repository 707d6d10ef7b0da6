import Disclosure

/// English names instead of ids in the English sentences for people; the cells of a finding keep their ids for programs.
struct IndicatorNames {
    /// The finding with every id of a cell in its English sentences replaced by the cell's name.
    func spelledOut(_ finding: Finding) -> Finding {
        var finding = finding
        finding.message.en = spelledOut(finding.message.en)
        for index in finding.readings.indices { finding.readings[index].en = spelledOut(finding.readings[index].en) }
        return finding
    }

    /// The sentence with ids replaced: words of lower-case letters, digits and underscores joined by points that the catalog knows.
    func spelledOut(_ sentence: String) -> String {
        guard sentence.utf8.contains(UInt8(ascii: ".")) || sentence.utf8.contains(UInt8(ascii: "_")) else { return sentence }
        var result = ""
        var rest = sentence[...]
        while let start = rest.firstIndex(where: Self.isOfID) {
            result += rest[..<start]
            var word = rest[start...].prefix(while: Self.isOfID)
            // A point at the end belongs to the sentence.
            while word.last == "." { word.removeLast() }
            result += label(word) ?? String(word)
            rest = rest[word.endIndex...]
            if word.isEmpty { result.append(rest.removeFirst()) }
        }
        return result + rest
    }

    private static func isOfID(_ character: Character) -> Bool {
        guard let value = character.asciiValue else { return false }
        return value >= 97 && value <= 122 || value >= 48 && value <= 57 || value == 95 || value == 46
    }

    private func label(_ word: Substring) -> String? {
        if word.contains("_"), let applicant = Applicant(rawValue: String(word)) { return "“\(applicant.labelEnglish)”" }
        guard word.contains(".") else { return nil }
        return Catalog.englishName(of: String(word)).map { "“\($0)”" }
    }
}
