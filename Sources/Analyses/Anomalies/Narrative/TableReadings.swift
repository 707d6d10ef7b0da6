import Disclosure
import Rules

/// The numbers of one report's tables as the prose may mean them: cells, blanks that the identities determine, and sums.
struct TableReadings {
    /// One way to read a quantity: what was added, and the result.
    struct Reading {
        let formula: LocalizedText
        let value: Int
    }

    // The history keeps the readings.
    private unowned let history: BodyHistory
    private let year: Int
    private let implied: [String: Int]

    init(_ history: BodyHistory, _ year: Int) {
        self.history = history
        self.year = year
        var implied: [String: Int] = [:]
        for edition in history.editions(year) {
            let rules = EditionRules.of(edition)
            let (record, _) = rules.record(history, year)
            guard record.contains(where: { $0 == nil }) else { continue }
            for (variable, value) in BlankImputation(rules.system).impliedValues(record) {
                let id = rules.system.variables[variable].id
                if history.state(id, year) == .blank { implied[id] = value }
            }
        }
        self.implied = implied
    }

    /// The count in a cell, or the one that the identities leave for it.
    func count(_ id: String) -> Int? { history.count(id, year) ?? implied[id] }

    /// Every reading of a quantity; empty when the tables cannot tell.
    func readings(of quantity: NarrativeQuantity) -> [Reading] {
        switch quantity {
        case .received: received + received2014
        case .handled: received + received2014 + closed
        case .closed: closed
        case .carriedIn: [sum("二、上年结转", "carried in", ["applications.carried_in.total"])].compactMap { $0 }
        case .carriedOut: [sum("四、结转下年度", "carried out", ["applications.carried_out.total"])].compactMap { $0 }
        case .granted: one("（一）予以公开", "granted", "outcome.granted.total", "stats.answers.granted", "legacy.answers.granted")
        case .partial: one("（二）部分公开", "partial", "outcome.partial.total", "stats.answers.partial", "legacy.answers.partial")
        case .grantedAndPartial:
            [sum("（一）予以公开＋（二）部分公开", "granted + partial", ["outcome.granted.total", "outcome.partial.total"])].compactMap { $0 }
        case .denied: group("（三）不予公开各项之和", "sum of denied", "outcome.denied.")
        case .unable: group("（四）无法提供各项之和", "sum of unable", "outcome.unable.")
        case .notProcessed: group("（五）不予处理各项之和", "sum of not processed", "outcome.not_processed.")
        case .otherHandling: group("（六）其他处理", "other handling", "outcome.other_handling.")
        case .review: disputes(["review"], "行政复议", "reviews") + one("行政复议数", "reviews", "stats.review.total", "legacy.review.total")
        case .litigation: litigation
        case .reviewResult(let result): [sum("行政复议该结果", "reviews, that result", ["review.\(result)"])].compactMap { $0 }
        case .litigationResult(let result):
            [
                sum("两类诉讼该结果之和", "both kinds of lawsuits, that result", ["litigation.direct.\(result)", "litigation.after_review.\(result)"]),
                sum("直接起诉该结果", "direct lawsuits, that result", ["litigation.direct.\(result)"]),
                sum("复议后起诉该结果", "lawsuits after review, that result", ["litigation.after_review.\(result)"]),
            ].compactMap { $0 }
        case .applicant(let applicant): applications(by: [applicant], LocalizedText(zh: applicant.label, en: applicant.labelEnglish))
        case .organizations: applications(by: Array(Applicant.parts.dropFirst()), LocalizedText(zh: "法人或其他组织", en: "organizations"))
        case .lawsuits(let kind):
            kind == "direct"
                ? disputes(["litigation.direct"], "未经复议直接起诉", "lawsuits without review")
                : disputes(["litigation.after_review"], "复议后起诉", "lawsuits after review")
        case .rulesMade: made("disclosure.rules")
        case .rulesInForce: one("现行有效件数", "in force", "disclosure.rules.in_force")
        case .pressConferences: one("新闻发布会总次数", "press conferences", "stats.response.press_conferences")
        case .policyReadings: one("政策解读稿件发布数", "policy readings", "stats.response.policy_readings")
        case .disclosed: one("主动公开信息数", "items disclosed", "stats.disclosed.total", "legacy.disclosed.total")
        case .viaWebsite: one("政府网站公开", "on websites", "stats.disclosed.via_website", "legacy.disclosed.via_website")
        case .viaWechat: one("政务微信公开", "on WeChat", "stats.disclosed.via_wechat")
        case .viaWeibo: one("政务微博公开", "on Weibo", "stats.disclosed.via_weibo")
        case .normativeInForce: normativeInForce
        case .normativeMade: made("disclosure.normative_docs") + one("制发规范性文件总数", "made", "stats.normative_docs_made")
        }
    }

