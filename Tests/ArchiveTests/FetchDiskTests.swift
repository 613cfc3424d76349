import Archive
import FaultVenue
import Foundation
import Glibc
import Market
import Testing

/// What lies in the data folder before and after a fetch.
@Suite("The data folder of a fetch")
struct FetchDiskTests {
  private static let binance = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)
  private static let inverse = Instrument(venue: .binance, symbol: "BTCUSD_PERP", kind: .inverse)
  private static let bybit = Instrument(venue: .bybit, symbol: "BTCUSDT", kind: .linear)
  private static let candles = "data/futures/um/daily/klines/BTCUSDT/5m/BTCUSDT-5m-"

  private func write(_ text: String, _ file: String, in fixture: FetchFixture) throws {
    let url = URL(filePath: fixture.folder + "/data/" + file)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  @Test(
    "what the archive does not have yet comes from the interface, of either kind of contract",
    arguments: [binance, inverse])
  func standIns(instrument: Instrument) throws {
    let fixture = try FetchFixture(
      [instrument], wallets: [], from: "2024-06-09", to: "2024-06-11",
      archivedUpTo: "2024-06-10")
    let report = try fixture.fetch()
    #expect(report.isComplete, "\(report.failures.prefix(3))")
    let files = try fixture.tree()
    let interface = instrument.kind == .linear ? "fapi" : "dapi"
    #expect(files["binance/\(interface)/v1/klines/\(instrument.symbol)/5m/2024-06-11.json"] != nil)
    #expect(
      files["binance/futures/data/openInterestHist/\(instrument.symbol)/5m/2024-06-11.json"] != nil)
    #expect(files["binance/\(interface)/v1/klines/\(instrument.symbol)/5m/2024-06-10.json"] == nil)
    // Yesterday's may come yet.
    #expect(!files.keys.contains { $0.hasSuffix(".absent") })
    #expect(report.venues[.binance]?.awaited == (instrument.kind == .linear ? 1 : 2))
  }

  @Test("a file that the venue does not have is noted, left alone for a week, then asked for again")
  func absent() throws {
    // Out of the interface's reach.
    let fixture = try FetchFixture([Self.binance], wallets: [], now: "2024-07-20T05:00:00Z")
    let missing = Self.candles + "2024-05-30.zip"
    for suffix in ["", ".CHECKSUM"] {
      try FileManager.default.removeItem(atPath: fixture.folder + "/venues/" + missing + suffix)
    }
    let report = try fixture.fetch()
    #expect(report.isComplete)
    #expect(report.venues[.binance]?.absent == 1)
    let note = String(
      decoding: try #require(try fixture.tree()[missing + ".absent"]), as: UTF8.self)
    #expect(note.contains("HTTP 404"))
    #expect(note.contains("\"ask_again_from\" : \"2024-07-27T05:00:00Z\""))
    _ = fixture.venue.takeRequests()
    _ = try fixture.fetch(now: fixture.now + .days(6))
    #expect(fixture.venue.takeRequests() == 0)
    _ = try fixture.fetch(now: fixture.now + .days(7))
    #expect(fixture.venue.takeRequests() == 1)
  }

  @Test("a partial answer is asked for again, and gives way to the whole one")
  func partial() throws {
    let folder = try FetchFixture(
      [Self.bybit], wallets: [], from: "2024-05-31", to: "2024-05-31",
      now: "2024-05-31T13:00:00Z")
    _ = try folder.fetch()
    let name = "bybit/v5/market/kline/linear/BTCUSDT/5/2024-05-31"
    #expect(try folder.tree()[name + ".partial.json"] != nil)
    #expect(try folder.tree()[name + ".json"] == nil)
    // The venue's clock has not moved: what it calls over is not believed.
    let early = try folder.fetch(retries: 0, now: folder.now + .days(1))
    #expect(early.failures.contains { $0.file == name + ".json" })
    let later = try FetchFixture(
      [Self.bybit], wallets: [], from: "2024-05-31", to: "2024-05-31",
      now: "2024-06-09T13:00:00Z")
    let report = try later.fetch { $0.dataFolder = folder.folder + "/data" }
    #expect(report.isComplete, "\(report.failures.prefix(3))")
    #expect(try folder.tree()[name + ".json"] == later.tree("venues")[name + ".json"])
    #expect(try !folder.tree().keys.contains { $0.contains(".partial") })
  }

  @Test("an archive without its checksum is verified where it lies, and replaced where it is bad")
  func checksumMissing() throws {
    let fixture = try FetchFixture([Self.binance], wallets: [])
    _ = try fixture.fetch()
    let data = fixture.folder + "/data/"
    let (good, bad) = (Self.candles + "2024-05-29.zip", Self.candles + "2024-05-30.zip")
    for name in [good, bad] {
      try FileManager.default.removeItem(atPath: data + name + ".CHECKSUM")
    }
    try write("spoilt", bad, in: fixture)
    _ = fixture.venue.takeRequests()
    #expect(try fixture.fetch().isComplete)
    #expect(fixture.venue.takeRequests() == 3)
    let venues = try fixture.tree("venues")
    #expect(try fixture.tree().filter { venues[$0.key] != $0.value }.isEmpty)
  }

  @Test("what killed runs have left is removed, and nothing else")
  func leftovers() throws {
    let fixture = try FetchFixture([Self.bybit], wallets: [])
    let folder = "bybit/v5/market/kline/linear/BTCUSDT/5/"
    try write("half", folder + "2024-05-30.json.4711.part", in: fixture)
    try write("mine", folder + "notes.part", in: fixture)
    try write("old", folder + "2024-05-29.partial.json", in: fixture)
    try write("{}", folder + "2024-05-29.json", in: fixture)
    _ = try fixture.fetch()
    let files = try fixture.tree()
    #expect(files[folder + "2024-05-30.json.4711.part"] == nil)
    #expect(files[folder + "2024-05-29.partial.json"] == nil)
    #expect(files[folder + "notes.part"] != nil)
    // Whole files are final, whoever has put them there.
    #expect(files[folder + "2024-05-29.json"] == Data("{}".utf8))
  }

  @Test("a second run in the same folder is turned away")
  func locked() throws {
    let fixture = try FetchFixture([Self.bybit], wallets: [])
    _ = try fixture.fetch()
    let descriptor = open(fixture.folder + "/data/.fetch.lock", O_RDWR)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    #expect(throws: FetchError.locked(dataFolder: fixture.folder + "/data")) {
      try fixture.fetch()
    }
  }

  @Test("real files are not put among simulated ones")
  func simulated() throws {
    let fixture = try FetchFixture([Self.binance], wallets: [])
    try write("{}", "data/futures/um/simulated/BTCUSDT.json", in: fixture)
    #expect(throws: FetchError.self) { try fixture.fetch() }
    #expect(fixture.venue.takeRequests() == 0)
  }
}
