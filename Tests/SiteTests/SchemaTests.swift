import Foundation
import Market
import Testing

@testable import Briefing
@testable import Site

/// The schemas under `schema/`, held against what the program writes: no key is missing in either.
@Suite struct SchemaTests {
  /// The keys of a JSON value: `.zones[].usd`. Those of a map whose keys are data are `*`.
  private func keys(of value: Any, maps: Set<String>, path: String = "") -> Set<String> {
    switch value {
    case let object as [String: Any]:
      object.reduce(into: []) { found, entry in
        let name = path + "." + (maps.contains(path) ? "*" : entry.key)
        found.insert(name)
        found.formUnion(keys(of: entry.value, maps: maps, path: name))
      }
    case let list as [Any]:
      list.reduce(into: []) { $0.formUnion(keys(of: $1, maps: maps, path: path + "[]")) }
    default: []
    }
  }

  /// The keys that a schema names, those that it requires, and its maps.
  private struct Named {
    var keys: Set<String> = []
    var required: Set<String> = []
    var maps: Set<String> = []

    init(_ schema: [String: Any]) {
      read(schema, definitions: schema["$defs"] as? [String: Any] ?? [:], path: "")
    }

    private mutating func read(
      _ schema: [String: Any], definitions: [String: Any], path: String
    ) {
      if let reference = schema["$ref"] as? String,
        let target = definitions[String(reference.split(separator: "/").last ?? "")]
          as? [String: Any]
      {
        read(target, definitions: definitions, path: path)
      }
      for (name, value) in schema["properties"] as? [String: Any] ?? [:] {
        keys.insert(path + "." + name)
        if let value = value as? [String: Any] {
          read(value, definitions: definitions, path: path + "." + name)
        }
      }
      for name in schema["required"] as? [String] ?? [] { required.insert(path + "." + name) }
      if let items = schema["items"] as? [String: Any] {
        read(items, definitions: definitions, path: path + "[]")
      }
      if let values = schema["additionalProperties"] as? [String: Any] {
        maps.insert(path)
        keys.insert(path + ".*")
        read(values, definitions: definitions, path: path + ".*")
      }
    }
  }

  private func schema(_ name: String) throws -> Named {
    let text = try #require(Schemas.files.first { $0.path == "schema/\(name).json" }?.text)
    return Named(
      try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]))
  }

  /// - Parameter bare: a document without anything that may be absent: what it has is required.
  private func compare(_ whole: [UInt8], bare: [UInt8], with name: String) throws {
    let schema = try schema(name)
    let written = keys(
      of: try JSONSerialization.jsonObject(with: Data(whole)), maps: schema.maps)
    #expect(written.subtracting(schema.keys).sorted() == [], "not in the schema")
    #expect(schema.keys.subtracting(written).sorted() == [], "not in the document")
    let least = keys(of: try JSONSerialization.jsonObject(with: Data(bare)), maps: schema.maps)
    let optional = schema.keys.subtracting(schema.required).filter { !$0.hasSuffix(".*") }
    // What is not required must be absent from the bare one, unless it is inside something absent.
    #expect(least.intersection(optional).sorted() == [], "optional and always there")
  }

  @Test("the edition that the schema is held against has every figure there is")
  func whole() {
    #expect(WholeBriefing.unfilled(WholeBriefing.briefing).sorted() == [])
    #expect(WholeBriefing.unfilled(bareBriefing).contains(".projection"))
  }

  /// As little as a document can hold: none of the parts that may be absent.
  private var bareBriefing: Briefing {
    var briefing = TinyEdition.briefing()
    briefing.price.change24h = nil
    briefing.keyNumbers = [KeyNumber(name: .price, value: 1)]
    briefing.zones = [briefing.zones[1]]
    briefing.projection = nil
    briefing.cascade = nil
    briefing.scorecard = nil
    briefing.reading.squeeze.percentile90d = nil
    briefing.reading.flush.percentile90d = nil
    briefing.reading.funding = nil
    briefing.reading.crowding = nil
    briefing.reading.whales = nil
    briefing.reading.regime = nil
    briefing.reading.sweeps.reportedLongUSD = nil
    briefing.reading.sweeps.zones = []
    briefing.reading.sweeps.records = nil
    briefing.instruments[0].inputs[0].bytes = nil
    briefing.dataHealth.findings = []
    return briefing
  }

  @Test("every key of briefing.json is in its schema, and the reverse")
  func briefing() throws {
    try compare(
      try BriefingJSON.encode(WholeBriefing.briefing), bare: try BriefingJSON.encode(bareBriefing),
      with: "briefing")
  }

  private func published(_ extra: String) throws -> TinySite {
    let site = try TinySite(extra)
    var first = TinyEdition.briefing(day: TinyEdition.day - 1)
    first.reading.squeeze.score = 90
    var days = [first, TinyEdition.briefing()]
    if !extra.isEmpty {
      var open = TinyEdition.briefing(day: TinyEdition.day + 1)
      open.provisional = true
      days.append(open)
    }
    try site.publish(days)
    return site
  }

  @Test("every key of alerts.json and of the catalogue is in their schemas, and the reverse")
  func catalogue() throws {
    let rules = """
      alerts:
        - { name: A, market: btc, when: long_reach, over: 1%, hours: 24, holding: 1M USD }
        - { name: B, when: squeeze, over: 60, under: 10 }
        - { name: C, when: long_pool, over: 1M USD, within: 10% }

      """
    let whole = try published(rules)
    let bare = try published("")
    for name in ["alerts", "index"] {
      func bytes(_ site: TinySite) throws -> [UInt8] {
        try FileSystem.read(site.folder.path + "/public/\(name).json")
      }
      try compare(try bytes(whole), bare: try bytes(bare), with: name)
    }
  }

  @Test("the schemas name every kind of condition, key number and leverage band")
  func words() throws {
    let alerts = try #require(Schemas.files.first { $0.path == "schema/alerts.json" }?.text)
    for kind in AlertCondition.Kind.allCases { #expect(alerts.contains("\"\(kind.rawValue)\"")) }
    for unit in AlertFinding.Unit.allCases { #expect(alerts.contains("\"\(unit.rawValue)\"")) }
    let briefing = try #require(Schemas.files.first { $0.path == "schema/briefing.json" }?.text)
    let words =
      KeyNumber.Name.allCases.map(\.rawValue) + LeverageBand.allCases.map(\.rawValue)
      + Venue.allCases.map(\.rawValue) + DataFinding.Kind.allCases.map(\.rawValue)
      + GaugeReport.Name.allCases.map(\.rawValue)
    for word in words { #expect(briefing.contains("\"\(word)\""), "\(word)") }
  }

  @Test("the catalogue names every day with its path, and every file of a day is there")
  func files() throws {
    let site = try published("")
    let contents = try site.contents()
    let bytes = try #require(contents["index.json"])
    let catalogue = try #require(
      JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let market = try #require((catalogue["markets"] as? [[String: Any]])?.first)
    let days = try #require(market["days"] as? [[String: Any]])
    #expect(days.map { $0["path"] as? String } == ["btc/2024-08-04/", "btc/2024-08-05/"])
    let files = try #require(market["files"] as? [String])
    #expect(files.contains("briefing.json") && files.contains("heatmap.png"))
    for day in days {
      for file in files {
        #expect(contents[(day["path"] as? String ?? "") + file] != nil, "\(file)")
      }
    }
    let documents = try #require(catalogue["documents"] as? [[String: Any]])
    for document in documents {
      #expect(contents[document["schema"] as? String ?? ""] != nil)
    }
  }
}
