import FaultVenue
import Foundation
import Market
import Testing

@testable import Archive

/// Answers with something changed in them, of every kind that a venue gives: first as they come, then
/// as they lie on disk.
@Suite("Answers that were tampered with")
struct FetchMutationTests {
  /// What the venues answer to a plan of one day.
  private static func answers(of instrument: Instrument) throws -> [(FetchItem, [UInt8])] {
    let fixture = try FetchFixture([instrument], from: "2024-05-31", archivedUpTo: "2024-05-30")
    let plan = try FetchPlan(fixture.wish, dataFolder: fixture.folder + "/none", now: fixture.now)
    let items = plan.items.flatMap { [$0] + $0.standIns }
    return try items.compactMap { item in
      guard case .response(_, let stored, _) = item.answer else { return nil }
      let folder = fixture.folder + "/venues/" + stored.folder
      var name = item.file.split(separator: "/").last.map(String.init)
      if item.window == nil { name = try Files.list(folder).max() }
      guard let name, Files.isFile(folder + "/" + name) else { return nil }
      return (item, try Files.readAll(folder + "/" + name))
    }
  }

  @Test(
    "as they come, each ends in a verdict, and none that was cut off is taken",
    arguments: FetchFixture.everywhere)
  func verdicts(instrument: Instrument) throws {
    let answers = try Self.answers(of: instrument)
    #expect(answers.count >= 3)
    var generator = SeededGenerator(seed: 5)
    var refused = 0
    for (item, body) in answers {
      #expect(Self.fault(body, item) == nil, "\(item.file)")
      for mutation in Mutation.allCases {
        for _ in 0..<4 {
          let changed = mutation.apply(to: body, &generator)
          guard changed != body, let fault = Self.fault(changed, item) else {
            #expect(changed == body || !mutation.isFatal, "\(item.file) after \(mutation)")
            continue
          }
          refused += 1
          #expect(fault.description.utf8.count < 1_000)
          #expect(!fault.description.utf8.contains { $0 < 0x20 })
        }
      }
    }
    #expect(refused > answers.count * Mutation.allCases.count)
  }

  private static func fault(_ body: [UInt8], _ item: FetchItem) -> FetchFault? {
    let response = HTTPResponse(status: 200, body: body, headers: [:])
    do throws(FetchFault) {
      _ = try AnswerJudgement.body(of: response, item: item, partial: false)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "on disk, each is read as possible bars or refused with its place", arguments: Venue.allCases)
  func readings(venue: Venue) throws {
    let fixture = try HostileResponseTests.fixture(venue)
    var generator = SeededGenerator(seed: 3)
    var refused = 0
    for file in try HostileResponseTests.files(fixture.folder.path) {
      let whole = try Files.readAll(fixture.folder.path + "/" + file)
      for mutation in Mutation.allCases {
        let changed = mutation.apply(to: whole, &generator)
        try fixture.folder.write(file, changed)
        for policy in Policy.allCases {
          do throws(ArchiveError) {
            let data = try ArchiveReader(dataFolder: fixture.folder.path, policy: policy).read(
              InstrumentSource(instrument: fixture.instrument, reader: fixture.reader))
            #expect(data.series.bars.allSatisfy { $0.isPossible }, "\(file) after \(mutation)")
            #expect(data.liquidations.allSatisfy { $0.quantity.value.isFinite })
          } catch {
            refused += 1
            let words = "\(error)"
            let isPlaced = places(of: file).contains { words.contains($0) }
            // With its only file gone, a kind of data is missed as a whole.
            let isMissed = ["no open interest", "no row that could be used"].contains {
              words.contains($0)
            }
            #expect(isPlaced || isMissed, "\(words)")
            #expect(words.utf8.count < 2_000)
          }
        }
      }
      try fixture.folder.write(file, whole)
    }
    #expect(refused > 20)
  }

  /// The file and its folders, down to the contract's.
  private func places(of file: String) -> [String] {
    let parts = file.split(separator: "/")
    return (min(4, parts.count)...parts.count).map { parts.prefix($0).joined(separator: "/") }
  }
}

extension Bar {
  fileprivate var isPossible: Bool {
    low.value > 0 && low <= min(open, close) && max(open, close) <= high && high.value.isFinite
      && volume.value >= 0 && volume.value.isFinite
      && (openInterest.map { $0.value > 0 && $0.value.isFinite } ?? true)
      && (fundingRate.map { abs($0) <= 1 } ?? true)
      && (markLow.map { $0.value > 0 } ?? true)
  }
}

/// What happens to a text of JSON on the way.
private enum Mutation: CaseIterable {
  /// Ends somewhere.
  case cutOff
  /// One bit is another.
  case flippedBit
  /// A byte of the syntax in place of any.
  case syntax
  /// A number of a thousand digits, or with an exponent that no number has.
  case hugeNumber, hugeExponent
  /// A first row within ten thousand lists.
  case deep
  /// A number that is none.
  case notANumber
  /// A part twice.
  case repeated
  /// Blanks, and what is no text.
  case garbage
  /// Two answers.
  case twice

  /// Whether whatever is left cannot be an answer.
  var isFatal: Bool { [.cutOff, .deep, .twice].contains(self) }

  func apply(to text: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    guard text.count > 2 else { return text }
    var text = text
    let place = Int(random.next() % UInt64(text.count))
    switch self {
    case .cutOff:
      // Lines of a recorded stream are messages of their own.
      return Array(text.prefix(1 + place * 9 / 10))
    case .flippedBit:
      text[place] ^= UInt8(1 << (random.next() % 8))
    case .syntax:
      let bytes = Array("[]{},:\"\\nul0-.eE".utf8)
      text[place] = bytes[Int(random.next() % UInt64(bytes.count))]
    case .hugeNumber:
      replaceNumber(in: &text, from: place, by: Array(repeating: 0x39, count: 1_000))
    case .hugeExponent:
      replaceNumber(in: &text, from: place, by: Array("1e99999".utf8))
    case .deep:
      let deep = 10_000
      guard let list = text.firstIndex(of: 0x5B) else { return text }
      text.insert(
        contentsOf: Array(repeating: 0x5B, count: deep) + [0x31]
          + Array(repeating: 0x5D, count: deep) + [0x2C], at: list + 1)
    case .notANumber:
      replaceNumber(in: &text, from: place, by: Array("NaN".utf8))
    case .repeated:
      let part = text[place..<min(text.count, place + 200)]
      text.insert(contentsOf: part, at: place)
    case .garbage:
      text.insert(contentsOf: [0x20, 0x00, 0xFF, 0xC0, 0x0A], at: place)
    case .twice: text += text
    }
    return text
  }

  /// Puts something in the place of the first run of digits from a place on, its quotes aside.
  private func replaceNumber(in text: inout [UInt8], from start: Int, by other: [UInt8]) {
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    guard let first = text[start...].firstIndex(where: isDigit) ?? text.firstIndex(where: isDigit)
    else { return }
    let end = text[first...].firstIndex { !isDigit($0) } ?? text.count
    text.replaceSubrange(first..<end, with: other)
  }
}
