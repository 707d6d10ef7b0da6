extension Document {
    /// What was doubtful while a document was read; it was read all the same.
    public enum Warning: Sendable, Hashable, CustomStringConvertible {
        /// Bytes that are no text in the encoding that the rest is in.
        case undecodable(bytes: Int, encoding: String)
        /// NUL bytes within a text, left out.
        case nullBytes(Int)
        /// A quoted field of a CSV file that does not end.
        case openQuote
        /// Everything was recognized from a picture.
        case recognized
        /// A word that was recognized without certainty, in percent.
        case uncertainWord(String, page: Int, line: Int, confidence: Int)
        /// Pictures within a document.
        case pictures(Int)
        /// Objects of other programs within a document.
        case embeddings(Int)
        /// A sheet that people do not see.
        case hiddenSheet(String)
        /// A sheet without its part in the file.
        case missingSheet(String)
        /// Rows of a sheet that people do not see: their numbers on it.
        case hiddenRows([Int], sheet: String)
        /// Columns of a sheet that people do not see: their letters.
        case hiddenColumns([String], sheet: String)
        /// Text that people do not see: how many places, and how the first begins.
        case hiddenText(Int, beginning: String)
        /// Formulas whose value no program has stored, and which were computed from the cells of their sheet.
        case formulasComputed(Int, sheet: String)
        /// Formulas whose value no program has stored, and which cannot be computed from their sheet alone.
        case formulasWithoutValue(Int, sheet: String)
        /// Pages, from 1, of whose bytes some were lost, added or changed.
        case damagedPages([Int])
        /// A file of whose bytes some were lost, added or changed, and which pages they belong to is not known.
        case damaged
        /// A file whose own table of its parts is wrong, while nothing else is. It was read without the table.
        case wrongTable

        /// What a warning is about.
        public enum Subject: Sendable, Hashable {
            /// Bytes, pages or pictures that were lost, damaged or not read.
            case damage
            /// An aid for viewers that is wrong and was not used.
            case structure
            /// What people do not see.
            case hidden
            /// Values that the reader computed.
            case computed
            /// Formulas without a value.
            case notComputed
        }

        /// What it is about.
        public var subject: Subject {
            switch self {
            case .wrongTable: .structure
            case .hiddenSheet, .hiddenRows, .hiddenColumns, .hiddenText: .hidden
            case .formulasComputed: .computed
            case .formulasWithoutValue: .notComputed
            default: .damage
            }
        }

        /// Whether what the file says on a page is not certain; `nil`: anywhere.
        public func doubts(page: Int?) -> Bool {
            switch self {
            case .damaged: true
            case .damagedPages(let pages): page.map(pages.contains) ?? true
            default: false
            }
        }

        /// Ascending numbers, neighbors as `3–5`.
        private static func ranges(_ numbers: [Int]) -> [String] {
            var ranges: [ClosedRange<Int>] = []
            for number in numbers {
                if let last = ranges.last, last.upperBound + 1 == number {
                    ranges[ranges.count - 1] = last.lowerBound...number
                } else {
                    ranges.append(number...number)
                }
            }
            return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
        }

        /// One English sentence without a stop.
        public var description: String {
            switch self {
            case .undecodable(let bytes, let encoding): "\(bytes) bytes do not decode as \(encoding)"
            case .nullBytes(let count): "\(count) NUL bytes were left out"
            case .openQuote: "a quoted field does not end before the file does"
            case .recognized: "the text was recognized from a picture"
            case .uncertainWord(let word, let page, let line, let confidence):
                "page \(page), line \(line): “\(word)” was recognized with a confidence of \(confidence) %"
            case .pictures(let count): "\(count) pictures in the document are not read"
            case .embeddings(let count): "\(count) embedded objects in the document are not read"
            case .hiddenSheet(let name): "the hidden sheet \(name) is not read"
            case .missingSheet(let name): "the sheet \(name) has no content"
            case .hiddenRows(let rows, let sheet): "hidden rows of the sheet \(sheet) are not read: \(Self.ranges(rows).joined(separator: ", "))"
            case .hiddenColumns(let columns, let sheet): "hidden columns of the sheet \(sheet) are not read: \(columns.joined(separator: ", "))"
            case .hiddenText(let count, let beginning):
                "hidden text is not read (\(count) place\(count == 1 ? "" : "s")), the first begins: \(beginning)"
            case .formulasComputed(let count, let sheet):
                "\(count) formulas on the sheet \(sheet) have no stored value and were computed from its cells"
            case .formulasWithoutValue(let count, let sheet):
                "\(count) formulas on the sheet \(sheet) have no stored value and cannot be computed from it alone: open the file in a spreadsheet program and save it once"
            case .damagedPages(let pages):
                "bytes of page\(pages.count == 1 ? "" : "s") \(Self.ranges(pages).joined(separator: ", ")) were lost, added or changed since the file was written"
            case .damaged: "bytes of the file were lost, added or changed since it was written"
            case .wrongTable: "the file's table of its own parts is wrong and was not used; the parts themselves are whole"
            }
        }

        /// The same in Chinese.
        public var chinese: String {
            switch self {
            case .undecodable(let bytes, let encoding): "有\(bytes)个字节不能按 \(encoding) 解码"
            case .nullBytes(let count): "略去了\(count)个空字符（NUL）"
            case .openQuote: "有一个带引号的字段到文件末尾仍未结束"
            case .recognized: "文字由图片识别而来"
            case .uncertainWord(let word, let page, let line, let confidence): "第\(page)页第\(line)行“\(word)”的识别可信度为\(confidence)%"
            case .pictures(let count): "文档中有\(count)张图片未读取"
            case .embeddings(let count): "文档中有\(count)个嵌入对象未读取"
            case .hiddenSheet(let name): "隐藏的工作表“\(name)”未读取"
            case .missingSheet(let name): "工作表“\(name)”没有内容"
            case .hiddenRows(let rows, let sheet): "工作表“\(sheet)”中隐藏的第\(Self.ranges(rows).joined(separator: "、"))行未读取"
            case .hiddenColumns(let columns, let sheet): "工作表“\(sheet)”中隐藏的 \(columns.joined(separator: "、")) 列未读取"
            case .hiddenText(let count, let beginning): "隐藏的文字未读取（\(count)处），第一处开头为“\(beginning)”"
            case .formulasComputed(let count, let sheet): "工作表“\(sheet)”有\(count)个公式没有保存结果，已按表中数据算出"
            case .formulasWithoutValue(let count, let sheet): "工作表“\(sheet)”有\(count)个公式没有保存结果，也不能只凭该表算出，请用电子表格软件打开文件并保存一次"
            case .damagedPages(let pages): "第\(Self.ranges(pages).joined(separator: "、"))页的数据在文件生成后有丢失、多出或改动的字节"
            case .damaged: "文件生成后有丢失、多出或改动的字节"
            case .wrongTable: "文件自身的对象索引有误，未采用；各部分本身完好"
            }
        }
    }
}
