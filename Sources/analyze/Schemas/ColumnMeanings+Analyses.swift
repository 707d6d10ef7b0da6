import Analyses
import Disclosure
import Reporting

extension ColumnMeanings {
    /// Trends, findings, rankings, comparisons.
    static let analyses = trends.merging(anomalies) { $1 }.merging(rank) { $1 }.merging(diff) { $1 }

    private static let trends: [String: ColumnMeaning] = [
        "trends.indicator": .init(.text, "The concept's id where a concept joins editions, else the cell's."),
        "trends.label": .init(.text, "The name, in the language asked for."),
        "trends.official_label": .init(.text, "The official Chinese name."),
        "trends.unit": .init(.text, "What the numbers are in."),
        "trends.editions": .init(.list(.code), "The editions of the form that the series runs through."),
        "trends.first_year": .init(.integer.orNull, "The first year with a number."),
        "trends.last_year": .init(.integer.orNull, "The last year with a number."),
        "trends.n": .init(.integer, "Years with a number."),
        "trends.mean": .init(.number.orNull, "Their mean."),
        "trends.model": .init(.code.orNull, "The model; null where none could be fitted."),
        "trends.scale": .init(.code.orNull, "The scale that the model is linear on."),
        "trends.slope": .init(.number.orNull, "Change a year in the series' units, at its mean."),
        "trends.standard_error": .init(.number.orNull, "Standard error of the slope."),
        "trends.standard_error_independent_bodies": .init(
            .number.orNull, "The standard error if the bodies were independent; of rows of many bodies."),
        "trends.slope_low": .init(.number.orNull, "Lower end of the slope's interval."),
        "trends.slope_high": .init(.number.orNull, "Upper end of the slope's interval."),
        "trends.percent_per_year": .init(.number.orNull, "Change a year in percent, of the same fit."),
        "trends.percent_low": .init(.number.orNull, "Lower end of its interval."),
        "trends.percent_high": .init(.number.orNull, "Upper end of its interval."),
        "trends.statistic": .init(.number.orNull, "The test's statistic."),
        "trends.df": .init(.number.orNull, "Its degrees of freedom."),
        "trends.q_value": .init(.number.orNull, "The p-value adjusted over all series of the indicator, selected or not."),
        "trends.q_selected": .init(.number.orNull, "The p-value adjusted over the selected series alone."),
        "trends.local_false_sign": .init(.number.orNull, "Probability that the direction is the other one."),
        "trends.direction": .init(.code, "Which way it goes."),
        "trends.reason": .init(.code.orNull, "Why the direction is uncertain."),
        "trends.shape": .init(.code.orNull, "Whether it is a trend, a step, or both; null where none is likelier than the others together."),
        "trends.shape_probability": .init(.number.orNull, "Posterior probability of the likeliest shape."),
        "trends.step_year": .init(.integer.orNull, "The first year after the step."),
        "trends.theil_sen": .init(.number.orNull, "Theil and Sen's slope: the median of the slopes of all pairs of years."),
        "trends.theil_sen_low": .init(.number.orNull, "Lower end of its interval."),
        "trends.theil_sen_high": .init(.number.orNull, "Upper end of its interval."),
        "trends.kendall_s": .init(.integer.orNull, "Kendall's S: rising pairs of years less falling ones."),
        "trends.kendall_p": .init(.number.orNull, "The p-value of the Mann–Kendall test, two-sided."),
        "trends.shrunken_slope": .init(.number.orNull, "The slope drawn to that of the other bodies, on the model's scale."),
        "trends.breaks": .init(
            .list(
                .object([
                    .init("year", .integer, "The first year after the break."),
                    .init("kind", .cases(of: TrendRow.Break.Kind.self), "What it comes from."),
                    .init("p_value", .number.orNull, "The p-value of a break that was searched for."),
                    .init("q_value", .number.orNull, "The p-value adjusted over all series of the indicator."),
                    .init("percent", .number.orNull, "The change of level there in percent, where the model has the step."),
                    .init("probability", .number.orNull, "Posterior probability that the step is at this year."),
                ])), "Years in which the series cannot go on as before."),
        "trends.forecast": .init(
            .list(
                .object([
                    .init("year", .integer), .init("mean", .number), .init("low", .number.orNull), .init("high", .number.orNull),
                ])), "Years beyond the last, with --forecast."),
        "trends.event": .init(
            .object(
                [.init("year", .integer, "The first year after the event.")] + change + [
                    .init("q_value", .number.orNull, "The p-value adjusted over the rows."),
                    .init("placebos", .list(.object([.init("year", .integer)] + change)), "The same at dates at which nothing happened."),
                    .init("placebo_share", .number.orNull, "Share of dates, the event's among them, with a change at least as large."),
                    .init(
                        "control",
                        .object(
                            [
                                .init("kind", .cases(of: EventEffect.Control.Kind.self), "What it is compared with."),
                                .init("count", .integer, "How many of them there are."),
                            ] + change
                        ).orNull, "The change less that of what the event did not concern."),
                ]
            ).orNull, "What changed at the year of --event; null without one."),
        "trends.points": .init(
            .list(
                .object([
                    .init("year", .integer), .init("value", .number),
                    .init("low", .number, "Lower end of the interval of a year effect.", isRequired: false),
                    .init("high", .number, "Its upper end.", isRequired: false),
                    .init("numerator", .number.orNull, "What was counted, with --per or a ratio.", isRequired: false),
                    .init("denominator", .number.orNull, "What it was counted per.", isRequired: false),
                ])), "The years with a number."),
    ]

