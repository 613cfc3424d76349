import Archive

/// A title, lines, and a digest of them all: a file that tells when it was cut or changed.
///
/// A site of three years has some thousand of them, so they are read byte by byte.
enum SealedLines {
  private static let mark = "end "
  private static let digestLength = 64
  private static let newline = UInt8(ascii: "\n")

  static func bytes(_ lines: [String], title: String) -> [UInt8] {
    var text = title + "\n"
    for line in lines { text += line + "\n" }
    return Array((text + "\(mark)\(SHA256.hexDigest(of: Array(text.utf8)))\n").utf8)
  }

  /// - Returns: the lines without their ends; `nil` where they are not what was written.
  static func lines(of bytes: [UInt8], title: String) -> [ArraySlice<UInt8>]? {
    let end = bytes.count - mark.utf8.count - digestLength - 1
    guard end > 0, bytes[end - 1] == newline, bytes[bytes.count - 1] == newline,
      bytes[end...].starts(with: mark.utf8),
      bytes[(end + mark.utf8.count)...].dropLast().elementsEqual(
        SHA256.hexDigest(of: bytes[..<end]).utf8)
    else { return nil }
    let lines = bytes[..<end].split(separator: newline)
    guard let first = lines.first, first.elementsEqual(title.utf8) else { return nil }
    return Array(lines.dropFirst())
  }
}
