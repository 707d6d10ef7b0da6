import Rules

@testable import Disclosure

/// What the form asks beside the rules of the statutory tables: algorithms are published or not.
enum Fmt2031Checks {
    static func of(_ edition: Edition) -> [Identity] {
        IdentityCatalog.statutory(edition) + [
            Identity(
                LinearRule("t2.algorithms", ["disclosure.algorithms.open", "disclosure.algorithms.closed"], equals: ["disclosure.algorithms.all"]),
                edition,
                .structural, exact: true,
                label: LocalizedText(zh: "已公布与未公布之和等于在用算法总数", en: "Published and not published add up to those in use"), source: "列标签“总数”")
        ]
    }
}
