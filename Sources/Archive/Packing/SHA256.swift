import CCrypto
import Glibc

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
    return hexadecimal(digest)
  }

  fileprivate static func hexadecimal(_ digest: [UInt8]) -> String {
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
    return String(unsafeUninitializedCapacity: digest.count * 2) { text in
      for (index, byte) in digest.enumerated() {
        text[index * 2] = digit(byte >> 4)
        text[index * 2 + 1] = digit(byte & 15)
      }
      return digest.count * 2
    }
  }
}

/// A SHA-256 digest of bytes that come in pieces.
struct RunningSHA256: ~Copyable {
  private let context: OpaquePointer

  /// - Parameter name: of what is digested, for the error where memory is short.
  init(_ name: String) throws(ArchiveError) {
    guard let context = EVP_MD_CTX_new() else { throw Self.failure(name) }
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      EVP_MD_CTX_free(context)
      throw Self.failure(name)
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// The digest of what came so far; more may be added.
  borrowing func soFar(_ name: String) throws(ArchiveError) -> String {
    let copy = try RunningSHA256(name)
    guard EVP_MD_CTX_copy_ex(copy.context, context) == 1 else { throw Self.failure(name) }
    return copy.hexDigest()
  }

  /// The digest of all that came. Nothing may be added afterwards.
  consuming func hexDigest() -> String {
    let digest = [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_LENGTH)) { digest, count in
      EVP_DigestFinal_ex(context, digest.baseAddress, nil)
      count = Int(SHA256_DIGEST_LENGTH)
    }
    return SHA256.hexadecimal(digest)
  }

  private static func failure(_ name: String) -> ArchiveError {
    .cannotRead(path: name, fault: SystemFault(operation: .read, code: ENOMEM))
  }
}
