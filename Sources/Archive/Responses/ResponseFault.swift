/// Why a stored response as a whole cannot be used.
public enum ResponseFault: Error, Hashable, Sendable {
  /// A byte that cannot stand there in JSON. `offset`: from the file's start; `found`: what does.
  case notJSON(offset: Int, found: String, expected: String)
  /// The text ends within a value: the response was cut off.
  case cutShort
  /// More lists and objects within each other than any response of a venue has.
  case tooDeep(limit: Int)
  /// Not an answer but the venue's refusal, which some send with status 200.
  case refusal(code: String, message: String)
  /// There is no list where the venue's answer has one. `place`: the keys that lead to it.
  case noList(place: String)
  /// The answer is about another contract.
  case otherContract(found: String, expected: String)
  /// A structure that is not the venue's. `detail`: what is wrong and where.
  case shape(detail: String)
}

extension ResponseFault: CustomStringConvertible {
  public var description: String { detail + advice }

  /// What is wrong.
  var detail: String {
    switch self {
    case .notJSON(let offset, let found, let expected):
      "not JSON: found \(found) at byte \(offset), expected \(expected)"
    case .cutShort: "the response is cut short"
    case .tooDeep(let limit): "more than \(limit) lists and objects within each other"
    case .refusal(let code, let message):
      "no data but the venue's refusal (\(code): \(message))"
    case .noList(let place): "no list of rows at \(place)"
    case .otherContract(let found, let expected):
      "an answer about '\(found)' where '\(expected)' was expected"
    case .shape(let detail): "not the venue's shape: \(detail)"
    }
  }

  /// What to do about a stored file of which that is so.
  private var advice: String {
    switch self {
    case .notJSON, .cutShort, .noList, .otherContract: "; get it again"
    case .refusal: "; remove the file and get it again"
    case .tooDeep, .shape: ""
    }
  }
}
