/// The cyclic redundancy check of gzip (RFC 1952, section 8), four bytes a step.
enum CRC32 {
  /// `tables[k][b]`: the check of byte `b` followed by `k` zero bytes.
  private static let tables: [[UInt32]] = {
    let first = (UInt32(0)..<256).map { byte in
      (0..<8).reduce(byte) { check, _ in
        check & 1 == 1 ? 0xEDB8_8320 ^ (check >> 1) : check >> 1
      }
    }
    var tables = [first]
    for _ in 1..<4 {
      let previous = tables[tables.count - 1]
      tables.append(previous.map { first[Int($0 & 0xFF)] ^ ($0 >> 8) })
    }
    return tables
  }()

  static func of(_ bytes: [UInt8], count: Int) -> UInt32 {
    let (t0, t1, t2, t3) = (tables[0], tables[1], tables[2], tables[3])
    var check: UInt32 = 0xFFFF_FFFF
    var at = 0
    while at + 4 <= count {
      check ^=
        UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16
        | UInt32(bytes[at + 3]) << 24
      check =
        t3[Int(check & 0xFF)] ^ t2[Int(check >> 8 & 0xFF)] ^ t1[Int(check >> 16 & 0xFF)]
        ^ t0[Int(check >> 24)]
      at += 4
    }
    while at < count {
      check = t0[Int((check ^ UInt32(bytes[at])) & 0xFF)] ^ (check >> 8)
      at += 1
    }
    return ~check
  }
}
