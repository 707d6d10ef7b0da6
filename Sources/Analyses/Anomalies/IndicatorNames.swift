import Disclosure

/// Official labels instead of ids in the sentences for people; the cells of a finding keep their ids for programs.
struct IndicatorNames {
    /// The body whose forms decide what a cell is called.
    let history: BodyHistory
    let year: Int

    /// The finding with every id of a cell in its English sentences replaced by the cell's label.
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
        if let applicant = Applicant(rawValue: String(word)), word.contains("_") { return "“\(applicant.label)”" }
        guard word.contains(".") else { return nil }
        let id = String(word)
        if !Catalog.standard.indicators(id).isEmpty { return "“\(history.shortLabel(id, year))”" }
        // The id of a row, whose cells are those of the applicants.
        guard !Catalog.standard.indicators("\(id).total").isEmpty else { return nil }
        let label = history.shortLabel("\(id).total", year)
        return "“\(label.hasSuffix("·总计") ? String(label.dropLast(3)) : label)”"
    }
}
