import Archive
import Market

/// Gathers settlements until a response's window is over.
struct FundingWindows {
  let endpoint: StoredEndpoint
  private var window: ResponseWindow?
  private var settlements: [FundingSettlement] = []

  init(_ endpoint: StoredEndpoint) { self.endpoint = endpoint }

  /// Takes in a day's settlements.
  ///
  /// - Parameter body: of settlements, oldest first.
  /// - Returns: the response of a window that a settlement has left behind.
  mutating func add(_ day: [FundingSettlement], body: ([FundingSettlement]) -> [UInt8])
    -> [VenueResponse]
  {
    guard let length = endpoint.window else { return [] }
    var finished: [VenueResponse] = []
    for settlement in day {
      let own = ResponseWindow(length, containing: settlement.time)
      if let window, window != own {
        finished.append(VenueResponse(file: endpoint.file(window), body: body(settlements)))
        settlements.removeAll()
      }
      window = own
      settlements.append(settlement)
    }
    return finished
  }

  /// The response of the last window, which no later settlement has closed.
  ///
  /// - Parameter end: until when the market was simulated.
  func rest(at end: Timestamp, body: ([FundingSettlement]) -> [UInt8]) -> [VenueResponse] {
    window.map {
      [VenueResponse(file: endpoint.file($0, partial: $0.end > end), body: body(settlements))]
    } ?? []
  }
}
