import Liquidation
import Market
import Psychology
import Testing

@Suite("Wording")
struct WordingTests {
  /// Days of every character, with and without data, with none, one and many of everything.
  static let days: [(name: String, day: DaySample)] = {
    let long = Samples.zone(.long, 57_000, 57_500, usd: 9e6, close: 60_060)
    let far = Samples.zone(.long, 50_000, 51_000, usd: 90e6, close: 60_060)
    let short = Samples.zone(.short, 63_000, 63_400, usd: 5e7, close: 60_060)
    func sweep(_ zone: Zone, hour: Int64, through: Bool, after: Double?) -> ZoneSweep {
      var sweeps = ZoneSweep.sweeps(
        of: [zone],
        by: [Samples.bar(0, open: 60_000, high: 70_000, low: 50_000, close: 55_000)],
        interval: .hour)
      sweeps[0].time = Timestamp(milliseconds: 0) + .hours(hour)
      sweeps[0].through = through
      sweeps[0].return1h = after
      sweeps[0].return4h = after.map { -2 * $0 }
      return sweeps[0]
    }
    let crowd = [
      Samples.cohort(.long, entry: 66_000, quantity: 300, liquidation: 50_000, funding: 2e5),
      Samples.cohort(.long, entry: 61_000, quantity: 300, liquidation: 56_000, funding: 1e5),
      Samples.cohort(.long, entry: 50_000, quantity: 300, liquidation: 40_000, funding: 1e5),
    ]
    let history = (0..<60).map { Double($0) / 60 }
    var list: [(String, DaySample)] = [("quiet", DaySample())]
    func add(_ name: String, _ change: (inout DaySample) -> Void) {
      var day = DaySample()
      change(&day)
      list.append((name, day))
    }
    add("first") {
      $0.previousClose = nil
      $0.previousOpenInterest = nil
      $0.previousLongShare = nil
      $0.previousShortShare = nil
    }
    add("crash") {
      $0.close = 52_000
      $0.low = 49_000
      $0.openInterest = 70_000
      $0.longs = crowd
      $0.previousLongShare = 0.55
      $0.zones = [far, long, short]
      $0.swept = [
        sweep(long, hour: 1, through: true, after: -0.02),
        sweep(far, hour: 2, through: false, after: nil),
      ]
      $0.mapped = 3
      $0.longUSD = Estimate(value: 5e8, p10: 3e8, p90: 8e8)
      $0.shortUSD = Estimate(value: 1e6, p10: 0, p90: 3e6)
      $0.reported = (5e7, 0)
      $0.history = history
    }
    add("rally") {
      $0.close = 67_000
      $0.high = 68_000
      $0.openInterest = 90_000
      $0.shorts = [Samples.cohort(.short, entry: 55_000, quantity: 9, funding: -3)]
      $0.funding = [0.0001, -0.0002]
      $0.zones = [long]
      $0.swept = [sweep(short, hour: 5, through: false, after: 0)]
      $0.mapped = 1
      $0.shortUSD = Estimate(value: 5e8, p10: 3e8, p90: 8e8)
    }
    add("dip") {
      $0.low = 55_000
      $0.mapped = 1
    }
    add("spike") {
      $0.high = 66_000
      $0.zones = [short]
      $0.mapped = 9
    }
    add("slide") {
      $0.close = 58_500
      $0.openInterest = 82_000
      $0.funding = []
      $0.swept = (1...5).map { sweep(long, hour: $0, through: true, after: 0.01) }
      $0.mapped = 6
      $0.longs = []
      $0.shorts = []
    }
    add("record") {
      $0.zones = [long, short]
      $0.reach = [0.3, 0.001]
      $0.previousScore = 40
      $0.previousFunding = 0.05
      $0.records = [
        SweepRecord(side: .long, returns: [0.01, -0.02, 0.03, -0.01, 0.02, 0.04]),
        SweepRecord(side: .short, returns: [0]),
      ].compactMap { $0 }
    }
    add("climb") {
      $0.close = 61_800
      $0.openInterest = 70_000
      $0.funding = [0]
      $0.longs = [Samples.cohort(.long, entry: 62_000, quantity: 1, hedged: true)]
    }
    add("swing") {
      $0.low = 58_800
      $0.high = 62_000
      $0.funding = [Double](repeating: -0.0003, count: 120)
      $0.openInterest = 85_000
      $0.history = [Double](repeating: 0, count: 90)
      $0.zones = [short, long, far]
    }
    add("unchanged") {
      $0.close = 60_000
      $0.openInterest = 80_080
      $0.longs = crowd
      $0.shorts = crowd.map { cohort in
        var other = cohort
        other.side = .short
        other.entryPrice = Price(54_000)
        return other
      }
    }
    return list
  }()

