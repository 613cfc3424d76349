import Market

/// What one bar did to a book.
public struct BarFlows: Sendable, Hashable {
  /// One side's changes, in coins; of inverse contracts at the price named.
  public struct SideFlows: Sendable, Hashable {
    /// Cleared because the bar's range crossed the liquidation price; coins at that price.
    public var liquidated = Base.zero
    /// The same in dollars, each pool at its own price.
    public var liquidatedUSD = USD.zero
    /// Closed by choice; coins at the close.
    public var closed = Base.zero
    /// Opened in the bar; coins at the close.
    public var opened = Base.zero

    public init() {}
  }

  public var time: Timestamp
  public var long = SideFlows()
  public var short = SideFlows()
  /// Intervals without a bar between the last bar and this one.
  public var missedIntervals = 0
  /// True where the bar gave no open interest and the last known was carried on.
  public var openInterestCarried = false
  /// True where the bar was impossible or out of order and left the book as it was.
  public var ignored = false
  /// True in the bar with which the book began: its open interest was seeded, not opened.
  public var seeded = false

  /// True where something was missing and this step stands for it.
  public var bridged: Bool { missedIntervals > 0 || openInterestCarried || ignored }

  public init(time: Timestamp) { self.time = time }

  public subscript(side: Side) -> SideFlows {
    get { side == .long ? long : short }
    set { if side == .long { long = newValue } else { short = newValue } }
  }
}

/// What one bar did to each member of an ensemble.
public struct EnsembleFlows: Sendable, Hashable {
  /// In the order of the members; never empty.
  public var members: [BarFlows]
  /// What each side holds after the bar: the open interest, in coins.
  public var held: Base

  public init(members: [BarFlows], held: Base) {
    self.members = members
    self.held = held
  }

  public var time: Timestamp? { members.first?.time }
  /// The same for all members: they see the same bars.
  public var bridged: Bool { members.first?.bridged ?? false }

  /// Coins liquidated on a side.
  public func liquidated(_ side: Side) -> Estimate {
    Estimate(members: members.map { $0[side].liquidated.value })
  }

  /// Dollars liquidated on a side, each pool at its own price.
  public func liquidatedUSD(_ side: Side) -> Estimate {
    Estimate(members: members.map { $0[side].liquidatedUSD.value })
  }
}
