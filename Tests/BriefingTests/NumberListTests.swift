import Briefing
import FoundationEssentials
import Testing

@Suite("Lists of numbers")
struct NumberListTests {
  private struct Listed: Codable, Hashable {
    @NumberList var numbers: [Double]
  }

  private struct Plain: Codable {
    var numbers: [Double]
  }

  @Test(
    "a list is written and read as an array is",
    arguments: [[], [0], [1, -2.5, 1e-300, 0.1, 12_345_678.25, -0.0, .greatestFiniteMagnitude]])
  func likeAnArray(numbers: [Double]) throws {
    let listed = Listed(numbers: numbers)
    let text = try JSONEncoder().encode(listed)
    #expect(text == (try JSONEncoder().encode(Plain(numbers: numbers))))
    #expect(try JSONDecoder().decode(Listed.self, from: text) == listed)
  }

  @Test(
    "what is no number is refused by its place",
    arguments: [#"{"numbers":[1,"x"]}"#, #"{"numbers":[1,null]}"#, #"{"numbers":[1,[2]]}"#])
  func refused(text: String) {
    let error = #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Listed.self, from: Data(text.utf8))
    }
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      #expect(context.codingPath.map { $0.intValue ?? -1 } == [-1, 1])
    default: Issue.record("another error: \(String(describing: error))")
    }
  }

  @Test("what is no list is refused")
  func noList() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Listed.self, from: Data(#"{"numbers":3}"#.utf8))
    }
  }
}
