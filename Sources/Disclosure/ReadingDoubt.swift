/// What can be doubtful about a report as it was read: the kinds of a ``ReadingNote``.
///
/// Each kind says once what follows from it: whether its cells are to be looked up and how urgently (``severity``), what it means in words
/// (``meaning``), what it is about (``subject``), and whether whoever reads files in should hear of it (``isToldAtOnce``). The raw values are what stores keep.
public enum ReadingDoubt: String, Sendable, Hashable, CaseIterable {
    /// More or fewer values than cells, and nothing that tells which is which.
    case uncertainCells = "uncertain_cells"
    /// Figures without separators that can be read in several ways.
    case ambiguousCells = "ambiguous_cells"
    /// Figures without separators for which the sums hold in no reading; without cells, only that they were split.
    case gluedCells = "glued_cells"
    /// Figures without separators, some of which may be another row's.
    case misplacedCells = "misplaced_cells"
    /// A row that is built unlike its neighbors or its header.
    case irregularRow = "irregular_row"
    /// A row with more cells than the form has.
    case paddedRow = "padded_row"
    /// A row with figures but no total, unlike the others.
    case missingTotal = "missing_total"
    /// One of two values.
    case missingValue = "missing_value"
    /// A row of the form that was not found.
    case missingRow = "missing_row"
    /// A label without the code that the others have.
    case lostCode = "lost_code"
    /// Stray characters in a number.
    case repairedText = "repaired_text"
    /// A text where a number is asked for.
    case textInCell = "text_in_cell"
    /// Several numbers in one cell, and nothing that tells which is which.
    case severalNumbers = "several_numbers"
    /// Several numbers in one cell, parted by the row's sum.
    case splitCells = "split_cells"
    /// A number written as a negative one where none can be.
    case negativeForm = "negative_form"
    /// A remark that may hold the number that is meant.
    case remarkWithNumber = "remark_with_number"
    /// A remark beside a number.
    case remark
    /// A mark beside a number that nothing explains.
    case unexplainedMark = "unexplained_mark"
    /// A file that ends with a value.
    case cutOff = "cut_off"
    /// A file that holds only a part of the form.
    case partialForm = "partial_form"
    /// Something that a reader of the file does not see.
    case hiddenPart = "hidden_part"
    /// A formula whose result no program had stored, and which was computed.
    case computedFormula = "computed_formula"
    /// A formula whose result no program has stored, and which could not be computed.
    case formulaWithoutValue = "formula_without_value"
    /// A unit that does not fit the indicator.
    case unitConflict = "unit_conflict"
    /// Columns in another order than the form's.
    case columnsReordered = "columns_reordered"
    /// Another unit than the form's, and the number converted.
    case statedUnit = "stated_unit"
    /// The digits of a number in several cells.
    case splitNumber = "split_number"
    /// A label that is not legible.
    case labelByPosition = "label_by_position"
    /// A row that does not stand where the form has it.
    case rowOutOfOrder = "row_out_of_order"
    /// A row that stands twice with different values.
    case doubledRow = "doubled_row"
    /// A row that the form does not have.
    case extraRow = "extra_row"
    /// File, folder, title or map name different bodies.
    case bodyConflict = "body_conflict"
    /// A body that is told by what stands beside the report.
    case bodyByContext = "body_by_context"
    /// A damaged file.
    case damagedFile = "reading"
    /// Digits recognized in a picture without certainty.
    case recognition
    /// A file whose table of its own parts is wrong, though nothing of the content is lost.
    case fileStructure = "file_structure"
    /// A label in another wording.
    case labelVariant = "label_variant"
    /// An amount without its unit, which is taken to be the form's.
    case unitMissing = "unit_missing"
    /// Of several columns of values one was taken for the year's.
    case valueColumn = "value_column"
    /// Title, period or preface name another year.
    case yearConflict = "year_conflict"
    /// A document is cited that was not in force.
    case wrongDocument = "wrong_document"
    /// An instruction of the form was left in the text.
    case templateText = "template_text"
    /// The form was not in force for the year.
    case obsoleteTemplate = "obsolete_template"
    /// A region that several share the name of was told by the text.
    case regionByContext = "region_by_context"
    /// Several regions have the name.
    case ambiguousRegion = "ambiguous_region"
    /// No region has the name.
    case unknownRegion = "unknown_region"
    /// The region had another code or name in the year.
    case regionOfYear = "region_of_year"

