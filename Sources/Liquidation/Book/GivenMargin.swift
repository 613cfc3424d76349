import Market

/// The margin tables that a book was given: no part of what it remembers, so that nothing of them is
/// encoded and a decoder hands them in anew.
struct GivenMargin: Sendable, Codable {
  let schedule: MarginSchedule

  init(_ schedule: MarginSchedule) { self.schedule = schedule }

  init(from decoder: any Decoder) throws {
    guard let key = CodingUserInfoKey.marginSchedule,
      let schedule = decoder.userInfo[key] as? MarginSchedule
    else {
      throw DecodingError.valueNotFound(
        MarginSchedule.self,
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "no margin tables"))
    }
    self.schedule = schedule
  }

  func encode(to encoder: any Encoder) {}
}

extension CodingUserInfoKey {
  /// The `MarginSchedule` of the books that a decoder is to read.
  public static let marginSchedule = CodingUserInfoKey(rawValue: "marginSchedule")
}
