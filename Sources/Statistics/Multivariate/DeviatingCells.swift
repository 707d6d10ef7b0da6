public import ColumnStore

/// Single cells that do not go with the other cells of their row: the DetectDeviatingCells algorithm (DDC).
///
/// For a table in which any row may have a few wrong cells, so that few rows are wholly clean and methods that throw out rows throw out everything. Each
/// variable is predicted from those it goes with; a cell far from its prediction is flagged although its value alone would not stand out.
///
/// ```swift
/// let fit = try DeviatingCells().fit([received, concluded, carriedOut])      // variables, an observation an element
/// for cell in fit.cells { print(cell.observation, cell.variable, cell.value, cell.expected) }
/// ```
/// **Definition.** (1) Each variable is standardized by a one-step biweight location and a one-step Huber scale. (2) Cells beyond the root *c* of the χ²₁ quantile
/// `probability` are set aside. (3) Pairs of variables get a correlation (Gnanadesikan–Kettenring from scales, then the product-moment about zero within the χ²₂
/// ellipse), and pairs of magnitude ≥ `minimumCorrelation` the robust slope of one on the other. (4) ẑᵢⱼ is the mean of what the connected variables and the cell
/// itself say, weighted by |correlation|; (5) multiplied by the robust slope of zⱼ on ẑⱼ, which undoes shrinkage. (6) Residuals over their one-step scale beyond
/// *c* are deviating cells. (7) A row deviates when the mean of its residuals' χ²₁ probabilities, standardized by median and MAD, is above *c*. A variable that
/// goes with none is judged by its own standardized values.
///
/// One scale (b = 2.5 raw MADs) serves every step, as in the paper; R's cellWise takes 1.5 MADs for correlations and slopes. Its other conventions hold: a raw
/// slope within ±2, correlations about zero, the cell itself among its predictors.
///
/// **Missing values.** `nil` is skipped everywhere; its prediction is given. Rows are never left out. Variables with more than half of their cells missing, at
/// most three distinct values, or half of them equal have no robust scale: they are listed in `variablesSetAside`, without residuals.
/// **Ties** do not matter: nothing is drawn or ordered.
/// - Complexity: O(*n*·*p*²) for *n* observations of *p* variables; variables run side by side.
/// - References: Rousseeuw & Van den Bossche (2018), *Technometrics* 60, 135–145. Test values: a second implementation in NumPy, compared with RobPy,
///   `Tests/StatisticsTests/ReferenceValues/DeviatingCells.py`.
public struct DeviatingCells: Sendable, Equatable {
    /// Probability of the χ² quantiles beyond which values, residuals and rows count as outlying.
    public let probability: Double
    /// The least magnitude of a correlation that connects two variables.
    public let minimumCorrelation: Double

    /// The method.
    public init(probability: Double = 0.99, minimumCorrelation: Double = 0.5) {
        precondition(probability > 0 && probability < 1, "probability \(probability) outside (0, 1)")
        precondition(minimumCorrelation > 0 && minimumCorrelation <= 1, "correlation \(minimumCorrelation) outside (0, 1]")
        self.probability = probability
        self.minimumCorrelation = minimumCorrelation
    }

    /// Examines variables, one array each, an observation an element.
    ///
    /// - Throws: ``EstimationError/tooFewObservations(needed:found:)`` below four observations, ``EstimationError/invalidValue(index:value:)`` for a value that is
    ///   not finite, with its observation's index; ``EstimationError/noVariation(value:)`` when no variable has a robust scale.
    public func fit(_ variables: [[Double?]]) throws(EstimationError) -> Fit {
        precondition(!variables.isEmpty, "no variables")
        let n = variables[0].count
        for variable in variables { precondition(variable.count == n, "variables of lengths \(n) and \(variable.count)") }
        for variable in variables {
            if let index = variable.firstIndex(where: { $0.map { !$0.isFinite } ?? false }) {
                throw .invalidValue(index: index, value: variable[index] ?? .nan)
            }
        }
        return try DeviatingCellsSearch(method: self, columns: variables.map { $0.map { $0 ?? .nan } }).fit()
    }

    /// Examines a column of the store: series are the observations, periods the variables, so that a value is judged by its own series' other periods.
    ///
    /// - Throws: as ``fit(_:)``.
    public func fit(_ column: SeriesColumn) throws(EstimationError) -> Fit {
        precondition(column.periodCount > 0, "no periods")
        var columns = [[Double]](repeating: [Double](repeating: .nan, count: column.seriesCount), count: column.periodCount)
        column.withTiles { values, validity in
            for t in 0..<column.periodCount {
                for i in 0..<column.seriesCount {
                    let slot = i / SeriesColumn.lanes * column.periodCount + t
                    if validity[slot] >> UInt8(i % SeriesColumn.lanes) & 1 == 1 {
                        columns[t][i] = values[slot * SeriesColumn.lanes + i % SeriesColumn.lanes]
                    }
                }
            }
        }
        for values in columns {
            if let index = values.firstIndex(where: { $0.isInfinite }) { throw .invalidValue(index: index, value: values[index]) }
        }
        return try DeviatingCellsSearch(method: self, columns: columns).fit()
    }

    /// A flagged cell.
    public struct Cell: Sendable, Equatable {
        /// The observation (row).
        public let observation: Int
        /// The variable (column).
        public let variable: Int
        /// The value that is there.
        public let value: Double
        /// The value that the rest of the row predicts.
        public let expected: Double
        /// The standardized residual: negative for a value that is too small.
        public let residual: Double
    }

    /// What was found.
    public struct Fit: Sendable, Equatable {
        /// Observations (rows) examined.
        public let observations: Int
        /// Variables without a robust scale, ascending; they have neither residuals nor predictions.
        public let variablesSetAside: [Int]
        /// One-step location of each variable; `nil` where set aside.
        public let centers: [Double?]
        /// One-step scale of each variable; `nil` where set aside.
        public let scales: [Double?]
        /// What the predictions of each variable were multiplied by; 1 for one that goes with no other, `nil` where set aside.
        public let deshrinkage: [Double?]
        /// Robust correlations of all pairs, variable by variable; `nil` where one is set aside.
        public let correlations: [Double?]
        /// The flagged cells, largest residual first.
        public let cells: [Cell]
        /// Outlyingness of each row; `nil` for a row without residuals, or when the rows' own spread is zero.
        public let rowScores: [Double?]
        /// The bound of residuals and row scores.
        public let cutoff: Double
        let predictions: [Double?]
        let standardizedResiduals: [Double?]

        /// Rows above the cutoff, ascending.
        public var deviatingRows: [Int] { rowScores.indices.filter { rowScores[$0].map { $0 > cutoff } ?? false } }

        /// The standardized residuals of a variable; `nil` where the cell is missing or the variable set aside.
        public func residuals(of variable: Int) -> [Double?] { column(standardizedResiduals, variable) }

        /// What is expected of each cell of a variable, missing ones too; `nil` where it is set aside.
        public func expectedValues(of variable: Int) -> [Double?] { column(predictions, variable) }

        private func column(_ values: [Double?], _ variable: Int) -> [Double?] {
            precondition(variable >= 0 && variable < centers.count, "variable \(variable) of \(centers.count)")
            return Array(values[(variable * observations)..<((variable + 1) * observations)])
        }
    }
}
