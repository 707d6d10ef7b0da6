import Disclosure

/// Findings as bytes, for the memory of an analysis: every member as it is, numbers by their bits.
///
/// **Layout.** The texts, each once; the number of findings; finding by finding its members in their order, what may be absent announced by a bit. Cases of
/// enumerations stand by their position: the bytes are read by the program that wrote them alone, whose digest is part of their key.
enum PackedFindings {
    /// The findings as bytes. O(*n*) in the bytes.
    /// - Parameter keepsBodies: whether the index of the body is kept; the findings of one body have it from their reader.
    static func pack(_ findings: [Finding], keepsBodies: Bool) -> [UInt8] {
        var writer = MemoryWriter()
        writer.count(findings.count)
        for finding in findings { write(finding, keepsBodies, to: &writer) }
        return writer.finished()
    }

    /// The findings in some bytes; `nil` when these are not what was written.
    /// - Parameter body: the body of all of them, where their own was not kept.
    static func unpack(_ bytes: [UInt8], body: Int? = nil) -> [Finding]? {
        bytes.withUnsafeBytes { raw in
            do throws(MemoryDamage) {
                var reader = try MemoryReader(raw)
                let count = try reader.count()
                var findings: [Finding] = []
                findings.reserveCapacity(count)
                for _ in 0..<count { findings.append(try finding(&reader, body: body)) }
                return reader.isAtEnd ? findings : nil
            } catch {
                return nil
            }
        }
    }

    private static let numbers: [any WritableKeyPath<Finding, Double?> & Sendable] = [
        \.observed, \.expected, \.low, \.high, \.score, \.pValue, \.qValue, \.influence,
    ]

    private static let kinds = Positions<Finding.Kind>()
    private static let severities = Positions<Finding.Severity>()
    private static let mechanisms = Positions<Finding.Mechanism>()
    private static let certainties = Positions<Finding.Certainty>()
    private static let verdicts = Positions<Finding.Verdict>()

    private static func write(_ finding: Finding, _ keepsBodies: Bool, to writer: inout MemoryWriter) {
        if keepsBodies { writer.signed(Int64(finding.body ?? -1)) }
        writer.text(finding.fingerprint)
        writer.byte(kinds[finding.kind])
        writer.text(finding.rule)
        writer.byte(severities[finding.severity])
        writer.text(finding.entity)
        write(finding.regionCode, to: &writer)
        writer.signed(Int64(finding.year))
        writer.count(finding.cells.count)
        for cell in finding.cells { write(cell, to: &writer) }
        var present: UInt8 = 0
        for (bit, path) in numbers.enumerated() where finding[keyPath: path] != nil { present |= 1 << UInt8(bit) }
        writer.byte(present)
        for path in numbers { if let number = finding[keyPath: path] { writer.double(number) } }
        writer.byte(mechanisms[finding.mechanism])
        writer.byte(certainties[finding.certainty])
        writer.count(finding.violations.count)
        for violation in finding.violations { write(violation, to: &writer) }
        writer.count(finding.repairs.count)
        for repair in finding.repairs { write(repair, to: &writer) }
        write(finding.message, to: &writer)
        writer.byte(verdicts[finding.verdict])
        writer.count(finding.readings.count)
        for reading in finding.readings { write(reading, to: &writer) }
        write(finding.formerFingerprints, to: &writer)
        writer.byte(finding.note == nil ? 0 : 1)
        if let note = finding.note { write(note, to: &writer) }
    }

    private static func finding(_ reader: inout MemoryReader, body: Int?) throws(MemoryDamage) -> Finding {
        var own = body
        if body == nil {
            let index = try reader.integer()
            own = index < 0 ? nil : index
        }
        let fingerprint = try reader.text()
        let kind = try reader.choice(of: Finding.Kind.allCases)
        let rule = try reader.text()
        let severity = try reader.choice(of: Finding.Severity.allCases)
        let entity = try reader.text()
        let regionCode = try optionalText(&reader)
        var finding = Finding(
            body: own, fingerprint: fingerprint, kind: kind, rule: rule, severity: severity, entity: entity, regionCode: regionCode,
            year: try reader.integer(), message: LocalizedText(zh: "", en: ""))
        for _ in 0..<(try reader.count()) { finding.cells.append(try cell(&reader)) }
        let present = try reader.byte()
        for (bit, path) in numbers.enumerated() where present & 1 << UInt8(bit) != 0 { finding[keyPath: path] = try reader.double() }
        finding.mechanism = try reader.choice(of: Finding.Mechanism.allCases)
        finding.certainty = try reader.choice(of: Finding.Certainty.allCases)
        for _ in 0..<(try reader.count()) { finding.violations.append(try violation(&reader)) }
        var repairs: [Finding.Repair] = []
        for _ in 0..<(try reader.count()) { repairs.append(try repair(&reader)) }
        finding.repairs = repairs
        finding.message = try localized(&reader)
        finding.verdict = try reader.choice(of: Finding.Verdict.allCases)
        for _ in 0..<(try reader.count()) { finding.readings.append(try localized(&reader)) }
        finding.formerFingerprints = try texts(&reader)
        if try reader.byte() != 0 { finding.note = try localized(&reader) }
        return finding
    }

