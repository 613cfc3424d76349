import Glibc

/// Eight bytes at a time, as one number: the first byte is the lowest.
enum Words {
  @inline(__always)
  static func load(_ base: UnsafePointer<UInt8>, _ at: Int) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
  }

  /// Where the line ends that holds a place: at its line feed, or where the text ends.
  @inline(__always)
  static func lineEnd(_ base: UnsafePointer<UInt8>, from at: Int, count: Int) -> Int {
    guard let found = memchr(base + at, 0x0A, count - at) else { return count }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
