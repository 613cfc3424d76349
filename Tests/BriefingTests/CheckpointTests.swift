import Archive
import FoundationEssentials
import Market
import Testing

@testable import Briefing

@Suite("Walking on from a checkpoint")
struct CheckpointTests {
  static let options = MarketChronicleTests.options

  /// What a walk hands out.
  private struct Outcome {
    var editions: [Day: Edition] = [:]
    var checkpoints: [Day: WalkCheckpoint] = [:]
  }

  private func walk(
    _ instruments: [InstrumentData], from checkpoint: WalkCheckpoint? = nil,
    days: ClosedRange<Day>? = nil, options: ChronicleOptions = options
  ) throws -> Outcome {
    var outcome = Outcome()
    try MarketChronicle(
      market: "btc", name: "Bitcoin", instruments: instruments, options: options,
      resuming: checkpoint
    ).walk(
      days: days, keep: { _ in true }, kept: { outcome.checkpoints[$0.day] = $0 },
      publish: { outcome.editions[$0.briefing.date] = $0 })
    return outcome
  }

  private func expectSame(_ outcome: Outcome, _ whole: Outcome, after day: Day) throws {
    let editions = whole.editions.filter { $0.key > day }
    #expect(outcome.editions.keys.sorted() == editions.keys.sorted())
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    for (date, edition) in editions {
      let own = try #require(outcome.editions[date])
      #expect(own.layers == edition.layers, "layers of \(date) from \(day)")
      let bytes = try encoder.encode(own.briefing)
      #expect(bytes == (try encoder.encode(edition.briefing)), "briefing of \(date) from \(day)")
    }
    for (date, checkpoint) in outcome.checkpoints {
      // Compared outside the expectation, which would print megabytes.
      let isSame = checkpoint == whole.checkpoints[date]
      #expect(isSame, "checkpoint of \(date) from \(day)")
    }
  }

