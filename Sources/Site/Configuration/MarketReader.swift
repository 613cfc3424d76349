import Archive
import Market
import Yams

/// Goes through the keys of `heatpress.yml` that describe markets and their instruments.
extension ConfigurationReader {
  mutating func markets(_ nodes: [Node]) -> [MarketConfiguration] {
    var markets: [MarketConfiguration] = []
    for node in nodes {
      guard var entry = yaml.mapping(node, name: "a market") else { continue }
      let id = marketID(in: &entry, taken: markets.map(\.id))
      yaml.require("name", in: entry, expected: "the market's name for readers")
      let name = yaml.text("name", in: &entry)?.text
      yaml.require("instruments", in: entry, expected: "a list of its instruments")
      let instruments = instruments(yaml.list("instruments", in: &entry) ?? [])
      yaml.finish(entry)
      guard let id, let name, !instruments.isEmpty else { continue }
      markets.append(MarketConfiguration(id: id, name: name, instruments: instruments))
    }
    return markets
  }

  private mutating func marketID(
    in entry: inout StrictYAML.Mapping, taken: [String]
  ) -> String? {
    yaml.require("id", in: entry, expected: "the market's folder on the site, such as btc")
    guard let (id, line) = yaml.text("id", in: &entry) else { return nil }
    let letters = id.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard letters, id.count <= 40, !id.hasPrefix("-"), !id.hasSuffix("-") else {
      yaml.report(
        line: line, found: "'id' is '\(id)'",
        expected: "lower-case letters, digits and hyphens, such as btc")
      return nil
    }
    guard !SiteFrame.ownFolders.contains(id) else {
      yaml.report(
        line: line, found: "'id' is '\(id)', a folder of the site itself", expected: "another name")
      return nil
    }
    guard !taken.contains(id) else {
      yaml.report(
        line: line, found: "the id '\(id)' is given to two markets", expected: "different ids")
      return nil
    }
    return id
  }

  private mutating func instruments(_ nodes: [Node]) -> [InstrumentSource] {
    var sources: [InstrumentSource] = []
    for node in nodes {
      guard var entry = yaml.mapping(node, name: "an instrument"),
        let source = instrument(&entry)
      else { continue }
      if sources.contains(where: { $0.instrument == source.instrument }) {
        yaml.report(
          line: entry.line, found: "\(source.instrument) stands twice in this market",
          expected: "each instrument once")
      } else {
        sources.append(source)
      }
    }
    return sources
  }

  private mutating func instrument(_ entry: inout StrictYAML.Mapping) -> InstrumentSource? {
    yaml.require("venue", in: entry, expected: "one of the venues")
    let venue = yaml.choice("venue", of: Venue.allCases.map(\.rawValue), in: &entry)
      .flatMap(Venue.init(rawValue:))
    yaml.require("symbol", in: entry, expected: "the venue's name for it, such as BTCUSDT")
    let symbol = symbol(in: &entry)
    let kind =
      yaml.choice("kind", of: ContractKind.allCases.map(\.rawValue), in: &entry)
      .flatMap(ContractKind.init(rawValue:)) ?? .linear
    yaml.require("source", in: entry, expected: "where its data comes from")
    let reader = reader(in: &entry, venue: venue)
    let marginTiers = marginTiers(in: &entry)
    let wallets = wallets(in: &entry, reader: reader)
    yaml.finish(entry)
    guard let venue, let symbol, let reader else { return nil }
    return InstrumentSource(
      instrument: Instrument(venue: venue, symbol: symbol, kind: kind), reader: reader,
      marginTiers: marginTiers, wallets: wallets)
  }

  private mutating func wallets(
    in entry: inout StrictYAML.Mapping, reader: InstrumentSource.Reader?
  ) -> String? {
    guard let path = dataPath("wallets", in: &entry) else { return nil }
    if let reader, reader != .hyperliquid {
      yaml.report(
        line: entry.line, found: "'wallets' for a source other than hyperliquid",
        expected: "source hyperliquid: no other venue shows accounts")
    }
    return path
  }

