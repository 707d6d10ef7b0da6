import Disclosure
import Foundation

/// One body through the years: the stocks that are carried from report to report, and the year's flows drawn around its profile.
///
/// Every year is walked, whether its report is published or not, so that what is carried over does not depend on the forms in between.
struct SimulatedHistory {
    /// What happened in a year, before it takes the shape of a form.
    struct Activity {
        /// Applications by the six kinds of applicants.
        var received: [Int] = []
        var carriedIn: [Int] = []
        var carriedOut: [Int] = []
        /// `outcomes[leaf][applicant]`, leaves as in ``BodyProfile/outcomes``.
        var outcomes: [[Int]] = []
        /// Review, direct litigation, litigation after review: upheld, corrected, other, pending.
        var remedies: [[Int]] = []
        /// Rules (规章) and normative documents: made, newly disclosed, repealed, in force, disclosed.
        var documents: [Documents] = []
        /// Decisions of each kind of ``BodyProfile/decisions``.
        var decisions: [Int] = []
        /// Items at the end of last year and their change: the kinds of decisions, then fees.
        var items: [(previous: Int, change: Int)] = []
        /// 万元, in units of 0.01.
        var fees = 0
        var projects = 0
        /// 万元, in units of 0.0001.
        var procurement = 0
    }

    /// Documents of one kind in a year.
    struct Documents {
        var made = 0
        var disclosed = 0
        var repealed = 0
        var inForce = 0
        var disclosedTotal = 0
    }

    let body: Body
    let profile: BodyProfile
    let parameters: SimulationParameters
    var draw: CounterGenerator
    /// The running totals of the Fujian form, by row id.
    var cumulative: [String: Int] = [:]

    private var carried: [Int]
    private var inForce: [Int]
    private var disclosedTotal: [Int]
    private var items: [Int]
    private var shifts = [Double](repeating: 0, count: BodyProfile.decisions.count)

    init(_ body: Body, profile: BodyProfile, parameters: SimulationParameters, draw: CounterGenerator) {
        self.body = body
        self.profile = profile
        self.parameters = parameters
        self.draw = draw
        inForce = profile.initialStock
        disclosedTotal = profile.initialStock
        items = profile.initialItems
        carried = []
        let before = profile.received.mean(parameters.years.lowerBound - 1) * profile.carryShare
        carried = self.draw.multinomial(self.draw.poisson(before), shares: profile.applicants)
    }

    /// The next year; years are to be asked for in order.
    mutating func activity(_ year: Int, effect: (Int) -> Double) -> Activity {
        var activity = Activity()
        let total = draw.negativeBinomial(mean: profile.received.mean(year, effect: effect(0)), dispersion: profile.received.dispersion)
        activity.received = draw.multinomial(total, shares: profile.applicants)
        activity.carriedIn = carried
        let open = zip(activity.received, carried).map { $0 + $1 }
        activity.carriedOut = open.map { draw.binomial($0, profile.carryShare) }
        carried = activity.carriedOut
        // The mixture of outcomes moves a little from year to year.
        let mixture = draw.shares(around: profile.outcomeShares, concentration: 150)
        let byApplicant = zip(open, activity.carriedOut).map { draw.multinomial($0 - $1, shares: mixture) }
        activity.outcomes = mixture.indices.map { leaf in byApplicant.map { $0[leaf] } }
        let concluded = Double(zip(open, activity.carriedOut).reduce(0) { $0 + $1.0 - $1.1 })
        // Since 2024 review precedes litigation when a refusal is contested.
        let reviewFactor = year >= 2024 ? 1.6 : 1.0
        let directFactor = year >= 2024 ? 0.35 : 1.0
        let rates = [profile.reviewRate * reviewFactor, profile.directRate * directFactor, profile.afterReviewRate]
        activity.remedies = rates.map { rate in
            draw.multinomial(draw.negativeBinomial(mean: concluded * rate, dispersion: 0.15), shares: profile.results)
        }
        activity.documents = [profile.rulesMade, profile.documentsMade].enumerated().map { kind, counts in
            documents(kind, mean: kind == 0 && !profile.makesRules ? 0 : counts.mean(year), dispersion: counts.dispersion)
        }
        activity.decisions = profile.decisionCounts.enumerated().map { kind, counts in
            guard let counts else { return 0 }
            if draw.chance(parameters.levelShiftRate) { shifts[kind] += draw.normal() * 0.7 }
            return draw.negativeBinomial(mean: counts.mean(year, effect: effect(1 + kind) + shifts[kind]), dispersion: counts.dispersion)
        }
        activity.items = items.indices.map { kind in
            let previous = items[kind]
            let change = draw.chance(0.6) ? 0 : draw.poisson(0.04 * Double(previous)) - draw.binomial(previous, 0.04)
            items[kind] = previous + change
            return (previous, change)
        }
        activity.fees = Int((profile.fees.mean(year, effect: effect(5)) * exp(draw.normal() * 0.15) * 100).rounded())
        activity.projects = draw.negativeBinomial(mean: profile.procurement.mean(year), dispersion: profile.procurement.dispersion)
        // Between a tenth of a 万元 and 10,000 万元 a project, as the plausibility rule of the form has it.
        let price = min(max(exp(profile.price + draw.normal() * 0.3), 0.2), 8000)
        activity.procurement = Int((Double(activity.projects) * price * 10_000).rounded())
        return activity
    }

    private mutating func documents(_ kind: Int, mean: Double, dispersion: Double) -> Documents {
        var documents = Documents()
        documents.made = draw.negativeBinomial(mean: mean, dispersion: dispersion)
        documents.disclosed = draw.binomial(documents.made, 0.93)
        documents.repealed = draw.binomial(inForce[kind], profile.repealShare)
        documents.inForce = inForce[kind] + documents.made - documents.repealed
        documents.disclosedTotal = disclosedTotal[kind] + documents.disclosed
        inForce[kind] = documents.inForce
        disclosedTotal[kind] = documents.disclosedTotal
        return documents
    }
}
