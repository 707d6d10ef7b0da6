/// The ways in which a wrong value of a report comes about: what a finding names, and what a simulated corpus plants.
public enum ErrorMechanism: String, Sendable, Hashable, CaseIterable, Codable {
    /// Two neighboring digits change places: 1203 → 1230.
    case transposedDigits = "transposed_digits"
    /// A digit is lost: 1203 → 123.
    case droppedDigit = "dropped_digit"
    /// A digit is typed twice, or one too many: 1203 → 12033.
    case extraDigit = "extra_digit"
    /// Values of a column stand one row off.
    case shiftedRow = "shifted_row"
    /// Values of a row stand one column off.
    case shiftedColumn = "shifted_column"
    /// The sign is wrong.
    case sign
    /// Ten times too much, or too little.
    case factor10 = "factor_10"
    /// A hundred times too much, or too little.
    case factor100 = "factor_100"
    /// 元 where 万元 is asked for, or the other way round.
    case factor10000 = "factor_10000"
    /// An amount of money where a number of items or of decisions is asked for.
    case moneyInCount = "money_in_count"
    /// Decisions where items are asked for, or items for decisions.
    case itemsForDecisions = "items_for_decisions"
    /// Last year's value again.
    case copiedFromLastYear = "copied_from_last_year"
    /// The parts are there and the total is empty.
    case blankTotal = "blank_total"
    /// The parts are right and the total is not.
    case totalMistyped = "total_mistyped"
    /// A row of a panel stands twice, its figures divided between the two.
    case halvedDuplicate = "halved_duplicate"
    /// No slip at all: from a year on a series counts something else.
    case levelShift = "level_shift"
    /// No slip at all: last year's closing and this year's opening differ, and each year balances in itself.
    case restated
    /// Something else, such as a digit read as another one.
    case none
}
