import Analyses
import ColumnStore
import CorpusLoading
import Disclosure
import Foundation
import Persistence
import Rules

/// Rules of the user's own, from a file or from the store.
enum RuleFile {
    /// The text of a file of rules.
    static func text(_ path: String) throws -> String {
        try TextFile(path: path).text
    }

    /// The rules of a text.
    /// - Parameters:
    ///   - source: the file, for the message.
    ///   - variables: the indicators that a rule may speak of; `nil` allows any.
    /// - Throws: `RuleTextErrors` with file, line and column of every mistake, and the nearest indicator to an unknown one.
    static func rules(_ text: String, source: String, variables: [String]?) throws -> [Rule] {
        try Rule.parsed(text, source: source, variables: variables)
    }

    /// What a rule on a corpus may speak of: every indicator of the catalog and of the imported panels.
    static func variables(of corpus: Corpus) -> [String] {
        var seen: Set<String> = []
        return (corpus.panel.variables + Catalog.standard.indicators.map(\.id)).filter { seen.insert($0).inserted }
    }
}

extension UsageError {
    /// Mistakes after these are counted, not listed.
    private static let listed = 20

    /// Every mistake of a file of rules, one a line.
    init(_ mistakes: RuleTextErrors) {
        let (errors, source) = (mistakes.errors, mistakes.source)
        var lines = errors.prefix(Self.listed).map { LocalizedText(zh: "\(source)：\($0.message.zh)", en: "\(source): \($0.message.en)") }
        if errors.count > Self.listed {
            lines.append(LocalizedText(zh: "另有\(errors.count - Self.listed)处", en: "and \(errors.count - Self.listed) more"))
        }
        self.init(lines.first ?? LocalizedText(zh: source, en: source), further: Array(lines.dropFirst()))
    }
}

extension RuleTextError.Part {
    fileprivate var chinese: String {
        switch self {
        case .variable: "指标"
        case .term: "指标或数"
        case .number: "数"
        case .closingBracket: "右括号"
        case .closingQuote: "右引号"
        case .year: "年份"
        case .attribute: "属性"
        case .value: "属性的值"
        case .range: "区间，如 [0, 100]"
        case .comma: "逗号"
        case .condition: "条件"
        }
    }
}

extension RuleTextError {
    /// What is wrong, in both languages.
    var message: LocalizedText { LocalizedText(zh: "第\(line)行第\(column)列：\(chinese)", en: description) }

    private var chinese: String {
        switch problem {
        case .unexpected(let text): "此处不应有“\(text)”"
        case .incomplete(let expected): "此行没有写完，缺少\(expected.chinese)"
        case .noRelation: "缺少关系符：两个和之间写 =、<= 或 >="
        case .unknownVariable(let name, let suggestion): "没有指标“\(name)”" + (suggestion.map { "，是否为“\($0)”？" } ?? "")
        case .unknownFunction(let name, let suggestion):
            "没有“\(name)(…)”这种写法"
                + (suggestion.map { "，是否为“\($0)(…)”？" } ?? "；可用 prev、next、children、parent、abs、usual、sum、min、max、filled、blank、whole")
        case .reachesTwice: "children 和 parent 只能套一层"
        case .notANumber(let text): "“\(text)”不是18位以内的数"
        case .noVariables: "各项相互抵消，等于没有规则"
        case .productOfVariables: "两个指标不能相乘；规则可以是指标乘以数再相加，也可以比较商，如 a / b <= 2"
        case .strictBound(let relation):
            "严格的大于小于号：整数可写 \(relation == "<" ? "a <= b - 1" : "a >= b + 1")，否则写 \(relation)="
        case .nestedTooDeeply: "括号层数超过一百"
        case .emptyPattern(let pattern): "没有指标符合“\(pattern)”"
        case .patternTakesIn(let name, let pattern): "“\(pattern)”包含了旁边的“\(name)”，请用 except 排除"
        case .extremeOfChildren(let name): "各下级的最大值、最小值不是一个数；\(name)(children(x)) <= x 请写作 x <= parent(x)"
        case .toleranceOfRelation(let relation): "允差只能跟在 =、<=、>= 之后，不能跟在 \(relation) 之后"
        case .emptyRange: "区间两端颠倒"
        case .doesNotFit: "规则中的数过大或过细，无法精确运算"
        case .repeated(let word): "“\(word)”重复"
        case .divisionByZero: "除数为零"
        }
    }
}