  @Test(
    "a walk from any close gives the same editions, layers and checkpoints",
    arguments: [1, 2, 3, 4] as [UInt64])
  func resumed(seed: UInt64) throws {
    let market = CheckpointMarket(days: 12, seed: seed)
    let whole = try walk(market.instruments)
    #expect(whole.editions.count >= 10)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<3 {
      let day = SyntheticMarket.start + Int(random.next() % 11)
      let checkpoint = try #require(whole.checkpoints[day])
      #expect(checkpoint.servesFrom == day + 1)
      let saved = try WalkCheckpoint(bytes: checkpoint.bytes)
      try expectSame(try walk(market.from(day.close), from: saved), whole, after: day)
    }
  }

  @Test("night by night, each from the one before, on data that begin at its close")
  func nightly() throws {
    let market = CheckpointMarket(days: 9, seed: 11, interval: .hours(2))
    let whole = try walk(market.instruments)
    var checkpoint = try #require(whole.checkpoints[SyntheticMarket.start + 1])
    for day in SyntheticMarket.start + 2...SyntheticMarket.start + 8 {
      let night = try walk(market.from((day - 1).close), from: checkpoint, days: day...day)
      #expect(night.editions[day] == whole.editions[day])
      checkpoint = try #require(night.checkpoints[day])
      let isSame = checkpoint == whole.checkpoints[day]
      #expect(isSame)
    }
  }

  @Test("data that begin before the close give the same, and the days before it are not published")
  func wholeData() throws {
    let market = CheckpointMarket(days: 6, seed: 3, interval: .minutes(90))
    let whole = try walk(market.instruments)
    let day = SyntheticMarket.start + 3
    try expectSame(
      try walk(market.instruments, from: whole.checkpoints[day]), whole, after: day)
  }

  @Test("nothing that comes later changes an edition or a checkpoint, nor do files that grow")
  func lastingEditions() throws {
    let market = CheckpointMarket(days: 8, seed: 6, interval: .hours(2))
    let whole = try walk(market.instruments)
    for day in [2, 4, 6].map({ SyntheticMarket.start + $0 }) {
      let then = try walk(market.until(day))
      #expect(then.editions[day] != nil)
      for (date, edition) in then.editions {
        let isSame = edition == whole.editions[date]
        #expect(isSame, "edition of \(date) on \(day)")
      }
      for (date, checkpoint) in then.checkpoints {
        let isSame = checkpoint == whole.checkpoints[date]
        #expect(isSame, "checkpoint of \(date) on \(day)")
      }
    }
  }

  @Test("bars that span midnight are taken up whole")
  func acrossMidnight() throws {
    let market = CheckpointMarket(days: 20, seed: 5, interval: .hours(5))
    let whole = try walk(market.instruments)
    #expect(!whole.editions.isEmpty)
    for day in [6, 9, 14].map({ SyntheticMarket.start + $0 }) {
      let checkpoint = try #require(whole.checkpoints[day])
      try expectSame(try walk(market.from(day.close), from: checkpoint), whole, after: day)
    }
  }

  @Test("a walk that began to publish late serves no earlier day than it can")
  func servesFrom() throws {
    let market = CheckpointMarket(days: 104, seed: 2, interval: .hours(8))
    var options = Self.options
    options.members = 1
    options.columns = 12
    let last = SyntheticMarket.start + 103
    let early = try walk(market.instruments, days: last - 4...last, options: options)
    let all = try walk(market.instruments, days: last - 12...last, options: options)
    // Nothing that an edition looks back on had begun.
    let first = try #require(early.checkpoints[SyntheticMarket.start + 4])
    #expect(first.servesFrom == SyntheticMarket.start + 4 + 91)
    let resumed = try walk(
      market.from(first.day.close), from: first, days: last - 8...last, options: options)
    #expect(resumed.editions == all.editions.filter { $0.key >= last - 8 })
    // Some of it had: only what the walk itself was to publish.
    let later = try #require(early.checkpoints[last - 10])
    #expect(later.servesFrom == last - 4)
    let chronicle = try MarketChronicle(
      market: "btc", name: "Bitcoin", instruments: market.from(later.day.close), options: options,
      resuming: later)
    #expect(chronicle.days == Array(last - 4...last))
    let next = try walk(market.from(later.day.close), from: later, options: options)
    #expect(next.editions == early.editions)
  }

  @Test("what is of another walk is refused")
  func refused() throws {
    let market = CheckpointMarket(days: 3, seed: 1)
    let day = SyntheticMarket.start
    let checkpoint = try #require(try walk(market.instruments).checkpoints[day])
    func error(
      market id: String = "btc", _ data: [InstrumentData],
      _ options: ChronicleOptions = Self.options
    ) -> CheckpointError? {
      do {
        _ = try MarketChronicle(
          market: id, name: "Bitcoin", instruments: data, options: options, resuming: checkpoint)
        return nil
      } catch {
        guard case .checkpoint(let reason) = error else { return nil }
        return reason
      }
    }
    let data = market.from(day.close)
    #expect(error(data) == nil)
    #expect(error(market: "eth", data) == .otherMarket(found: "btc", expected: "eth"))
    var other = Self.options
    other.members = 4
    #expect(error(data, other) == .otherOptions)
    let instruments = data.map(\.series.instrument)
    #expect(
      error(data.reversed())
        == .otherInstruments(found: instruments, expected: instruments.reversed()))
    #expect(
      error(data.dropLast())
        == .otherInstruments(found: instruments, expected: instruments.dropLast()))
    var longer = data
    longer[0].series.interval = .hours(2)
    #expect(error(longer) == .otherInstruments(found: instruments, expected: instruments))
  }

  @Test("damaged bytes are refused: every cut, and flips anywhere")
  func damaged() throws {
    let market = CheckpointMarket(days: 2, seed: 1, interval: .hours(6))
    let checkpoint = try #require(
      try walk(market.instruments).checkpoints[SyntheticMarket.start])
    let bytes = checkpoint.bytes
    var random = SeededGenerator(seed: 9)
    let cuts = Array(0..<64) + (0..<200).map { _ in Int(random.next() % UInt64(bytes.count)) }
    for cut in cuts {
      #expect(throws: CheckpointError.self) { try WalkCheckpoint(bytes: Array(bytes[..<cut])) }
    }
    #expect(throws: CheckpointError.damaged) { try WalkCheckpoint(bytes: bytes + [0]) }
    var flipped = bytes
    for place in Array(0..<32) + (0..<100).map({ _ in Int(random.next() % UInt64(bytes.count)) }) {
      flipped[place] ^= 1 << UInt8(random.next() % 8)
      #expect(throws: CheckpointError.self) { try WalkCheckpoint(bytes: flipped) }
      flipped[place] = bytes[place]
    }
  }
}
