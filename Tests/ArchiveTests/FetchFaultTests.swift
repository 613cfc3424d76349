import Archive
import FaultVenue
import Foundation
import Market
import Testing

@Suite("Faulty venues")
struct FetchFaultTests {
  private static let bybit = Instrument(venue: .bybit, symbol: "BTCUSDT", kind: .linear)
  private static let binance = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)

  private static func instrument(for fault: VenueFault) -> Instrument {
    fault == .wrongChecksum ? binance : bybit
  }

  @Test("a passing fault leaves nothing behind", arguments: VenueFault.passing)
  func passing(fault: VenueFault) throws {
    // Each of these has the host wait for a second.
    let isLong = fault == .tooMany || fault == .banned
    let fixture = try FetchFixture(
      [Self.instrument(for: fault)], wallets: [], from: "2024-05-31",
      faults: VenueFaults([fault], rate: isLong ? 0.2 : 1, most: 1))
    let report = try fixture.fetch()
    #expect(report.isComplete, "\(report.failures.prefix(3))")
    #expect(fixture.venue.injected[fault, default: 0] >= 1)
    let venues = try fixture.tree("venues")
    #expect(try fixture.tree().filter { venues[$0.key] != $0.value }.isEmpty)
  }

  @Test(
    "a fault that does not pass leaves nothing on disk, and is named",
    arguments: [
      VenueFault.serverError, .html, .cutOff, .shortLength, .clockSkew, .redirectLoop,
      .redirectAway,
      .blocked, .otherPage, .noAnswer, .tooManySilent,
    ])
  func lasting(fault: VenueFault) throws {
    let fixture = try FetchFixture(
      [Self.bybit], wallets: [], from: "2024-05-30",
      faults: VenueFaults([fault], most: .max))
    let report = try fixture.fetch(retries: 1)
    let outcome = try #require(report.venues[.bybit])
    // The first of each folder has no time before it that could be given in its place.
    #expect(outcome.missing > 0)
    #expect(outcome.missing == report.failures.count)
    let venues = try fixture.tree("venues")
    #expect(try fixture.tree().filter { venues[$0.key] != $0.value }.isEmpty)
    #expect(try fixture.tree().count == outcome.stored)
  }

  @Test(
    "more than any answer has is not taken, announced or not",
    arguments: [VenueFault.hugeLength, .endless])
  func tooLarge(fault: VenueFault) throws {
    let fixture = try FetchFixture(
      [Self.bybit], wallets: [], from: "2024-05-31", faults: VenueFaults([fault], most: .max))
    let report = try fixture.fetch { $0.jobs = 1 }
    let limit = 32 << 20
    #expect(report.failures.contains { $0.fault == .transfer(.tooLarge(limitBytes: limit)) })
    #expect(report.failures.allSatisfy { $0.fault.description.contains("\(limit) bytes") })
    // It is not asked again for what is too large.
    #expect(report.venues[.bybit]?.requests == report.failures.count)
    #expect(try fixture.tree().isEmpty)
  }

  @Test("redirects end at the third, and at another host at once")
  func redirects() throws {
    for (fault, expected) in [
      (VenueFault.redirectLoop, FetchFault.transfer(.tooManyRedirects(limit: 3))),
      (.redirectAway, .transfer(.redirectedAway(to: "http://localhost:9/elsewhere"))),
    ] {
      let fixture = try FetchFixture(
        [Self.bybit], wallets: [], from: "2024-05-31", faults: VenueFaults([fault], most: .max))
      let report = try fixture.fetch(retries: 0)
      #expect(report.failures.contains { $0.fault == expected }, "\(report.failures.prefix(2))")
    }
  }

  @Test("a file that never matches its checksum is not taken")
  func wrongChecksum() throws {
    let fixture = try FetchFixture(
      [Self.binance], wallets: [], from: "2024-05-31",
      faults: VenueFaults([.wrongChecksum], most: .max))
    let report = try fixture.fetch(retries: 1)
    #expect(!report.isComplete)
    for failure in report.failures {
      switch failure.fault {
      case .checksum, .checksumUnreadable: break
      default: Issue.record("\(failure)")
      }
    }
    #expect(try fixture.tree().keys.filter { $0.hasSuffix(".zip") }.isEmpty)
  }

  @Test("a venue that stalls is given up in time")
  func stall() throws {
    let fixture = try FetchFixture(
      [Self.bybit], wallets: [], from: "2024-05-31",
      faults: VenueFaults([.stall], rate: 0.1, most: 1))
    let report = try fixture.fetch { $0.limits.stallSeconds = 1 }
    #expect(report.isComplete, "\(report.failures.prefix(3))")
    #expect(fixture.venue.injected == [.stall: 1])
  }

  @Test("one venue's failing does not keep the others")
  func isolation() throws {
    let fixture = try FetchFixture(wallets: [])
    let report = try fixture.fetch(retries: 1) { settings in
      // Nobody listens there.
      settings.mirrors[.okx] = FetchMirror(url: "http://127.0.0.1:9")
    }
    #expect(Set(report.failures.map(\.venue)) == [.okx])
    for venue in Venue.allCases where venue != .okx {
      #expect(report.venues[venue]?.missing == 0)
      #expect((report.venues[venue]?.stored ?? 0) > 0)
    }
    let outcome = try #require(report.venues[.okx])
    #expect(outcome.stored == 0)
    // A host that does not answer is not asked for each of its files.
    #expect(outcome.requests < 12)
  }

  @Test("a ban is waited for where it is short, and ends the asking where it is long")
  func ban() throws {
    let fixture = try FetchFixture(
      [Self.bybit], wallets: [], from: "2024-05-31",
      faults: VenueFaults([.banned], most: .max))
    let report = try fixture.fetch { $0.patience = 0.5 }
    #expect(report.venues[.bybit]?.stored == 0)
    #expect(fixture.venue.takeRequests() <= 4)
    #expect(report.failures.contains { $0.fault == .banned(seconds: 1) })
    #expect(report.failures.contains { $0.fault == .hostGivenUp(because: .banned(seconds: 1)) })
  }

  @Test("what is refused for one day is not asked for all others")
  func refused() throws {
    let fixture = try FetchFixture(
      [Self.bybit], wallets: [], from: "2024-05-22", to: "2024-05-31")
    try FileManager.default.removeItem(atPath: fixture.folder + "/venues/bybit/v5/market/kline")
    let report = try fixture.fetch()
    #expect(report.failures.count == 10)
    #expect(fixture.venue.unknown.count <= 8)
    #expect(report.failures.allSatisfy { $0.file.contains("/kline/") })
  }

  @Test("a doubled row that the venue insists on is taken as it is")
  func insisted() throws {
    let fixture = try FetchFixture(
      [Self.bybit], wallets: [], from: "2024-05-31",
      faults: VenueFaults([.doubledRows], most: .max))
    let report = try fixture.fetch()
    #expect(report.isComplete)
    #expect(try fixture.tree().count == fixture.tree("venues").count)
  }
}
