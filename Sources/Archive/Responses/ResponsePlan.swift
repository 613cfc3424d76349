/// Which fields of a response's rows are read.
struct ResponsePlan {
  /// A field to read. The first of a plan is the row's time.
  struct Field {
    /// The key, or the name by which the venue's documentation calls the place in the row.
    var name: String
    /// The place in rows that are lists, from 0; not used in rows that are objects.
    var index: Int
    var kind: CSVPlan.Kind

    init(_ name: String, at index: Int = 0, _ kind: CSVPlan.Kind) {
      self.name = name
      self.index = index
      self.kind = kind
    }
  }

  let fields: [Field]
  /// The slot of each place in a row that is a list; -1 where it is not read.
  let slots: [Int]
  let names: [[UInt8]]
  /// Whether a row says of itself that its interval is not over.
  let tellsUnfinished: Bool
  /// Whether the list holds lists of rows in place of rows.
  let nested: Bool

  init(_ fields: [Field], tellsUnfinished: Bool = false, nested: Bool = false) {
    self.fields = fields
    self.nested = nested
    self.tellsUnfinished = tellsUnfinished
    names = fields.map { Array($0.name.utf8) }
    var slots = [Int](repeating: -1, count: (fields.map(\.index).max() ?? 0) + 1)
    for (slot, field) in fields.enumerated() { slots[field.index] = slot }
    self.slots = slots
  }
}

/// Where a venue's answers have their list of rows, and how they say that they are none.
struct ResponseEnvelope {
  /// The keys that lead from the outermost object to the list; empty where the list is outermost.
  var list: [String]
  /// The key of the venue's return code and the value that means success.
  var code: (key: String, success: String)?
  /// The key of the words to it.
  var message: String
  /// Keys beside the list whose value has to be the contract that was asked for.
  var contract: String?

  static let bybit = ResponseEnvelope(
    list: ["result", "list"], code: ("retCode", "0"), message: "retMsg", contract: "symbol")
  static let okx = ResponseEnvelope(
    list: ["data"], code: ("code", "0"), message: "msg", contract: nil)
  /// A refusal is an object in place of the list.
  static let binance = ResponseEnvelope(list: [], code: nil, message: "msg", contract: nil)
  /// A refusal is a list that starts with `"error"`.
  static let bitfinex = ResponseEnvelope(list: [], code: nil, message: "", contract: nil)
  static let hyperliquid = ResponseEnvelope(list: [], code: nil, message: "error", contract: nil)
}
