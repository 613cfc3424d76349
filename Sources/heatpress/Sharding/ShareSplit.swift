import Archive
import Market

/// Which share computes which market.
///
/// A market goes to the share that comes first in an order drawn by lot for it, from its id alone, and
/// has room for it (rendezvous hashing with bounded loads). The dear ones choose first. So the shares
/// cost about the same, and a market that is added or removed moves few of the others.
struct ShareSplit: Sendable {
  /// The share of each market, from 1.
  private let shares: [String: Int]

  /// - Parameters:
  ///   - markets: their ids.
  ///   - costs: of those whose cost is known; the others are taken to cost the mean of these.
  ///   - count: how many shares there are.
  init(_ markets: [String], costs: [String: Int], count: Int) {
    let known = markets.compactMap { costs[$0] }
    let usual = known.isEmpty ? 1_000 : max(1, known.reduce(0, +) / known.count)
    let all = markets.map { Item(market: $0, cost: costs[$0] ?? usual, lot: Self.lot($0)) }
      .sorted { ($1.cost, $0.lot, $0.market) < ($0.cost, $1.lot, $1.market) }
    let total = all.reduce(0) { $0 + $1.cost }
    // A tenth more than each would have at best: the less room, the more markets move.
    let room = max(all.first?.cost ?? 0, (total * 11 + count * 10 - 1) / (count * 10))
    var loads = [Int](repeating: 0, count: count)
    var shares: [String: Int] = [:]
    for item in all {
      let open = loads.indices.filter { loads[$0] + item.cost <= room }
      let place =
        open.max { (Self.score(item.lot, $0), $1) < (Self.score(item.lot, $1), $0) }
        ?? loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
      loads[place] += item.cost
      shares[item.market] = place + 1
    }
    self.shares = shares
  }

  private struct Item {
    var market: String
    var cost: Int
    var lot: UInt64
  }

  /// From 1; `nil` where the market was not among those that were split.
  func share(of market: String) -> Int? { shares[market] }

  func has(_ market: String, in share: ShareNumber) -> Bool { shares[market] == share.number }

  /// The same on every machine.
  private static func lot(_ text: String) -> UInt64 {
    UInt64(SHA256.hexDigest(of: text.utf8).prefix(16), radix: 16) ?? 0
  }

  /// How much a market is drawn to a share.
  private static func score(_ lot: UInt64, _ share: Int) -> UInt64 {
    var random = SeededGenerator(seed: lot).fork(UInt64(share))
    return random.next()
  }
}
