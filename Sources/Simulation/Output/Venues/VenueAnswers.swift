import Archive
import Market

/// What a venue's interface answers about a simulated market, in its own shapes.
protocol VenueAnswers {
  init(_ contract: SimulatedContract)
  /// The folders of all answers about the contract, relative to the data folder.
  var folders: [String] { get }
  /// Where settlements are asked for apart, in windows longer than a day.
  var funding: StoredEndpoint? { get }
  /// The answer for a window of `funding`.
  ///
  /// - Parameters:
  ///   - settlements: oldest first.
  ///   - time: what the venue's clock says.
  func settled(_ settlements: [FundingSettlement], at time: Timestamp) -> [UInt8]
  /// All other answers about a day.
  func answers(_ close: VenueDay) -> [VenueResponse]
}
