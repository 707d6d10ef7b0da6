public import Disclosure

extension ErrorMechanism {
    /// The mechanisms that can strike one report: all but those that need repeated rows or two years.
    public static let plantable: [ErrorMechanism] = allCases.filter { ![.halvedDuplicate, .levelShift, .restated].contains($0) }
}
