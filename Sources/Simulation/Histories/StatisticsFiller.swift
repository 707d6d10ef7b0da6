import Disclosure
import Foundation

/// Fills in the forms before 2019 from a year's activity: the statistics of 2014, the municipal form of 2008, the Fujian 统计表.
struct StatisticsFiller {
    private let profile: BodyProfile
    private let activity: SimulatedHistory.Activity
    private let year: Int
    private var draw: CounterGenerator

    init(_ profile: BodyProfile, _ activity: SimulatedHistory.Activity, year: Int, draw: CounterGenerator) {
        self.profile = profile
        self.activity = activity
        self.year = year
        self.draw = draw
    }

    private var received: Int { activity.received.reduce(0, +) }

    private func concluded(_ prefix: String) -> Int {
        zip(BodyProfile.outcomes, activity.outcomes).reduce(0) { sum, leaf in
            leaf.0.id.hasPrefix(prefix) ? sum + leaf.1.reduce(0, +) : sum
        }
    }

    private mutating func disclosedItems() -> (total: Int, channels: [Int]) {
        let total = draw.negativeBinomial(mean: profile.disclosed.mean(year), dispersion: profile.disclosed.dispersion)
        return (total, draw.multinomial(total, shares: profile.channels))
    }

    private func set(_ record: inout SimulatedRecord, _ stem: String, _ names: [String], _ values: [Int]) {
        for (name, value) in zip(names, values) { record["\(stem).\(name)"] = value }
    }

    mutating func statistics(_ edition: Edition) -> SimulatedRecord {
        var record = SimulatedRecord(edition: edition)
        let (disclosed, channels) = disclosedItems()
        // One item can go out by several channels and counts once in the total.
        record["stats.disclosed.total"] = disclosed
        set(&record, "stats.disclosed", ["via_gazette", "via_website", "via_weibo", "via_wechat", "via_other"], channels)
        record["stats.disclosed.via_weibo"] = channels[2] + draw.binomial(channels[1], 0.05)
        record["stats.disclosed.normative_docs"] = min(activity.documents[1].disclosed, disclosed)
        record["stats.normative_docs_made"] = activity.documents[1].made
        let conferences = draw.poisson(profile.response)
        let interviews = draw.poisson(profile.response)
        set(
            &record, "stats.response",
            [
                "hot_topics", "press_conferences", "press_conferences_led", "interviews", "interviews_led", "policy_readings",
                "weibo_wechat_events", "other_events",
            ],
            [
                draw.poisson(profile.response * 3), conferences, draw.binomial(conferences, 0.4), interviews, draw.binomial(interviews, 0.3),
                draw.poisson(profile.response * 8), draw.poisson(profile.response * 10), draw.poisson(profile.response * 2),
            ])
        record["stats.applications.received"] = received
        set(
            &record, "stats.applications", ["by_person", "by_fax", "by_web", "by_letter"],
            draw.multinomial(received, shares: [0.2, 0.02, 0.6, 0.18]))
        let closed = activity.outcomes.reduce(0) { $0 + $1.reduce(0, +) }
        let extended = draw.binomial(closed, 0.06)
        set(&record, "stats.applications", ["closed", "closed_on_time", "closed_extended"], [closed, closed - extended, extended])
        answers(&record)
        for (block, results) in [("review", activity.remedies[0]), ("litigation", zip(activity.remedies[1], activity.remedies[2]).map { $0 + $1 })] {
            let counts = [results[0], results[1], results[2] + results[3]]
            set(&record, "stats.\(block)", ["upheld", "corrected", "other"], counts)
            record["stats.\(block).total"] = counts.reduce(0, +)
        }
        record["stats.complaints"] = draw.poisson(profile.response * 0.1)
        record["stats.org.units"] = 1 + draw.binomial(profile.staff[0], 0.5)
        record["stats.org.reading_points"] = 3 + draw.binomial(profile.staff[1], 0.1)
        set(&record, "stats.org", ["staff_full_time", "staff_part_time", "staff"], profile.staff + [profile.staff[0] + profile.staff[1]])
        record["stats.org.budget"] = (5 + draw.poisson(Double(profile.staff[0]) * 3)) * 10_000
        let classes = draw.poisson(3)
        set(
            &record, "stats.training", ["meetings", "classes", "trainees"],
            [1 + draw.poisson(3), classes, classes == 0 ? 0 : draw.poisson(Double(classes) * 80)])
        return record
    }

    private mutating func answers(_ record: inout SimulatedRecord) {
        let refused = concluded("outcome.denied")
        let refusals = draw.multinomial(refused, shares: [0.05, 0.15, 0.15, 0.05, 0.4, 0.2])
        let granted = concluded("outcome.granted")
        let already = draw.binomial(granted, 0.35)
        let unable = concluded("outcome.unable")
        let elsewhere = draw.binomial(unable, 0.4)
        let other = concluded("outcome.not_processed") + concluded("outcome.other_handling")
        let amend = draw.binomial(other, 0.3)
        let names = ["already_public", "granted", "partial", "refused", "not_this_agency", "not_exist", "told_to_amend", "other_channel"]
        let counts = [already, granted - already, concluded("outcome.partial"), refused, elsewhere, unable - elsewhere, amend, other - amend]
        set(&record, "stats.answers", names, counts)
        record["stats.answers.total"] = counts.reduce(0, +)
        set(
            &record, "stats.answers.refused",
            ["state_secret", "trade_secret", "privacy", "security_stability", "not_gov_info", "other_law"], refusals)
    }

