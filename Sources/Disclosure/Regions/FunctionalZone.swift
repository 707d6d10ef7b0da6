/// A zone that publishes reports of its own without a code of GB/T 2260: what it is called and where it lies.
public struct FunctionalZone: Sendable, Hashable {
    /// The official name.
    public let name: String
    /// The codes of the regions it covers or lies in; the first is used where one code is asked for.
    public let territory: [String]
    /// The code of the region that supervises it.
    public let parentCode: String
    /// The level that it ranks with.
    public let level: Body.Level

    /// A functional zone.
    public init(_ name: String, territory: [String], parent parentCode: String, level: Body.Level) {
        precondition(!territory.isEmpty, "zone \(name) without a territory")
        self.name = name
        self.territory = territory
        self.parentCode = parentCode
        self.level = level
    }

    /// The zones known by name: the registry. A zone that is not in it is resolved through the region in its name.
    public static let all: [FunctionalZone] = [
        FunctionalZone("平潭综合实验区", territory: ["350128"], parent: "350000", level: .prefecture),
        FunctionalZone("河北雄安新区", territory: ["130629", "130632", "130638"], parent: "130000", level: .prefecture),
        FunctionalZone("雄安新区", territory: ["130629", "130632", "130638"], parent: "130000", level: .prefecture),
        FunctionalZone("贵安新区", territory: ["520111", "520402"], parent: "520000", level: .prefecture),
        FunctionalZone("横琴粤澳深度合作区", territory: ["440402"], parent: "440000", level: .prefecture),
        FunctionalZone("苏州工业园区", territory: ["320500"], parent: "320500", level: .county),
        FunctionalZone("洋浦经济开发区", territory: ["460400"], parent: "460000", level: .prefecture),
        FunctionalZone("杨凌农业高新技术产业示范区", territory: ["610403"], parent: "610000", level: .prefecture),
        FunctionalZone("西咸新区", territory: ["610100", "610400"], parent: "610000", level: .prefecture),
        FunctionalZone("兰州新区", territory: ["620100"], parent: "620000", level: .prefecture),
        FunctionalZone("四川天府新区", territory: ["510100"], parent: "510000", level: .prefecture),
        FunctionalZone("江北新区", territory: ["320111"], parent: "320100", level: .county),
    ]
}
