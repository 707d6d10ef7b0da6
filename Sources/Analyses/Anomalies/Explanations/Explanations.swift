/// The explanations of violations: the registry of this folder.
enum Explanations {
    static let all: [any Explanation] = [
        InequalityExplanation(), CarryOverExplanation(), StockInForceExplanation(), RepealedStockExplanation(), PublicStockExplanation(),
        FeeItemsExplanation(), NegativeItemsExplanation(), ItemsRollForwardExplanation(), ProcurementExplanation(), ProcurementPriceExplanation(),
        BudgetExplanation(), UnfoundedDisputesExplanation(), ExcessReviewsExplanation(), VanishedReviewsExplanation(), NothingToCountExplanation(),
        RunningTotalExplanation(), ConflatedItemsExplanation(), ItemsChangeExplanation(),
    ]
}
