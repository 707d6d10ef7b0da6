/// A body that publishes a report: a government, its office, a department, a township, a functional zone.
public struct Body: Sendable, Hashable {
    /// What kind of body. Rankings never mix kinds.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        case government, office, department, township, zone, unknown
    }

    /// The administrative level.
    public enum Level: String, Sendable, Hashable, CaseIterable, Codable {
        case nation, province, prefecture, county, township, unknown
    }

    /// Whether the figures cover the body alone or all below it.
    public enum Scope: String, Sendable, Hashable, CaseIterable, Codable {
        case own, area, unknown
    }

    /// The name as the report gives it, without 人民政府 where it is the government of a region: `淮安市`, `上海市人民政府办公厅`.
    public var name: String
    /// What kind of body.
    public var kind: Kind
    /// Its level.
    public var level: Level
    /// The GB/T 2260 code of its region as of the report's year; `nil` when it could not be told.
    public var regionCode: String?
    /// Own figures or those of the whole area.
    public var scope: Scope

    /// A body.
    public init(name: String, kind: Kind, level: Level, regionCode: String?, scope: Scope = .unknown) {
        self.name = name
        self.kind = kind
        self.level = level
        self.regionCode = regionCode
        self.scope = scope
    }

    /// What makes two reports reports of one body: kind, region and name.
    public var key: String { "\(kind.rawValue):\(regionCode ?? "-"):\(name)" }

    /// Whether the body stands before another: by the code of its region (none last), name, kind, and scope.
    ///
    /// The one order of bodies everywhere: sums of floating-point numbers depend on the order of their terms, and so would every digit printed on the
    /// order in which files were read.
    public func precedes(_ other: Body) -> Bool {
        if regionCode != other.regionCode { return (regionCode ?? "~") < (other.regionCode ?? "~") }
        if name != other.name { return name < other.name }
        return (kind.rawValue, level.rawValue, scope.rawValue) < (other.kind.rawValue, other.level.rawValue, other.scope.rawValue)
    }
}
