/// Heatmap layers as 8-bit grey PNG files: the cells that `LayerPixels` holds, nothing else.
public enum LayerPNG {
  /// The largest layer that is read; a file that says it is larger is refused unread.
  public static let maximumColumns = 4_096
  public static let maximumRows = 8_192

  /// Writes a layer.
  ///
  /// - Parameters:
  ///   - pixels: `columns * rows` bytes, top row (highest price) first.
  ///   - columns: 1 to `maximumColumns`.
  ///   - rows: 1 to `maximumRows`.
  /// - Returns: the PNG file's bytes, the same for the same cells.
  public static func encode(pixels: [UInt8], columns: Int, rows: Int) throws(PNGError) -> [UInt8] {
    guard columns <= maximumColumns, rows <= maximumRows else {
      throw .tooLarge(maximumWidth: maximumColumns, maximumHeight: maximumRows)
    }
    // Amounts: differences between rows save a third.
    return try PNGCodec.encodeGrey(
      pixels: pixels, width: columns, height: rows, effort: .quick, filter: .above)
  }

  /// Writes a sheet of cells for the explorer: each row of pixels is a time, its bytes are prices.
  ///
  /// - Parameters:
  ///   - pixels: `times * prices` bytes.
  ///   - times: 1 to 32,767, as `prices`.
  ///   - isOneOfSeveral: whether a reader may have to wait for others beside it, so that the last
  ///     seventh of its bytes is worth fifteen times the effort (`Guides/Explorer.md`).
  /// - Returns: the PNG file's bytes, written with filter 1 throughout: a script undoes no other.
  public static func encodeSheet(
    pixels: [UInt8], times: Int, prices: Int, isOneOfSeveral: Bool
  ) throws(PNGError) -> [UInt8] {
    try PNGCodec.encodeGrey(
      pixels: pixels, width: prices, height: times, effort: .level(isOneOfSeveral ? 9 : 4),
      filter: .left)
  }

  /// Reads a layer. Safe with any bytes: what is not an 8-bit grey PNG of bounded size is refused.
  ///
  /// - Returns: the cells, top row first, and the layer's size.
  public static func decode(
    _ png: [UInt8]
  ) throws(PNGError) -> (pixels: [UInt8], columns: Int, rows: Int) {
    let (pixels, width, height) = try PNGCodec.decodeGrey(
      png, maximumWidth: maximumColumns, maximumHeight: maximumRows)
    return (pixels, width, height)
  }
}
