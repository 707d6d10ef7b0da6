import Disclosure
import Rules

/// The slip of the hand that makes one number of another whose true value is known from elsewhere.
enum StatedSlip {
    /// The mechanism by which `meant` became `typed`; `none` when no single slip does. Numbers of one digit are all an edit apart and tell nothing.
    static func mechanism(typed: Int, meant: Int) -> ErrorMechanism {
        guard max(typed.magnitude, meant.magnitude) > 9, typed != meant else { return .none }
        switch DigitEdit.between(typed: typed, meant: meant) {
        case .transposed: return .transposedDigits
        case .dropped: return .droppedDigit
        case .extra: return .extraDigit
        case .sign: return .sign
        case .powerOfTen(let exponent):
            switch exponent.magnitude {
            case 1: return .factor10
            case 2: return .factor100
            case 4: return .factor10000
            default: return .none
            }
        case .substituted, nil: return .none
        }
    }
}
