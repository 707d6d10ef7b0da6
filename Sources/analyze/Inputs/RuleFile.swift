import ColumnStore
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
    ///   - variables: the indicators that a rule may speak of.
    /// - Throws: ``UsageError`` with file, line and column of the first mistake, and the nearest indicator to an unknown one.
    static func rules(_ text: String, source: String, variables: [String]) throws -> [RuleText.Statement] {
        do {
            return try RuleText.parse(text, variables: variables)
        } catch {
            throw UsageError(zh: "\(source)：\(error.message.zh)", en: "\(source): \(error.message.en)")
        }
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
        }
    }
}

extension RuleTextError {
    /// What is wrong, in both languages.
    var message: LocalizedText {
        let what =
            switch problem {
            case .unexpected(let text): "此处不应有“\(text)”"
            case .incomplete(let expected): "此行没有写完，缺少\(expected.chinese)"
            case .noRelation: "缺少关系符：两个和之间写 =、<= 或 >="
            case .unknownVariable(let name, let suggestion): "没有指标“\(name)”" + (suggestion.map { "，是否为“\($0)”？" } ?? "")
            case .unknownFunction(let name, let suggestion):
                "没有“\(name)(…)”这种写法" + (suggestion.map { "，是否为“\($0)(…)”？" } ?? "；可用 prev、next、children、parent")
            case .reachesTwice: "children 和 parent 只能套一层"
            case .notWhole(let text): "“\(text)”不是十二位以内的整数"
            case .noVariables: "各项相互抵消，等于没有规则"
            }
        return LocalizedText(zh: "第\(line)行第\(column)列：\(what)", en: description)
    }
}
