import Testing

@testable import Market

@Suite("Packed bars")
struct BarsTests {
  /// How the numbers of a field come.
  enum Numbers: CaseIterable {
    case cents, wide, wider, thirds, tiny, zeros, huge, hostile

    func next(_ random: inout SeededGenerator) -> Double {
      switch self {
      case .cents: Double(6_000_000 + random.next(upTo: 60_000)) / 100
      case .wide: Double(random.next(upTo: 4_000_000_000)) / 1_000
      case .wider: Double(random.next(upTo: 1 << 52)) / 100
      case .thirds: Double(random.next(upTo: 1_000_000)) / 3
      case .tiny: Double(random.next(upTo: 20_000)) / 1e10 - 1e-6
      case .zeros: random.next(upTo: 2) == 0 ? 0 : -0.0
      case .huge: Double(random.next(upTo: 1_000)) * 1e300
      case .hostile:
        [.nan, .infinity, -.infinity, .leastNonzeroMagnitude, 0.1, 1e15][random.next(upTo: 6)]
      }
    }
  }

  /// - Parameter blanks: of 100 optional fields, so many are not given.
  static func bars(
    _ count: Int, _ numbers: Numbers, blanks: Int, seed: UInt64 = 1
  ) -> [Bar] {
    var random = SeededGenerator(seed: seed)
    var time = Timestamp(milliseconds: 1_700_000_000_000)
    return (0..<count).map { index in
      // Now and then a bar is missing.
      time = time + .minutes(random.next(upTo: 400) == 0 ? 7 : 1)
      func number() -> Double { numbers.next(&random) }
      func maybe() -> Double? { random.next(upTo: 100) < blanks ? nil : number() }
      var bar = Bar(
        time: time, open: Price(number()), high: Price(number()), low: Price(number()),
        close: Price(number()), volume: Base(number()))
      bar.markHigh = maybe().map(Price.init)
      bar.markLow = maybe().map(Price.init)
      bar.takerBuyVolume = maybe().map(Base.init)
      bar.openInterest = maybe().map(Base.init)
      bar.longLiquidations = maybe().map(Base.init)
      bar.shortLiquidations = maybe().map(Base.init)
      bar.fundingRate = maybe()
      bar.longShortRatio = maybe()
      bar.topTraderRatio = maybe()
      bar.premium = maybe()
      return bar
    }
  }

  /// All of a bar, bit for bit.
  static func bits(_ bar: Bar) -> [UInt64?] {
    [UInt64(bitPattern: bar.time.milliseconds)]
      + [bar.open, bar.high, bar.low, bar.close].map(\.value.bitPattern)
      + [
        bar.volume.value, bar.markHigh?.value, bar.markLow?.value, bar.takerBuyVolume?.value,
        bar.openInterest?.value, bar.longLiquidations?.value, bar.shortLiquidations?.value,
        bar.fundingRate, bar.longShortRatio, bar.topTraderRatio, bar.premium,
      ].map { $0?.bitPattern }
  }

  static func expect(_ packed: Bars, _ plain: [Bar], _ comment: Comment) {
    #expect(packed.map(Self.bits) == plain.map(Self.bits), comment)
    #expect(packed.times.elementsEqual(plain.map(\.time)), comment)
  }

  @Test(
    "come out bit for bit as they went in", arguments: Numbers.allCases, [0, 3, 60, 99, 100])
  func exact(numbers: Numbers, blanks: Int) {
    for count in [0, 1, 255, 256, 257, 1_000] {
      let plain = Self.bars(count, numbers, blanks: blanks, seed: UInt64(count + blanks))
      Self.expect(Bars(plain), plain, "\(count) of \(numbers)")
    }
  }

  @Test("take two bytes or four a number where they are as venues publish them")
  func packed() {
    let numbers = Self.bars(256, .cents, blanks: 0).map(\.close.value.bitPattern)
    guard case .near(let offsets, _) = PackedNumbers(numbers.span) else {
      Issue.record("cents within 600 dollars are not kept in two bytes")
      return
    }
    #expect(offsets.count == 256)
    guard
      case .far = PackedNumbers(Self.bars(256, .wide, blanks: 0).map(\.close.value.bitPattern).span)
    else {
      Issue.record("thousandths up to four million are not kept in four bytes")
      return
    }
    #expect(MemoryLayout<Bar>.stride == 128)
  }

  @Test(
    "change as an array does, whatever is done to them", arguments: 1...6 as ClosedRange<UInt64>)
  func likeAnArray(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var plain = Self.bars(700, .cents, blanks: 30, seed: seed)
    var packed = Bars(plain)
    let more = Self.bars(600, .wide, blanks: 30, seed: seed + 100)
    for round in 0..<12 {
      let place = random.next(upTo: plain.count)
      switch random.next(upTo: 5) {
      case 0:
        plain.removeFirst(place / 4)
        packed.removeFirst(place / 4)
      case 1:
        plain += more[..<place.clamped(to: 0...600)]
        packed += more[..<place.clamped(to: 0...600)]
      case 2:
        plain.removeAll { $0.time.milliseconds % 7 == 0 }
        packed.removeAll { $0.time.milliseconds % 7 == 0 }
      case 3:
        plain.replaceSubrange(place / 2..<place, with: more[..<5])
        packed.replaceSubrange(place / 2..<place, with: more[..<5])
      default:
        plain.removeLast(min(3, plain.count - 1))
        packed.removeLast(min(3, packed.count - 1))
      }
      Self.expect(packed, plain, "round \(round)")
      #expect(Array(packed[place / 3..<place / 2]) == Array(plain[place / 3..<place / 2]))
      if plain.count < 20 { return }
    }
  }

  @Test("are found by their time")
  func foundByTime() {
    let plain = Self.bars(900, .cents, blanks: 0)
    var packed = Bars(plain)
    packed.removeFirst(300)
    let rest = Array(plain[300...])
    for step in stride(from: 0, to: 60_000 * 960, by: 30_000) {
      let time = plain[0].time + TimeSpan(milliseconds: Int64(step))
      #expect(packed.firstIndex(at: time) == rest.firstIndex { $0.time >= time } ?? rest.count)
    }
  }

  @Test("a copy stays as it was when the other changes")
  func copies() {
    let plain = Self.bars(300, .cents, blanks: 0)
    let packed = Bars(plain)
    var other = packed
    other.removeFirst(280)
    other.append(plain[0])
    Self.expect(packed, plain, "the first")
    Self.expect(other, plain[280...] + [plain[0]], "the other")
  }
}

extension SeededGenerator {
  fileprivate mutating func next(upTo limit: Int) -> Int { Int(next() % UInt64(limit)) }
}

extension Comparable {
  fileprivate func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
