/// An edition of the statutory tables: which form a report was filled in on.
///
/// An edition is what its ``EditionProfile`` says; two are the same when they have the same profile. Those of the program are registered in ``allCases``,
/// each defined by a folder beside this file. Another one can be handed to whoever reads, renders or judges reports without being registered.
public struct Edition: Sendable, RawRepresentable, CustomStringConvertible {
    /// What the edition asks for, how it is told, and what its cells mean.
    public let profile: EditionProfile

    /// The edition of a profile.
    public init(_ profile: EditionProfile) { self.profile = profile }

    /// The registered edition of an id.
    public init?(rawValue: String) {
        guard let edition = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = edition
    }

    /// The stable id, such as `stats2014`: what stores and results have.
    public var rawValue: String { profile.id }

    /// The id.
    public var description: String { profile.id }

    /// The years for which the edition was in force; a report of another year on it is on an obsolete or a future form.
    public var reportYears: ClosedRange<Int> { profile.reportYears }

    /// The document that prescribes the edition, with its number, where one is known.
    public var baseDocument: String? { profile.document?.number }

    /// Whether the edition has the three statutory tables (T2, T3, T4).
    public var hasStatutoryTables: Bool { profile.hasStatutoryTables }
}

extension Edition: Hashable {
    /// Whether both have one profile.
    public static func == (one: Edition, other: Edition) -> Bool { one.profile === other.profile }

    /// Hashes the identity of the profile.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(profile)) }
}

extension Edition: CaseIterable {
    /// The editions of the program, the oldest first: the registry of this folder.
    public static let allCases: [Edition] = [.local2008, .fjStats, .stats2014, .fmt2019, .gzAnnex2019, .fmt2021]

    /// Whether it is one of the program's own.
    public var isRegistered: Bool { Self.allCases.contains(self) }

    /// Editions in the order of the registry, those that are not in it behind, by the years they are for.
    public static func ordered(_ editions: Set<Edition>) -> [Edition] {
        allCases.filter(editions.contains) + editions.filter { !$0.isRegistered }.sorted { $0.reportYears.lowerBound < $1.reportYears.lowerBound }
    }
}
