/// How the covariance of estimated coefficients is computed, and with it the degrees of freedom of their tests.
///
/// Choose `classical` when errors are alike and independent; one of the `heteroskedastic` when their variances differ (``HeteroskedasticityCorrection/hc3``
/// is the safe one for small samples); a clustered one when errors of the same body, or of the same year, go together. Below about 40 clusters use
/// ``ClusterCorrection/cr2``, whose t tests take Satterthwaite degrees of freedom.
///
/// - References: White (1980); MacKinnon & White (1985); Cribari-Neto (2004); Cameron, Gelbach & Miller (2011); Bell & McCaffrey (2002); Pustejovsky &
///   Tipton (2018), *JBES* 36, 672–683; Driscoll & Kraay (1998). Test values: R sandwich, clubSandwich and plm,
///   `Tests/StatisticsTests/ReferenceValues/RobustCovariance.R`.
public enum CovarianceEstimator: Sendable, Equatable {
    /// σ̂²·(X′X)⁻¹ with σ̂² = RSS/(n − p); tests on n − p degrees of freedom.
    case classical
    /// Consistent when the variances of the errors differ; tests on n − p degrees of freedom.
    case heteroskedastic(HeteroskedasticityCorrection)
    /// Errors may go together within clusters: one code a row. Tests on clusters − 1 degrees of freedom, Satterthwaite's with `cr2`.
    case clustered([Int], ClusterCorrection = .cr1)
    /// Errors may go together within either of two groupings; V₁ + V₂ − V₁₂, each with the correction of `cr1`. Tests on the smaller number of clusters − 1.
    case twoWayClustered([Int], [Int])
    /// Errors may go together across bodies in the same and in neighboring periods: one period number a row, Bartlett weights up to `lags` periods apart,
    /// ⌊T^¼⌋ without a number. Tests on T − 1 degrees of freedom. It rests on many periods: with T below about 20 it is too optimistic.
    case driscollKraay(periods: [Int], lags: Int? = nil)
}

/// What a squared residual is divided by before it stands for a variance; h is the leverage.
public enum HeteroskedasticityCorrection: String, Sendable, CaseIterable {
    /// e².
    case hc0
    /// e²·n/(n − p).
    case hc1
    /// e²/(1 − h).
    case hc2
    /// e²/(1 − h)².
    case hc3
    /// e²/(1 − h)^δ with δ = min(4, h/h̄).
    case hc4
}

/// The small-sample correction of a clustered covariance.
public enum ClusterCorrection: String, Sendable, CaseIterable {
    /// None.
    case cr0
    /// G/(G − 1)·(n − 1)/(n − p), the default of most packages.
    case cr1
    /// Residuals multiplied by the inverse square root of their expected covariance, which makes the estimate unbiased under the working model.
    case cr2
}
