/// Why a chart could not be drawn.
public enum ChartError: Error, Hashable, Sendable {
  /// No font could be opened; the paths that were tried.
  case fontMissing(paths: [String])
  /// The file is there but FreeType cannot use it; its error code.
  case fontRefused(path: String, code: Int)
  /// A layer does not have `rows * columns` cells, or none came with the name.
  case layerSize(file: String, found: Int, expected: Int)
  /// Two series that belong together differ in length.
  case seriesLength(name: String, found: Int, expected: Int)
  /// A figure that cannot be: a price of zero, edges out of order, a number that is not finite.
  case impossible(name: String, found: Double)
  case encoding(PNGError)
}

extension ChartError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .fontMissing(let paths):
      "no font found at \(paths.joined(separator: " or ")); install fonts-inter or fonts-dejavu-core, or name a font file"
    case .fontRefused(let path, let code):
      "\(path) is no font that can be drawn with (FreeType error \(code))"
    case .layerSize(let file, let found, let expected):
      "heatmap layer \(file) has \(found) cells; the heatmap's rows and columns make \(expected)"
    case .seriesLength(let name, let found, let expected):
      "\(name) has \(found) values where \(expected) belong"
    case .impossible(let name, let found):
      "\(name) cannot be \(found)"
    case .encoding(let error): error.description
    }
  }
}
