import ColumnStore
import Disclosure
import Testing

@testable import Simulation

@Suite struct PanelTests {
    @Test func thePanelHoldsTheNumbersOfTheReports() throws {
        let corpus = SimulatedCorpus(SimulationParameters(bodies: 25, years: 2018...2022, seed: 9, missingReportRate: 0.1))
        let panel = corpus.panel()
        var compared = 0
        for body in corpus.bodies.indices {
            for year in corpus.parameters.years {
                guard let report = corpus.report(body: body, year: year) else {
                    #expect(panel.state("applications.received.total", entity: body, year: year) == 0)
                    continue
                }
                for cell in report.forms[0].cells {
                    compared += 1
                    guard panel.value(cell.indicator, entity: body, year: year) == cell.value?.doubleValue,
                        panel.state(cell.indicator, entity: body, year: year) == cell.state.rawValue
                    else {
                        Issue.record("\(cell.indicator) of body \(body), \(year)")
                        continue
                    }
                }
            }
        }
        #expect(compared > 10_000)
    }

    @Test func aFilledFormComesBackAsTheSameRecord() throws {
        let corpus = SimulatedCorpus(SimulationParameters(bodies: 10, years: 2017...2021, seed: 2))
        for body in corpus.bodies.indices {
            for year in 2017...2021 {
                guard let record = corpus[body, year] else { continue }
                #expect(SimulatedRecord(record.filledForm()) == record)
            }
        }
    }
}
