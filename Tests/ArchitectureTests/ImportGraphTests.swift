import Foundation
import Testing

/// The layout that the README and `Package.swift` promise, held against the files themselves.
@Suite("The import graph")
struct ImportGraphTests {
  /// In the order in which the data flows: a target imports only those before it.
  static let order = [
    "Market", "Archive", "Liquidation", "Psychology", "Scoring", "Simulation", "Briefing", "Charts",
    "Site", "heatpress",
  ]
  /// Each C library and the one Swift file that sees it.
  static let libraries = [
    "CArchive", "CCrypto", "CCurl", "CCmark", "CFreeType", "CPNG", "CSystem", "CVector",
  ]
  /// Where code from outside may be used, and nowhere else.
  static let packages = [
    "Yams": ["Site"], "Mustache": ["Site"], "ArgumentParser": ["heatpress"],
    "FlyingFox": ["heatpress"],
  ]
  /// Targets that compute and draw: no file, no clock, no formatter comes in by Foundation.
  static let withoutFoundation = [
    "Market", "Liquidation", "Psychology", "Scoring", "Simulation", "Charts",
  ]

  @Test("a target imports only targets that stand before it", arguments: order)
  func oneDirection(target: String) throws {
    let allowed = Set(Self.order.prefix { $0 != target })
    for file in try swiftFiles(of: target) {
      for module in imports(in: file.text) where Self.order.contains(module) {
        #expect(allowed.contains(module), "\(file.name) imports \(module)")
      }
    }
  }

  @Test("a C library is seen by one Swift file", arguments: libraries)
  func oneFileEach(library: String) throws {
    let users = try Self.order.flatMap(swiftFiles(of:)).filter {
      imports(in: $0.text).contains(library)
    }
    #expect(users.count == 1, "\(library) is imported by \(users.map(\.name))")
  }

  @Test("a package is used where its trade is", arguments: packages.keys.sorted())
  func packagesInPlace(package: String) throws {
    for target in Self.order where !(Self.packages[package] ?? []).contains(target) {
      for file in try swiftFiles(of: target) {
        #expect(!imports(in: file.text).contains(package), "\(file.name) imports \(package)")
      }
    }
  }

  @Test("what computes does without Foundation", arguments: withoutFoundation)
  func noFoundation(target: String) throws {
    for file in try swiftFiles(of: target) {
      let modules = imports(in: file.text)
      #expect(!modules.contains("Foundation"), "\(file.name) imports Foundation")
    }
  }

  @Test("every folder of Sources is a target of this list or a C library")
  func nothingElse() throws {
    let known = Set(Self.order + Self.libraries + ["embed-site"])
    let found = try FileManager.default.contentsOfDirectory(atPath: sources.path)
    for folder in found where !folder.hasPrefix(".") {
      #expect(known.contains(folder), "Sources/\(folder) is not in the import graph's order")
    }
  }

  private var sources: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
  }

  private func swiftFiles(of target: String) throws -> [(name: String, text: String)] {
    let folder = sources.appending(path: target)
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map {
      ("\(target)/\($0)", try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
    }
  }

  private func imports(in text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
        words[..<index].allSatisfy({ $0.hasPrefix("@") || ["public", "internal"].contains($0) })
      else { return nil }
      return String(words[index + 1].prefix { $0 != "." })
    }
  }
}