    /// The cells that a quantity is about, for display; those of the first reading.
    func cells(of quantity: NarrativeQuantity) -> [String] {
        let candidates: [String] =
            switch quantity {
            case .received, .handled: ["applications.received.total", "stats.applications.received", "legacy.applications.received"]
            case .closed: ["outcome.total.total", "stats.answers.total", "legacy.answers.total"]
            case .carriedIn: ["applications.carried_in.total"]
            case .carriedOut: ["applications.carried_out.total"]
            case .granted: ["outcome.granted.total", "stats.answers.granted", "legacy.answers.granted"]
            case .partial: ["outcome.partial.total", "stats.answers.partial", "legacy.answers.partial"]
            case .grantedAndPartial: ["outcome.granted.total", "outcome.partial.total"]
            case .denied: rows("outcome.denied.")
            case .unable: rows("outcome.unable.")
            case .notProcessed: rows("outcome.not_processed.")
            case .otherHandling: rows("outcome.other_handling.")
            case .review: ["review.total", "stats.review.total", "legacy.review.total"]
            case .litigation: ["litigation.direct.total", "litigation.after_review.total", "stats.litigation.total", "legacy.litigation.total"]
            case .reviewResult(let result): ["review.\(result)"]
            case .litigationResult(let result): ["litigation.direct.\(result)", "litigation.after_review.\(result)"]
            case .applicant(let applicant): ["applications.received.\(applicant.rawValue)"]
            case .organizations: Applicant.parts.dropFirst().map { "applications.received.\($0.rawValue)" }
            case .lawsuits(let kind): ["litigation.\(kind).total"]
            case .rulesMade: ["disclosure.rules.made", "disclosure.rules.newly_disclosed"]
            case .rulesInForce: ["disclosure.rules.in_force"]
            case .pressConferences: ["stats.response.press_conferences"]
            case .policyReadings: ["stats.response.policy_readings"]
            case .disclosed: ["stats.disclosed.total", "legacy.disclosed.total"]
            case .viaWebsite: ["stats.disclosed.via_website", "legacy.disclosed.via_website"]
            case .viaWechat: ["stats.disclosed.via_wechat"]
            case .viaWeibo: ["stats.disclosed.via_weibo"]
            case .normativeInForce: ["disclosure.normative_docs.in_force"]
            case .normativeMade: ["disclosure.normative_docs.made", "stats.normative_docs_made"]
            }
        return candidates.filter { history.state($0, year) != .absent }
    }

    /// A cell of Table 3 or 4, no total of the tables' own, whose number is just the one stated: the number may have been taken from there.
    func cell(holding value: Int, of quantity: NarrativeQuantity) -> String? {
        guard value >= 10 else { return nil }
        let stems = cells(of: quantity).map { CellAddress.split($0).row }
        for stem in stems {
            for column in Applicant.parts {
                let id = "\(stem).\(column.rawValue)"
                if history.count(id, year) == value { return id }
            }
        }
        return nil
    }

    private var received: [Reading] {
        [
            sum("一、新收", "received", ["applications.received.total"]),
            sum("一、新收＋二、上年结转", "received + carried in", ["applications.received.total", "applications.carried_in.total"]),
        ].compactMap { $0 }
    }

    private var received2014: [Reading] { one("收到申请数", "received", "stats.applications.received", "legacy.applications.received") }

