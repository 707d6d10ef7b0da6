/// What reads pictures of pages.
enum RecognitionTools {
    /// How the programs are installed.
    static let installation = "apt-get install tesseract-ocr tesseract-ocr-chi-sim"
}
