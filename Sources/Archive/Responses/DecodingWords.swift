/// What is wrong with JSON that could not be decoded, and where.
func decodingWords(_ error: any Error) -> String {
  guard let error = error as? DecodingError else { return "not JSON" }
  func place(_ context: DecodingError.Context) -> String {
    context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
  }
  switch error {
  case .keyNotFound(let key, let context):
    return "'\(key.stringValue)' is missing at '\(place(context))'"
  case .typeMismatch(_, let context), .valueNotFound(_, let context):
    return "the wrong type of value at '\(place(context))'"
  case .dataCorrupted(let context):
    return context.codingPath.isEmpty ? "not JSON" : "an unusable value at '\(place(context))'"
  @unknown default: return "unreadable"
  }
}
