import Disclosure

/// What makes a page a desk: who decides, what may be done, and the words of it.
public struct PageDesk: Sendable {
    /// Whether nothing may be written.
    public var isReadOnly: Bool
    /// Who decides; empty when nobody said.
    public var author: String
    /// The most bytes of a draft.
    public var draftBytes: Int
    /// What tells its store from others. A browser that keeps decisions for a desk that was ended gives them to no desk of another store.
    public var store: String

    /// A desk.
    ///
    /// - Parameter store: the absolute path of the store; the page bears a digest of it.
    public init(isReadOnly: Bool, author: String, draftBytes: Int, store: String) {
        self.isReadOnly = isReadOnly
        self.author = author
        self.draftBytes = draftBytes
        self.store = PackedPart.hexadecimalHash(store)
    }

    /// Words that stand in the place of those of the page.
    func words(_ language: Language) -> [String: String] {
        [
            "footer": Self.t("本页由本机的 analyze serve 提供，不向其他地址发出请求。", "Served by analyze serve on this machine; nothing is asked for from elsewhere.")[
                language],
            "noScript": Self.t(
                "浏览器未启用脚本：此页只能看，不能裁定。请启用脚本，或用 analyze verdict set 作出裁定。",
                "Scripts are off in this browser: the page can be read, and nothing can be decided on it. Turn scripts on, or decide with analyze verdict set."
            )[language],
        ]
    }