    /// A change of level at a date.
    private static let change: [ValueShape.Member] = [
        .init("change", .number.orNull, "The change of level in the series' units."), .init("percent", .number.orNull, "It in percent."),
        .init("low", .number.orNull, "Lower end of the interval of the percentage."), .init("high", .number.orNull, "Its upper end."),
        .init("p_value", .number.orNull, "The p-value of the change, two-sided."),
    ]

    private static let suggestions = ValueShape.list(
        .object([
            .init("indicator", .text, "The cell."), .init("entity", .text, "The body in whose report it stands."),
            .init("year", .integer, "Its year."),
            .init("from", .number.orNull, "What stands there; null for a blank."), .init("to", .number, "What was probably meant."),
        ]))

    private static let repairs = ValueShape.list(
        .object([
            .init("changes", suggestions, "What is to be changed, all of it together."),
            .init("mechanism", .cases(of: Finding.Mechanism.self), "How the error would have come about."),
            .init("weight", .number.orNull, "How probable it is among the ways that were compared."),
            .init("breaks", .list(.text), "Ids of rules that hold now and would not hold then."),
        ]))

    private static let violations = ValueShape.list(
        .object([
            .init("rule", .text, "The id of the rule."), .init("entity", .text, "The body."), .init("year", .integer, "The year."),
            .init("left", .number.orNull, "The left side."), .init("right", .number.orNull, "The right side."),
            .init("difference", .number.orNull, "Left less right."),
        ]))

    private static let anomalies: [String: ColumnMeaning] = [
        "anomalies.cells": .init(.list(cell(labelFirst: false)), "The cells that it speaks of."),
        "anomalies.observed": .init(.number.orNull, "What stands there."),
        "anomalies.expected": .init(.number.orNull, "What was expected."),
        "anomalies.low": .init(.number.orNull, "Least that was expected."),
        "anomalies.high": .init(.number.orNull, "Most that was expected."),
        "anomalies.score": .init(.number.orNull, "How far it is from what was expected, in the detector's units."),
        "anomalies.mechanism": .init(.code, "How the error probably came about."),
        "anomalies.certainty": .init(.code, "Whether the wrong cell is known, one of several, or not known."),
        "anomalies.group": .init(.text, "What --group-by gathers the finding under.", isAlwaysThere: false),
        "anomalies.group_findings": .init(.integer, "How many findings that group has.", isAlwaysThere: false),
        "anomalies.violations": .init(violations, "Every rule that does not hold here, with its sides."),
        "anomalies.repairs": .init(repairs, "The ways to put it right, the most probable first; one of them, not all."),
        "anomalies.suggestions": .init(suggestions, "What was probably meant: the changes of the most probable way."),
        "anomalies.ways": .init(.text, "The ways to put it right, in words."),
        "anomalies.influence": .init(.number.orNull, "How much the body's ratios would change, as a share."),
        "notebook.line": .init(.integer, "The line of the page, from 1."),
        "notebook.result": .init(.code, "Whether the command prints what the page shows."),
        "notebook.command": .init(.text, "The command."),
        "notebook.shown": .init(.text.orNull, "The first line of the page that differs."),
        "notebook.printed": .init(.text.orNull, "What is printed in its place."),
        "notebook.reason": .init(.text.orNull, "Why it was not run."),
        "explanation.item": .init(.code, "What the row tells."),
        "explanation.text": .init(.text, "It, in words."),
        "explanation.value": .init(.number.orNull, "Its number."),
        "explanation.source": .init(.text.orNull, "The rule, or the place of a cell as FILE [table:row:column]."),
        "check.number": .init(.integer, "The number of the finding, also in the comments of the marked copy."),
        "check.suggestion": .init(.text.orNull, "What was probably meant, in words."),
        "check.cells": .init(.list(cell(labelFirst: true)), "Where it is said: the cells that probably are wrong."),
        "check.against": .init(.list(cell(labelFirst: true)), "The other cells it speaks of."),
        "notices.open": .init(.integer, "Findings to be explained."),
        "notices.confirmed": .init(.integer, "Findings that are confirmed, to be corrected."),
        "notices.file": .init(.text, "The letter, in the folder."),
        "show.findings": .init(.list(.text), "Fingerprints of the findings that speak of the cell."),
        "show.edition": .init(.text.orNull, "The edition of the form; of a panel what its file says."),
        "cells.edition": .init(.text.orNull, "The edition of the form; of a panel what its file says."),
        "cells.flag": .init(.text.orNull, "The flag beside the number of a panel's cell."),
        "cells.low": .init(.number.orNull, "Lower bound of a cell that gives bounds in place of a number."),
        "cells.high": .init(.number.orNull, "Upper bound of such a cell."),
    ]

