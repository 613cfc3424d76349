import Archive
import Briefing
import Charts
import Market

/// The days of a site that is on disk, read back: for pages that are made anew without computing.
public struct PublishedDays: Sendable {
  let folder: String

  /// - Parameter output: the site's folder.
  public init(output: String) { folder = output }

  /// The days of a market that have a document, in order; none where there is no such market.
  public func days(of market: String) throws(SiteError) -> [Day] {
    let path = folder + "/" + market
    guard Files.isFolder(path) else { return [] }
    return try FileSystem.names(in: path).compactMap { Day($0) }
      .filter { Files.isFile("\(path)/\($0)/briefing.json") }.sorted()
  }

  /// A day's document and the heatmap's layers that it names.
  ///
  /// - Throws: `unreadableDay` where a file is missing, is no document of this version or no layer
  ///   of the size that the document says.
  public func edition(market: String, day: Day) throws(SiteError) -> Edition {
    let place = "\(folder)/\(market)/\(day)"
    let file = place + "/briefing.json"
    let briefing = try BriefingJSON.decode(try FileSystem.read(file), path: file)
    guard briefing.market == market, briefing.date == day else {
      throw .unreadableDay(path: file, reason: "it is of \(briefing.market) \(briefing.date)")
    }
    var layers: [LayerPixels] = []
    for layer in briefing.heatmap.layers {
      let path = place + "/" + layer.file
      guard !layer.file.contains("/"), Files.isFile(path) else {
        throw .unreadableDay(path: path, reason: "the layer is not there")
      }
      let bytes = try FileSystem.read(path)
      guard let decoded = try? LayerPNG.decode(bytes) else {
        throw .unreadableDay(path: path, reason: "this is no layer of a heatmap")
      }
      guard decoded.columns == briefing.heatmap.columns, decoded.rows == briefing.heatmap.rows
      else {
        throw .unreadableDay(
          path: path,
          reason: "the layer has \(decoded.columns) x \(decoded.rows) cells, the document says "
            + "\(briefing.heatmap.columns) x \(briefing.heatmap.rows)")
      }
      layers.append(LayerPixels(file: layer.file, pixels: decoded.pixels))
    }
    return Edition(briefing: briefing, layers: layers)
  }
}
