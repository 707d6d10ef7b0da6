/// An edition of the statutory tables: which form a report was filled in on.
public enum Edition: String, Sendable, Hashable, CaseIterable, Codable {
    /// Provincial and municipal forms under the regulations of 2007 (report years 2008–2013).
    case local2008 = "local2008"
    /// The Fujian 统计表 with 本年度 and 历年累计 (2011–2018).
    case fjStats = "fj_stats"
    /// 政府信息公开情况统计表 of 国办发〔2014〕32号 (2014–2018).
    case stats2014 = "stats2014"
    /// The format of 国办公开办函〔2019〕60号 (2019–2020).
    case fmt2019 = "fmt2019"
    /// The Guizhou annex appended to reports on the form of 2019.
    case gzAnnex2019 = "gz_annex2019"
    /// The format of 国办公开办函〔2021〕30号 (2021 on).
    case fmt2021 = "fmt2021"

    /// The years for which the edition was in force; a report of another year on it is on an obsolete or a future form.
    public var reportYears: ClosedRange<Int> {
        switch self {
        case .local2008: 2008...2013
        case .fjStats: 2011...2018
        case .stats2014: 2014...2018
        case .fmt2019, .gzAnnex2019: 2019...2020
        case .fmt2021: 2021...9999
        }
    }

    /// The document that prescribes the edition, with its number, where one is known.
    public var baseDocument: String? {
        switch self {
        case .stats2014: "国办发〔2014〕32号"
        case .fmt2019: "国办公开办函〔2019〕60号"
        case .fmt2021: "国办公开办函〔2021〕30号"
        case .local2008, .fjStats, .gzAnnex2019: nil
        }
    }

    /// Whether the edition is one of the two with the three statutory tables (T2, T3, T4).
    public var hasStatutoryTables: Bool { self == .fmt2019 || self == .fmt2021 }
}
