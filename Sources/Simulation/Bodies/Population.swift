public import Disclosure

/// The bodies of a simulated country: governments of real regions, whole prefectures at a time so that peers exist, then their departments.
public enum Population {
    /// The departments added when there are more bodies than regions, in this order.
    public static let departments = [
        "财政局", "公安局", "自然资源局", "市场监督管理局", "住房和城乡建设局", "教育局", "民政局", "司法局", "卫生健康局", "农业农村局", "交通运输局", "水利局",
        "文化和旅游局", "应急管理局", "审计局", "统计局", "生态环境局", "人力资源和社会保障局", "商务局", "医疗保障局",
    ]

    /// Bodies in a random order of prefectures that the seed decides; the first *n* are the same whatever the count.
    /// - Complexity: O(regions + count).
    public static func bodies(count: Int, seed: UInt64) -> [Body] {
        precondition(count > 0, "\(count) bodies")
        let current = Regions.standard.all.filter(\.isCurrent)
        var counties: [String: [Region]] = [:]
        for region in current where region.level == .county { counties[region.parentCode ?? "", default: []].append(region) }
        var seats = current.filter { $0.level == .prefecture || ($0.level == .province && counties[$0.code] != nil) }.sorted { $0.code < $1.code }
        var generator = CounterGenerator(seed: seed, stream: -1)
        for index in seats.indices.dropFirst().reversed() { seats.swapAt(index, generator.index(below: index + 1)) }
        let regions = seats.flatMap { seat in [seat] + (counties[seat.code] ?? []).sorted { $0.code < $1.code } }

        var bodies: [Body] = []
        bodies.reserveCapacity(count)
        for region in regions.prefix(count) {
            bodies.append(
                Body(
                    name: region.name, kind: .government, level: region.level, regionCode: region.code,
                    scope: region.level == .county ? .own : .area))
        }
        for department in departments where bodies.count < count {
            for region in regions where bodies.count < count {
                bodies.append(
                    Body(name: region.name + department, kind: .department, level: region.level, regionCode: region.code, scope: .own))
            }
        }
        precondition(bodies.count == count, "\(count) bodies asked for, \(bodies.count) regions and departments known")
        return bodies
    }
}
