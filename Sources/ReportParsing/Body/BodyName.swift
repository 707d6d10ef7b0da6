import Disclosure

/// What the words behind a region's name say a body is, and the words by which it goes in every year.
///
/// `人民政府办公室`, `政府办` and `办公室` are one office; `红枫湖镇人民政府` and `红枫湖镇` one township; `经济开发区管委会` and `经济开发区` one zone. A body
/// keeps its series over the years only when its name does not follow the fashion of the title.
struct BodyName: Equatable {
    /// What kind of body it is.
    let kind: Body.Kind
    /// The name behind the region's own, empty for its government.
    let own: String
    /// The zone, township or street office that a department belongs to; `nil` for a department of the region itself.
    let within: Body.Kind?

    /// Reads the words behind a region's name; white space is expected to be gone.
    init(behindRegion rest: String) {
        let rest = Self.withoutSecondPlate(rest)
        if ["", "人民政府", "政府", "委员会人民政府"].contains(rest) {
            (kind, own, within) = (.government, "", nil)
        } else if Self.offices.contains(rest) {
            (kind, own, within) = (.office, rest.hasSuffix("厅") ? "人民政府办公厅" : "人民政府办公室", nil)
        } else if let zone = Self.zone(in: rest) {
            let behind = String(rest.dropFirst(zone.count))
            let isZone = Self.administrations.contains(behind)
            (kind, own, within) = (isZone ? .zone : .department, isZone ? zone : rest, isZone ? nil : .zone)
        } else if Self.administrations.contains(rest) {
            // 浦东新区管理委员会: the district itself is the zone.
            (kind, own, within) = (.zone, "", nil)
        } else if let township = Self.township(rest) {
            (kind, own, within) = (.township, township, nil)
        } else {
            let isOfTownship = ["镇人民政府", "乡人民政府", "街道办事处"].contains { rest.contains($0) }
            (kind, own, within) = (.department, rest, isOfTownship ? .township : nil)
        }
    }

    private static let offices: Set<String> = [
        "办公室", "办公厅", "政府办", "政府办公室", "政府办公厅", "人民政府办", "人民政府办公室", "人民政府办公厅",
    ]

    private static let administrations: Set<String> = [
        "", "管委会", "管理委员会", "党工委管委会", "党工委、管委会", "管理局", "党政办公室", "管委会办公室", "管理委员会办公室",
    ]

    /// What the names of zones end with. 管理委员会 alone tells nothing: 国有资产监督管理委员会 is a department.
    private static let zones = [
        "开发区", "高新区", "经开区", "工业园区", "产业园区", "科技园区", "园区", "保税区", "保税港区", "保税物流中心", "新区", "示范区", "试验区", "实验区", "合作区",
        "度假区", "名胜区", "风景区", "旅游区", "景区", "管理区", "新城", "科技城", "产业园", "工业园", "功能区", "集聚区", "高新技术产业园", "经济区", "自贸区",
    ]

    /// The shortest beginning that is the name of a zone.
    private static func zone(in rest: String) -> String? {
        zones.compactMap { word in rest.firstRange(of: word).map { rest[..<$0.upperBound] } }
            .min { $0.count < $1.count }
            .map { shortest in
                // 旅游度假区 is no 旅游区, and 高新技术产业开发区 no shorter zone: the words overlap only at the end.
                let longer = zones.first { shortest.count < rest.count && rest.hasPrefix(shortest + $0) }
                return String(shortest) + (longer ?? "")
            }
    }

    private static func township(_ rest: String) -> String? {
        var base = rest
        var isAgency = false
        var hasSuffix = false
        for office in ["党政办公室", "党政综合办公室"] where base.hasSuffix(office) && base.count > office.count + 2 { base.removeLast(office.count) }
        for suffix in ["人民政府", "党工委", "党委", "政府", "办事处"] where base.hasSuffix(suffix) && base.count > suffix.count {
            base.removeLast(suffix.count)
            isAgency = suffix == "办事处"
            hasSuffix = true
            break
        }
        if base.hasSuffix("街道办") { base.removeLast() }
        if isAgency && base.hasSuffix("地区") { return base }
        guard ["镇", "乡", "街道", "苏木"].contains(where: base.hasSuffix), base.count >= 2 else { return nil }
        // 新型城镇 and 统筹城乡 are no townships; 两城镇 and 朱家集镇人民政府 are.
        let isCommonNoun = !hasSuffix && base.count != 3 && ["城乡", "城镇", "村镇"].contains(where: base.hasSuffix)
        return isCommonNoun || base == "集镇" ? nil : base
    }

    /// The name without a second name plate in brackets: 住房和城乡建设局(人民防空办公室).
    private static func withoutSecondPlate(_ rest: String) -> String {
        guard rest.hasSuffix(")") || rest.hasSuffix("）"), let open = rest.lastIndex(where: { $0 == "(" || $0 == "（" }), open > rest.startIndex else {
            return rest
        }
        return String(rest[..<open])
    }

    /// What stands before year and subject in a title: 淮安市人民政府, 上海市人民政府办公厅.
    static func name(inTitle title: String) -> String? {
        var rest = Substring(DateText.withWesternYears(LabelNormalization.folded(title)))
        rest.removeAll { "《》".contains($0) }
        for prefix in ["附件", "附", "公开"] where rest.hasPrefix(prefix) && rest.dropFirst(prefix.count).first.map({ ":123)".contains($0) }) == true {
            rest = rest.dropFirst(prefix.count).drop { ":123)".contains($0) }
        }
        while let first = rest.first, first.isASCII && first.isNumber || "年度()-_:".contains(first) { rest.removeFirst() }
        if rest.hasPrefix("关于") { rest = rest.dropFirst(2) }
        // A year behind the name ends it, also where the name speaks of publicity itself: 政务公开办公室.
        let year = DateText.years(in: String(rest)).isEmpty ? nil : rest.firstIndex { $0.isASCII && $0.isNumber }
        if let year { rest = rest[..<year] }
        let subjects = ["政府信息公开工作", "政府信息公开年", "政府信息公开情况", "政府信息公开", "政务公开工作", "政务公开年", "信息公开", "年度报告", "年度", "情况统计表", "工作年度"]
        // A title that begins with its subject names nobody.
        if subjects.contains(where: { rest.hasPrefix($0) }) { return nil }
        var end = rest.endIndex
        for word in subjects + (year == nil ? ["政务公开"] : []) {
            if let range = rest.firstRange(of: word), range.lowerBound > rest.startIndex { end = min(end, range.lowerBound) }
        }
        if let digit = rest.firstIndex(where: { $0.isASCII && $0.isNumber }) { end = min(end, digit) }
        var name = String(rest[..<end])
        if name.hasSuffix("政务公开") { name.removeLast(4) }
        if name.hasSuffix("人民") { name += "政府" }
        for suffix in ["关于", "的", "_", "-", "(", "第", ":"] where name.hasSuffix(suffix) { name.removeLast(suffix.count) }
        return name.count >= 2 ? name : nil
    }
}