    /// What a doubt is about.
    public enum Subject: Sendable, Hashable, CaseIterable {
        /// Cells of a form, or the file that holds them.
        case cells
        /// Whose report it is, or of which region.
        case body
        /// The year reported on.
        case year
        /// What the report says of itself: its form, the documents it cites, what was left of the template.
        case filing
    }

    /// What it is about.
    public var subject: Subject {
        switch self {
        case .bodyConflict, .bodyByContext, .regionByContext, .ambiguousRegion, .unknownRegion, .regionOfYear: .body
        case .yearConflict: .year
        case .wrongDocument, .templateText, .obsoleteTemplate: .filing
        default: .cells
        }
    }

    /// Whether its place is a paragraph of the prose, not a line of a form.
    public var isOfProse: Bool { self == .wrongDocument || self == .templateText }

    /// Whether whoever reads files in should hear of it at once: what a list of bodies or years is wrong by.
    public var isToldAtOnce: Bool {
        switch self {
        case .yearConflict, .wrongDocument, .ambiguousRegion, .unknownRegion, .regionOfYear, .bodyConflict, .bodyByContext: true
        default: false
        }
    }

    /// How grave it is that something was read so; `nil` for what is a remark only, or is a finding of another rule.
    public var severity: Severity? {
        switch self {
        case .uncertainCells, .ambiguousCells, .gluedCells, .misplacedCells, .irregularRow, .paddedRow, .missingTotal, .missingValue, .missingRow,
            .lostCode, .repairedText, .unitConflict, .columnsReordered, .splitNumber, .labelByPosition, .doubledRow, .damagedFile, .recognition,
            .severalNumbers, .splitCells, .negativeForm, .remarkWithNumber, .cutOff, .formulaWithoutValue, .bodyConflict:
            .warning
        case .textInCell, .statedUnit, .rowOutOfOrder, .extraRow, .bodyByContext, .unexplainedMark, .partialForm, .hiddenPart: .info
        case .remark, .computedFormula, .fileStructure, .labelVariant, .unitMissing, .valueColumn, .yearConflict, .wrongDocument, .templateText,
            .obsoleteTemplate,
            .regionByContext, .ambiguousRegion, .unknownRegion, .regionOfYear:
            nil
        }
    }

