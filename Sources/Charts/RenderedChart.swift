/// A chart in its sizes and both themes, ready to be written to disk.
public struct RenderedChart: Hashable, Sendable {
  /// The stem of its files, such as `heatmap`.
  public var name: String
  /// The finding, as it is written above the chart.
  public var title: String
  /// The chart's message with its figures, for those who cannot see it.
  public var altText: String
  /// Wide and narrow; a card has one of its own.
  public var variants: [Variant]

  /// One picture. Light and dark hold the same pixels under two palettes.
  public struct Variant: Hashable, Sendable {
    public var size: ChartSize
    public var width: Int
    public var height: Int
    /// A PNG file's bytes.
    public var light: [UInt8]
    public var dark: [UInt8]
  }
}

/// The forms in which charts are laid out.
public enum ChartSize: String, Hashable, Sendable, CaseIterable {
  /// 1600 x 900, for desks.
  case wide
  /// 780 x 880, for telephones at twice their density.
  case narrow
  /// 1200 x 630, for where a page is shared.
  case card

  public var width: Int {
    switch self {
    case .wide: 1_600
    case .narrow: 780
    case .card: 1_200
    }
  }

  public var height: Int {
    switch self {
    case .wide: 900
    case .narrow: 880
    case .card: 630
    }
  }
}
