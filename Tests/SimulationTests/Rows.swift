/// The rows and cells of a CSV table without quotes.
func rows(_ text: [UInt8]) -> [[String]] {
  String(decoding: text, as: UTF8.self).split(separator: "\n").map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}
