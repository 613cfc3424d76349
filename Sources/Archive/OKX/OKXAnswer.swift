/// An answer of OKX's: its rows, where it is not a refusal.
struct OKXAnswer<Row: Decodable>: Decodable {
  var data: [Row]

  private enum Key: String, CodingKey { case code, msg, data }

  init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: Key.self)
    let code = try keys.decode(String.self, forKey: .code)
    // A rate limit (50011) comes with status 200, like data.
    guard code == "0" else {
      let message = try keys.decodeIfPresent(String.self, forKey: .msg)
      throw ResponseFault.refusal(code: code, message: message ?? "")
    }
    data = try keys.decode([Row].self, forKey: .data)
  }
}
