import Market

/// What one contract of OKX is: coins for a linear one, dollars for an inverse one.
struct OKXContractSize {
  let dataFolder: String

  init(_ dataFolder: String) { self.dataFolder = dataFolder }

  /// `BTC-USDT` for `BTC-USDT-SWAP`.
  static func family(of instrument: Instrument) -> String {
    let suffix = "-SWAP"
    let symbol = instrument.symbol
    return symbol.hasSuffix(suffix) ? String(symbol.dropLast(suffix.count)) : symbol
  }

  /// Bitcoin's and the inverse contracts' as the venue's help pages give them (0.01 BTC; 100 dollars
  /// of BTC, 10 of other coins), any other from the newest response of `/api/v5/public/instruments`
  /// in the data folder.
  ///
  /// - Throws: `.noInput` where there is none.
  func of(_ instrument: Instrument) throws(ArchiveError) -> Double {
    switch (instrument.kind, instrument.baseAsset) {
    case (.linear, "BTC") where instrument.symbol == "BTC-USDT-SWAP": return 0.01
    case (.inverse, "BTC"): return 100
    case (.inverse, _): return 10
    case (.linear, _): return try listed(instrument)
    }
  }

  private func listed(_ instrument: Instrument) throws(ArchiveError) -> Double {
    let folder = "okx/api/v5/public/instruments/" + Self.family(of: instrument)
    let path = dataFolder + "/" + folder
    let files = Files.isFolder(path) ? try Files.list(path) : []
    // Named by the second in which they were asked for, so that the last name is the newest.
    guard let newest = files.filter({ $0.hasSuffix(".json") }).max() else {
      throw .noInput(.contractSize(instrument, lookedFor: folder))
    }
    let file = folder + "/" + newest
    let shape = "OKX's instruments"
    let response: Response = try MarginTableReader.decode(file, in: dataFolder, shape: shape)
    guard let listed = response.data.first(where: { $0.instId == instrument.symbol }) else {
      throw .refusedFile(
        file: file,
        fault: .marginSymbolMissing(
          symbol: instrument.symbol, present: response.data.map(\.instId).sorted()))
    }
    guard let value = listed.ctVal.value, value > 0 else {
      throw .refusedFile(
        file: file, fault: .marginShape(shape, detail: "no contract value of \(listed.instId)"))
    }
    return value * (listed.ctMult?.value ?? 1)
  }

  private struct Response: Decodable {
    var data: [Listed]
  }

  private struct Listed: Decodable {
    var instId: String
    var ctVal: NumberInText
    var ctMult: NumberInText?
  }
}
