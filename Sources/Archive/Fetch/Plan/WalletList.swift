/// A file of addresses on Hyperliquid: one a line, `0x` and 40 hexadecimal digits; what follows a
/// `#` is a remark.
public enum WalletList {
  /// Lists are for people: a longer file is none.
  private static let limit = 1 << 20

  /// The addresses in lower case, each once, in the order of the file.
  ///
  /// - Throws: `noInput` where the file is not there, `refusedRow` for a line that is no address.
  public static func read(_ file: String, dataFolder: String) throws(ArchiveError) -> [String] {
    let path = dataFolder + "/" + file
    guard Files.isFile(path) else { throw .noInput(.file(file)) }
    let text = String(decoding: try Files.readAll(path, limit: limit), as: UTF8.self)
    var wallets: [String] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
      guard let word = words.first else { continue }
      let address = word.lowercased()
      guard words.count == 1, address.hasPrefix("0x"), address.utf8.count == 42,
        address.dropFirst(2).allSatisfy({ $0.isASCII && $0.isHexDigit })
      else {
        throw .refusedRow(
          RefusedRow(
            file: file, row: index + 1, column: nil, found: "'\(line.prefix(60))'",
            expected: "an address: 0x and 40 hexadecimal digits"))
      }
      if !wallets.contains(address) { wallets.append(address) }
    }
    return wallets
  }
}
