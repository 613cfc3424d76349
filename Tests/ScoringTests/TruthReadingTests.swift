import Archive
import Market
import Scoring
import Testing

@Suite("The truth folder")
struct TruthReadingTests {
  private let day = TruthFixtures.start.day

  private func read(_ text: String) throws -> TrueMap {
    let files = try TruthFiles()
    try files.write(text, day: day)
    return try TrueMap.read(folder: files.folder, symbol: "BTCUSDT", day: day)
  }

  @Test("positions are read, a blank liquidation price as none")
  func rows() throws {
    let map = try read(
      TruthFixtures.header + "long,61000.5,20,isolated,1.250,58000.25\n"
        + "short,60000,3,cross,10,\nlong,60000,1,cross,2,0.00000\n")
    #expect(map.day == day)
    #expect(
      map.positions == [
        TrueMap.Position(side: .long, quantity: Base(1.25), liquidationPrice: Price(58_000.25)),
        TrueMap.Position(side: .short, quantity: Base(10), liquidationPrice: nil),
        TrueMap.Position(side: .long, quantity: Base(2), liquidationPrice: Price(0)),
      ])
  }

  @Test(
    "a wrong field is named with its row and column",
    arguments: [
      ("both,60000,20,isolated,1,58000", "side"), ("long,0,20,isolated,1,58000", "entry_price"),
      ("long,nan,20,isolated,1,58000", "entry_price"), ("long,1e16,2,cross,1,1", "entry_price"),
      ("long,60000,0.5,isolated,1,58000", "leverage"), ("long,60000,,cross,1,1", "leverage"),
      ("long,60000,20,shared,1,58000", "margin_mode"),
      ("long,60000,20,cross,-1,58000", "quantity_base"),
      ("long,60000,20,cross,1e999,58000", "quantity_base"),
      ("long,60000,20,cross,1,-5", "liquidation_price"),
      ("long,60000,20,cross,1,soon", "liquidation_price"),
    ])
  func refusals(row: String, column: String) throws {
    let text = TruthFixtures.header + "short,60000,3,cross,10,\n" + row + "\n"
    let error = try #require(throws: ArchiveError.self) { try read(text) }
    guard case .refusedRow(let refused) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(refused.file == "BTCUSDT-2025-01-01.csv.gz")
    #expect(refused.row == 3)
    #expect(refused.column == column)
  }

  @Test("a row that is cut short is refused as a whole")
  func cut() throws {
    let error = try #require(throws: ArchiveError.self) {
      try read(TruthFixtures.header + "long,60000,20\n")
    }
    guard case .refusedRow(let refused) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(refused.row == 2)
    #expect(refused.column == nil)
    #expect(refused.found == "3 fields")
  }

  @Test("a file with other columns, an empty one and a missing one are told apart")
  func files() throws {
    let other = try #require(throws: ArchiveError.self) { try read("a,b\n1,2\n") }
    guard case .refusedFile(_, .wrongColumns(let found, _)) = other else {
      Issue.record("\(other)")
      return
    }
    #expect(found == ["a", "b"])
    #expect(
      throws: ArchiveError.refusedFile(file: "BTCUSDT-2025-01-01.csv.gz", fault: .noHeader)
    ) { try read("") }
    let files = try TruthFiles()
    #expect(throws: ArchiveError.noInput(.file("BTCUSDT-2025-01-01.csv.gz"))) {
      try TrueMap.read(folder: files.folder, symbol: "BTCUSDT", day: day)
    }
  }

  @Test("more rows than the limit are refused")
  func bounded() throws {
    let files = try TruthFiles()
    try files.write("n\n1\n2\n3\n", day: day)
    let table = PlainTable(
      path: "\(files.folder)/BTCUSDT-\(day).csv.gz", name: "t.csv.gz",
      columns: [.init("n", .number)],
      rowLimit: 2)
    #expect(throws: ArchiveError.refusedFile(file: "t.csv.gz", fault: .tooManyRows(limit: 2))) {
      try table.read { row throws(PlainTable.Fault) in row.number(0) }
    }
  }
}
