import Liquidation
import Market

/// A walk's whole memory at a day's close, from which it can be taken up with data that begin there.
///
/// Equal walks give equal bytes. They hold a length and a digest, so that damage is noticed; which files
/// they were made of and by which version of the program is for who keeps them to know.
public struct WalkCheckpoint: Hashable, Sendable {
  /// What a checkpoint is of.
  struct Identity: Hashable, Codable, Sendable {
    struct Member: Hashable, Codable, Sendable {
      var instrument: Instrument
      var interval: TimeSpan
    }

    var market: String
    var options: ChronicleOptions
    var members: [Member]
    var day: Day
    var servesFrom: Day
  }

  public let bytes: [UInt8]
  let identity: Identity

  /// The market's id.
  public var market: String { identity.market }
  /// The day at whose close the walk stood.
  public var day: Day { identity.day }
  /// The first day that a walk taken up here can publish. It comes right after `day` where the walk
  /// published that far back; a walk that had not begun to publish has left out what only earlier
  /// editions show.
  public var servesFrom: Day { identity.servesFrom }

  /// Checks mark, format, length and digest.
  ///
  /// - Complexity: linear in the bytes, some gigabytes a second.
  public init(bytes: [UInt8]) throws(CheckpointError) {
    let input = try CheckpointEnvelope.open(bytes)
    do {
      identity = try BinaryDecoder(input: input).decode(Identity.self)
    } catch {
      throw .damaged
    }
    self.bytes = bytes
  }

  /// - Parameters:
  ///   - instruments: in the order of the identity's members.
  /// - Returns: `nil` where something cannot be encoded, which nothing in a walk's memory is.
  init?(_ identity: Identity, instruments: [InstrumentMemory], market: MarketMemory) {
    let output = CheckpointEnvelope.begin()
    let encoder = BinaryEncoder(output: output)
    do {
      try encoder.encode(identity)
      for instrument in instruments { try encoder.encode(instrument) }
      try encoder.encode(market)
    } catch {
      return nil
    }
    output.write(plain: output.layout.value)
    CheckpointEnvelope.seal(output)
    bytes = output.bytes
    self.identity = identity
  }

  /// What the walk remembered.
  ///
  /// - Parameter margins: each member's tables, which are not in the checkpoint.
  func memory(margins: [MarginSchedule]) throws(CheckpointError) -> (
    instruments: [InstrumentMemory], market: MarketMemory
  ) {
    let input = CheckpointEnvelope.content(of: bytes)
    do {
      _ = try BinaryDecoder(input: input).decode(Identity.self)
      let instruments = try margins.map { margin in
        var decoder = BinaryDecoder(input: input)
        if let key = CodingUserInfoKey.marginSchedule { decoder.userInfo[key] = margin }
        return try decoder.decode(InstrumentMemory.self)
      }
      let market = try BinaryDecoder(input: input).decode(MarketMemory.self)
      let layout = input.layout.value
      guard try input.plain(UInt64.self) == layout, input.isAtEnd else {
        throw CheckpointError.otherFormat
      }
      return (instruments, market)
    } catch let error as CheckpointError {
      throw error
    } catch {
      throw .damaged
    }
  }
}

/// What stands before a checkpoint's content: mark, format, length and digest.
private enum CheckpointEnvelope {
  /// Another number on a machine of the other order of bytes.
  private static let mark: UInt64 = 0x4845_4154_5741_4C4B
  private static let format: UInt64 = 1
  private static let header = 32

  /// Bytes whose content is still to come.
  static func begin() -> BinaryOutput {
    let output = BinaryOutput()
    output.write(plain: mark)
    output.write(plain: format)
    output.write(plain: 0)
    output.write(plain: 0)
    return output
  }

  /// Enters the content's length and digest.
  static func seal(_ output: BinaryOutput) {
    output.replace(at: header - 16, with: output.bytes.count - header)
    output.replace(at: header - 8, with: digest(of: output.bytes[header...]))
  }

  /// - Parameter bytes: that have been opened once.
  static func content(of bytes: [UInt8]) -> BinaryInput { BinaryInput(bytes, from: header) }

  /// - Returns: the content, from its first byte.
  static func open(_ bytes: [UInt8]) throws(CheckpointError) -> BinaryInput {
    let input = BinaryInput(bytes)
    guard try input.plain(UInt64.self) == mark else { throw .damaged }
    guard try input.plain(UInt64.self) == format else { throw .otherFormat }
    let length = try input.plain(Int.self)
    let sum = try input.plain(UInt64.self)
    guard length == bytes.count - header, digest(of: bytes[header...]) == sum else {
      throw .damaged
    }
    return input
  }

  /// Eight bytes a step, each step one to one: whatever changes within eight bytes changes the digest.
  private static func digest(of content: ArraySlice<UInt8>) -> UInt64 {
    content.withUnsafeBytes { raw in
      var sum = UInt64(raw.count)
      func mix(_ word: UInt64) {
        sum = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
        sum ^= sum >> 29
      }
      let whole = raw.count / 8 * 8
      for offset in stride(from: 0, to: whole, by: 8) {
        mix(raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      }
      for offset in whole..<raw.count { mix(UInt64(raw[offset])) }
      return sum
    }
  }
}
