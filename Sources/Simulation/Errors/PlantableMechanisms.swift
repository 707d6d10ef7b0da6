public import Disclosure

extension ErrorMechanism {
    /// The mechanisms that can strike one report: all but those that need repeated rows or a change for good.
    public static let plantable: [ErrorMechanism] = allCases.filter { $0 != .halvedDuplicate && $0 != .levelShift }
}