  @Test("every sentence carries a figure and reads as one", arguments: days.map(\.name))
  func sentences(name: String) throws {
    let day = try #require(Self.days.first { $0.name == name }).day
    let figures = try #require(day.figures)
    for sentence in day.sentences {
      #expect(sentence.contains { $0.isNumber }, "\(sentence)")
      #expect(sentence.hasSuffix("."), "\(sentence)")
      #expect(sentence.first?.isUppercase == true || sentence.first?.isNumber == true)
      for fault in ["  ", "..", " ,", " .", ",,", "n/a", "nan", "inf", "()", "Optional"] {
        #expect(!sentence.contains(fault), "'\(fault)' in: \(sentence)")
      }
    }
    let headline = HeadlineWording.headline(figures)
    #expect(headline.contains { $0.isNumber })
    #expect(headline.count <= 80, "\(headline)")
    #expect(!headline.hasSuffix("."))
  }

  @Test(
    "headlines say what kind of day it was",
    arguments: [
      ("quiet", "Quiet day in a range of 1.0 %, open interest down 0.1 %"),
      ("first", "Price at 60,060 with 80,000 BTC of open interest"),
      ("crash", "Longs swept in a 13.3 % fall, open interest down 12.6 %"),
      ("rally", "Price rallies 11.7 %, open interest up 12.4 %"),
      ("dip", "Price recovers to 60,060 from a low of 55,000, open interest down 0.1 %"),
      ("spike", "Price spikes to 66,000, then closes at 60,060, open interest down 0.1 %"),
      ("slide", "Price slips 2.5 % as open interest builds by 2.4 %"),
      ("climb", "Price gains 3.0 % while open interest shrinks by 12.6 %"),
      ("swing", "Price swings between 58,800 and 62,000, open interest up 6.1 %"),
      ("unchanged", "Quiet day in a range of 1.0 %, open interest unchanged"),
    ])
  func headlines(name: String, text: String) throws {
    let figures = try #require(Self.days.first { $0.name == name }?.day.figures)
    #expect(plain(HeadlineWording.headline(figures)) == text)
  }

  @Test("a crash is told with what was swept, how the crowd changed and what comes next")
  func crash() throws {
    let day = try #require(Self.days.first { $0.name == "crash" }).day
    let text = plain(day.sentences.joined(separator: "\n"))
    for part in [
      "BTC fell 13.3 % to 52,000, 4.8 daily moves in one day, with a low of 49,000, "
        + "through one long zone of yesterday’s map",
      "open interest dropped 12.6 % to 70,000 BTC ($3.64 B)",
      "liquidations at $500 M (p10–p90 $300–800 M) of longs",
      "went through one long zone of yesterday’s map and entered one more without going through",
      "the venues reported $50.0 M and $0, a lower bound",
      "Watch 63,000–63,400",
      "Longs are badly offside",
      "Since entry they have paid $300 k net in funding.",
    ] { #expect(text.contains(part), "\(part)") }
  }

  @Test("what is not there is said, not filled")
  func absent() throws {
    let slide = try #require(Self.days.first { $0.name == "slide" }).day
    let text = plain(slide.sentences.joined(separator: "\n"))
    #expect(
      text.contains("No longs are under water at all, let alone by more than a daily move (3.0 %)"))
    #expect(text.contains("No long zone stands out below 58,500."))
    #expect(text.contains("no liquidation on either side ($0)"))
    #expect(!text.contains("funding"))
    #expect(!text.contains("percentile"))
    let pressure = try #require(slide.figures).squeeze
    let part = try #require(pressure.parts.first { $0.kind == .funding })
    #expect(PressureWording.figure(of: part, in: pressure) == "no funding known for the day")
  }

  @Test(
    "untouched maps are counted right",
    arguments: [("dip", "The one zone"), ("spike", "None of the nine zones")])
  func untouched(name: String, start: String) throws {
    let day = try #require(Self.days.first { $0.name == name }?.day.figures)
    #expect(SweepWording.sentences(day).first?.hasPrefix(start) == true)
  }