    /// What the script is given.
    func value(_ language: Language) -> PageValue {
        .object([
            ("readOnly", .flag(isReadOnly)), ("author", .shown(author)), ("draftBytes", .number(Double(draftBytes))), ("store", .text(store)),
            ("words", .object(Self.table.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value[language])) })),
        ])
    }

    private static func t(_ zh: String, _ en: String) -> LocalizedText { LocalizedText(zh: zh, en: en) }

    private static let table: [String: LocalizedText] = [
        "bar": t("裁定台", "Desk"), "decide": t("裁定", "Decide"), "confirm": t("属实", "Confirm"), "dismiss": t("排除", "Dismiss"),
        "takeBack": t("撤回", "Take back"), "confirmed": t("属实", "confirmed"), "dismissed": t("排除", "dismissed"), "open": t("待定", "open"),
        "note": t("备注", "Note"), "notePlaceholder": t("依据、核实经过；回车保存，Esc 离开", "Why; Enter saves, Esc leaves"),
        "noteWaits": t("备注将随裁定一起保存：按 c 属实，按 d 排除。", "The note is saved with the verdict: c confirms, d dismisses."),
        "counts": t(
            "已裁定 {decided} / {total}：属实 {confirmed}，排除 {dismissed}", "{decided} of {total} decided: {confirmed} confirmed, {dismissed} dismissed"),
        "as": t("裁定人：{author}", "as {author}"), "noAuthor": t("未署名", "no name given"),
        "readOnly": t("只读，不能裁定", "read-only: nothing can be decided"),
        "undo": t("撤销", "Undo"), "help": t("按键", "Keys"), "export": t("导出所示", "Export what is shown"),
        "saving": t("正在保存…", "Saving…"), "saved": t("已保存：{verdict}，{entity} {year}", "Saved: {verdict}, {entity} {year}"),
        "undone": t("已撤销，恢复为{verdict}：{entity} {year}", "Undone, {verdict} again: {entity} {year}"),
        "nothingToUndo": t("没有可撤销的裁定。", "There is nothing to undo."), "exported": t("已导出 {count} 条。", "{count} exported."),
        "clash": t(
            "其间{author}已裁定为“{verdict}”{note}，你的裁定（{mine}）未保存。",
            "Meanwhile {author} decided: {verdict}{note}. Yours ({mine}) was not saved."),
        "someone": t("另一窗口或他人", "another window or person"), "useMine": t("改为我的", "Use mine"), "keepTheirs": t("保留其裁定", "Keep theirs"),
        "gone": t(
            "裁定台没有应答，可能已经退出。未保存的 {pending} 项已记在浏览器中，恢复后自动保存。",
            "The desk does not answer; was it ended? {pending} unsaved changes are kept in this browser and saved when it is back."),
        "anew": t(
            "裁定台已重新启动：请打开它新打印的地址。未保存的 {pending} 项届时自动保存。",
            "The desk was started anew: open the address that it printed. {pending} unsaved changes are saved then."),
        "stale": t("库中的报告有变化，正在重新计算…", "The reports in the store have changed; working them out…"),
        "newer": t("库中的报告有变化。", "The reports in the store have changed."), "show": t("显示新结果", "Show the new results"),
        "newSince": t("新出现", "New since"), "lastVisit": t("上次访问后", "my last visit"), "today": t("今天", "today"),
        "days7": t("最近 7 天", "7 days ago"), "days30": t("最近 30 天", "30 days ago"), "sinceDate": t("某日起", "New since the day"),
        "history": t("裁定经过", "History"), "noHistory": t("没有记录。", "None is kept."),
        "draft": t("核对草稿", "Check a draft"),
        "draftIntro": t(
            "把一份待发布的报告（Word、Excel、网页、PDF 等）拖到本页任意处，或在此选择。与 analyze check 相同的检查，并与库中上一年的报告对照；文件不会存入库中。",
            "Drop a report that is not published yet (Word, Excel, a page, PDF …) anywhere on this page, or choose it here. The checks are those of analyze check, with last year's report of the store; the file is not stored."
        ),
        "chooseFile": t("选择文件", "Choose a file"), "dropHere": t("松开鼠标，核对这份草稿", "Drop the draft to have it checked"),
        "checking": t("正在核对 {name}…", "Checking {name}…"), "checkedNothing": t("没有发现问题。", "Nothing was found."),
        "checkedCaption": t("{name} 的核对结果", "What was found in {name}"), "tooLarge": t("文件超过 {limit} MB。", "The file is larger than {limit} MB."),
        "oneFile": t("请一次拖入一份文件。", "One file at a time, please."), "suggestion": t("建议", "Suggestion"),
        "rules": t("试用规则", "Try rules"),
        "rulesIntro": t(
            "每行一条规则，在库中的数据上试算，不改动任何内容。写法见 docs/rules.md；以 analyze anomalies --rules 使用同一文件。",
            "One rule a line, tried on the data of the store; nothing is changed. docs/rules.md has the language; analyze anomalies --rules takes the same file."
        ),
        "rulesLabel": t("规则", "Rules"), "tryRules": t("试算", "Try"), "trying": t("正在试算…", "Trying…"),
        "rulesCaption": t("各条规则", "The rules"), "pass": t("成立", "pass"), "fail": t("不成立", "fail"), "vacuous": t("不适用", "do not apply"),
        "unknown": t("无从核对", "cannot be told"), "line": t("行", "Line"),
        "rulesFound": t("{shown} 条异常（共 {total} 条）", "{shown} findings of {total}"), "rulesNothing": t("没有发现违反规则之处。", "No rule is broken."),
        "failed": t("未能完成：{message}", "It could not be done: {message}"),
        "keys": t("按键", "Keys"), "keyNext": t("下一条", "next finding"), "keyPrevious": t("上一条", "previous finding"),
        "keyOpen": t("展开或收起", "open or close it"), "keyConfirm": t("属实，并到下一条待定的", "confirm, and go to the next open one"),
        "keyDismiss": t("排除，并到下一条待定的", "dismiss, and go to the next open one"), "keyTakeBack": t("撤回裁定", "take the verdict back"),
        "keyNote": t("写备注", "write a note"), "keyUndo": t("撤销上一次裁定", "undo your last decision"), "keySearch": t("搜索", "search"),
        "keyHelp": t("显示本表", "this list"), "close": t("关闭", "Close"),
    ]
}