    private static let share = ValueShape.object([
        .init("first", .number, "By itself."), .init("total", .number, "With all it does together with others."),
    ])

    private static let rank: [String: ColumnMeaning] = [
        "rank.rank": .init(.integer.orNull, "The place among the peers; null when it is not ranked."),
        "rank.rank_low": .init(.integer.orNull, "The best place that is plausible."),
        "rank.rank_high": .init(.integer.orNull, "The worst place that is plausible."),
        "rank.value": .init(.number.orNull, "The indicator, ratio or index."),
        "rank.shrunken": .init(.number.orNull, "The value drawn to that of the peers."),
        "rank.n": .init(.number.orNull, "What the ratio divides by: the cases behind it."),
        "rank.score": .init(.number.orNull, "What the bodies are ranked by."),
        "rank.components": .init(.map(.number.orNull), "The parts of the index or ratio by id."),
        "rank.value_then": .init(.number.orNull, "The value in the year of --movement."),
        "rank.rank_then": .init(.integer.orNull, "The place in that year among the bodies that are in both."),
        "rank.rank_change": .init(.integer.orNull, "Places gained since then; negative when places were lost."),
        "rank.movement_p": .init(.number.orNull, "The p-value of the movement."),
        "rank.movement": .init(.code.orNull, "Whether the body moved by more than chance."),
        "rank.p_top_k": .init(.number.orNull, "Probability of being among the first K of --top."),
        "rank.rank_probabilities": .init(.list(.number), "Probability of each place, with --rank-probabilities."),
        "rank.ranks_without": .init(.map(.number.orNull), "The place without each indicator of the index, with --leave-one-out."),
        "rank.sensitivity": .init(
            .object([.init("normalization", share), .init("weights", share), .init("aggregation", share)]).orNull,
            "Sobol shares of what the place hangs on, with --sensitivity."),
        "rank.z_score": .init(.number.orNull, "Distance from the peers' mean in standard errors."),
        "rank.funnel": .init(.code.orNull, "Where it stands against the limits of chance, with --funnel."),
        "rank.peers": .init(.text, "The group that it is compared with."),
        "rank.peer_count": .init(.integer, "Ranked bodies of the group."),
        "rank.eligible": .init(.flag, "Whether it can be ranked."),
        "rank.reason": .init(.text.orNull, "Why not, or what is doubtful."),
    ]

    private static let diff: [String: ColumnMeaning] = [
        "diff.kind": .init(.oneOf(["prose", "passage", "cell"]), "Prose as a whole or by section, one paragraph, or one cell."),
        "diff.from_year": .init(.integer, "The year of the first report."), "diff.to_year": .init(.integer, "The year of the second."),
        "diff.from_version": .init(.integer, "The version of the first report."), "diff.to_version": .init(.integer, "The version of the second."),
        "diff.from_edition": .init(.code.orNull, "The form of the first cell."), "diff.to_edition": .init(.code.orNull, "The form of the second."),
        "diff.indicator": .init(.text.orNull, "The id of the cell; null for prose."),
        "diff.label": .init(.text.orNull, "The cell's official name, or which prose it is."),
        "diff.change": .init(.code.orNull, "What became of it."), "diff.from": .init(.number.orNull, "The number before."),
        "diff.to": .init(.number.orNull, "The number after."), "diff.difference": .init(.number.orNull, "After less before."),
        "diff.percent": .init(.number.orNull, "The difference in percent of the number before."),
        "diff.similarity": .init(.number.orNull, "Jaccard index of the prose's five-character shingles, from 0 to 1."),
        "diff.from_state": .init(.code.orNull, "What the cell held before."), "diff.to_state": .init(.code.orNull, "What it holds after."),
        "diff.from_raw": .init(.text.orNull, "The text before."), "diff.to_raw": .init(.text.orNull, "The text after."),
        "diff.from_source": .init(.text.orNull, "The file of the first report."), "diff.to_source": .init(.text.orNull, "The file of the second."),
        "diff.row": .init(.integer.orNull, "The row of the table, or the paragraph, from 1."),
    ]
}
