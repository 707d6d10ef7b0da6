public import Disclosure

/// A column of a result: its key for programs, its label and number style for people.
public struct ResultColumn: Sendable, Hashable {
    /// On which side of the column the values stand.
    public enum Alignment: Sendable, Hashable {
        case leading, trailing
    }

    /// Who the column is for.
    public enum Prominence: Int, Sendable, Hashable, Comparable {
        /// Only in formats for programs: lists of points, hashes, indices.
        case machine
        /// For people when there is room; the first to be left out of a narrow table, from the right.
        case extra
        /// For people, always.
        case essential

        /// Whether one is left out before the other.
        public static func < (one: Prominence, other: Prominence) -> Bool { one.rawValue < other.rawValue }
    }

    /// The colour a code is marked with on a terminal and in a page.
    public enum Tint: String, Sendable, Hashable {
        case red, yellow, blue, green, dim
    }

    /// The key in JSON and the header in CSV; part of the contract.
    public var key: String
    /// The heading for people.
    public var label: LocalizedText
    /// On which side values stand.
    public var alignment: Alignment
    /// How numbers are rounded for people.
    public var style: NumberStyle
    /// Who the column is for.
    public var prominence: Prominence
    /// What the codes of the column are called for people; programs get the codes.
    public var codes: [String: LocalizedText]
    /// The colour of a code.
    public var tints: [String: Tint]

    /// Whether the column is one of numbers.
    public var isNumber: Bool { alignment == .trailing }

    /// A column of text.
    public static func text(
        _ key: String, zh: String, en: String, _ prominence: Prominence = .essential, codes: [String: LocalizedText] = [:],
        tints: [String: Tint] = [:]
    ) -> ResultColumn {
        ResultColumn(
            key: key, label: LocalizedText(zh: zh, en: en), alignment: .leading, style: .general, prominence: prominence, codes: codes,
            tints: tints)
    }

    /// A column of numbers.
    public static func number(
        _ key: String, zh: String, en: String, _ style: NumberStyle = .general, _ prominence: Prominence = .essential
    ) -> ResultColumn {
        ResultColumn(
            key: key, label: LocalizedText(zh: zh, en: en), alignment: .trailing, style: style, prominence: prominence, codes: [:],
            tints: [:])
    }
}