    mutating func codedList(_ edition: Edition) -> SimulatedRecord {
        var record = SimulatedRecord(edition: edition)
        let (disclosed, _) = disclosedItems()
        let documents = draw.binomial(disclosed, 0.3)
        set(
            &record, "legacy.disclosed", ["total", "fulltext", "official_docs", "new_normative_docs"],
            [disclosed, draw.binomial(disclosed, 0.9), documents, min(activity.documents[1].disclosed, documents)])
        record["legacy.service_info"] = draw.binomial(disclosed, 0.25)
        set(
            &record, "legacy", ["site_visits", "walk_ins", "web_enquiries", "phone_enquiries"],
            [3000.0, 20, 15, 30].map { draw.negativeBinomial(mean: $0 * exp(profile.disclosed.level / 3), dispersion: 0.2) })
        record["legacy.request_catalogue"] = draw.poisson(30)
        record["legacy.secret_docs"] = draw.poisson(2)
        record["legacy.applications.received"] = received
        set(
            &record, "legacy.applications", ["by_person", "by_fax", "by_email", "by_web", "by_letter", "by_other"],
            draw.multinomial(received, shares: [0.3, 0.03, 0.12, 0.4, 0.13, 0.02]))
        let refused = concluded("outcome.denied")
        let unable = draw.multinomial(concluded("outcome.unable"), shares: [0.5, 0.3, 0.2])
        let notInformation = concluded("outcome.other_handling")
        let answered = [
            concluded("outcome.granted"), concluded("outcome.partial"), notInformation, unable[0], unable[1], unable[2],
            concluded("outcome.not_processed"), refused,
        ]
        set(
            &record, "legacy.answers",
            ["granted", "partial", "not_gov_info", "not_exist", "not_this_agency", "unclear", "repeat", "refused"], answered)
        record["legacy.answers.total"] = answered.reduce(0, +)
        set(
            &record, "legacy.answers.refused", ["state_secret", "trade_secret", "privacy", "in_process", "security", "other_law"],
            draw.multinomial(refused, shares: [0.1, 0.2, 0.2, 0.25, 0.05, 0.2]))
        record["legacy.review.total"] = activity.remedies[0].reduce(0, +)
        record["legacy.litigation.total"] = activity.remedies[1].reduce(0, +) + activity.remedies[2].reduce(0, +)
        record["legacy.appeal.total"] = draw.poisson(0.3)
        fees(&record)
        set(&record, "legacy", ["staff", "staff_full_time", "staff_part_time"], [profile.staff[0] + profile.staff[1]] + profile.staff)
        record["legacy.budget"] = (4 + draw.poisson(Double(profile.staff[0]) * 2)) * 10_000
        record["legacy.spending"] = (record["legacy.budget"]! / 10) * 9
        return record
    }

    /// Fees in 元, kept in units of 0.01.
    private mutating func fees(_ record: inout SimulatedRecord) {
        let media = ["post", "copy_paper", "copy_cd", "copy_floppy"]
        let proactive = draw.multinomial(draw.poisson(profile.response * 10), shares: [0.2, 0.7, 0.09, 0.01]).map { $0 * 100 }
        let request = draw.multinomial(draw.poisson(Double(received) * 1.5), shares: [0.2, 0.3, 0.4, 0.09, 0.01]).map { $0 * 100 }
        set(&record, "legacy.fees.proactive", media, proactive)
        set(&record, "legacy.fees.request", ["search"] + media, request)
        let sums = [proactive.reduce(0, +), request.reduce(0, +)]
        set(&record, "legacy.fees", ["proactive", "request", "total"], sums + [sums[0] + sums[1]])
    }

    /// The year's rows and the running totals, which `cumulative` carries from year to year. Rows that the year's form does not print are blank.
    mutating func runningTotals(_ edition: Edition, cumulative: inout [String: Int]) -> SimulatedRecord {
        var record = SimulatedRecord(edition: edition)
        let layout = CellLayout.of(edition)
        for position in layout.indicators.indices { record[position] = nil }
        let isFirstForm = year <= 2013
        let (disclosed, channels) = disclosedItems()
        var rows: [(String, Int)] = [
            ("disclosed.total", disclosed), ("disclosed.via_website", disclosed - channels[0]), ("disclosed.via_gazette", channels[0]),
            ("applications.received", received),
        ]
        let ways = isFirstForm ? ["by_person", "by_fax", "by_email", "by_web", "by_letter"] : ["by_person", "by_web", "by_letter_fax"]
        let shares = isFirstForm ? [0.3, 0.03, 0.12, 0.4, 0.15] : [0.25, 0.55, 0.2]
        rows += zip(ways, draw.multinomial(received, shares: shares)).map { ("applications.\($0)", $1) }
        let granted = concluded("outcome.granted")
        let partial = concluded("outcome.partial")
        let rest = activity.outcomes.reduce(0) { $0 + $1.reduce(0, +) } - granted - partial
        let refused = isFirstForm ? rest : concluded("outcome.denied")
        rows += [("answers.granted", granted), ("answers.partial", partial), ("answers.refused", refused)]
        if !isFirstForm { rows.append(("answers.other", rest - refused)) }
        rows.append(("answers.total", granted + partial + rest))
        if (2014...2016).contains(year) { rows.append(("fees.reduced", 0)) }
        rows += [
            ("review.total", activity.remedies[0].reduce(0, +)),
            ("litigation.total", activity.remedies[1].reduce(0, +) + activity.remedies[2].reduce(0, +)), ("appeal.total", draw.poisson(0.3)),
        ]
        for (row, value) in rows {
            cumulative[row, default: 0] += value
            record["legacy.\(row)"] = value
            record["legacy.\(row).cumulative"] = cumulative[row]!
        }
        return record
    }
}
