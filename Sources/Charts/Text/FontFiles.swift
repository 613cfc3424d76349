/// Where the charts' two faces are: paths in order of preference, for letters that the first lacks
/// as well as for machines that do not have it.
public struct FontFiles: Hashable, Sendable {
  public var regular: [String]
  public var semibold: [String]

  public init(regular: [String], semibold: [String]) {
    self.regular = regular
    self.semibold = semibold
  }

  /// What Debian's `fonts-inter` and `fonts-dejavu-core` install.
  public static let debian = FontFiles(
    regular: [
      "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
      "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    ],
    semibold: [
      "/usr/share/fonts/opentype/inter/Inter-SemiBold.otf",
      "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    ])
}
