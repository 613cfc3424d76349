import FoundationEssentials
import Market

/// Decodes small responses of nested structure whole: margin tables, accounts, liquidations.
struct SnapshotDecoder {
  /// Bytes that such a response may have.
  static let sizeLimit = 16 << 20

  let dataFolder: String

  /// A file's content as a value, and the file's number in the log.
  func decode<Value: Decodable>(
    _ type: Value.Type, _ file: StoredFile, log: inout ReadingLog
  ) throws(ArchiveError) -> (value: Value, number: Int)? {
    do throws(ArchiveError) {
      let bytes = try Files.readAll(dataFolder + "/" + file.name, limit: Self.sizeLimit)
      let value = try file.refused { () throws(ResponseFault) in try Self.value(type, bytes) }
      return (value, log.open(file.name, sha256: SHA256.hexDigest(of: bytes)))
    } catch {
      try log.refuse(error, of: file.first)
      return nil
    }
  }

  private static func value<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8])
    throws(ResponseFault) -> Value
  {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let fault as ResponseFault {
      throw fault
    } catch {
      throw .shape(detail: decodingWords(error))
    }
  }
}
