import Archive
import Foundation
import Market
import Testing

/// The real venues, asked for one day each. Nothing else in the tests has ever spoken with one: this
/// is to be run where there is a network, now and then and after every change of a venue's.
///
///     HEATPRESS_LIVE=1 Scripts/test --filter LiveVenue
@Suite(
  "The real venues",
  .enabled(if: LiveVenue.isAsked, "set HEATPRESS_LIVE=1 to ask the real venues, with a network"))
struct FetchLiveVenueTests {
  @Test("a day of each venue is fetched, verified and read", arguments: FetchFixture.everywhere)
  func day(instrument: Instrument) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "live-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let now = LiveVenue.now
    // Two days ago: everything is published. What stands now alone, Hyperliquid's open interest, is
    // of today.
    let day = instrument.venue == .hyperliquid ? now.day : now.day - 2
    let wish = FetchPlan.Wish(instruments: [instrument], from: day, to: day)
    var settings = FetchSettings(dataFolder: root.path)
    settings.retries = 3
    settings.authorities = ProcessInfo.processInfo.environment["SSL_CERT_FILE"]
    let report = try Fetcher(wish: wish, settings: settings, clock: { LiveVenue.now }).run { _ in }
    for failure in report.failures { Issue.record("\(failure.file): \(failure.fault)") }
    let outcome = try #require(report.venues[instrument.venue])
    #expect(outcome.stored > 0)
    print(
      "\(instrument): \(outcome.stored) files, \(outcome.bytes) bytes, \(outcome.requests) requests,"
        + " \(outcome.absent) absent, \(outcome.awaited) awaited")

    guard let data = try read(instrument, below: root.path) else {
      print("\(instrument): its open interest is of a bar that is not over yet")
      return
    }
    let bars = data.series.bars
    let withOpenInterest = bars.filter { $0.openInterest != nil }.count
    let marked = bars.filter { $0.markHigh != nil }.count
    let settled = bars.filter { $0.fundingRate != nil }.count
    print(
      "\(instrument): \(bars.count) bars, \(withOpenInterest) with open interest, \(marked) with mark"
        + " prices, \(settled) settlements, \(data.liquidations.count) liquidations,"
        + " \(data.depth.count) books")
    for finding in data.findings { print("\(instrument): \(finding.kind): \(finding.message)") }
    #expect(data.findings.allSatisfy { $0.kind != .refused }, "a row or file was refused")
    guard instrument.venue != .hyperliquid else { return }
    #expect(bars.count >= 280)
    #expect(withOpenInterest >= 280)
    #expect(settled > 0)
  }

  /// - Returns: `nil` for Hyperliquid where no bar is over since its open interest was asked for.
  private func read(_ instrument: Instrument, below folder: String) throws -> InstrumentData? {
    let source = InstrumentSource(
      instrument: instrument, reader: LiveVenue.reader(instrument.venue))
    do throws(ArchiveError) {
      return try ArchiveReader(dataFolder: folder, policy: .lenient).read(source)
    } catch {
      guard instrument.venue == .hyperliquid, case .noInput(.openInterest) = error else {
        throw error
      }
      return nil
    }
  }
}

private enum LiveVenue {
  static var isAsked: Bool { ProcessInfo.processInfo.environment["HEATPRESS_LIVE"] == "1" }

  static var now: Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
  }

  static func reader(_ venue: Venue) -> InstrumentSource.Reader {
    switch venue {
    case .binance: .binanceArchive
    case .bybit: .bybit
    case .okx: .okx
    case .bitfinex: .bitfinex
    case .hyperliquid: .hyperliquid
    }
  }
}