    private var closed: [Reading] {
        var found = [sum("（七）总计", "concluded", ["outcome.total.total"])].compactMap { $0 }
        if let total = count("outcome.total.total"), let carried = count("applications.carried_in.total"), carried > 0 {
            found.append(Reading(formula: LocalizedText(zh: "（七）总计－二、上年结转", en: "concluded - carried in"), value: total - carried))
        }
        found += one("申请办结数", "closed", "stats.applications.closed")
        return found + one("答复总数", "answers", "stats.answers.total", "legacy.answers.total")
    }

    /// The prose may leave out the documents of the year, which it states beside.
    private var normativeInForce: [Reading] {
        var found = one("现行有效件数", "in force", "disclosure.normative_docs.in_force")
        if let inForce = found.first?.value, let made = count("disclosure.normative_docs.made"), made > 0 {
            found.append(Reading(formula: LocalizedText(zh: "现行有效件数－本年制发件数", en: "in force - made"), value: inForce - made))
        }
        return found
    }

    private var litigation: [Reading] {
        disputes(["litigation.direct", "litigation.after_review"], "两类诉讼", "both kinds of lawsuits")
            + disputes(["litigation.direct"], "未经复议直接起诉", "direct lawsuits")
            + disputes(["litigation.after_review"], "复议后起诉", "lawsuits after review")
            + one("行政诉讼数", "lawsuits", "stats.litigation.total", "legacy.litigation.total")
    }

    private func disputes(_ blocks: [String], _ zh: String, _ en: String) -> [Reading] {
        guard let all = sum("\(zh)总计", en, blocks.map { "\($0).total" }) else { return [] }
        var found = [all]
        let pending = blocks.compactMap { count("\($0).pending") }
        if pending.count == blocks.count, pending.reduce(0, +) > 0 {
            found.append(
                Reading(
                    formula: LocalizedText(zh: "\(zh)总计－尚未审结", en: "\(en) - pending"), value: all.value - pending.reduce(0, +)))
        }
        return found
    }

    /// Applications of some columns: new ones, all in hand, concluded ones.
    private func applications(by applicants: [Applicant], _ name: LocalizedText) -> [Reading] {
        func cells(_ rows: String...) -> [String] { rows.flatMap { row in applicants.map { "\(row).\($0.rawValue)" } } }
        return [
            sum("一、新收·\(name.zh)", "received from \(name.en)", cells("applications.received")),
            sum(
                "一、新收＋二、上年结转·\(name.zh)", "received and carried in from \(name.en)",
                cells("applications.received", "applications.carried_in")),
            sum("（七）总计·\(name.zh)", "concluded for \(name.en)", cells("outcome.total")),
        ].compactMap { $0 }
    }

    /// Documents made in the year; the form of 2019 also asks for those newly disclosed.
    private func made(_ row: String) -> [Reading] {
        one("本年制发件数", "made", "\(row).made") + one("本年新公开数量", "newly disclosed", "\(row).newly_disclosed")
    }

    private func group(_ zh: String, _ en: String, _ stem: String) -> [Reading] {
        let ids = rows(stem)
        return ids.isEmpty ? [] : [sum(zh, en, ids)].compactMap { $0 }
    }

    /// The total cells of the rows under a stem in the report's edition.
    private func rows(_ stem: String) -> [String] {
        guard let edition = history.editions(year).first(where: \.hasStatutoryTables) else { return [] }
        let single = String(stem.dropLast())
        return CellAddress.rows(edition).filter { $0.hasPrefix(stem) || $0 == single }.map { "\($0).total" }
    }

    private func one(_ zh: String, _ en: String, _ ids: String...) -> [Reading] {
        ids.compactMap { sum(zh, en, [$0]) }
    }

    private func sum(_ zh: String, _ en: String, _ ids: [String]) -> Reading? {
        var total = 0
        for id in ids {
            guard let value = count(id) else { return nil }
            total += value
        }
        return Reading(formula: LocalizedText(zh: zh, en: en), value: total)
    }
}