  @Test("funding at zero, turning and lasting each have their words")
  func funding() throws {
    let climb = try #require(Self.days.first { $0.name == "climb" }?.day.figures?.funding)
    #expect(
      plain(FundingWording.sentences(climb)[0])
        == "The last settlement was 0.0000 %: neither side pays.")
    let rally = try #require(Self.days.first { $0.name == "rally" }?.day.figures?.funding)
    #expect(FundingWording.sentences(rally)[1].hasPrefix("It has just turned negative"))
    let swing = try #require(Self.days.first { $0.name == "swing" }?.day.figures?.funding)
    #expect(
      plain(FundingWording.sentences(swing)[0]).hasPrefix(
        "Shorts pay longs 0.0300 % per 8 hours, 32.9 % a year"))
    #expect(
      FundingWording.sentences(swing)[1].hasPrefix(
        "It has been negative at each of the 120 settlements on record"))
  }

  @Test("the summary's last line names level, dollars, distance and chance, the likelier first")
  func watch() throws {
    let swing = try #require(Self.days.first { $0.name == "swing" }).day
    var day = swing
    day.reach = [0.07, 0.5, 0.31]
    let line = plain(SummaryWording.sentences(try #require(day.figures))[2])
    #expect(
      line
        == "Watch 50,000–51,000, 15.1 % below the close, with $90.0 M (p10–p90 $63.0–126 M) of "
        + "longs and a 31 % chance of being touched within a day, and 63,000–63,400, 4.9 % above the "
        + "close, with $50.0 M ($35.0–70.0 M) of shorts and a 7 % chance."
    )
    day.zones = []
    let bare = plain(SummaryWording.sentences(try #require(day.figures))[2])
    #expect(bare == "No pool stands out from the map on either side of 60,060.")
  }

  @Test("summary and section never compare the same share in two ways")
  func agreement() throws {
    for before in stride(from: 0.0, to: 0.9, by: 0.013) {
      var day = try #require(Self.days.first { $0.name == "unchanged" }).day
      day.close = 60_100
      day.previousLongShare = before
      day.previousShortShare = 0.33
      let figures = try #require(day.figures)
      let section = TrappedWording.sentences(.long, figures).joined(separator: " ")
      let words = Phrase.change(of: figures.trappedLongs.share.value, from: before)
      #expect(section.contains(words))
      let summary = SummaryWording.sentences(figures)[1]
      for other in ["little changed from", "up from", "down from", "unchanged from"]
      where !words.hasPrefix(other) && figures.trappedShorts.share.value < 0.005 {
        #expect(!summary.contains("\(other) \(words.split(separator: " ").last ?? "")"))
      }
    }
  }

  @Test("a negative rate is told with its sign, which its rank is of")
  func negativeRank() throws {
    var rates = [Double](repeating: 0.0001, count: 120)
    rates[119] = -0.0002
    let funding = try #require(
      FundingPosition(instruments: [Samples.settlements(rates)], cutoff: Samples.end))
    #expect(
      plain(FundingWording.sentences(funding)[0]).hasSuffix(
        "a year; at −0.0200 % the rate is the lowest of the past 40 days."))
  }

  @Test(
    "the record of sweeps claims a direction only where its range leaves out nought",
    arguments: [
      ([0.02], "stood 2.0 % higher 24 hours later."),
      ([0.01, 0.02, -0.01], "too few to say more."),
      ([0.01, 0.02, 0.03, 0.01, 0.02, 0.04], "mostly a rise."),
      ([0.01, -0.02, 0.03, -0.01, 0.02, 0.04], "which says nothing of the direction."),
    ])
  func sweepRecord(returns: [Double], ending: String) throws {
    var day = DaySample()
    day.records = [try #require(SweepRecord(side: .long, returns: returns))]
    let sentences = SweepWording.sentences(try #require(day.figures)).map(plain)
    #expect(sentences.contains { $0.hasSuffix(ending) && $0.contains("long zone") })
  }

  @Test("a record of less than seven days does not speak of seven")
  func shortFunding() throws {
    let three = try #require(
      FundingPosition(
        instruments: [Samples.settlements([0.0001, 0.0001, 0.0002])], cutoff: Samples.end))
    let words = FundingWording.sentences(three).joined(separator: " ")
    #expect(!words.contains("seven days"))
    #expect(words.contains("Since the data begin longs paid shorts"))
  }

  private func plain(_ text: String) -> String { text.replacing("\u{202F}", with: " ") }
}
