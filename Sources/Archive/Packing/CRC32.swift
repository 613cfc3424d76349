/// The cyclic redundancy check of gzip (RFC 1952, section 8), eight bytes a step.
struct CRC32 {
  /// `tables[k * 256 + b]`: the check of byte `b` followed by `k` zero bytes.
  private static let tables: [UInt32] = {
    let first = (UInt32(0)..<256).map { byte in
      (0..<8).reduce(byte) { check, _ in
        check & 1 == 1 ? 0xEDB8_8320 ^ (check >> 1) : check >> 1
      }
    }
    var tables = first
    for table in 1..<8 {
      tables += tables[(table - 1) * 256..<table * 256].map { first[Int($0 & 0xFF)] ^ ($0 >> 8) }
    }
    return tables
  }()

  private var check: UInt32 = 0xFFFF_FFFF

  /// The check of all that came.
  var value: UInt32 { ~check }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var check = check
    Self.tables.withUnsafeBufferPointer { tables in
      func entry(_ table: Int, _ byte: UInt32) -> UInt32 {
        tables[table &* 256 &+ Int(byte & 0xFF)]
      }
      var at = 0
      while at &+ 8 <= bytes.count {
        let low =
          check ^ UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
        let high = UInt32(
          littleEndian: bytes.loadUnaligned(fromByteOffset: at &+ 4, as: UInt32.self))
        check = entry(7, low) ^ entry(6, low &>> 8) ^ entry(5, low &>> 16) ^ entry(4, low &>> 24)
        check ^= entry(3, high) ^ entry(2, high &>> 8)
        check ^= entry(1, high &>> 16) ^ entry(0, high &>> 24)
        at = at &+ 8
      }
      while at < bytes.count {
        check = entry(0, check ^ UInt32(bytes[at])) ^ (check &>> 8)
        at = at &+ 1
      }
    }
    self.check = check
  }
}
