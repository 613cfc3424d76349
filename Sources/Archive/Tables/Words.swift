import Glibc

/// Eight bytes at a time, as one number: the first byte is the lowest.
enum Words {
  static let commas: UInt64 = 0x2C2C_2C2C_2C2C_2C2C
  private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

  @inline(__always)
  static func load(_ base: UnsafePointer<UInt8>, _ at: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
  }

  /// The top bit of each byte in which the two words agree.
  @inline(__always)
  static func equal(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
    let difference = word ^ pattern
    return ~(((difference & low) &+ low) | difference | low)
  }

  /// How many bytes have their top bit set, of a word in which no other bit is.
  @inline(__always)
  static func count(_ tops: UInt64) -> Int {
    Int(truncatingIfNeeded: ((tops &>> 7) &* 0x0101_0101_0101_0101) &>> 56)
  }

  /// Where the line ends that holds a place: at its line feed, or where the text ends.
  @inline(__always)
  static func lineEnd(_ base: UnsafePointer<UInt8>, from at: Int, count: Int) -> Int {
    guard let found = memchr(base + at, 0x0A, count - at) else { return count }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
