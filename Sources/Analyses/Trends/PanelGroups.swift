import Disclosure

/// The groups of bodies that a panel model is fitted to: by province, by level, or all; kinds of body are never mixed.
struct PanelGroups {
    let corpus: Corpus
    let unit: TrendOptions.Unit

    /// One group an indicator, set of joined editions and place, in order of first appearance.
    func groups(_ series: [YearlySeries]) -> [PanelTrend.Group] {
        struct Key: Hashable {
            let indicator: String
            let isOldForm: Bool
            let place: String
        }
        var order: [Key] = []
        var members: [Key: [YearlySeries]] = [:]
        for one in series where value(of: one.body) != nil || !isAttribute {
            let isOldForm = one.editions.first.map { !$0.hasStatutoryTables } ?? false
            let key = Key(indicator: one.indicator, isOldForm: isOldForm, place: place(of: corpus.bodies[one.body], value(of: one.body)))
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(one)
        }
        return order.map { key in
            let group = members[key]!
            let body = corpus.bodies[group[0].body]
            return PanelTrend.Group(
                entity: name(of: body, value(of: group[0].body)), regionCode: unit == .region ? provinceCode(of: body) : nil,
                place: key.place, series: group)
        }
    }

    private var isAttribute: Bool { if case .attribute = unit { true } else { false } }

    /// The value of the attribute that bodies are divided by.
    private func value(of body: Int) -> String? {
        guard case .attribute(let name) = unit else { return nil }
        return corpus.attribute(name)?(body)
    }

    private func place(of body: Body, _ value: String?) -> String {
        switch unit {
        case .attribute: value ?? ""
        case .series: body.key
        case .region: "\(body.kind.rawValue)/\(body.level.rawValue)/\(provinceCode(of: body) ?? "-")"
        case .level: "\(body.kind.rawValue)/\(body.level.rawValue)"
        case .yearEffects: body.kind.rawValue
        }
    }

    private func name(of body: Body, _ value: String?) -> String {
        switch unit {
        case .attribute(let name): "\(name)=\(value ?? "")"
        case .series: body.name
        case .region:
            (provinceCode(of: body).flatMap { Regions.standard.region(code: $0)?.name } ?? "-") + "/\(body.kind.rawValue)/\(body.level.rawValue)"
        case .level: "\(body.kind.rawValue)/\(body.level.rawValue)"
        case .yearEffects: body.kind.rawValue
        }
    }

    private func provinceCode(of body: Body) -> String? {
        body.regionCode.flatMap { $0.count >= 2 ? $0.prefix(2) + "0000" : nil }
    }
}
