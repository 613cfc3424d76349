import Archive
import Glibc
import Market
import Testing

@testable import Simulation

@Suite("Files of the simulated market")
struct WritingTests {
  @Test("the same options write the same bytes, another seed others")
  func deterministic() throws {
    let folders = try TemporaryFolder()
    let options = try SmallMarket.options(days: 2, warmUpDays: 0)
    for name in ["a", "b"] {
      let market = try SimulatedMarket(options)
      _ = try market.write(data: folders.path(name), truth: folders.path("\(name)-truth"))
    }
    let first = try tree(folders.path("a")) + tree(folders.path("a-truth"))
    #expect(first == (try tree(folders.path("b")) + tree(folders.path("b-truth"))))
    _ = try SimulatedMarket(SmallMarket.options(days: 2, seed: 8, warmUpDays: 0)).write(
      data: folders.path("c"))
    let other = try tree(folders.path("c"))
    #expect(other.map(\.name) == (try tree(folders.path("a")).map(\.name)))
    #expect(!zip(other, first).contains { $0.name.hasSuffix(".zip") && $0.digest == $1.digest })
  }

  @Test("files lie where the venue's archive has them, each with its checksum")
  func layout() throws {
    let folder = try TemporaryFolder()
    let report = try SimulatedMarket(SmallMarket.options(days: 1, warmUpDays: 0)).write(
      data: folder.path(""))
    let files = try tree(folder.path(""))
    let um = "data/futures/um"
    let zips = [
      "\(um)/daily/bookDepth/BTCUSDT/BTCUSDT-bookDepth-2025-01-01.zip",
      "\(um)/daily/klines/BTCUSDT/5m/BTCUSDT-5m-2025-01-01.zip",
      "\(um)/daily/liquidationSnapshot/BTCUSDT/BTCUSDT-liquidationSnapshot-2025-01-01.zip",
      "\(um)/daily/markPriceKlines/BTCUSDT/5m/BTCUSDT-5m-2025-01-01.zip",
      "\(um)/daily/metrics/BTCUSDT/BTCUSDT-metrics-2025-01-01.zip",
      "\(um)/daily/premiumIndexKlines/BTCUSDT/5m/BTCUSDT-5m-2025-01-01.zip",
      "\(um)/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2025-01.zip",
    ]
    #expect(
      files.map(\.name)
        == (zips + zips.map { $0 + ".CHECKSUM" } + ["\(um)/simulated/BTCUSDT.json"]).sorted())
    #expect(report.files == files.count)
    for zip in zips {
      let digest = try #require(files.first { $0.name == zip }).digest
      let checksum = try Files.readAll(folder.path(zip + ".CHECKSUM"))
      let name = zip.split(separator: "/").last ?? ""
      #expect(String(decoding: checksum, as: UTF8.self) == "\(digest)  \(name)\n")
    }
  }

  @Test("other options replace an earlier market whole")
  func replaced() throws {
    let folder = try TemporaryFolder()
    let data = folder.path("data")
    let truth = folder.path("truth")
    _ = try SimulatedMarket(SmallMarket.options(days: 2, warmUpDays: 0)).write(
      data: data, truth: truth)
    _ = try SimulatedMarket(SmallMarket.options(days: 1, symbol: "ETHUSDT", warmUpDays: 0)).write(
      data: data, truth: truth)
    _ = try SimulatedMarket(SmallMarket.options(days: 1, seed: 9, warmUpDays: 0)).write(
      data: data, truth: truth)
    let fresh = try TemporaryFolder()
    for symbol in ["BTCUSDT", "ETHUSDT"] {
      _ = try SimulatedMarket(
        SmallMarket.options(
          days: 1, seed: symbol == "BTCUSDT" ? 9 : 7, symbol: symbol, warmUpDays: 0)
      ).write(data: fresh.path("data"), truth: fresh.path("truth"))
    }
    #expect(try tree(data) == tree(fresh.path("data")))
    #expect(try tree(truth) == tree(fresh.path("truth")))
  }

  @Test("a venue's files are never replaced")
  func refused() throws {
    let folder = try TemporaryFolder()
    let real = "data/futures/um/monthly/klines/BTCUSDT/1m"
    try Files.makeFolder(folder.path(real))
    try Files.writeAtomically("real", to: folder.path(real + "/BTCUSDT-1m-2024-01.zip"))
    let before = try tree(folder.path(""))
    #expect(
      throws: SimulationError.wouldReplaceVenueFiles(
        symbol: "BTCUSDT", folder: "data/futures/um/monthly/klines/BTCUSDT",
        marker: "data/futures/um/simulated/BTCUSDT.json")
    ) {
      try SimulatedMarket(SmallMarket.options(days: 1, warmUpDays: 0)).write(data: folder.path(""))
    }
    #expect(try tree(folder.path("")) == before)
    _ = try SimulatedMarket(SmallMarket.options(days: 1, symbol: "ETHUSDT", warmUpDays: 0)).write(
      data: folder.path(""))
  }

  @Test("days outside 1 to 3,650 are refused", arguments: [-1, 0, 3_651])
  func days(_ days: Int) {
    #expect(throws: SimulationError.days(found: days)) { try SimulationOptions(days: days) }
  }

  @Test(
    "a symbol that could leave its folder is refused",
    arguments: ["", "A", "../x", "btcusdt", "BTC USDT", "BTC/USDT", "ABCDEFGHIJKLMNOPQRSTU"])
  func symbol(_ symbol: String) {
    #expect(throws: SimulationError.symbol(found: symbol)) {
      try SimulationOptions(symbol: symbol)
    }
  }

  @Test(
    "a mix that is no number or out of range is refused",
    arguments: [-1, .nan, .infinity, 100] as [Double])
  func mix(_ leverage: Double) {
    #expect(throws: SimulationError.self) {
      try SimulationOptions(mix: TraderMix(leverage: leverage))
    }
  }

  @Test(
    "numbers are written as plain decimals",
    arguments: [
      (0, 0, "0"), (0, 3, "0.000"), (7, 3, "0.007"), (-12_345, 4, "-1.2345"), (1_000, 3, "1.000"),
      (98, 0, "98"), (.min, 0, "-9223372036854775808"),
    ] as [(Int64, Int, String)])
  func decimals(units: Int64, decimals: Int, text: String) {
    var bytes: [UInt8] = []
    bytes.append(units: units, decimals: decimals)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }
}
