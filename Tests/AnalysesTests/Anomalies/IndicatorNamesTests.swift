import Testing

@testable import Analyses

@Suite struct IndicatorNamesTests {
    @Test(arguments: [
        ("outcome.granted.total is 3.5, v1.2 of pending_end.", "“Granted · total” is 3.5, v1.2 of pending_end."),
        ("outcome.partial.natural_person from 6", "“Granted in part · natural persons” from 6"),
        ("natural_person: the total of ...", "“natural persons”: the total of ..."),
        ("outcome.denied.process_info: they do not", "“Denied: information in process”: they do not"),
        ("disclosure.licensing: 3 items", "“Licensing”: 3 items"), ("legacy.disclosed.total falls.", "“Items disclosed” falls."),
        ("No id here.", "No id here."),
    ])
    func idsBecomeNames(sentence: String, expected: String) { #expect(IndicatorNames().spelledOut(sentence) == expected) }
}
