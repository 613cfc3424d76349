import Market

/// The address that a simulated trader's wallet is known by.
enum WalletAddress {
  /// `0x` and 40 hexadecimal digits; the same trader of the same seed has the same.
  static func of(trader: Int, seed: UInt64) -> String {
    var generator = SeededGenerator(seed: seed).fork(0x5741_4C4C).fork(UInt64(trader))
    var digits = ""
    while digits.utf8.count < 40 {
      let part = String(generator.next(), radix: 16)
      digits += String(repeating: "0", count: 16 - part.utf8.count) + part
    }
    return "0x" + digits.prefix(40)
  }
}
