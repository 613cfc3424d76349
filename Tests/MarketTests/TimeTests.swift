import Market
import Testing

@Suite("Days and moments")
struct TimeTests {
  @Test(
    "a day is read and written the same",
    arguments: ["1970-01-01", "1999-12-31", "2000-02-29", "2024-08-05", "2100-03-01"])
  func dayRoundTrip(text: String) {
    #expect(Day(text)?.description == text)
  }

  @Test(
    "a day that the calendar lacks is refused",
    arguments: [
      "2023-02-29", "2100-02-29", "2024-13-01", "2024-00-10", "2024-4-01", "24-04-01", "",
    ])
  func noSuchDay(text: String) {
    #expect(Day(text) == nil)
  }

  @Test("every day of 400 years has its own number and date")
  func calendar() throws {
    var day = try #require(Day("1900-01-01"))
    var previous = (day - 1).calendar
    for _ in 0..<146_097 {
      let (year, month, ofMonth) = day.calendar
      #expect(Day(year: year, month: month, day: ofMonth) == day)
      #expect((year, month, ofMonth) > previous)
      previous = (year, month, ofMonth)
      day = day + 1
    }
    #expect(day == Day("2300-01-01"))
  }

  @Test("weekdays count from Monday")
  func weekday() {
    #expect(Day("2024-08-05")?.weekday == 0)
    #expect(Day("1969-12-28")?.weekday == 6)
  }

  @Test(
    "times are read as the venues write them",
    arguments: [
      ("2024-08-05", 1_722_816_000_000), ("2024-08-05 13:00:00", 1_722_862_800_000),
      ("2024-08-05T13:00:00Z", 1_722_862_800_000), ("2024-08-05T13:00Z", 1_722_862_800_000),
      ("2024-08-05T13:00:00.250Z", 1_722_862_800_250),
      ("2024-08-05T13:00:00+00:00", 1_722_862_800_000), ("1969-12-31T23:59:59Z", -1_000),
    ] as [(String, Int64)])
  func times(text: String, milliseconds: Int64) {
    #expect(Timestamp(text)?.milliseconds == milliseconds)
  }

  @Test(
    "a time that is none, or not in UTC, is refused",
    arguments: [
      "2024-08-05T25:00:00Z", "2024-08-05T13:60", "2024-08-05T13:00:00+08:00", "2024-08-05T",
      "2024-08-05 13:00:00 ", "yesterday", "2024-08-05T13:00:00.Z",
    ])
  func noTime(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test("a moment before 1970 falls in its own day")
  func beforeTheEpoch() {
    #expect(Timestamp(milliseconds: -1).day == Day("1969-12-31"))
    #expect(Timestamp(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
  }

  @Test("days as far apart as numbers go are two days")
  func daysFarApart() {
    #expect(Day(number: .min) != Day(number: .max))
    #expect(Day(number: .min) < Day(number: .max))
  }

  @Test("a series can be briefed on the days it covers to their close")
  func completeDays() throws {
    let start = try #require(Timestamp("2024-06-19T21:00:00Z"))
    let bars = (0..<30).map {
      Bar(
        time: start + .hours(Int64($0)), open: Price(1), high: Price(1), low: Price(1),
        close: Price(1), volume: Base(0))
    }
    let series = BarSeries(
      instrument: Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear),
      interval: .hour, bars: bars)
    #expect(series.completeDays.map(\.description) == ["2024-06-20"])
  }
}
