import CCrypto

/// The digest by which a file is known again.
public enum SHA256 {
  /// The SHA-256 digest in lower-case hexadecimal, 64 digits.
  public static func hexDigest(of bytes: some Collection<UInt8>) -> String {
    bytes.withContiguousStorageIfAvailable { hexDigest(of: UnsafeRawBufferPointer($0)) }
      ?? Array(bytes).withUnsafeBytes { hexDigest(of: $0) }
  }

  static func hexDigest(of bytes: UnsafeRawBufferPointer) -> String {
    let digest = [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_LENGTH)) { digest, count in
      _ = CCrypto.SHA256(
        bytes.assumingMemoryBound(to: UInt8.self).baseAddress, bytes.count, digest.baseAddress)
      count = Int(SHA256_DIGEST_LENGTH)
    }
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
