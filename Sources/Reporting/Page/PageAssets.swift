import CPageAssets
import Mustache

/// What the page is made with: its style, its script and its templates, which are files of the source tree and part of the binary.
enum PageAssets {
    static let style = text(page_asset_style())
    static let script = text(page_asset_script())

    /// The style and the script of the desk: those of the page, and what is added. The script's additions stand within its frame, where they see the rest.
    static let deskStyle = style + text(page_asset_desk_style())
    static let deskScript = String(script.dropLast("})();\n".count)) + text(page_asset_desk_script()) + "})();\n"

    /// The page of one file, or the index of a folder.
    static let page = template(text(page_asset_page()))
    /// The frame of another page of a folder.
    static let leaf = template(text(page_asset_leaf()))
    static let body = template(bodyText)
    static let card = template(cardText)
    static let row = template(rowText)

    /// The templates that the script fills in as well. A body has its cards in it.
    static let bodyText = text(page_asset_body()).replacing("{{> card}}", with: cardText)
    static let cardText = text(page_asset_card())
    static let rowText = text(page_asset_row())

    private static func text(_ asset: page_asset) -> String {
        String(decoding: UnsafeBufferPointer(start: asset.bytes, count: asset.length), as: UTF8.self)
    }

    /// The templates are constants of the program: that they parse is checked by the tests.
    private static func template(_ text: String) -> MustacheTemplate { try! MustacheTemplate(string: text) }
}
