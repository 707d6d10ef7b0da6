/// The version of the program: the one place where it stands. What is packed has it from here (`Packaging/settings`).
enum Version {
    static let current = "0.1.0"
}