  private mutating func symbol(in entry: inout StrictYAML.Mapping) -> String? {
    guard let (symbol, line) = yaml.text("symbol", in: &entry) else { return nil }
    let plain = symbol.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || "-_:.".utf8.contains($0)
    }
    guard plain, symbol.count <= 60, !symbol.contains(".."), !symbol.hasPrefix(".") else {
      yaml.report(
        line: line, found: "'symbol' is '\(symbol)'",
        expected: "letters, digits, hyphens, underscores, colons and points")
      return nil
    }
    return symbol
  }

  /// The sources that are a venue's own files, and whose.
  private static let venueReaders:
    [(source: String, venue: Venue, reader: InstrumentSource.Reader)] = [
      ("binance-archive", .binance, .binanceArchive), ("bybit", .bybit, .bybit),
      ("okx", .okx, .okx), ("bitfinex", .bitfinex, .bitfinex),
      ("hyperliquid", .hyperliquid, .hyperliquid),
    ]

  private mutating func reader(
    in entry: inout StrictYAML.Mapping, venue: Venue?
  ) -> InstrumentSource.Reader? {
    let choices = Self.venueReaders.map(\.source) + ["series"]
    guard let source = yaml.choice("source", of: choices, in: &entry) else {
      // Whatever it was meant to be, its keys are no second mistake.
      _ = yaml.value("path", in: &entry)
      _ = yaml.value("columns", in: &entry)
      return nil
    }
    if let found = Self.venueReaders.first(where: { $0.source == source }) {
      if let venue, venue != found.venue {
        yaml.report(
          line: entry.line, found: "source '\(source)' for an instrument of \(venue.name)",
          expected: "venue \(found.venue.rawValue), or source series")
      }
      return found.reader
    }
    yaml.require("path", in: entry, expected: "the series' file, relative to 'data'")
    let path = dataPath("path", in: &entry)
    yaml.require("columns", in: entry, expected: "the file's column for each of ours")
    let columns = columns(in: &entry)
    guard let path, let columns else { return nil }
    return .series(SeriesSource(path: path, columns: columns))
  }

  private mutating func columns(in entry: inout StrictYAML.Mapping) -> [SeriesColumn: String]? {
    guard let (node, _) = yaml.value("columns", in: &entry),
      var mapping = yaml.mapping(node, name: "'columns'")
    else { return nil }
    for column in SeriesColumn.required {
      yaml.require(column.rawValue, in: mapping, expected: "the name of a column of the file")
    }
    var columns: [SeriesColumn: String] = [:]
    for column in SeriesColumn.allCases {
      columns[column] = yaml.text(column.rawValue, in: &mapping)?.text
    }
    yaml.finish(mapping)
    let pairs: [(SeriesColumn, SeriesColumn)] = [
      (.openInterest, .openInterestUSD), (.longLiquidations, .longLiquidationsUSD),
      (.shortLiquidations, .shortLiquidationsUSD), (.fundingRate, .fundingRatePercent),
    ]
    for (one, other) in pairs where columns[one] != nil && columns[other] != nil {
      yaml.report(
        line: mapping.line, found: "'columns' has both \(one.rawValue) and \(other.rawValue)",
        expected: "one of them")
    }
    return columns
  }

  private mutating func marginTiers(in entry: inout StrictYAML.Mapping) -> [DatedPath] {
    var paths: [DatedPath] = []
    guard entry.entries.contains(where: { $0.key == "margin_tiers" }) else {
      _ = yaml.value("margin_tiers", in: &entry)
      return []
    }
    for node in yaml.list("margin_tiers", in: &entry) ?? [] {
      guard var tier = yaml.mapping(node, name: "an entry of 'margin_tiers'") else { continue }
      yaml.require("from", in: tier, expected: "the first day on which the table was in force")
      yaml.require("path", in: tier, expected: "the table's file, relative to 'data'")
      let from = day("from", in: &tier)
      let path = dataPath("path", in: &tier)
      yaml.finish(tier)
      guard let from, let path else { continue }
      if let last = paths.last, from <= last.from {
        yaml.report(
          line: tier.line, found: "the table from \(from) comes after the one from \(last.from)",
          expected: "ascending days")
      }
      paths.append(DatedPath(from: from, path: path))
    }
    return paths
  }

  private mutating func day(_ key: String, in mapping: inout StrictYAML.Mapping) -> Day? {
    guard let (node, line) = yaml.value(key, in: &mapping) else { return nil }
    // Unquoted, YAML takes it for a timestamp, which is as good.
    guard let day = node.scalar.flatMap({ Day($0.string) }) else {
      yaml.report(
        line: line, found: "'\(key)' is '\(node.scalar?.string ?? "no text")'",
        expected: "a day such as 2024-08-05")
      return nil
    }
    return day
  }

  /// A path below the data folder: relative, and never out of it.
  private mutating func dataPath(_ key: String, in mapping: inout StrictYAML.Mapping) -> String? {
    guard let (path, line) = yaml.text(key, in: &mapping) else { return nil }
    guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
      yaml.report(
        line: line, found: "'\(key)' is '\(path)'", expected: "a path below the folder 'data'")
      return nil
    }
    return path
  }
}
