/// What a column of a table is.
public enum ColumnRole: String, Sendable, Hashable, CaseIterable {
    /// Whose numbers a row has.
    case entity
    case year
    /// The part of the year.
    case period
    /// What a tidy row's number is of.
    case indicator
    /// The numbers of a tidy table.
    case value
    /// The numbers of one indicator, or of one year, in a wide table.
    case number
    /// What the numbers of a tidy table are in.
    case unit
    /// A name of the indicator for people.
    case label
    /// What stands in the cell: `number`, `blank`, `not_applicable`, `text`, `bound`.
    case state
    /// The cell's text.
    case raw
    /// Letters beside the number.
    case flag
    /// The smallest and the largest value that a cell can have.
    case low, high
    /// A text of the entity, the indicator, the year or the cell.
    case attribute
    /// Not read.
    case ignore

    /// Names that a column of this role usually has, in lower case and without blanks; the first that is there counts.
    var names: [String] {
        switch self {
        case .entity:
            [
                "entity", "name", "body", "organisation", "organization", "agency", "主体", "单位", "地区", "机关", "名称", "entityname", "country",
                "countryname",
                "geo", "ref_area", "refarea", "geography", "area", "areaname", "location", "authority", "localauthority", "council", "institution",
                "department",
                "municipality", "county", "district", "city", "region", "province", "state", "school", "hospital", "company", "plant", "station",
                "office",
                "机构", "部门", "单位名称", "机关名称", "城市", "区县", "县区", "县市区", "省份", "省市", "省", "市", "区域",
            ]
        case .year:
            [
                "year", "年度", "年份", "年", "fiscalyear", "fiscal_year", "financialyear", "financial_year", "fy", "reportingyear", "time_period",
                "timeperiod",
                "time", "date", "时间", "日期", "统计年度", "财政年度", "报告年度", "period", "quarter", "month", "期间", "季度", "月份",
            ]
        case .period: ["period", "quarter", "month", "half", "period_end", "季度", "月份", "期间", "月", "季", "半年"]
        case .indicator: ["indicator", "variable", "measure", "指标", "项目", "indicatorname", "seriesname", "series", "指标名称"]
        case .value: ["value", "obs_value", "obsvalue", "数值", "值"]
        case .unit: ["unit", "units", "unit_measure", "计量单位", "单位"]
        case .label: ["label", "indicator_label", "标签"]
        case .state: ["state", "状态"]
        case .raw: ["raw", "原文"]
        case .flag: ["flag", "flags", "obs_flag", "obs_status", "obsstatus", "标记"]
        case .low: ["low"]
        case .high: ["high"]
        case .number, .attribute, .ignore: []
        }
    }
}
