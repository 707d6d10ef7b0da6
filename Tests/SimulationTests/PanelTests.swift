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

    @Test func aBlankBesideANumberOfTheFujianFormIsPrinted() throws {
        var corpus = SimulatedCorpus(SimulationParameters(bodies: 400, years: 2015...2015, seed: 3, missingReportRate: 0))
        let body = try #require(corpus.bodies.indices.first { corpus[$0, 2015]?.edition == .fjStats })
        var record = try #require(corpus[body, 2015])
        let id = "legacy.applications.received"
        record["\(id).cumulative"] = nil
        corpus.replace(body: body, year: 2015, by: record)
        let blank = CellState.blank.rawValue
        #expect(corpus.panel().state("\(id).cumulative", entity: body, year: 2015) == blank)
        #expect(corpus.report(body: body, year: 2015)?.cell("\(id).cumulative")?.state == .blank)
        record[id] = nil
        corpus.replace(body: body, year: 2015, by: record)
        #expect(corpus.panel().state("\(id).cumulative", entity: body, year: 2015) != blank)
        #expect(corpus.report(body: body, year: 2015)?.cell("\(id).cumulative") == nil)
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