    /// What it means, as part of a sentence.
    public var meaning: LocalizedText {
        switch self {
        case .uncertainCells:
            LocalizedText(zh: "数值个数与表样不符，无法判断各属哪一格", en: "the values are more or fewer than the cells, and which is which cannot be told")
        case .ambiguousCells: LocalizedText(zh: "数字粘连，可有多种读法", en: "the figures stand without separators and can be read in several ways")
        case .gluedCells: LocalizedText(zh: "数字粘连，且任何读法都不满足勾稽关系", en: "the figures stand without separators, and the sums hold in no reading")
        case .misplacedCells:
            LocalizedText(zh: "数字粘连，可能缺格或混入相邻行的数", en: "the figures stand without separators; some may be lost or belong to another row")
        case .irregularRow: LocalizedText(zh: "该行单元格与相邻各行或表头不齐，可能缺格、多格或移位", en: "the row is built unlike its neighbors or its header")
        case .paddedRow:
            LocalizedText(zh: "该行单元格多于表样，哪些是补空不能确定", en: "the row has more cells than the form, and which are padding is not certain")
        case .missingTotal: LocalizedText(zh: "该行有数而无总计，与其他各行不同", en: "the row has figures but no total, unlike the others")
        case .missingValue: LocalizedText(zh: "两个数值只有一个，按第一个读取", en: "only one of two values is there; it is read as the first")
        case .missingRow: LocalizedText(zh: "表样中的行没有找到", en: "a row of the form was not found")
        case .lostCode:
            LocalizedText(zh: "行标签前的代码缺失，可能并入了前一个数值", en: "the code before the label is missing and may stand joined to the value before it")
        case .repairedText: LocalizedText(zh: "数字中有杂字符、空格或多余的零", en: "there are stray characters, white space or a needless zero in the number")
        case .textInCell: LocalizedText(zh: "单元格中是文字，不是数", en: "the cell holds a text, not a number")
        case .severalNumbers: LocalizedText(zh: "一格中有几个数，无法判断各属哪一格", en: "several numbers stand in one cell, and which is which cannot be told")
        case .splitCells: LocalizedText(zh: "一格中的几个数按行内合计分到各格", en: "several numbers stood in one cell and were parted by the row's sum")
        case .negativeForm: LocalizedText(zh: "括号或三角号表示负数，与该格不合", en: "a number in brackets or behind a triangle does not fit as a negative one")
        case .remarkWithNumber: LocalizedText(zh: "附注中的数可能才是应填的数", en: "a remark in the cell may hold the number that is meant")
        case .remark: LocalizedText(zh: "数值带有附注", en: "a remark stands beside the number")
        case .unexplainedMark: LocalizedText(zh: "数值带有文中没有说明的记号", en: "a mark stands beside the number that nothing explains")
        case .cutOff: LocalizedText(zh: "文件在最后一个数之后中断", en: "the file ends with the value, of which more may have stood there")
        case .partialForm: LocalizedText(zh: "文件只有表格的一部分", en: "the file holds only a part of the form")
        case .hiddenPart: LocalizedText(zh: "文件中有隐藏内容", en: "something in the file is hidden")
        case .computedFormula: LocalizedText(zh: "公式没有保存结果，已按公式计算", en: "formulas had no stored value and were computed")
        case .formulaWithoutValue: LocalizedText(zh: "公式没有保存结果", en: "formulas have no stored value")
        case .bodyConflict: LocalizedText(zh: "文件名、文件夹、标题或对照表写明的主体不一致", en: "file, folder, title or map name different bodies")
        case .unitConflict: LocalizedText(zh: "单元格自带的单位与指标不符", en: "the cell's own unit does not fit the indicator")
        case .columnsReordered: LocalizedText(zh: "表头的列序与表样不同", en: "the head has its columns in another order than the form")
        case .statedUnit: LocalizedText(zh: "表中写明的单位与表样不同，已折算", en: "the file states another unit than the form, and the number was converted")
        case .splitNumber:
            LocalizedText(zh: "一个数的各位分在几格，按行内合计拼合", en: "the digits of a number stood in cells of their own and were joined by the row's sum")
        case .labelByPosition: LocalizedText(zh: "行标签不可辨认，按位置认定", en: "the label was not legible; the row was told by its place")
        case .rowOutOfOrder: LocalizedText(zh: "该行不在表样规定的位置", en: "the row does not stand in the form's order")
        case .doubledRow: LocalizedText(zh: "同一行出现两次而数值不同", en: "the row stands in the file twice, with different values")
        case .extraRow: LocalizedText(zh: "表样中没有的行", en: "a row that the form does not have")
        case .bodyByContext: LocalizedText(zh: "主体不是报告自己写明的", en: "the body is not named by the report itself")
        case .damagedFile: LocalizedText(zh: "文件有损坏", en: "the file is damaged")
        case .recognition: LocalizedText(zh: "扫描件的数字识别没有把握", en: "the digits of a scan could not be recognized with certainty")
        case .fileStructure: LocalizedText(zh: "文件自身的目录有误，内容无损", en: "the file's table of its own parts is wrong; nothing of the content is lost")
        case .labelVariant: LocalizedText(zh: "行标签的写法与表样不同", en: "the label is worded unlike the form's")
        case .unitMissing: LocalizedText(zh: "金额没有写单位", en: "an amount stands without its unit")
        case .valueColumn: LocalizedText(zh: "表中有几列数值，取其一为当年数", en: "of several columns of values one was taken for the year's")
        case .yearConflict: LocalizedText(zh: "标题、期限或前言写的是另一年度", en: "title, period or preface name another year")
        case .wrongDocument: LocalizedText(zh: "引用的文件不是当年适用的", en: "a document is cited that was not in force")
        case .templateText: LocalizedText(zh: "文中残留表样的填写说明", en: "an instruction of the form was left in the text")
        case .obsoleteTemplate: LocalizedText(zh: "表样不是当年适用的", en: "the form was not in force for the year")
        case .regionByContext: LocalizedText(zh: "同名地区按正文或路径认定", en: "of regions of one name the one was taken that text or path name")
        case .ambiguousRegion: LocalizedText(zh: "几个地区同名", en: "several regions have the name")
        case .unknownRegion: LocalizedText(zh: "没有这个名称的地区", en: "no region has the name")
        case .regionOfYear: LocalizedText(zh: "地区当年的名称或代码不同", en: "the region had another name or code in the year")
        }
    }
}
