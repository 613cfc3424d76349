import Archive
import Glibc
import Liquidation
import Market

@testable import Scoring

enum TruthFixtures {
  static let instrument = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)
  static let start = Timestamp(milliseconds: 1_735_689_600_000)  // 2025-01-01
  static let header = "side,entry_price,leverage,margin_mode,quantity_base,liquidation_price\n"

  /// A book of three members after two days of hours about 60,000.
  static let ensemble: BookEnsemble = {
    var ensemble = BookEnsemble(
      instrument: instrument, margin: .builtIn(for: instrument), members: 3, seed: 3)
    var random = SeededGenerator(seed: 11)
    var price = 60_000.0
    let bars = (0..<48).map { hour in
      let open = price
      price *= 1 + 0.01 * (random.uniform() - 0.5)
      return Bar(
        time: start + .hours(Int64(hour)), open: Price(open),
        high: Price(max(open, price) * 1.002), low: Price(min(open, price) * 0.998),
        close: Price(price), volume: Base(8_000), openInterest: Base(70_000 + 100 * Double(hour)))
    }
    ensemble.advance(bars, interval: .hour)
    return ensemble
  }()

  /// Positions that stand exactly where a map has its dollars, moved by some bins away from the price.
  static func truth(of profile: LiquidationProfile, movedBy bins: Int = 0) -> TrueMap {
    let range = TruthRange.near.binCount(profile.grid) - bins
    let first = profile.grid.bin(of: profile.close)
    var positions: [TrueMap.Position] = []
    for side in Side.allCases {
      for (index, usd) in profile.usd(side).enumerated() where usd > 0 {
        let bin = profile.firstBin + index
        // What would leave the near range on its way is left out, so that all of it counts.
        guard abs(bin - first) < range else { continue }
        let price = profile.grid.center(bin - Int(side.sign) * bins)
        positions.append(
          TrueMap.Position(side: side, quantity: USD(usd) / price, liquidationPrice: price))
      }
    }
    return TrueMap(day: start.day + 1, positions: positions)
  }
}

/// A folder of truth files, gone when the test is done with it.
final class TruthFiles {
  let folder: String

  init() throws {
    var template = Array("/tmp/heatpress-truth-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw NoFolder(code: errno) }
    folder = made
  }

  struct NoFolder: Error { var code: Int32 }

  deinit { Self.clear(folder) }

  /// Writes a day's file of rows below the header.
  func write(_ text: String, day: Day) throws {
    try GzipWriter.write(
      Array(text.utf8), to: "\(folder)/BTCUSDT-\(day).csv.gz", synced: false)
  }

  private static func clear(_ folder: String) {
    for name in (try? Files.list(folder)) ?? [] {
      let path = "\(folder)/\(name)"
      if Files.isFolder(path) { clear(path) } else { unlink(path) }
    }
    rmdir(folder)
  }
}
