import Testing

@testable import Analyses
