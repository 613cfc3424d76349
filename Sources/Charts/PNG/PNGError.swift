/// Why a picture could not be written or read.
public enum PNGError: Error, Hashable, Sendable {
  /// libpng found the data broken; its words.
  case refused(String)
  /// A PNG of another kind than 8-bit grey without interlacing.
  case unsupported
  /// Wider or higher than allowed.
  case tooLarge(maximumWidth: Int, maximumHeight: Int)
  /// The number of pixels or colours does not fit the size.
  case wrongCount(found: Int, expected: Int)
  case outOfMemory
}

extension PNGError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .refused(let words): "broken PNG: \(words)"
    case .unsupported: "the PNG is not 8-bit grey without interlacing"
    case .tooLarge(let width, let height): "the PNG is larger than \(width) x \(height)"
    case .wrongCount(let found, let expected):
      "\(found) bytes where the picture's size asks for \(expected)"
    case .outOfMemory: "out of memory while handling a PNG"
    }
  }
}
