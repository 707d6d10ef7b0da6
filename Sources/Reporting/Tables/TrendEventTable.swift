import Analyses

extension ResultTable {
    /// The effect of an event as a value of the table of trends.
    static func event(_ effect: EventEffect) -> ResultValue {
        .object(
            [ResultField("year", .integer(effect.year))] + fields(effect.change)
                + [
                    ResultField("q_value", .number(effect.qValue)),
                    ResultField(
                        "placebos",
                        .list(effect.placebos.map { .object([ResultField("year", .integer($0.year))] + fields($0.change)) })),
                    ResultField("placebo_share", .number(effect.placeboShare)),
                    ResultField(
                        "control",
                        effect.control.map { control in
                            .object(
                                [ResultField("kind", .text(control.kind.rawValue)), ResultField("count", .integer(control.count))]
                                    + fields(control.change))
                        } ?? .null),
                ])
    }

    private static func fields(_ change: EventEffect.Change) -> [ResultField] {
        [
            ResultField("change", .number(change.units)), ResultField("percent", .number(change.percent)), ResultField("low", .number(change.low)),
            ResultField("high", .number(change.high)), ResultField("p_value", .number(change.pValue)),
        ]
    }
}
