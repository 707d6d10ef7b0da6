import Disclosure

/// The ground truth of planted errors as a table.
public enum TruthTable {
    /// The columns of ``csv(_:in:)``.
    public static let columns = [
        "error", "mechanism", "entity", "kind", "region_code", "year", "edition", "indicator", "truth", "planted", "file",
    ]

    /// Comma-separated values (RFC 4180), a header and a row for each wrong cell; cells of one error share its number. A blank is an empty field.
    public static func csv(_ errors: [PlantedError], in corpus: SimulatedCorpus) -> String {
        var text = columns.joined(separator: ",") + "\r\n"
        for (number, error) in errors.enumerated() {
            let body = corpus.bodies[error.body]
            for change in error.changes {
                let fields = [
                    String(number + 1), error.mechanism.rawValue, body.name, body.kind.rawValue, body.regionCode ?? "", String(error.year),
                    error.edition.rawValue, change.indicator, change.truth?.description ?? "", change.planted?.description ?? "",
                    corpus.fileName(body: error.body, year: error.year),
                ]
                text += fields.joined(separator: ",") + "\r\n"
            }
        }
        return text
    }
}