    private static func write(_ violation: Finding.Violation, to writer: inout MemoryWriter) {
        writer.text(violation.rule)
        writer.text(violation.entity)
        writer.signed(Int64(violation.year))
        for number in [violation.left, violation.right, violation.difference] { write(number, to: &writer) }
    }

    private static func violation(_ reader: inout MemoryReader) throws(MemoryDamage) -> Finding.Violation {
        let (rule, entity) = (try reader.text(), try reader.text())
        let year = try reader.integer()
        let (left, right) = (try optionalNumber(&reader), try optionalNumber(&reader))
        return Finding.Violation(rule: rule, entity: entity, year: year, left: left, right: right, difference: try optionalNumber(&reader))
    }

    private static func write(_ repair: Finding.Repair, to writer: inout MemoryWriter) {
        writer.count(repair.changes.count)
        for change in repair.changes {
            writer.text(change.indicator)
            writer.text(change.entity)
            writer.signed(Int64(change.year))
            write(change.from, to: &writer)
            write(change.to, to: &writer)
        }
        writer.byte(mechanisms[repair.mechanism])
        write(repair.weight, to: &writer)
        write(repair.breaks, to: &writer)
    }

    private static func repair(_ reader: inout MemoryReader) throws(MemoryDamage) -> Finding.Repair {
        var changes: [Finding.Change] = []
        for _ in 0..<(try reader.count()) {
            let (indicator, entity) = (try reader.text(), try reader.text())
            let year = try reader.integer()
            let from = try decimal(&reader)
            guard let to = try decimal(&reader) else { throw MemoryDamage() }
            changes.append(Finding.Change(indicator: indicator, entity: entity, year: year, from: from, to: to))
        }
        let mechanism = try reader.choice(of: Finding.Mechanism.allCases)
        let weight = try optionalNumber(&reader)
        return Finding.Repair(changes, mechanism: mechanism, weight: weight, breaks: try texts(&reader))
    }

    private static func write(_ texts: [String], to writer: inout MemoryWriter) {
        writer.count(texts.count)
        for text in texts { writer.text(text) }
    }

    private static func texts(_ reader: inout MemoryReader) throws(MemoryDamage) -> [String] {
        var texts: [String] = []
        for _ in 0..<(try reader.count()) { texts.append(try reader.text()) }
        return texts
    }

    private static func write(_ number: Double?, to writer: inout MemoryWriter) {
        writer.byte(number == nil ? 0 : 1)
        if let number { writer.double(number) }
    }

    private static func optionalNumber(_ reader: inout MemoryReader) throws(MemoryDamage) -> Double? {
        try reader.byte() == 0 ? nil : try reader.double()
    }

    private static func write(_ cell: Finding.CellReference, to writer: inout MemoryWriter) {
        writer.text(cell.indicator)
        writer.text(cell.label)
        write(cell.value, to: &writer)
        writer.text(cell.raw)
        writer.text(cell.source)
        for number in [cell.table, cell.row, cell.column, cell.year] { writer.signed(Int64(number)) }
    }

    private static func cell(_ reader: inout MemoryReader) throws(MemoryDamage) -> Finding.CellReference {
        let (indicator, label) = (try reader.text(), try reader.text())
        let value = try decimal(&reader)
        let (raw, source) = (try reader.text(), try reader.text())
        let (table, row) = (try reader.integer(), try reader.integer())
        let (column, year) = (try reader.integer(), try reader.integer())
        return Finding.CellReference(
            indicator: indicator, label: label, value: value, raw: raw, source: source, table: table, row: row, column: column, year: year)
    }

    /// The scale plus one, 0 for no number, and the mantissa.
    private static func write(_ value: ExactDecimal?, to writer: inout MemoryWriter) {
        guard let value else { return writer.byte(0) }
        writer.byte(value.scale + 1)
        writer.signed(value.mantissa)
    }

    private static func decimal(_ reader: inout MemoryReader) throws(MemoryDamage) -> ExactDecimal? {
        let scale = try reader.byte()
        guard scale > 0 else { return nil }
        guard scale <= 19 else { throw MemoryDamage() }
        return ExactDecimal(mantissa: try reader.signed(), scale: scale - 1)
    }

    private static func write(_ text: String?, to writer: inout MemoryWriter) {
        writer.byte(text == nil ? 0 : 1)
        if let text { writer.text(text) }
    }

    private static func optionalText(_ reader: inout MemoryReader) throws(MemoryDamage) -> String? {
        try reader.byte() == 0 ? nil : try reader.text()
    }

    private static func write(_ text: LocalizedText, to writer: inout MemoryWriter) {
        writer.text(text.zh)
        writer.text(text.en)
    }

    private static func localized(_ reader: inout MemoryReader) throws(MemoryDamage) -> LocalizedText {
        let zh = try reader.text()
        return LocalizedText(zh: zh, en: try reader.text())
    }
}

/// The positions of a type's cases among all of them.
private struct Positions<Choice: Hashable & CaseIterable & Sendable>: Sendable {
    private let positions = Dictionary(uniqueKeysWithValues: Choice.allCases.enumerated().map { ($1, UInt8($0)) })

    subscript(choice: Choice) -> UInt8 { positions[choice]! }
}
