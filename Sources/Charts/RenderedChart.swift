/// A chart in every size and theme, ready to be written to disk.
public struct RenderedChart: Hashable, Sendable {
  /// The stem of its files: `heatmap`, `profile`, `open-interest` or `entries`.
  public var name: String
  /// The finding, as it is written above the chart.
  public var title: String
  /// The chart's message with its figures, for those who cannot see it.
  public var altText: String
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

/// The two forms in which each chart is laid out.
public enum ChartSize: String, Hashable, Sendable, CaseIterable {
  /// 1600 x 900, for desks.
  case wide
  /// 780 x 880, for telephones at twice their density.
  case narrow

  public var width: Int { self == .wide ? 1_600 : 780 }
  public var height: Int { self == .wide ? 900 : 880 }
}
