import Foundation
import Market

/// What a venue can do wrong with one request.
public enum VenueFault: String, CaseIterable, Hashable, Sendable {
  /// The body comes in pieces with pauses.
  case slow
  /// Half of the body, then nothing, and the connection stays open.
  case stall
  /// Half of the body, then the connection ends.
  case cutOff
  /// The connection ends without an answer.
  case noAnswer
  /// 429 with `Retry-After: 1`, without it, and 418.
  case tooMany, tooManySilent, banned
  /// The rate limit's code inside a 200: OKX 50011, Bybit 10006.
  case tooManyInside
  case serverError
  /// A digest that is not the file's, or a file that is not the digest's.
  case wrongChecksum
  /// 200 with a web page.
  case html
  /// The venue's envelope without a row.
  case emptyList
  /// The rows of the time before.
  case otherPage
  /// Every row twice.
  case doubledRows
  /// The list without its last rows.
  case shortList
  /// A `Date` of a year ago.
  case clockSkew
  /// `Content-Length` larger, or smaller, than the body.
  case longLength, shortLength
  /// Sends on to the same place once.
  case moved
  /// Sends on, and on.
  case redirectLoop
  /// Sends on to another host.
  case redirectAway
  /// 451.
  case blocked
  /// Announces more than anybody would take, or sends it without an announcement.
  case hugeLength, endless

  /// Those that a fetch gets over by asking again.
  public static let passing: [VenueFault] = [
    .slow, .cutOff, .noAnswer, .tooMany, .tooManySilent, .banned, .tooManyInside, .serverError,
    .wrongChecksum, .html, .emptyList, .otherPage, .doubledRows, .shortList, .clockSkew,
    .longLength,
    .shortLength, .moved, .redirectLoop,
  ]

  /// Whether it makes a difference to such an answer.
  func concerns(_ venue: Venue, file: String, previous: Data?) -> Bool {
    let isArchive = file.hasPrefix("data/")
    let isWindow = file.hasSuffix(".json") && !file.contains("/clearinghouseState/")
    switch self {
    case .wrongChecksum: return isArchive
    case .html: return !isArchive
    case .tooManyInside: return venue == .okx || venue == .bybit
    case .emptyList, .clockSkew: return isWindow
    case .doubledRows:
      return isWindow && (file.contains("kline") || file.contains("candle"))
    case .shortList: return venue == .bybit && file.contains("kline")
    case .otherPage: return isWindow && previous != nil
    default: return true
    }
  }
}

/// Which faults a venue commits: drawn from the seed, the request and how often it has come, so
/// that the order in which requests come does not matter.
public struct VenueFaults: Sendable {
  public var kinds: [VenueFault]
  /// Of a request's being answered with a fault.
  public var rate: Double
  public var seed: UInt64
  /// Faults that one request meets with at most, however often it comes.
  public var most: Int

  public init(
    _ kinds: [VenueFault] = VenueFault.passing, rate: Double = 1, seed: UInt64 = 1, most: Int = 3
  ) {
    self.kinds = kinds
    self.rate = rate
    self.seed = seed
    self.most = most
  }

  func draw(_ request: String, count: Int) -> (fault: VenueFault, part: Double)? {
    guard count < most, !kinds.isEmpty else { return nil }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in request.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var random = SeededGenerator(seed: hash ^ seed).fork(UInt64(count))
    guard random.uniform() < rate else { return nil }
    let kind = kinds[Int(random.uniform() * Double(kinds.count))]
    return (kind, random.uniform())
  }
}
